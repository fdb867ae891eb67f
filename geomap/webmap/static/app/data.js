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
  return column.at.map((position) => column.of[position]);
}

// A table's columns, and how many rows they have.
function unpackTable(table) {
  const columns = {};
  for (const name of Object.keys(table)) columns[name] = unpackColumn(table[name]);
  return { columns, n: Object.values(columns)[0].length };
}

// One object a row; `make(columns, i)` says what it has, so that all of a kind are alike.
function readRows(table, make) {
  const { columns, n } = unpackTable(table);
  const rows = new Array(n);
  for (let i = 0; i < n; i += 1) rows[i] = make(columns, i);
  return rows;
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

function readTables(data) {
  const articles = readRows(data.articles, (c, index) => ({
    index, id: c.id[index], title: c.title[index], publisher: c.publisher[index], source: c.source[index], published: c.published[index], label: null,
  }));
  const places = readRows(data.places, (c, index) => {
    const [lon, lat] = [c.lon[index], c.lat[index]];
    const located = lon !== null && lat !== null;
    const [x, y] = located ? mercator(lon, lat) : [0, 0];
    return { index, name: c.name[index], country: c.country[index], lon, lat, located, x, y };
  });
  const people = readRows(data.people, (c, i) => ({ name: c.name[i], role: c.role[i], country: c.country[i] }));
  const quotes = readRows(data.quotes, (c, i) => ({ article: c.article[i], start: c.start[i], text: c.text[i] }));
  return { articles, places, people, quotes };
}

const days = (c, i) => {
  const [start, end] = [c.start[i], c.end[i]];
  return { start, end, first: start ?? end, last: end ?? start };
};

function readTrips(data, people) {
  return readRows(data.trips, (c, index) => ({
    kind: "trip", index, id: c.id[index], traveller: c.traveller[index], role: c.role[index], title: c.title[index], ...days(c, index), exact: false,
    status: c.status[index], km: c.km[index], companions: c.companions[index].map((person) => people[person]), sources: c.sources[index],
    conflicts: c.conflicts[index], stops: [], legs: [], meetings: [], hay: null,
  }));
}

function readStops(data, places, trips) {
  return readRows(data.stops, (c, index) => ({
    kind: "stop", index, id: c.id[index], trip: trips[c.trip[index]] ?? null, seq: c.seq[index], place: places[c.place[index]], city: c.city[index],
    precision: c.precision[index], ...days(c, index), exact: c.exact[index], date_text: c.date_text[index], date_reason: c.date_reason[index],
    status: c.status[index], sources: c.sources[index], evidence: c.evidence[index], history: c.history[index], confidence: c.confidence[index],
  }));
}

// Legs, and the routes they take: legs between the same two places share a line.
function readLegs(data, places, trips) {
  const routes = new Map();
  const legs = readRows(data.legs, (c, index) => {
    const [from, to, via] = [c.origin[index], c.destination[index], c.via[index]];
    const key = via ? `${from} ${to} ${via}` : from * places.length + to;
    let route = routes.get(key);
    if (!route) {
      route = { index: routes.size, origin: places[from], destination: places[to], via, paired: false, step: 0, arc: null };
      routes.set(key, route);
    }
    return {
      kind: "leg", index, id: c.id[index], trip: trips[c.trip[index]] ?? null, seq: c.seq[index], origin: places[from], destination: places[to], route,
      ...days(c, index), status: c.status[index], km: c.km[index], bearing: c.bearing[index], sources: c.sources[index], evidence: c.evidence[index],
    };
  });
  for (const route of routes.values()) route.paired = routes.has(route.destination.index * places.length + route.origin.index);
  return legs;
}

function readMeetings(data, places, people, trips) {
  return readRows(data.meetings, (c, index) => ({
    kind: "meeting", index, id: c.id[index], trips: c.trips[index].map((trip) => trips[trip]).filter(Boolean), seq: null,
    people: c.people[index].map((person) => people[person]), format: c.format[index], place: places[c.place[index]], city: c.city[index],
    ...days(c, index), exact: c.exact[index], status: c.status[index], sources: c.sources[index], evidence: c.evidence[index], history: c.history[index], hay: null,
  }));
}

// Everything the map knows. Trips hold their stops, legs and meetings in order; items point back.
export function buildModel(data) {
  const { articles, places, people, quotes } = readTables(data);
  const trips = readTrips(data, people);
  const stops = readStops(data, places, trips);
  const legs = readLegs(data, places, trips);
  const meetings = readMeetings(data, places, people, trips);
  const mentions = readRows(data.mentions, (c, i) => ({ kind: "mention", place: places[c.place[i]], count: c.count[i], quotes: c.quotes[i] }));
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
  for (const article of articles) article.label = sourceLabel(article);
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
