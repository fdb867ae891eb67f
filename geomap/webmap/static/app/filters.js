// The filters, each choice with the trips it leaves, and the search field: what is typed filters the trips,
// what is picked below it goes there.
import { byId, h, later, on, own, setText } from "./dom.js";
import { statusChip } from "./panel.js";
import { buildIndex, countChoices, search } from "./select.js";
import { filtersSet, open, resetFilters, state, store, update } from "./state.js";
import { countryName, number, STATUSES, word } from "./words.js";

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
      h("span.kind", word(`kind_${entry.kind}`)), own(entry.label), entry.weight > 1 && h("span.weight", number(entry.weight)))));
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
