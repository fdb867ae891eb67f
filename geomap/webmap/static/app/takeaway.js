// What is shown, to take away: GeoJSON, CSV, a link, paper.
import { cityOf, safeAddress, tripOf } from "./data.js";
import { byId, h, on } from "./dom.js";
import { copyText } from "./panel.js";
import { cutLine, legPoints } from "./sphere.js";
import { store } from "./state.js";
import { isoDay, personWords } from "./words.js";

const COLUMNS = "kind id trip traveller seq place city country lon lat date_start date_end date_exact status people format quote sources".split(" ");

function evidence(positions) {
  const { quotes, articles, textOf } = store.model;
  return positions.map((at) => {
    const { article, start, text } = quotes[at];
    const quote = textOf(text);
    return { article: articles[article].id, start, end: start === null ? null : start + [...quote].length, quote };
  });
}

function fieldsOf(item) {
  const { kind, id, route, place, people, start, end, exact, km } = item;
  const { origin, destination } = route ?? {};
  const { seq, precision, format, status, date_text, date_reason, confidence, bearing } = item;
  const trip = tripOf(item);
  return {
    layer: `${kind}s`, id, trip: trip?.id ?? null, trips: item.trips?.map((one) => one.id), traveller: trip?.traveller ?? null, seq,
    place: place?.name, city: place && cityOf(item), country: place?.country, precision,
    origin: origin?.name, origin_country: origin?.country, destination: destination?.name, destination_country: destination?.country,
    date_start: isoDay(start), date_end: isoDay(end), date_exact: exact, date_text, date_reason, distance_km: km, bearing, format, status,
    participants: people?.map(({ name, role, country }) => ({ name, role, country })),
    sources: item.sources.map((at) => store.model.articles[at].id), evidence: evidence(item.evidence), confidence,
  };
}

function geometry({ route, place }) {
  if (!route) return place.located ? { type: "Point", coordinates: [place.lon, place.lat] } : null;
  const round = (value) => Math.round(value * 1e6) / 1e6;
  return { type: "MultiLineString", coordinates: cutLine(legPoints(route, 1)).map((part) => part.map((point) => point.map(round))) };
}

export function toGeoJson({ stops, legs, meetings }) {
  const features = [...stops, ...legs, ...meetings].map((item) => {
    const properties = fieldsOf(item);
    return { type: "Feature", id: properties.id, geometry: geometry(item), properties };
  });
  return { type: "FeatureCollection", features };
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
export function csvCell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv({ stops, meetings }) {
  const { articles } = store.model;
  const line = (item) => {
    const { lon, lat } = item.place;
    const people = item.people?.map(personWords).join("; ");
    const quote = evidence(item.evidence).map((said) => said.quote).join(" | ");
    const sources = item.sources.map((at) => safeAddress(articles[at].source) ?? articles[at].id).join(" | ");
    const fields = { ...fieldsOf(item), kind: item.kind, lon, lat, people, quote, sources };
    return COLUMNS.map((name) => csvCell(fields[name])).join(",");
  };
  return `\ufeff${[COLUMNS.join(","), ...[...stops, ...meetings].map(line)].join("\r\n")}\r\n`;
}

function save(download, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

export function startTakeaway(printPage) {
  const menu = byId("takeaway");
  const close = () => { menu.open = false; menu.querySelector("summary").focus(); };
  const action = (id, run) => on(id, "click", () => { close(); run(); });
  action("save-geojson", () => save("geomap.geojson", "application/geo+json", JSON.stringify(toGeoJson(store.shown))));
  action("save-csv", () => save("geomap.csv", "text/csv", toCsv(store.shown)));
  action("copy-link", () => copyText(location.href));
  action("print", printPage);
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
  menu.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
}
