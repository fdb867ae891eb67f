// The filters: each choice tells how many trips it leaves.
import { fromIso, isoDay } from "./dates.js";
import { byId, h } from "./dom.js";
import { statusChip } from "./evidence.js";
import { resetFilters } from "./panel.js";
import { countChoices } from "./select.js";
import { FILTERS, initial, isFiltered, state, store, update } from "./state.js";
import { countryName, number, statusClass, STATUSES, word } from "./words.js";

const SELECTS = ["traveller", "country", "source", "format"];

function choiceList(filter, counts) {
  const name = filter === "country" ? countryName : (key) => key;
  const chosen = state[filter];
  if (chosen !== null && !counts.has(chosen)) counts.set(chosen, 0);
  const options = [...counts].map(([key, n]) => ({ key, n, label: name(key) }));
  const compare = new Intl.Collator().compare;
  options.sort((a, b) => compare(a.label, b.label));
  return [h("option", { value: "" }, word("any")), ...options.map(({ key, n, label }) => h("option", { value: key, selected: key === chosen }, `${label} (${number(n)})`))];
}

function selectField(filter, counts) {
  const select = h("select", { id: `filter-${filter}`, onchange: () => update({ [filter]: select.value || null }) }, choiceList(filter, counts));
  return h("div", { class: "field" }, h("label", { for: `filter-${filter}` }, word(`filter_${filter}`)), select);
}

function statusField(counts) {
  const present = STATUSES.filter((status) => counts.has(status) || state.hidden.includes(status));
  return h("fieldset", { class: "field" }, h("legend", {}, word("filter_status")), present.map((status) => {
    const box = h("input", { type: "checkbox", id: `status-${statusClass(status)}`, checked: !state.hidden.includes(status) });
    box.addEventListener("change", () => update({ hidden: box.checked ? state.hidden.filter((other) => other !== status) : [...state.hidden, status] }));
    return h("label", { class: "tick" }, box, statusChip(status), h("span", { class: "weight" }, number(counts.get(status) ?? 0)));
  }));
}

function periodField() {
  const { period } = store.model;
  if (!period) return null;
  const input = (key) => {
    const field = h("input", { type: "date", id: `period-${key}`, value: isoDay(state[key]) ?? "", min: isoDay(period.first), max: isoDay(period.last) });
    field.addEventListener("change", () => update({ [key]: fromIso(field.value), day: null }));
    return h("div", { class: "field half" }, h("label", { for: `period-${key}` }, word(`filter_${key}`)), field);
  };
  return [input("from"), input("to")];
}

export function renderFilters() {
  const changed = FILTERS.filter((key) => JSON.stringify(state[key]) !== JSON.stringify(initial()[key])).length;
  const badge = byId("filters-set");
  badge.hidden = !changed;
  badge.textContent = String(changed);
  byId("reset").hidden = !isFiltered();
  if (!byId("filters").open) return;
  const box = byId("choices");
  const focused = box.contains(document.activeElement) ? document.activeElement.id : null;
  const counts = countChoices(store.model, state);
  box.replaceChildren(...[SELECTS.map((filter) => selectField(filter, counts[filter])), periodField(), statusField(counts.status)].flat().filter(Boolean));
  if (focused) byId(focused)?.focus();
}

export function startFilters() {
  byId("filters").addEventListener("toggle", renderFilters);
  byId("reset").addEventListener("click", () => { resetFilters(); byId("query").focus(); });
}
