// What can be chosen: filters, each choice with the trips it leaves; the search, which filters by what is typed and
// goes to what is picked; layers, and the legend of what they show.
import { REST, tripStyle, visitClasses } from "./canvas.js";
import { byId, h, later, narrow, on, own, setText } from "./dom.js";
import { statusChip } from "./panel.js";
import { buildIndex, countChoices, filtersSet, isOn, isWide, LAYERS, open, opened, resetFilters, search, state, store, update } from "./state.js";
import { countryName, number, statusClass, STATUSES, statusWord, word } from "./words.js";

function selectField(filter, counts) {
  const [id, chosen, nameOf] = [`filter-${filter}`, state[filter], filter === "country" ? countryName : String];
  const { compare } = new Intl.Collator();
  const options = [...new Map([[chosen, 0], ...counts])].filter(([key]) => key !== null).map(([key, n]) => [nameOf(key), key, n]).sort(([a], [b]) => compare(a, b));
  return h("div.field.soft", h("label", { for: id }, word(`filter_${filter}`)), h("select", { id, onchange: ({ target }) => update({ [filter]: target.value || null }) },
    h("option", { value: "" }, word("any")), options.map(([label, value, n]) => h("option", { value, selected: value === chosen }, `${label} (${number(n)})`))));
}

function statusField(counts) {
  const present = STATUSES.filter((status) => counts.has(status) || state.hidden.includes(status));
  return h("fieldset.field", h("legend.soft", word("filter_status")),
    present.map((status) => tick("hidden", STATUSES, status, false, statusChip(status), h("span.weight", number(counts.get(status) ?? 0)))));
}

// A box that puts one of a list into what is chosen, or, ticked, leaves it out.
export function tick(key, list, value, includes, ...label) {
  const onchange = ({ target }) => update({ [key]: list.filter((one) => (one === value ? target.checked === includes : state[key].includes(one))) });
  return h("label.tick", h("input", { type: "checkbox", id: `${key}-${value.replace(" ", "-")}`, value, checked: state[key].includes(value) === includes, onchange }), label);
}

export function renderFilters() {
  const set = filtersSet();
  byId("filters-set").hidden = byId("reset").hidden = !set;
  setText("filters-set", String(set));
  if (!byId("filters").open) return;
  const box = byId("choices");
  const focused = box.contains(document.activeElement) && document.activeElement.id;
  const counts = countChoices(store.model, state);
  box.replaceChildren(...["traveller", "country", "source", "format"].map((filter) => selectField(filter, counts[filter])), statusField(counts.status));
  if (focused) byId(focused)?.focus();
}

export function startFilters() {
  on("filters", "toggle", renderFilters);
  on("reset", "click", () => { resetFilters(); byId("query").focus(); });
}

export function startFinder(goTo) {
  const [field, list] = [byId("query"), byId("found")];
  let [index, found, active] = [null, [], -1];
  field.placeholder = word("search_hint");

  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    field.setAttribute("aria-activedescendant", at < 0 ? "" : `found-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const show = (entries) => {
    found = entries;
    list.replaceChildren(...found.map((entry, i) => h("li", { id: `found-${i}`, role: "option", onmousedown: (event) => event.preventDefault(), onclick: () => choose(entry) },
      h("span.kind", word(`kind_${entry.kind}`)), own(entry.label))));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const offer = () => show(search(index ??= buildIndex(store.model), field.value));
  const choose = ({ kind, target }) => {
    show([]);
    update({ query: kind === "person" ? target : "", ...((kind === "traveller" || kind === "country") && { [kind]: target }) });
    if (kind === "trip") open(target);
    if (kind === "place") goTo(target);
  };
  const filter = (how) => update({ query: field.value.trim() }, how);
  field.addEventListener("input", () => later("query", 150, () => {
    filter("replace");
    if (document.activeElement === field) offer();
  }));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && (event.key !== "Escape" || list.hidden)) return;
    event.preventDefault();
    if (!step) show([]);
    else if (list.hidden) offer();
    if (step && found.length) mark((Math.max(active, step < 0 ? 0 : -1) + step + found.length) % found.length);
  });
  field.addEventListener("blur", () => show([]));
  on("finder", "submit", (event) => {
    event.preventDefault();
    if (active >= 0) choose(found[active]);
    else { filter(); show([]); }
  });
}

export function renderFinder() {
  const field = byId("query");
  if (field.value.trim() !== state.query) field.value = state.query;
}

const row = (samples, ...given) => h("li", samples.split(" ").map((name) => h(`span.${name}`, { "aria-hidden": "true" })), given);

function travellerRows(trips) {
  const ranked = [...new Map(trips.map((trip) => [trip.traveller_at, trip])).values()].sort((a, b) => a.traveller_at - b.traveller_at);
  const rest = ranked.filter(({ traveller_at: rank }) => rank >= REST);
  const named = rest.length === 1 ? ranked : ranked.slice(0, ranked.length - rest.length);
  return [...named.map((trip) => row("swatch", tripStyle(trip), own(trip.traveller))), rest.length > 1 && row("swatch", tripStyle(null), word("other_travellers", rest.length))];
}

function statusRows({ stops, legs, meetings }) {
  const present = new Set([...stops, ...legs, ...meetings].map(({ status }) => status));
  return STATUSES.filter((status) => present.has(status)).map((status) => row(`stroke.${statusClass(status)} number.${statusClass(status)}`, statusWord(status)));
}

function visitRows(most) {
  const classes = visitClasses(most);
  return classes.map((bound, i) => row("patch", { "--tint": `var(--visits-${i})` }, bound - (classes[i - 1] ?? 0) === 1 ? number(bound) : `${number(classes[i - 1] + 1)}–${number(bound)}`));
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
