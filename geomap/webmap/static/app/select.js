// What the filters leave of the data, and what a search finds.
import { cityOf, sourceLabel } from "./data.js";
import { countryName } from "./words.js";

const NUMBERED = 60; // stops up to which each is drawn by itself

export const isUndated = (item) => item.first === null;

// A stop known only by its region or country stands in the middle of it.
export const isWide = ({ precision }) => ["admin1", "country", "region"].includes(precision);

export const fold = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

function itemTest({ articles }, { day, span, undated, hidden, source }) {
  const last = day ?? Infinity;
  const first = day === null || span === null ? -Infinity : day - span + 1;
  return (item) => (isUndated(item) ? undated : item.first <= last && item.last >= first) && !hidden.includes(item.status)
    && (source === null || item.sources.some((at) => sourceLabel(articles[at]) === source));
}

// All that a search can find a trip, or a meeting of no trip, by.
function haystack(item) {
  const said = ({ people, format }) => [...people.flatMap(({ name, role }) => [name, role]), format];
  const where = (at) => [at.place.name, cityOf(at), countryName(at.place.country)];
  const ofTrip = ({ traveller, role, title, companions, stops, meetings }) => [
    traveller, role, title, ...companions.map(({ name }) => name), ...stops.flatMap(where), ...meetings.flatMap(said)];
  item.hay ??= fold((item.kind === "trip" ? ofTrip(item) : [...said(item), ...where(item)]).filter(Boolean).join("\n"));
  return item.hay;
}

// The tests that a trip, or a meeting of no trip, must pass as a whole, by filter.
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
