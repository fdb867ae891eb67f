// Search over people, places, countries and trips.
import { countryName } from "./words.js";

// Letters without case and accents.
export const fold = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

// What can be found, once: {kind, label, key, weight, target}.
export function buildIndex(model) {
  const entries = new Map();
  const add = (kind, label, target) => {
    if (!label) return;
    const key = `${kind} ${label}`;
    const entry = entries.get(key);
    if (entry) entry.weight += 1;
    else entries.set(key, { kind, label, key: fold(label), weight: 1, target });
  };
  for (const trip of model.trips) {
    add("traveller", trip.traveller, trip.traveller);
    for (const person of trip.companions) if (person.name) add("person", person.name, person.name);
  }
  for (const { people } of model.meetings) {
    for (const { name } of people) if (name && !model.travellers.has(name)) add("person", name, name);
  }
  for (const { place, city } of model.stops) {
    add("place", place.name, place);
    if (city && city !== place.name) add("place", city, place);
    if (place.country) add("country", countryName(place.country), place.country);
  }
  for (const trip of model.trips) add("trip", trip.title, trip);
  return [...entries.values()];
}

const ORDER = ["traveller", "country", "place", "person", "trip"];

// The best matches: those that begin so first, then those with a word that begins so, then the rest.
export function search(index, query, limit = 8) {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(/\s+/);
  const found = [];
  for (const entry of index) {
    if (!words.every((part) => entry.key.includes(part))) continue;
    const rank = entry.key.startsWith(wanted) ? 0 : entry.key.includes(` ${wanted}`) ? 1 : 2;
    found.push({ entry, rank: rank * 10 + ORDER.indexOf(entry.kind) });
  }
  found.sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight || (a.entry.label < b.entry.label ? -1 : 1));
  return found.slice(0, limit).map(({ entry }) => entry);
}
