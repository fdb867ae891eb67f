// One trip in full: its stops in order, the legs between them, who was met, and who says so.
import { whenWords } from "./dates.js";
import { h, own, reducedMotion } from "./dom.js";
import { conflictTable, historyList, quoteList, statusChip } from "./evidence.js";
import { tripColourIndex } from "./palette.js";
import { isUndated } from "./select.js";
import { open, state, store } from "./state.js";
import { stopLabel } from "./trips.js";
import { countryName, personWords, statusClass, word } from "./words.js";

const kilometres = (km) => (km === null ? null : word("km", { n: Math.round(km) }));

// A heading that opens the item on the map; the whole entry follows a click as well.
function entry(item, attribute, heading, ...content) {
  const chosen = state[item.kind] === item.id;
  const li = h("li", { class: `entry ${item.kind}${chosen ? " chosen" : ""}`, [attribute]: item.id }, heading, content);
  li.addEventListener("click", (event) => {
    if (event.target.closest("li") === li && !event.target.closest("a, summary, details, .copy") && !String(getSelection())) open(item);
  });
  return li;
}

function pick(item, ...content) {
  return h("button", { type: "button", class: "pick", "aria-current": state[item.kind] === item.id ? "true" : null, onclick: (event) => { event.stopPropagation(); open(item); } }, content);
}

function days(item) {
  return h("p", { class: "when" }, whenWords(item), isUndated(item) && h("span", { class: "tag" }, "?"),
    item.date_text && h("span", { class: "said", title: item.date_reason || null }, "“", own(item.date_text), "”"));
}

function stopEntry(stop, meetings) {
  const { place, city } = stop;
  const country = countryName(place.country);
  const where = [city && city !== place.name ? own(city) : null, country && country !== place.name ? own(country) : null].filter(Boolean);
  return entry(stop, "data-stop-id",
    h("div", { class: "stop-head" },
      h("span", { class: `number ${statusClass(stop.status)}`, "aria-hidden": "true" }, stopLabel(stop)),
      h("h3", {}, pick(stop, own(place.name ?? country), where.length > 0 && " ", where.length > 0 && h("span", { class: "country" }, where.flatMap((part, i) => (i ? [", ", part] : [part]))))),
      statusChip(stop.status)),
    days(stop), historyList(stop.history), quoteList(stop.evidence),
    meetings.length > 0 && h("ul", { class: "meetings", "aria-label": word("meetings") }, meetings.map(meetingEntry)));
}

export function meetingEntry(meeting) {
  const names = meeting.people.map(({ name, role }) => name || role).filter(Boolean).join(", ");
  return entry(meeting, "data-meeting-id",
    h("h4", {}, h("span", { class: `diamond ${statusClass(meeting.status)}`, "aria-hidden": "true" }), pick(meeting, own(meeting.format || word("meeting")), names && h("span", { class: "hidden" }, ": ", own(names))), statusChip(meeting.status)),
    h("ul", { class: "people" }, meeting.people.map((person) => h("li", {}, own(personWords(person))))),
    meeting.place.name && h("p", { class: "at" }, own(meeting.place.name)),
    days(meeting), historyList(meeting.history), quoteList(meeting.evidence));
}

function legEntry(leg) {
  const far = kilometres(leg.km);
  return entry(leg, "data-leg-id",
    h("p", { class: "leg-line" }, h("span", { class: `stroke ${statusClass(leg.status)}`, "aria-hidden": "true" }),
      pick(leg, own(leg.origin.name), " → ", own(leg.destination.name)), far && h("span", { class: "far" }, far), statusChip(leg.status)));
}

// Meetings by the stop at whose place or city they were; the rest last.
export function meetingsByStop(trip) {
  const byStop = new Map(trip.stops.map((stop) => [stop, []]));
  const rest = [];
  const apart = (a, b) => Math.abs((a.start ?? a.end ?? 0) - (b.start ?? b.end ?? 0));
  for (const meeting of trip.meetings) {
    const names = new Set([meeting.place.name, meeting.city].filter(Boolean));
    const there = trip.stops.filter(({ place, city }) => place === meeting.place || names.has(place.name) || (city && names.has(city)));
    const [stop] = there.sort((a, b) => apart(a, meeting) - apart(b, meeting));
    if (stop) byStop.get(stop).push(meeting);
    else rest.push(meeting);
  }
  return { byStop, rest };
}

// Stops and legs in the order of travel: a leg before the stop it leads to, one that leads home last.
function steps(trip) {
  const legs = [...trip.legs];
  const out = [];
  for (const stop of trip.stops) {
    const arrivals = legs.filter(({ destination }) => destination === stop.place || destination.name === stop.place.name);
    const leg = arrivals[0];
    if (leg && stop.seq !== null) {
      legs.splice(legs.indexOf(leg), 1);
      out.push(leg);
    }
    out.push(stop);
  }
  return [...out, ...legs];
}

export function tripArticle(trip, { onPlay }) {
  const { shown, model } = store;
  const { byStop, rest } = meetingsByStop(trip);
  const visible = (item) => (item.kind === "leg" ? shown.legSet : shown.stopSet).has(item);
  const met = (list) => list.filter((meeting) => shown.meetingSet.has(meeting));
  const ordered = trip.stops.some(({ seq }) => seq !== null);
  const open = trip.stops.filter(visible).length;
  const unordered = trip.stops.some(({ seq }) => seq === null);
  const others = met(rest);
  // Meetings whose stop the filters hide stay in sight.
  for (const stop of trip.stops) if (!visible(stop)) others.push(...met(byStop.get(stop)));
  const facts = [kilometres(trip.km), word("n_stops", { n: trip.stops.length }), word("n_meetings", { n: trip.meetings.length }), word("n_sources", { n: trip.sources.length })].filter(Boolean);
  return h("article", { class: `trip open trip-${tripColourIndex(model, trip)}`, "data-trip-id": trip.id, "aria-labelledby": "trip-title" },
    h("header", {},
      h("h2", { id: "trip-title", tabindex: "-1" }, own(trip.traveller)),
      trip.role && h("p", { class: "role" }, own(trip.role)),
      h("p", { class: "when" }, whenWords(trip), " ", statusChip(trip.status)),
      h("p", { class: "facts" }, facts.join(" · ")),
      trip.companions.length > 0 && h("p", { class: "facts" }, word("companions"), " ", trip.companions.flatMap((person, i) => [i ? "; " : "", own(personWords(person))])),
      trip.legs.length > 0 && h("button", { type: "button", class: "ride", onclick: onPlay }, word(reducedMotion() ? "step_route" : "play_route"))),
    unordered && trip.stops.length > 1 && h("p", { class: "note" }, word(ordered ? "order_partly" : "order_none")),
    open < trip.stops.length && h("p", { class: "note" }, word("stops_hidden", { n: trip.stops.length - open })),
    h("ol", { class: "steps" }, steps(trip).filter(visible).map((item) => (item.kind === "leg" ? legEntry(item) : stopEntry(item, met(byStop.get(item)))))),
    others.length > 0 && [h("h3", { class: "rest" }, word("other_meetings")), h("ul", { class: "meetings" }, others.map(meetingEntry))],
    conflictTable(trip.conflicts));
}
