// What the reader has chosen, also as the address's fragment; what that leaves of the data; what a search finds.
import { cityOf, sourceLabel, tripOf } from "./data.js";
import { countryName, fromIso, isoDay, STATUSES } from "./words.js";

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

export function readAddress(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  return Object.fromEntries(KEYS.map((key) => {
    const [first, name, { read }] = CHOICES[key];
    return [key, (parts.has(name) ? read(parts.get(name)) : first) || (key === "undated" ? false : first)];
  }));
}

const NUMBERED = 60; // stops up to which each is drawn by itself

export const isUndated = (item) => item.first === null;
export const latestFirst = (items) => [...items].sort((a, b) => (b.first ?? -Infinity) - (a.first ?? -Infinity) || a.index - b.index);

// A stop known only by its region or country stands in the middle of it.
export const isWide = ({ precision }) => ["admin1", "country", "region"].includes(precision);

export const fold = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

function itemTest({ articles }, { day, span, undated, hidden, source }) {
  const last = day ?? Infinity;
  const first = day === null || span === null ? -Infinity : day - span + 1;
  return (item) => (isUndated(item) ? undated : item.first <= last && item.last >= first) && !hidden.includes(item.status)
    && (source === null || item.sources.some((at) => sourceLabel(articles[at]) === source));
}

function haystack(item) {
  const said = ({ people, format }) => [...people.flatMap(({ name, role }) => [name, role]), format];
  const where = (at) => [at.place.name, cityOf(at), countryName(at.place.country)];
  const ofTrip = ({ traveller, role, title, companions, stops, meetings }) => [
    traveller, role, title, ...companions.map(({ name }) => name), ...stops.flatMap(where), ...meetings.flatMap(said)];
  item.hay ??= fold((item.kind === "trip" ? ofTrip(item) : [...said(item), ...where(item)]).filter(Boolean).join("\n"));
  return item.hay;
}

function wholeTests({ traveller, country, format, query }) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const tests = [];
  if (traveller !== null) tests.push(["traveller", (item) => item.traveller === traveller || Boolean(item.people?.some(({ name }) => name === traveller))]);
  if (country !== null) tests.push(["country", (item) => (item.stops ?? [item]).some(({ place }) => place.country === country)]);
  if (format !== null) tests.push(["format", (item) => (item.meetings ?? [item]).some((meeting) => meeting.format === format)]);
  if (wanted.length) tests.push(["query", (item) => wanted.every((part) => haystack(item).includes(part))]);
  return tests;
}

export function groupByPlace(items) {
  const groups = new Map();
  for (const item of items) {
    const { place, kind } = item;
    if (!place.located) continue;
    if (!groups.has(place)) groups.set(place, { place, stops: [], meetings: [] });
    groups.get(place)[`${kind}s`].push(item);
  }
  return groups;
}

export function select(model, state) {
  const passes = itemTest(model, state);
  const tests = wholeTests(state);
  const isShown = (meeting) => passes(meeting) && (state.format === null || meeting.format === state.format);
  const [trips, stops, legs, met] = [[], [], [], new Set()];
  for (const trip of model.trips) {
    if (!tests.every(([, test]) => test(trip))) continue;
    const parts = [trip.stops.filter(passes), trip.legs.filter(passes), trip.meetings.filter(isShown)];
    if (!parts.some(({ length }) => length) && (trip.stops.length || !passes(trip))) continue;
    trips.push(trip);
    for (const stop of parts[0]) stops.push(stop);
    for (const leg of parts[1]) legs.push(leg);
    for (const meeting of parts[2]) met.add(meeting);
  }
  const loose = model.meetings.filter((meeting) => !meeting.trips.length && isShown(meeting) && tests.every(([, test]) => test(meeting)));
  const meetings = [...met, ...loose];
  const visits = new Map();
  for (const { place: { country }, status } of stops) if (country && status !== "cancelled") visits.set(country, (visits.get(country) ?? 0) + 1);
  let all = null;
  return {
    trips, stops, legs, meetings, loose, visits, groups: groupByPlace([...stops, ...meetings]),
    mostVisits: Math.max(0, ...visits.values()), numbered: stops.length <= NUMBERED, isEmpty: !trips.length && !loose.length,
    has: (item) => (all ??= new Set([...stops, ...legs, ...meetings])).has(item),
  };
}

// For each filter, its choices with the trips that each would leave, all other filters kept.
export function countChoices(model, state) {
  const dated = itemTest(model, { ...state, source: null, hidden: [] });
  const passes = itemTest(model, state);
  const tests = wholeTests(state);
  const choices = { traveller: new Map(), country: new Map(), status: new Map(), source: new Map(), format: new Map() };
  for (const trip of model.trips) {
    const parts = [...trip.stops, ...trip.meetings];
    const items = (parts.length ? parts : [trip]).filter(dated);
    const failed = tests.filter(([, test]) => !test(trip)).map(([name]) => name);
    const count = (filter, keys) => {
      if (failed.some((name) => name !== filter)) return;
      for (const key of new Set(keys)) if (key) choices[filter].set(key, (choices[filter].get(key) ?? 0) + 1);
    };
    count("status", items.map(({ status }) => status));
    count("source", items.flatMap(({ sources }) => sources.map((at) => sourceLabel(model.articles[at]))));
    if (!items.some(passes)) continue;
    count("traveller", [trip.traveller]);
    count("country", trip.stops.map(({ place }) => place.country));
    count("format", trip.meetings.map(({ format }) => format));
  }
  return choices;
}

const KINDS = ["traveller", "country", "place", "person", "trip"];

export function buildIndex(model) {
  const entries = new Map();
  const add = (kind, label, target = label) => {
    const id = `${kind} ${label}`;
    if (label && !entries.has(id)) entries.set(id, { kind, label, key: fold(label), weight: 0, target });
    if (label) entries.get(id).weight += 1;
  };
  for (const trip of model.trips) {
    add("traveller", trip.traveller);
    add("trip", trip.title, trip);
  }
  for (const { name } of [...model.trips.flatMap(({ companions }) => companions), ...model.meetings.flatMap(({ people }) => people)]) {
    if (!entries.has(`traveller ${name}`)) add("person", name);
  }
  for (const stop of model.stops) {
    const { place } = stop;
    for (const name of new Set([place.name, cityOf(stop)])) add("place", name, place);
    add("country", countryName(place.country), place.country);
  }
  return [...entries.values()];
}

// The best matches: those that begin so first, then those with a word that begins so, then the rest.
export function search(index, query, limit = 8) {
  const wanted = fold(query);
  const words = wanted.split(/\s+/);
  const rank = ({ key, kind }) => (key.startsWith(wanted) ? 0 : key.includes(` ${wanted}`) ? 10 : 20) + KINDS.indexOf(kind);
  const found = wanted ? index.filter(({ key }) => words.every((part) => key.includes(part))) : [];
  return found.sort((a, b) => rank(a) - rank(b) || b.weight - a.weight || (a.label < b.label ? -1 : 1)).slice(0, limit);
}
