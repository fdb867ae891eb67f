// The legend and the list of layers.
import { byId, h } from "./dom.js";
import { coloursTell, tripColourIndex, visitClasses } from "./palette.js";
import { isWide } from "./select.js";
import { isOn, LAYERS, opened, state, store, update } from "./state.js";
import { number, statusClass, statusWord, STATUSES, word } from "./words.js";

const TRAVELLERS = 6;

const row = (sample, ...text) => h("li", {}, sample, h("span", {}, text));

function statusRows() {
  const { model } = store;
  const present = new Set([...model.stops, ...model.legs, ...model.meetings].map(({ status }) => status));
  return STATUSES.filter((status) => present.has(status)).map((status) => {
    const name = statusClass(status);
    return row(h("span", { class: "sample", "aria-hidden": "true" }, h("span", { class: `stroke ${name}` }), h("span", { class: `number ${name}` })), statusWord(status));
  });
}

function travellerRows() {
  const { model, shown } = store;
  if (!coloursTell(model)) return [];
  const present = new Map();
  for (const trip of opened() ? [opened()] : shown.trips) present.set(trip.traveller, trip);
  return [...present.values()].slice(0, TRAVELLERS).map((trip) => row(h("span", { class: `swatch trip-${tripColourIndex(model, trip)}`, "aria-hidden": "true" }), trip.traveller));
}

function visitRows() {
  const { shown } = store;
  if (!isOn("visits") || !shown.mostVisits) return [];
  const bounds = visitClasses(shown.mostVisits);
  return bounds.map((bound, i) => {
    const low = i ? bounds[i - 1] + 1 : 1;
    return row(h("span", { class: `patch visits-${i}`, "aria-hidden": "true" }), low === bound ? number(bound) : `${number(low)}–${number(bound)}`);
  });
}

export function renderLegend() {
  const { model, shown } = store;
  const visits = visitRows();
  const parts = [];
  const travellers = isOn("trips") ? travellerRows() : [];
  if (travellers.length) parts.push(h("ul", { "aria-label": word("travellers") }, travellers));
  const marks = isOn("trips") ? statusRows() : [];
  if (isOn("trips") && shown.numbered && shown.stops.some(isWide)) marks.push(row(h("span", { class: "wide-dot", "aria-hidden": "true" }), word("legend_wide")));
  if (isOn("trips") && !shown.numbered) marks.push(row(h("span", { class: "count-dot", "aria-hidden": "true" }, "3"), word("legend_counts")));
  if (isOn("meetings") && model.meetings.length) marks.push(row(h("span", { class: "diamond done", "aria-hidden": "true" }), word("meeting")));
  if (isOn("mentions")) marks.push(row(h("span", { class: "mention-dot", "aria-hidden": "true" }), word("layer_mentions")));
  if (marks.length) parts.push(h("ul", {}, marks));
  if (visits.length) parts.push(h("h3", {}, word("layer_visits")), h("ul", { class: "steps-of-colour" }, visits));
  byId("legend-list").replaceChildren(...parts);
}

export function renderLayers() {
  for (const box of byId("layer-list").querySelectorAll("input")) box.checked = state.layers.includes(box.value);
}

export function startLayers() {
  byId("layer-list").append(...LAYERS.map((layer) => {
    const box = h("input", { type: "checkbox", value: layer });
    box.addEventListener("change", () => update({ layers: LAYERS.filter((other) => (other === layer ? box.checked : state.layers.includes(other))) }));
    return h("label", { class: "tick" }, box, word(`layer_${layer}`));
  }));
}
