// The search field: what is typed filters the trips; what is picked below it goes there.
import { byId, h, later, own } from "./dom.js";
import { buildIndex, search } from "./search.js";
import { open, state, store, update } from "./state.js";
import { number, word } from "./words.js";

let index = null;
let found = [];
let active = -1;

export function startFinder(goTo) {
  const field = byId("query");
  const list = byId("found");
  field.placeholder = word("search_hint");

  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === at));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const choose = ({ kind, target, label }) => {
    close();
    if (kind === "trip") { field.value = ""; update({ query: "" }); open(target); return; }
    field.value = kind === "person" ? label : "";
    if (kind === "person") update({ query: label });
    else if (kind === "traveller") update({ query: "", traveller: target });
    else if (kind === "country") update({ query: "", country: target });
    else { update({ query: "" }); goTo(target); }
  };
  const offer = () => {
    index ??= buildIndex(store.model);
    found = search(index, field.value);
    list.replaceChildren(...found.map((entry, i) => h("li", {
      id: `found-${i}`, role: "option", "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => choose(entry),
    }, h("span", { class: "kind" }, word(`kind_${entry.kind}`)), own(entry.label), entry.weight > 1 && h("span", { class: "weight" }, number(entry.weight)))));
    active = -1;
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
  };
  field.addEventListener("input", () => {
    later("query", 150, () => {
      update({ query: field.value.trim() }, "replace");
      if (document.activeElement === field) offer();
    });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer();
      if (!found.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active < 0 ? (step > 0 ? 0 : found.length - 1) : (active + step + found.length) % found.length);
    } else if (event.key === "Escape") {
      if (!list.hidden) { event.preventDefault(); close(); }
    }
  });
  byId("finder").addEventListener("submit", (event) => {
    event.preventDefault();
    if (active >= 0 && !list.hidden) choose(found[active]);
    else { update({ query: field.value.trim() }); close(); }
  });
  field.addEventListener("blur", close);
}

export function renderFinder() {
  const field = byId("query");
  if (field.value.trim() !== state.query) field.value = state.query;
}
