// The panel beside the map: all trips as cards, or the opened one in full, with its stops in order, the legs between
// them, who was met, and the sentence that says so.
import { tripStyle } from "./canvas.js";
import { cityOf, safeAddress, stopOf } from "./data.js";
import { announce, button, byId, h, joined, on, own, reducedMotion } from "./dom.js";
import { stopLabel } from "./marks.js";
import { isUndated, latestFirst, open, opened, resetFilters, state, store } from "./state.js";
import { countryName, fullDay, hasWord, kilometres, personWords, placeName, spellDays, statusClass, statusWord, tally, whenWords, word } from "./words.js";

const PAGE = 20; // cards that are added at a time
const ROUTE = 7; // places that a card names
const ENTRIES = ["stop", "meeting", "leg"].map((kind) => `data-${kind}-id`);
let before = null; // the trip that was open
let listScroll = 0;

function card(trip) {
  const { stops, role } = trip;
  const places = stops.map(({ place }) => placeName(place)).filter((name, i, all) => name && name !== all[i - 1]);
  const between = stops.every(({ seq }) => seq !== null) ? " → " : " · ";
  return h("li.card", tripStyle(trip), { "data-trip-id": trip.id }, button("open", () => open(trip),
    h("span.who", own(trip.traveller)), role && h("span.role", own(role)),
    h("span", joined(places.slice(0, ROUTE).map(own), between), places.length > ROUTE && ` +${places.length - ROUTE}`),
    h("span.line", h("span.when", whenWords(trip)), statusChip(trip.status)), facts(trip)));
}

// A list comes by the page: the next when its end comes into sight, or by the button.
function longList(name, items, title, entryOf, isTitled) {
  const list = h(name, { "aria-label": word(title) });
  const addPage = () => {
    const first = list.children.length;
    list.append(...items.slice(first, first + PAGE).map(entryOf));
    const left = items.length - list.children.length;
    more.textContent = word("more_trips", left);
    more.hidden = !left;
    return list.children[first];
  };
  const more = button("key.more", () => addPage().querySelector("button").focus(), { onreach: addPage });
  addPage();
  return [isTitled && h("h2.rest", word(title)), list, more];
}

function ordered() {
  const { shown } = store;
  shown.ordered ??= latestFirst(shown.trips);
  return shown.ordered;
}

const emptyBox = () => h("div.empty", h("p", word("empty")), button("key", resetFilters, word("reset")));

function overview() {
  const { isEmpty, loose } = store.shown;
  const [dated, undated] = [ordered().filter((trip) => !isUndated(trip)), ordered().filter(isUndated)];
  return [isEmpty && emptyBox(), dated.length > 0 && longList("ol.cards", dated, "trips", card), undated.length > 0 && longList("ol.cards", undated, "undated_trips", card, true),
    loose.length > 0 && longList("ul.meetings.loose", loose, "other_meetings", meetingEntry, true)];
}

const openedTrip = (trip, onPlay) => [
  h("div.bar", button("key.back", () => open(null), word("back", ordered().length))), !store.shown.trips.includes(trip) && emptyBox(), tripArticle(trip, onPlay)];

export function renderPanel(onPlay) {
  const box = byId("itinerary");
  const trip = opened();
  const moved = trip !== before;
  const focused = box.contains(document.activeElement) && document.activeElement;
  const keep = box.scrollTop;
  if (!before) listScroll = keep;
  box.replaceChildren(...(trip ? openedTrip(trip, onPlay) : overview()).flat().filter(Boolean));
  box.scrollTop = !moved ? keep : trip ? 0 : listScroll;
  if (focused) successor(box, focused, moved).focus({ preventScroll: Boolean(trip) });
  before = trip;
  byId("fit-trip").hidden = !trip;
  byId("panel").classList.toggle("has-trip", Boolean(trip));
  const chosen = trip && box.querySelector(".entry.chosen");
  const top = chosen && chosen.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (chosen && (top < 0 || top > box.clientHeight * 0.6)) box.scrollTo({ top: box.scrollTop + top - 52, behavior: reducedMotion() ? "auto" : "smooth" });
  renderCount();
}

function successor(box, focused, moved) {
  if (moved) return (opened() ? byId("trip-title") : box.querySelector(`[data-trip-id="${CSS.escape(before.id)}"] button`)) ?? box;
  const name = ENTRIES.find((attribute) => focused.closest(`[${attribute}]`));
  return (name && box.querySelector(`[${name}="${CSS.escape(focused.closest(`[${name}]`).getAttribute(name))}"] .pick`)) ?? box;
}

function renderCount() {
  const { trips, stops, meetings, isEmpty } = store.shown;
  const text = [word("n_trips", trips.length), ...tally(stops, meetings)].join(", ");
  const line = byId("count");
  if (line.textContent && line.textContent !== text) announce(isEmpty ? word("empty") : text);
  line.textContent = text;
}

export function startPanel() {
  const { travellers, stops, period } = store.model;
  const countries = new Set(stops.map(({ place }) => place.country).filter(Boolean));
  byId("summary").textContent = [word("n_travellers", travellers.length), word("n_countries", countries.size),
    period && whenWords({ start: period[0], end: period[1], exact: true })].filter(Boolean).join(" · ");
  byId("itinerary").addEventListener("scroll", ({ target }) => {
    const more = target.querySelector(".more:not([hidden])");
    if (more?.getBoundingClientRect().top < target.getBoundingClientRect().bottom + 300) more.dispatchEvent(new Event("reach"));
  }, { passive: true });
}

const QUOTES_OPEN = 2;

export const statusChip = (status) => h(`span.status.${statusClass(status)}`, own(statusWord(status)));
export const facts = (trip) => h("span.facts", [kilometres(trip), ...tally(trip.stops, trip.meetings), word("n_sources", trip.sources.length)].filter(Boolean).join(" · "));

function credit({ title, id, source, publisher, published }) {
  const href = safeAddress(source);
  const name = own(title || id);
  return h("cite", href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, name) : name, publisher && [", ", own(publisher)], published !== null && `, ${fullDay(published)}`);
}

function citation(quote, { title, id, publisher, published, source }) {
  return `“${quote}” ${[title || id, publisher, published !== null && fullDay(published), safeAddress(source)].filter(Boolean).join(", ")}`;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(word("copied"));
  } catch {
    prompt(word("copy_by_hand"), text); // not every browser lets a page opened from disk write there
  }
}

const saying = (text) => h("blockquote", { dir: "auto" }, text);

function quoteBlock(at) {
  const { quotes, articles, textOf } = store.model;
  const [text, article] = [textOf(quotes[at].text), articles[quotes[at].article]];
  const copy = button("copy", async () => {
    await copyText(citation(text, article));
    copy.textContent = "✓";
    setTimeout(() => { copy.textContent = "⧉"; }, 1500);
  }, { title: word("copy_citation"), "aria-label": word("copy_citation") }, "⧉");
  return h("figure.quote", saying(text), h("figcaption", credit(article), copy));
}

function quoteList(evidence) {
  const rest = evidence.slice(QUOTES_OPEN);
  return evidence.length > 0 && h("div.quotes", evidence.slice(0, QUOTES_OPEN).map(quoteBlock),
    rest.length > 0 && h("details", h("summary", word("more_quotes", rest.length)), rest.map(quoteBlock)));
}

function historyList(history) {
  const { articles, textOf } = store.model;
  const turns = history.filter(([status], i) => status !== history[i - 1]?.[0]);
  return turns.length > 1 && h("div.history", h("h4", word("history")), h("ol", turns.map(([status, article, published, text]) => h("li",
    statusChip(status), " ", published === null ? word("date_none") : fullDay(published), h("p", { dir: "auto" }, textOf(text)), h("p", credit(articles[article]))))));
}

// What reports disagree on, side by side; what the map follows is marked.
function conflictTable(conflicts) {
  const { articles, textOf } = store.model;
  return conflicts.length > 0 && h("section.conflicts", h("h4", word("conflicts")), conflicts.map(([field, kept, values]) => {
    const reading = (value) => [own(statusWord(spellDays(value))), value === kept && h("span.tag", word("kept"))];
    return h("div.conflict", h("h5", own(fieldWords(field))), kept && values.every(([value]) => value !== kept) && h("p", reading(kept)),
      h("div.sides", values.map(([value, article, text]) => h(value === kept ? "div.side.kept" : "div.side", h("strong", reading(value)), saying(textOf(text)), credit(articles[article])))));
  }));
}

function fieldWords(field) {
  const [, key, what] = /^(\w+) (?:of|on) (.+)$/su.exec(field) ?? [null, field];
  return hasWord(`field_${key}`) ? [word(`field_${key}`), what && spellDays(what)].filter(Boolean).join(": ") : field;
}

// What is clicked in an entry opens it on the map; its heading does so by keyboard as well.
function entry(item, ...content) {
  const { kind, id } = item;
  const li = h(`li.entry.${kind}${state[kind] === id ? ".chosen" : ""}`, { [`data-${kind}-id`]: id, onclick: ({ target }) => {
    if (target.closest("li.entry") === li && !target.closest("a, summary, details, .copy") && !String(getSelection())) open(item);
  } }, content);
  return li;
}

const pick = (item, ...content) => button("pick", null, { "aria-current": state[item.kind] === item.id && "true" }, content);
const mark = (name, { status }, ...content) => h(`span.${name}.${statusClass(status)}`, { "aria-hidden": "true" }, content);
const meetingList = (meetings) => meetings.length > 0 && h("ul.meetings", { "aria-label": word("meetings") }, meetings.map(meetingEntry));

const days = (item) => h("p.when", whenWords(item), isUndated(item) && h("span.tag", "?"),
  item.date_text && h("span.said", { title: item.date_reason }, "“", own(item.date_text), "”"));

function stopEntry(stop, meetings) {
  const [name, city, country] = [placeName(stop.place), cityOf(stop), countryName(stop.place.country)];
  const where = [city, country].filter((part) => part && part !== name).map(own);
  return entry(stop,
    h("div.stop-head", mark("number", stop, stopLabel(stop)), h("h3", pick(stop, own(name), where.length > 0 && h("span.country", joined(where, ", ")))), statusChip(stop.status)),
    days(stop), historyList(stop.history), quoteList(stop.evidence), meetingList(meetings));
}

export function meetingEntry(meeting) {
  const { status, format, people, place, history, evidence } = meeting;
  return entry(meeting,
    h("h4", mark("diamond", meeting), pick(meeting, own(format || word("meeting"))), statusChip(status)),
    h("ul.people", people.map((person) => h("li", own(personWords(person))))), place.name && h("p.at", own(place.name)),
    days(meeting), historyList(history), quoteList(evidence));
}

function legEntry(leg) {
  const { origin, destination } = leg.route;
  return entry(leg, h("p.leg-line", mark("stroke", leg), pick(leg, own(placeName(origin)), " → ", own(placeName(destination))), h("span", kilometres(leg)), statusChip(leg.status)));
}

function steps({ stops, legs }) {
  const out = stops.flatMap((stop) => [...legs.filter(({ stop_at: at }) => at === stop.index), stop]);
  return [...out, ...legs.filter((leg) => !out.includes(leg))];
}

export function tripArticle(trip, onPlay) {
  const { has } = store.shown;
  const { stops, legs, role, companions } = trip;
  const hidden = stops.filter((stop) => !has(stop)).length;
  const unordered = stops.filter(({ seq }) => seq === null).length;
  const met = trip.meetings.filter(has);
  const others = met.filter((meeting) => !has(stopOf(meeting, trip))); // whose stop is not known, or hidden
  return h("article.trip", tripStyle(trip), { "data-trip-id": trip.id, "aria-labelledby": "trip-title" },
    h("header", h("h2", { id: "trip-title", tabindex: "-1" }, own(trip.traveller)), role && h("p.role", own(role)),
      h("p.when", whenWords(trip), " ", statusChip(trip.status)), facts(trip),
      companions.length > 0 && h("p.facts", word("companions"), " ", joined(companions.map((person) => own(personWords(person))), "; ")),
      legs.length > 0 && button("key.ride", onPlay, word(reducedMotion() ? "step_route" : "play_route"))),
    unordered > 0 && stops.length > 1 && h("p.note", word(unordered < stops.length ? "order_partly" : "order_none")),
    hidden > 0 && h("p.note", word("stops_hidden", hidden)),
    h("ol.steps", steps(trip).filter(has).map((item) => (item.kind === "leg" ? legEntry(item) : stopEntry(item, met.filter((meeting) => stopOf(meeting, trip) === item))))),
    others.length > 0 && [h("h3.rest", word("other_meetings")), meetingList(others)], conflictTable(trip.conflicts));
}

const HEIGHTS = ["low", "half", "full"];
const sheetHeight = () => document.body.dataset.sheet;

export function setSheet(height) {
  document.body.dataset.sheet = height;
  byId("grip").setAttribute("aria-expanded", String(height !== "low"));
}

export function startSheet() {
  const panel = byId("panel");
  let [bottom, moved] = [null, false]; // where the finger would hold a sheet of no height
  setSheet("half");
  on("grip", "pointerdown", ({ target, pointerId, clientY }) => {
    [bottom, moved] = [clientY + panel.offsetHeight, false];
    target.setPointerCapture(pointerId);
  });
  on("grip", "pointermove", ({ clientY }) => {
    if (bottom === null || (!moved && Math.abs(bottom - clientY - panel.offsetHeight) < 6)) return;
    moved = true;
    panel.style.height = `${bottom - clientY}px`;
    panel.classList.add("dragged");
  });
  const release = () => {
    const part = panel.offsetHeight / innerHeight;
    bottom = null;
    panel.style.height = "";
    panel.classList.remove("dragged");
    if (moved) setSheet(part > 0.72 ? "full" : part > 0.28 ? "half" : "low");
  };
  on("grip", "pointerup", release);
  on("grip", "pointercancel", release);
  on("grip", "click", () => {
    if (!moved) setSheet(HEIGHTS[(HEIGHTS.indexOf(sheetHeight()) + 1) % HEIGHTS.length]);
    moved = false;
  });
  on("query", "focus", () => { if (sheetHeight() === "low") setSheet("half"); });
}
