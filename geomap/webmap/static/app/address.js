// The state as the address's fragment, so that a link or the back button brings it back.
import { fromIso, isoDay } from "./dates.js";
import { initial, LAYERS, SHOWN_AT_FIRST } from "./state.js";
import { STATUSES } from "./words.js";

const TEXTS = { trip: "trip", stop: "stop", meeting: "meeting", leg: "leg", who: "traveller", in: "country", source: "source", format: "format", q: "query" };

export function writeAddress(state) {
  const parts = new URLSearchParams();
  for (const [name, key] of Object.entries(TEXTS)) if (state[key]) parts.set(name, state[key]);
  if (state.day !== null) parts.set("day", isoDay(state.day));
  if (state.span !== null) parts.set("span", state.span);
  if (!state.undated) parts.set("undated", "no");
  if (state.from !== null) parts.set("from", isoDay(state.from));
  if (state.to !== null) parts.set("to", isoDay(state.to));
  if (state.hidden.length) parts.set("hide", state.hidden.join(","));
  const layers = LAYERS.filter((layer) => state.layers.includes(layer));
  if (layers.join() !== SHOWN_AT_FIRST.join()) parts.set("layers", layers.join(","));
  if (state.view) parts.set("view", state.view.map((value, i) => value.toFixed(i ? 4 : 2)).join("/"));
  return parts.toString();
}

// Reads what it understands and leaves the rest as at first.
export function readAddress(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = initial();
  for (const [name, key] of Object.entries(TEXTS)) state[key] = parts.get(name) || state[key];
  for (const key of ["day", "from", "to"]) state[key] = fromIso(parts.get(key));
  const span = Number(parts.get("span"));
  state.span = Number.isInteger(span) && span > 0 ? span : null;
  state.undated = parts.get("undated") !== "no";
  state.hidden = (parts.get("hide") ?? "").split(",").filter((status) => STATUSES.includes(status));
  if (parts.has("layers")) state.layers = LAYERS.filter((layer) => parts.get("layers").split(",").includes(layer));
  const view = (parts.get("view") ?? "").split("/").map(Number);
  if (view.length === 3 && view.every(Number.isFinite) && Math.abs(view[1]) <= 90) state.view = view;
  return state;
}
