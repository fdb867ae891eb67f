// What the reader has chosen, also as the address's fragment: a link or the back button brings it back.
import { tripOf } from "./data.js";
import { fromIso, isoDay, STATUSES } from "./words.js";

export const LAYERS = ["trips", "meetings", "visits", "names", "mentions"];

const text = { write: String, read: String };
const days = { write: isoDay, read: fromIso };
const flag = { write: (value) => (value ? "yes" : "no"), read: (given) => given !== "no" };
const count = { write: String, read: (given) => (/^[1-9]\d{0,5}$/.test(given) ? Number(given) : null) };
const list = (known) => ({ write: (value) => value.join(","), read: (given) => known.filter((one) => given.split(",").includes(one)) });
const view = {
  write: (given) => given.map((value, i) => value.toFixed(i ? 4 : 2)).join("/"),
  read(given) {
    const numbers = given.split("/").map(Number);
    return numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(numbers[1]) <= 90 ? numbers : null;
  },
};

// Each choice: what it is at first, its name in the address, and how it is written there.
const CHOICES = {
  trip: [null, "trip", text], // ids of what is open
  stop: [null, "stop", text],
  meeting: [null, "meeting", text],
  leg: [null, "leg", text],
  day: [null, "day", days], // the slider's day; null: the whole period
  span: [null, "span", count], // days shown before it; null: all
  undated: [true, "undated", flag],
  traveller: [null, "who", text],
  country: [null, "in", text],
  hidden: [[], "hide", list(STATUSES)],
  source: [null, "source", text],
  format: [null, "format", text],
  query: ["", "q", text],
  layers: [LAYERS.slice(0, 4), "layers", list(LAYERS)],
  view: [null, "view", view], // [zoom, lat, lon] once the reader has moved the map
};
const KEYS = Object.keys(CHOICES);
export const OPENED = KEYS.slice(0, 4);
export const FILTERS = KEYS.slice(4, -2);

export const initial = () => Object.fromEntries(KEYS.map((key) => [key, CHOICES[key][0]]));
export const state = initial();
export const store = { model: null, shown: null, shapes: null, tiles: false };
const listeners = [];
const isChanged = (key, given, from) => JSON.stringify(given[key]) !== JSON.stringify(from[key]);

export const onChange = (listener) => listeners.push(listener);

// `how`: 'push' makes a step that the back button undoes, 'replace' none, 'restore' comes from the address.
export function update(patch, how = "push") {
  const changed = new Set(Object.keys(patch).filter((key) => isChanged(key, patch, state)));
  Object.assign(state, patch);
  if (changed.size) for (const listener of listeners) listener(changed, how);
}

export function open(item, how = "push") {
  update({ trip: (item && tripOf(item)?.id) ?? null, stop: null, meeting: null, leg: null, ...(item && { [item.kind]: item.id }) }, how);
}

export const opened = () => (state.trip === null ? null : store.model.find(state.trip) ?? null);
export const isOn = (layer) => state.layers.includes(layer);
export const filtersSet = () => FILTERS.filter((key) => isChanged(key, state, initial())).length;
export const resetFilters = () => update(Object.fromEntries(FILTERS.map((key) => [key, initial()[key]])));

export function writeAddress(given) {
  const parts = KEYS.filter((key) => isChanged(key, given, initial())).map((key) => {
    const [, name, { write }] = CHOICES[key];
    return [name, write(given[key])];
  });
  return String(new URLSearchParams(parts));
}

// Reads what it understands and leaves the rest as at first.
export function readAddress(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  return Object.fromEntries(KEYS.map((key) => {
    const [first, name, { read }] = CHOICES[key];
    return [key, (parts.has(name) ? read(parts.get(name)) : first) || (key === "undated" ? false : first)];
  }));
}
