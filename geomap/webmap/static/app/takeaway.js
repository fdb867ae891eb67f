// What is shown, to take away: GeoJSON, CSV, a link, paper.
import { safeAddress } from "./data.js";
import { isoDay } from "./dates.js";
import { byId, h } from "./dom.js";
import { copyText } from "./evidence.js";
import { cutLine, legPoints } from "./sphere.js";
import { store } from "./state.js";
import { personWords } from "./words.js";

const round = (value) => Math.round(value * 1e6) / 1e6;
const point = ({ lon, lat, located }) => (located ? { type: "Point", coordinates: [lon, lat] } : null);

function evidence(positions) {
  const { quotes, articles, textOf } = store.model;
  return positions.map((at) => {
    const { article, start, text } = quotes[at];
    const quote = textOf(text);
    return { article: articles[article].id, start, end: start === null ? null : start + [...quote].length, quote };
  });
}

const ids = (sources) => sources.map((at) => store.model.articles[at].id);
const days = ({ start, end, exact }) => ({ date_start: isoDay(start), date_end: isoDay(end), ...(exact === undefined ? {} : { date_exact: exact }) });
const feature = (layer, { id }, geometry, properties) => ({ type: "Feature", id, geometry, properties: { layer, id, ...properties } });

function stopFeature(stop) {
  const { place, trip } = stop;
  return feature("stops", stop, point(place), {
    trip: trip?.id ?? null, traveller: trip?.traveller ?? null, seq: stop.seq, place: place.name, city: stop.city, country: place.country,
    precision: stop.precision, ...days(stop), date_text: stop.date_text, date_reason: stop.date_reason, status: stop.status,
    sources: ids(stop.sources), evidence: evidence(stop.evidence), confidence: stop.confidence,
  });
}

function legFeature(leg) {
  const parts = cutLine(legPoints(leg.route, 1)).map((part) => part.map(([lon, lat]) => [round(lon), round(lat)]));
  return feature("legs", leg, { type: "MultiLineString", coordinates: parts }, {
    trip: leg.trip?.id ?? null, traveller: leg.trip?.traveller ?? null, seq: leg.seq, origin: leg.origin.name, origin_country: leg.origin.country,
    destination: leg.destination.name, destination_country: leg.destination.country, ...days(leg), status: leg.status, distance_km: leg.km,
    bearing: leg.bearing, sources: ids(leg.sources), evidence: evidence(leg.evidence),
  });
}

function meetingFeature(meeting) {
  const { place } = meeting;
  return feature("meetings", meeting, point(place), {
    trips: meeting.trips.map(({ id }) => id), participants: meeting.people.map(({ name, role, country }) => ({ name, role, country })),
    format: meeting.format, place: place.name, city: meeting.city, country: place.country, ...days(meeting), status: meeting.status,
    sources: ids(meeting.sources), evidence: evidence(meeting.evidence),
  });
}

export function toGeoJson({ stops, legs, meetings }) {
  return { type: "FeatureCollection", features: [...stops.map(stopFeature), ...legs.map(legFeature), ...meetings.map(meetingFeature)] };
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = ["kind", "id", "trip", "traveller", "seq", "place", "city", "country", "lon", "lat", "date_start", "date_end", "date_exact", "status", "people", "format", "quote", "sources"];

export function toCsv({ stops, meetings }) {
  const { textOf, quotes, articles } = store.model;
  const line = (item) => {
    const { place } = item;
    const trip = item.trip ?? item.trips?.[0];
    const cells = {
      kind: item.kind, id: item.id, trip: trip?.id, traveller: trip?.traveller, seq: item.seq, place: place.name, city: item.city, country: place.country,
      lon: place.lon, lat: place.lat, date_start: isoDay(item.start), date_end: isoDay(item.end), date_exact: item.exact, status: item.status,
      people: item.people?.map(personWords).join("; "), format: item.format, quote: item.evidence.map((at) => textOf(quotes[at].text)).join(" | "),
      sources: item.sources.map((at) => safeAddress(articles[at].source) ?? articles[at].id).join(" | "),
    };
    return COLUMNS.map((name) => csvCell(cells[name])).join(",");
  };
  return `\ufeff${[COLUMNS.join(","), ...stops.map(line), ...meetings.map(line)].join("\r\n")}\r\n`;
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function startTakeaway(preparePrint) {
  const menu = byId("takeaway");
  const action = (id, run) => byId(id).addEventListener("click", () => { menu.open = false; menu.querySelector("summary").focus(); run(); });
  action("save-geojson", () => save("geomap.geojson", "application/geo+json", JSON.stringify(toGeoJson(store.shown))));
  action("save-csv", () => save("geomap.csv", "text/csv", toCsv(store.shown)));
  action("copy-link", () => copyText(location.href));
  action("print", () => { preparePrint(); print(); });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } });
}
