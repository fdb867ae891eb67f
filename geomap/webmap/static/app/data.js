// The page's data block: base64, gzip, JSON; then tables and columns become linked objects.
import { gunzip } from "./inflate.js";
import { mercator } from "./sphere.js";

export async function readBlock(element) {
  const text = atob(element.textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  element.textContent = "";
  return JSON.parse(await gunzip(bytes));
}

export function unpackColumn(column) {
  if (Array.isArray(column)) return column;
  if ("all" in column) return new Array(column.n).fill(column.all);
  if ("steps" in column) {
    let sum = 0;
    return column.steps.map((step) => { sum += step; return sum; });
  }
  if ("flat" in column) {
    const flat = unpackColumn(column.flat);
    let at = 0;
    return unpackColumn(column.sizes).map((size) => { at += size; return flat.slice(at - size, at); });
  }
  if ("rest" in column) {
    const { prefix, width, rest } = column;
    return Array.from({ length: rest.length / width }, (_, i) => prefix + rest.slice(i * width, (i + 1) * width));
  }
  return column.at.map((position) => column.of[position]);
}

// One object a row, with what `more` of it adds; all of a kind are alike.
export function readRows(table, more) {
  const names = Object.keys(table);
  const columns = names.map((name) => unpackColumn(table[name]));
  return Array.from(columns[0], (_, index) => {
    const row = { index };
    for (let j = 0; j < names.length; j += 1) row[names[j]] = columns[j][index];
    return Object.assign(row, more(row));
  });
}

// Texts come as strings of word numbers, a character each; they are spelled out when they are read.
const SURROGATES = [0xd800, 0xe000];
export function textReader({ tokens, coded }) {
  if (!tokens) return (at) => coded[at];
  return (at) => {
    let text = "";
    for (const letter of coded[at]) {
      const code = letter.codePointAt(0) - 0x20;
      text += tokens[code < SURROGATES[0] - 0x20 ? code : code - (SURROGATES[1] - SURROGATES[0])];
    }
    return text;
  };
}

const inOrder = (a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || (a.first ?? Infinity) - (b.first ?? Infinity) || a.index - b.index;

// The last day comes as the days after the first.
const days = ({ start, end: after }) => {
  const end = start === null || after === null ? after : start + after;
  return { end, first: start ?? end, last: end ?? start };
};
const cityOf = ({ city }, place) => (city === 1 ? place.name : city);

// Legs, and the routes they take: legs between the same two places share a line.
function readLegs(table, places, trips) {
  const routes = new Map();
  const legs = readRows(table, (leg) => {
    const { origin, destination, via } = leg;
    const key = via ? `${origin} ${destination} ${via}` : origin * places.length + destination;
    let route = routes.get(key);
    if (!route) {
      route = { index: routes.size, origin: places[origin], destination: places[destination], via, paired: false, step: 0, arc: null };
      routes.set(key, route);
    }
    return { kind: "leg", trip: trips[leg.trip] ?? null, origin: route.origin, destination: route.destination, route, ...days(leg) };
  });
  for (const route of routes.values()) route.paired = routes.has(route.destination.index * places.length + route.origin.index);
  return legs;
}

// Everything the map knows. Trips hold their stops, legs and meetings in order; items point back.
export function buildModel(data) {
  const articles = readRows(data.articles, (article) => ({ label: sourceLabel(article) }));
  const places = readRows(data.places, ({ lon, lat }) => {
    const located = lon !== null && lat !== null;
    const [x, y] = located ? mercator(lon, lat) : [0, 0];
    return { located, x, y };
  });
  const people = readRows(data.people, () => null);
  const quotes = readRows(data.quotes, () => null);
  const persons = (list) => list.map((person) => people[person]);
  const trips = readRows(data.trips, (trip) => ({
    kind: "trip", companions: persons(trip.companions), ...days(trip), exact: false, stops: [], legs: [], meetings: [], hay: null,
  }));
  const stops = readRows(data.stops, (stop) => {
    const place = places[stop.place];
    return { kind: "stop", trip: trips[stop.trip] ?? null, place, city: cityOf(stop, place), ...days(stop) };
  });
  const legs = readLegs(data.legs, places, trips);
  const meetings = readRows(data.meetings, (meeting) => ({
    kind: "meeting", trips: meeting.trips.map((trip) => trips[trip]).filter(Boolean), people: persons(meeting.people), place: places[meeting.place],
    city: cityOf(meeting, places[meeting.place]), ...days(meeting), hay: null,
  }));
  const mentions = readRows(data.mentions, ({ place }) => ({ kind: "mention", place: places[place] }));
  for (const stop of stops) stop.trip?.stops.push(stop);
  for (const leg of legs) leg.trip?.legs.push(leg);
  for (const meeting of meetings) for (const trip of meeting.trips) trip.meetings.push(meeting);
  for (const trip of trips) {
    trip.stops.sort(inOrder);
    trip.legs.sort(inOrder);
    trip.meetings.sort(inOrder);
    trip.exact = trip.stops.some(({ exact }) => exact);
  }
  for (const leg of legs) if (leg.first === null) takeDays(leg);
  const model = { articles, places, people, quotes, textOf: textReader(data.texts), trips, stops, legs, meetings, mentions };
  model.byId = new Map();
  for (const list of [trips, stops, legs, meetings]) for (const item of list) model.byId.set(item.id, item);
  model.travellers = travellers(trips);
  model.period = period(model);
  return model;
}

// A leg without days of its own comes and goes with the stop it leads to, or the one it leaves.
function takeDays(leg) {
  const at = (place) => leg.trip?.stops.find((stop) => stop.place === place && stop.first !== null);
  const { first = null, last = null } = at(leg.destination) ?? at(leg.origin) ?? leg.trip ?? {};
  Object.assign(leg, { first, last });
}

// What a source is called in the filter: its publisher, else the host of its address, else its title.
function sourceLabel(article) {
  if (article.publisher) return article.publisher;
  const address = safeAddress(article.source);
  return address ? new URL(address).hostname.replace(/^www\./, "") : article.title || article.id;
}

// Only http and https addresses become links; anything else is text.
export function safeAddress(text) {
  if (typeof text !== "string" || !/^https?:\/\//i.test(text)) return null;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

// Travellers, most trips first: the order gives each a colour.
function travellers(trips) {
  const counts = new Map();
  for (const trip of trips) counts.set(trip.traveller, (counts.get(trip.traveller) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  return new Map(names.map((name, rank) => [name, { name, rank, trips: counts.get(name) }]));
}

// First and last day of anything dated, or null.
function period({ trips, stops, legs, meetings }) {
  let first = Infinity;
  let last = -Infinity;
  for (const list of [trips, stops, legs, meetings]) {
    for (const { start, end } of list) {
      if (start !== null) { first = Math.min(first, start); last = Math.max(last, start); }
      if (end !== null) { first = Math.min(first, end); last = Math.max(last, end); }
    }
  }
  return first <= last ? { first, last } : null;
}
