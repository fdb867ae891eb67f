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

export function unpackRows(table) {
  const names = Object.keys(table);
  const columns = names.map((name) => unpackColumn(table[name]));
  const rows = new Array(columns[0].length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = { index: i };
    for (let j = 0; j < names.length; j += 1) row[names[j]] = columns[j][i];
    rows[i] = row;
  }
  return rows;
}

const inOrder = (a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || firstDay(a) - firstDay(b) || a.index - b.index;
const firstDay = (item) => item.start ?? item.end ?? Infinity;

// Everything the map knows. Trips hold their stops, legs and meetings in order; items point back.
export function buildModel(data) {
  const { texts } = data;
  const articles = unpackRows(data.articles);
  const places = unpackRows(data.places);
  for (const place of places) {
    place.located = place.lon !== null && place.lat !== null;
    if (place.located) [place.x, place.y] = mercator(place.lon, place.lat);
  }
  const people = unpackRows(data.people);
  const quotes = unpackRows(data.quotes);
  const trips = unpackRows(data.trips);
  for (const trip of trips) Object.assign(trip, { kind: "trip", stops: [], legs: [], meetings: [] });
  const stops = unpackRows(data.stops);
  for (const stop of stops) {
    stop.kind = "stop";
    stop.place = places[stop.place];
    stop.trip = trips[stop.trip] ?? null;
    stop.trip?.stops.push(stop);
  }
  const legs = unpackRows(data.legs);
  const routes = new Map();
  for (const leg of legs) {
    leg.kind = "leg";
    const key = `${leg.origin} ${leg.destination} ${leg.via ?? ""}`;
    leg.origin = places[leg.origin];
    leg.destination = places[leg.destination];
    let route = routes.get(key);
    if (!route) {
      route = { index: routes.size, origin: leg.origin, destination: leg.destination, via: leg.via, arcs: new Map() };
      routes.set(key, route);
    }
    leg.route = route;
    leg.trip = trips[leg.trip] ?? null;
    leg.trip?.legs.push(leg);
  }
  for (const [key, route] of routes) {
    const [from, to] = key.split(" ");
    route.paired = routes.has(`${to} ${from} `);
  }
  const meetings = unpackRows(data.meetings);
  for (const meeting of meetings) {
    meeting.kind = "meeting";
    meeting.place = places[meeting.place];
    meeting.people = meeting.people.map((person) => people[person]);
    meeting.trips = meeting.trips.map((trip) => trips[trip]).filter(Boolean);
    for (const trip of meeting.trips) trip.meetings.push(meeting);
  }
  for (const trip of trips) {
    trip.stops.sort(inOrder);
    trip.legs.sort(inOrder);
    trip.meetings.sort(inOrder);
    trip.exact = trip.stops.some(({ exact }) => exact);
    trip.companions = trip.companions.map((person) => people[person]);
  }
  for (const list of [trips, stops, legs, meetings]) {
    for (const item of list) {
      item.first = item.start ?? item.end;
      item.last = item.end ?? item.start;
    }
  }
  for (const leg of legs) if (leg.first === null) takeDays(leg);
  const mentions = unpackRows(data.mentions);
  for (const mention of mentions) {
    mention.kind = "mention";
    mention.place = places[mention.place];
  }
  for (const article of articles) article.label = sourceLabel(article);
  const model = { articles, places, people, quotes, texts, trips, stops, legs, meetings, mentions };
  model.countries = new Map(unpackRows(data.countries).map((country) => [country.iso_a2, country]));
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
