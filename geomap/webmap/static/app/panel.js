// The panel beside the map: all trips as cards, or the opened one in full.
import { periodWords, whenWords } from "./dates.js";
import { announce, byId, h, own, reducedMotion } from "./dom.js";
import { statusChip } from "./evidence.js";
import { meetingEntry, tripArticle } from "./itinerary.js";
import { tripColourIndex } from "./palette.js";
import { isUndated } from "./select.js";
import { FILTERS, initial, open, opened, store, update } from "./state.js";
import { countryName, word } from "./words.js";

const PAGE = 40;
const scrolls = { list: 0 };
let before = null;

export function resetFilters() {
  const fresh = initial();
  update(Object.fromEntries(FILTERS.map((key) => [key, fresh[key]])));
}

function route(trip) {
  const names = [];
  for (const { place } of trip.stops) {
    const name = place.name ?? countryName(place.country);
    if (name && name !== names[names.length - 1]) names.push(name);
  }
  const joint = trip.stops.every(({ seq }) => seq !== null) ? " → " : " · ";
  const listed = names.slice(0, 7);
  return h("span", { class: "route" }, listed.flatMap((name, i) => (i ? [joint, own(name)] : [own(name)])), names.length > 7 && ` +${names.length - 7}`);
}

function card(trip) {
  const { model } = store;
  return h("li", { class: `card trip-${tripColourIndex(model, trip)}`, "data-trip-id": trip.id },
    h("button", { type: "button", onclick: () => open(trip) },
      h("span", { class: "who" }, own(trip.traveller)), trip.role && h("span", { class: "role" }, own(trip.role)), route(trip),
      h("span", { class: "line" }, h("span", { class: "when" }, whenWords(trip)), statusChip(trip.status)),
      h("span", { class: "facts" }, [word("n_stops", { n: trip.stops.length }), trip.meetings.length ? word("n_meetings", { n: trip.meetings.length }) : null, word("n_sources", { n: trip.sources.length })].filter(Boolean).join(" · "))));
}

// Cards come by the page: the next when the end of the list comes into sight, or by the button.
function cardList(trips, label) {
  const list = h("ol", { class: "cards", "aria-label": label });
  const more = h("button", { type: "button", class: "more" });
  const addPage = () => {
    list.append(...trips.slice(list.children.length, list.children.length + PAGE).map(card));
    const left = trips.length - list.children.length;
    more.textContent = word("more_trips", { n: left });
    more.hidden = left === 0;
  };
  more.addEventListener("reach", addPage);
  more.addEventListener("click", () => {
    const first = list.children.length;
    addPage();
    list.children[first]?.querySelector("button").focus();
  });
  addPage();
  return [list, more];
}

const latestFirst = (trips) => [...trips].sort((a, b) => b.first - a.first || a.index - b.index);

function overview() {
  const { shown } = store;
  const parts = [];
  if (!shown.trips.length && !shown.loose.length) {
    return [h("div", { class: "empty" }, h("p", {}, word("empty")), h("button", { type: "button", onclick: resetFilters }, word("reset")))];
  }
  const dated = latestFirst(shown.trips.filter((trip) => !isUndated(trip)));
  const undated = shown.trips.filter(isUndated);
  if (dated.length) parts.push(...cardList(dated, word("trips")));
  if (undated.length) parts.push(h("h2", { class: "group" }, word("undated_trips")), ...cardList(undated, word("undated_trips")));
  if (shown.loose.length) {
    parts.push(h("h2", { class: "group" }, word("other_meetings")), h("ul", { class: "meetings loose" }, shown.loose.slice(0, PAGE).map(meetingEntry)));
  }
  return parts;
}

function openedTrip(trip, onPlay) {
  const { shown } = store;
  const trips = [...latestFirst(shown.trips.filter((one) => !isUndated(one))), ...shown.trips.filter(isUndated)];
  const at = trips.indexOf(trip);
  const turn = (step, key) => {
    const next = at < 0 ? null : trips[at + step];
    return next && h("button", { type: "button", class: "turn", title: next.title, onclick: () => open(next) }, word(key));
  };
  return [
    h("div", { class: "bar" }, h("button", { type: "button", class: "back", onclick: () => open(null) }, word("back", { n: trips.length })), turn(-1, "previous"), turn(1, "next")),
    tripArticle(trip, { onPlay }),
  ];
}

// Draws the panel anew. The list keeps its place while a trip is open.
export function renderPanel(changed, { onPlay }) {
  const box = byId("itinerary");
  const trip = opened();
  if (before === null) scrolls.list = box.scrollTop;
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  const anchor = focused?.closest("[data-stop-id], [data-meeting-id], [data-leg-id]");
  const keep = box.scrollTop;
  box.replaceChildren(...(trip ? openedTrip(trip, onPlay) : overview()));
  const moved = trip !== before;
  box.scrollTop = moved ? (trip ? 0 : scrolls.list) : keep;
  if (moved && focused) (trip ? byId("trip-title") : box.querySelector(`[data-trip-id="${CSS.escape(before.id)}"] button`) ?? box)?.focus({ preventScroll: Boolean(trip) });
  else if (focused) refocus(box, anchor);
  before = trip;
  byId("fit-trip").hidden = !trip;
  byId("panel").classList.toggle("has-trip", Boolean(trip));
  if (trip) showChosen(box);
  count();
}

// The element that had the focus was drawn anew: give it to its successor.
function refocus(box, anchor) {
  const attribute = anchor && ["data-stop-id", "data-meeting-id", "data-leg-id"].find((name) => anchor.hasAttribute(name));
  const same = attribute && box.querySelector(`[${attribute}="${CSS.escape(anchor.getAttribute(attribute))}"] .pick`);
  (same ?? box).focus({ preventScroll: true });
}

function showChosen(box) {
  const chosen = box.querySelector(".entry.chosen");
  if (!chosen) return;
  const top = chosen.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 0 || top > box.clientHeight * 0.6) box.scrollTo({ top: box.scrollTop + top - 12, behavior: reducedMotion() ? "auto" : "smooth" });
}

export function count() {
  const { shown } = store;
  const text = word("count", { trips: word("n_trips", { n: shown.trips.length }), stops: word("n_stops", { n: shown.stops.length }), meetings: word("n_meetings", { n: shown.meetings.length }) });
  const line = byId("count");
  if (line.textContent === text) return;
  const first = !line.textContent;
  line.textContent = text;
  if (!first) announce(shown.trips.length || shown.loose.length ? text : word("empty"));
}

export function summary() {
  const { model } = store;
  const parts = [word("n_travellers", { n: model.travellers.size }), word("n_countries", { n: new Set(model.stops.map(({ place }) => place.country).filter(Boolean)).size })];
  if (model.period) parts.push(periodWords(model.period.first, model.period.last));
  byId("summary").textContent = parts.join(" · ");
}

// Scrolling near the list's end brings the next cards.
export function startPanel() {
  const box = byId("itinerary");
  box.addEventListener("scroll", () => {
    const more = box.querySelector(".more:not([hidden])");
    if (more && more.getBoundingClientRect().top < box.getBoundingClientRect().bottom + 300) more.dispatchEvent(new Event("reach"));
  }, { passive: true });
}
