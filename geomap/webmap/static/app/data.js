// The page's data block: base64, gzip, JSON; then tables and columns become linked objects.
import { mercator } from "./sphere.js";

export function readBlock(element) {
  const text = element.textContent;
  element.textContent = "";
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (typeof DecompressionStream !== "function") return JSON.parse(new TextDecoder().decode(gunzip(bytes)));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// For older browsers: the size stands at the end, before it a checksum.
const gunzip = (bytes) => inflate(bytes.subarray(10, -8), new Uint8Array(new DataView(bytes.buffer).getUint32(bytes.length - 4, true)));

export function unpackColumn(column) {
  if (Array.isArray(column)) return column;
  const { all, n, steps, flat, sizes, rest, width, prefix, of, at } = column;
  if (n !== undefined) return new Array(n).fill(all);
  let sum = 0;
  if (steps) return steps.map((step) => (sum += step));
  if (flat) {
    const values = unpackColumn(flat);
    return unpackColumn(sizes).map((size) => values.slice(sum, sum += size));
  }
  if (at) return at.map((position) => of[position]);
  return Array.from({ length: rest.length / width }, (_, i) => prefix + rest.slice(i * width, (i + 1) * width));
}

// One object a row. A column is unpacked when first asked for: many only when a trip is opened.
export function readRows({ n, ...columns }, kind) {
  class Row {
    constructor(index) { this.index = index; }
  }
  Row.prototype.kind = kind;
  for (const [name, packed] of Object.entries(columns)) {
    let column = null;
    Object.defineProperty(Row.prototype, name, { get() { return (column ??= unpackColumn(packed))[this.index]; } });
  }
  return Array.from({ length: n }, (_, index) => new Row(index));
}

export function textReader({ tokens, coded }) {
  if (!tokens) return (at) => coded[at];
  const rank = (code) => code - (code < 0xd800 ? 0x20 : 0x820);
  return (at) => Array.from(coded[at], (letter) => tokens[rank(letter.codePointAt(0))]).join("");
}

// Everything the map knows. Trips hold their stops, legs and meetings in order; items point back.
export function buildModel(data) {
  const [trips, stops, legs, meetings, mentions] = ["trip", "stop", "leg", "meeting", "mention"].map((kind) => readRows(data[`${kind}s`], kind));
  const [places, people, routes, articles, quotes] = ["places", "people", "routes", "articles", "quotes"].map((name) => readRows(data[name]));
  for (const place of places) {
    place.located = place.lon !== null && place.lat !== null;
    [place.x, place.y] = place.located ? mercator(place.lon, place.lat) : [0, 0];
  }
  for (const item of [trips, stops, legs, meetings].flat()) {
    const { start, after } = item; // the last day comes as the days after the first, or by itself
    item.end = start === null || after === null ? after : start + after;
    item.first = start ?? item.end;
    item.last = item.end ?? start;
  }
  for (const trip of trips) {
    trip.traveller = data.travellers[trip.traveller_at];
    trip.companions = trip.companions_at.map((at) => people[at]);
    [trip.stops, trip.legs, trip.meetings] = [[], [], []];
  }
  for (const item of [...stops, ...mentions]) item.place = places[item.place_at];
  for (const stop of stops) {
    stop.trip = trips[stop.trip_at] ?? null;
    stop.trip?.stops.push(stop);
  }
  for (const trip of trips) trip.exact = trip.stops.some(({ exact }) => exact);
  for (const route of routes) [route.origin, route.destination] = [places[route.origin_at], places[route.destination_at]];
  for (const leg of legs) {
    leg.trip = trips[leg.trip_at] ?? null;
    leg.route = routes[leg.route_at];
    if (leg.first === null) ({ first: leg.first, last: leg.last } = stops[leg.like_at] ?? leg.trip ?? leg);
    leg.trip?.legs.push(leg);
  }
  for (const meeting of meetings) {
    meeting.trips = meeting.trips_at.map((at) => trips[at]).filter(Boolean);
    meeting.people = meeting.people_at.map((at) => people[at]);
    meeting.place = places[meeting.place_at];
    for (const trip of meeting.trips) trip.meetings.push(meeting);
  }
  let byId = null;
  const find = (id) => (byId ??= new Map([trips, stops, legs, meetings].flat().map((item) => [item.id, item]))).get(id);
  const { travellers, period, texts } = data;
  return { trips, stops, legs, meetings, mentions, places, articles, quotes, travellers, period, find, textOf: textReader(texts) };
}

export const cityOf = ({ city, place }) => (city === 1 ? place.name : city);
export const tripOf = ({ trip, trips }) => trip ?? trips?.[0] ?? null;

export const stopOf = (meeting, trip) => trip.stops.find(({ index }) => index === meeting.stops_at[meeting.trips_at.indexOf(trip.index)]);

// Only http and https addresses become links; anything else is text.
export function safeAddress(text) {
  try {
    return /^https?:\/\//i.test(text) ? new URL(text).href : null;
  } catch {
    return null;
  }
}

export function sourceLabel(article) {
  const { publisher, source, title, id } = article;
  const address = publisher ? null : safeAddress(source);
  article.label ??= publisher || (address && new URL(address).hostname.replace(/^www\./, "")) || title || id;
  return article.label;
}
