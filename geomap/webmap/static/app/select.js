// What the filters leave of the data.
import { fold } from "./search.js";
import { countryName } from "./words.js";

export const isUndated = (item) => item.first === null;

// A stop known only by its region or country stands in the middle of it.
export const isWide = ({ precision }) => ["admin1", "country", "region"].includes(precision);

// First and last day that the slider and the period leave.
export function shownDays({ day, span, from, to }) {
  const last = Math.min(day ?? Infinity, to ?? Infinity);
  const first = Math.max(from ?? -Infinity, span === null || day === null ? -Infinity : last - span + 1);
  return { first, last };
}

function itemTest(model, state) {
  const { first, last } = shownDays(state);
  const timed = first !== -Infinity || last !== Infinity;
  const hidden = new Set(state.hidden);
  const sources = state.source === null ? null
    : new Set(model.articles.filter(({ label }) => label === state.source).map(({ index }) => index));
  return (item) => {
    if (hidden.has(item.status)) return false;
    if (sources && !item.sources.some((article) => sources.has(article))) return false;
    if (isUndated(item)) return state.undated;
    return !timed || (item.first <= last && item.last >= first);
  };
}

// All that a search can find a trip by.
export function haystack(trip) {
  trip.hay ??= fold([
    trip.traveller, trip.role, trip.title, ...trip.companions.map(({ name }) => name),
    ...trip.stops.flatMap(({ place, city }) => [place.name, city, countryName(place.country)]),
    ...trip.meetings.flatMap(({ people, format }) => [...people.map(({ name, role }) => `${name ?? ""} ${role ?? ""}`), format]),
  ].filter(Boolean).join("\n"));
  return trip.hay;
}

function meetingHaystack(meeting) {
  const { people, format, place } = meeting;
  meeting.hay ??= fold([...people.map(({ name, role }) => `${name ?? ""} ${role ?? ""}`), format, place.name, countryName(place.country)].filter(Boolean).join("\n"));
  return meeting.hay;
}

// The tests that a trip as a whole must pass, by filter.
function tripTests(state) {
  const wanted = fold(state.query).split(/\s+/).filter(Boolean);
  return {
    traveller: (trip) => state.traveller === null || trip.traveller === state.traveller,
    country: (trip) => state.country === null || trip.stops.some(({ place }) => place.country === state.country),
    format: (trip) => state.format === null || trip.meetings.some(({ format }) => format === state.format),
    query: (trip) => !wanted.length || wanted.every((part) => haystack(trip).includes(part)),
  };
}

export function select(model, state) {
  const passes = itemTest(model, state);
  const tests = Object.values(tripTests(state));
  const wanted = fold(state.query).split(/\s+/).filter(Boolean);
  const shown = { trips: [], stops: [], legs: [], meetings: [], loose: [], visits: new Map(), groups: new Map() };
  const group = (place) => {
    let found = shown.groups.get(place.index);
    if (!found) shown.groups.set(place.index, found = { place, stops: [], meetings: [] });
    return found;
  };
  const addMeeting = (meeting) => {
    if (state.format !== null && meeting.format !== state.format) return false;
    if (!passes(meeting)) return false;
    if (!meetings.has(meeting)) {
      meetings.add(meeting);
      shown.meetings.push(meeting);
      if (meeting.place.located) group(meeting.place).meetings.push(meeting);
    }
    return true;
  };
  const meetings = new Set();
  for (const trip of model.trips) {
    if (!tests.every((test) => test(trip))) continue;
    const stops = trip.stops.filter(passes);
    let found = stops.length > 0 || (!trip.stops.length && passes(trip));
    for (const meeting of trip.meetings) found = addMeeting(meeting) || found;
    const legs = trip.legs.filter(passes);
    if (!found && !legs.length) continue;
    shown.trips.push(trip);
    for (const leg of legs) shown.legs.push(leg);
    for (const stop of stops) {
      shown.stops.push(stop);
      if (stop.place.located) group(stop.place).stops.push(stop);
      const { country } = stop.place;
      if (country && stop.status !== "cancelled") shown.visits.set(country, (shown.visits.get(country) ?? 0) + 1);
    }
  }
  for (const meeting of model.meetings) {
    if (meeting.trips.length || (state.country !== null && meeting.place.country !== state.country)) continue;
    if (state.traveller !== null && !meeting.people.some(({ name }) => name === state.traveller)) continue;
    if (!wanted.every((part) => meetingHaystack(meeting).includes(part))) continue;
    if (addMeeting(meeting)) shown.loose.push(meeting);
  }
  shown.stopSet = new Set(shown.stops);
  shown.legSet = new Set(shown.legs);
  shown.meetingSet = meetings;
  shown.numbered = shown.stops.length <= 60;
  shown.mostVisits = Math.max(0, ...shown.visits.values());
  return shown;
}

// For each filter, its choices with the trips that each would leave, all other filters kept.
export function countChoices(model, state) {
  const passes = itemTest(model, { ...state, source: null, hidden: [] });
  const chosen = itemTest(model, state);
  const tests = Object.entries(tripTests(state));
  const choices = { traveller: new Map(), country: new Map(), status: new Map(), source: new Map(), format: new Map() };
  const count = (filter, keys) => {
    for (const key of new Set(keys)) if (key) choices[filter].set(key, (choices[filter].get(key) ?? 0) + 1);
  };
  for (const trip of model.trips) {
    const items = [...trip.stops, ...trip.meetings];
    if (!items.length) items.push(trip);
    const dated = items.filter(passes);
    if (!dated.length) continue;
    const failed = tests.filter(([, test]) => !test(trip)).map(([name]) => name);
    const left = dated.some(chosen);
    const only = (name) => failed.every((other) => other === name);
    if (left && only("traveller")) count("traveller", [trip.traveller]);
    if (left && only("country")) count("country", trip.stops.map(({ place }) => place.country));
    if (left && only("format")) count("format", trip.meetings.map(({ format }) => format));
    if (failed.length) continue;
    count("status", dated.map(({ status }) => status));
    count("source", dated.flatMap(({ sources }) => sources.map((article) => model.articles[article].label)));
  }
  return choices;
}
