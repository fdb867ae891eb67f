// The legend and the list of layers.
import { REST, tripClass, visitClasses } from "./canvas.js";
import { byId, h, narrow, own } from "./dom.js";
import { tick } from "./filters.js";
import { isWide } from "./select.js";
import { isOn, LAYERS, opened, store } from "./state.js";
import { number, statusClass, STATUSES, statusWord, word } from "./words.js";

const row = (samples, ...text) => h("li", samples.split(" ").map((name) => h(`span.${name}`, { "aria-hidden": "true" })), h("span", text));

function travellerRows(trips) {
  const ranked = [...new Map(trips.map((trip) => [trip.traveller_at, trip])).values()].sort((a, b) => a.traveller_at - b.traveller_at);
  const rest = ranked.filter(({ traveller_at: rank }) => rank >= REST);
  const named = rest.length === 1 ? ranked : ranked.slice(0, ranked.length - rest.length);
  return [...named.map((trip) => row(`swatch.${tripClass(trip)}`, own(trip.traveller))), rest.length > 1 && row(`swatch.trip-${REST}`, word("other_travellers", rest.length))];
}

function statusRows({ stops, legs, meetings }) {
  const present = new Set([...stops, ...legs, ...meetings].map(({ status }) => status));
  return STATUSES.filter((status) => present.has(status)).map((status) => row(`stroke.${statusClass(status)} number.${statusClass(status)}`, statusWord(status)));
}

function visitRows(most) {
  const classes = visitClasses(most);
  return classes.map((bound, i) => row(`patch.visits-${i}`, bound - (classes[i - 1] ?? 0) === 1 ? number(bound) : `${number(classes[i - 1] + 1)}–${number(bound)}`));
}

export function renderLegend() {
  const { model, shown } = store;
  const trips = isOn("trips");
  byId("legend-list").replaceChildren(...[
    trips && h("ul", { "aria-label": word("travellers") }, travellerRows(opened() ? [opened()] : shown.trips)),
    h("ul", trips && statusRows(model), trips && shown.numbered && shown.stops.some(isWide) && row("wide-dot", word("legend_wide")),
      trips && !shown.numbered && row("count-dot", word("legend_counts")), isOn("meetings") && model.meetings.length > 0 && row("diamond.done", word("meeting")),
      isOn("mentions") && row("mention-dot", word("layer_mentions"))),
    isOn("visits") && shown.mostVisits > 0 && h("section", h("h3", word("layer_visits")), h("ul.ramp", visitRows(shown.mostVisits))),
  ].filter(Boolean));
  for (const box of byId("layer-list").querySelectorAll("input")) box.checked = isOn(box.value);
}

export function startLegend() {
  byId("layer-list").append(...LAYERS.map((layer) => tick("layers", LAYERS, layer, true, word(`layer_${layer}`))));
  const fold = () => { byId("legend").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
}
