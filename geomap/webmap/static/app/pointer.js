// What lies under the pointer, its tip, and what a click opens.
import { byId, h, own } from "./dom.js";
import { whenWords } from "./dates.js";
import { distanceToLine, routeLine, visibleCopies } from "./routes.js";
import { isOn, open, store, update } from "./state.js";
import { countryName, number, statusWord, word } from "./words.js";

const NEAR = 6;
const LEGS_PROBED = 3000;
const LISTED = 40;

// What is under a point of the map (container pixels), topmost first.
export function thingAt(map, sheets, point) {
  const world = map.containerPointToLayerPoint(point).add(map.getPixelOrigin());
  for (const sheet of sheets) {
    const { view } = sheet;
    if (!view || view.zoom !== map.getZoom()) continue;
    const x = world.x - view.left;
    const y = world.y - view.top;
    const symbols = view.hits.filter((hit) => !hit.line && Math.hypot(hit.x - x, hit.y - y) <= hit.r + 2);
    if (symbols.length) return symbols[symbols.length - 1];
    const line = view.hits.find((hit) => hit.line && distanceToLine(hit.line, x, y) <= NEAR);
    if (line) return line;
  }
  return legAt(sheets[sheets.length - 1].view, world);
}

function legAt(view, world) {
  const { shown } = store;
  if (!view || !isOn("trips") || shown.legs.length > LEGS_PROBED) return null;
  const x = world.x - view.left;
  const y = world.y - view.top;
  const near = shown.legs.filter((leg) => visibleCopies(view, leg.route, 5)
    .some((copy) => distanceToLine(routeLine(view, leg.route, copy, 1), x, y) <= NEAR));
  return near.length ? { kind: near.length > 1 ? "legs" : "leg", items: near } : null;
}

export function itemWords(item) {
  if (item.kind === "leg") return word("leg_words", { from: item.origin.name, to: item.destination.name });
  if (item.kind === "meeting") return item.people.map(({ name, role }) => name ?? role).filter(Boolean).join(", ") || word("meeting");
  return item.place.name ?? countryName(item.place.country);
}

function tipLines(thing) {
  const [item] = thing.items;
  switch (thing.kind) {
    case "stop":
      return [`${item.seq === null ? "" : `${item.seq}. `}${itemWords(item)}`, item.trip?.traveller, whenWords(item), statusWord(item.status)];
    case "leg":
      return [itemWords(item), item.trip?.traveller, item.km === null ? null : word("km", { n: Math.round(item.km) }), statusWord(item.status)];
    case "legs":
      return [itemWords(item), word("n_legs", { n: thing.items.length })];
    case "meeting":
      return thing.items.length > 1
        ? [item.place.name, word("n_meetings", { n: thing.items.length })]
        : [word("meeting"), itemWords(item), whenWords(item), statusWord(item.status)];
    case "mention":
      return thing.items.length > 1 ? [word("n_places", { n: thing.items.length })] : [item.place.name, word("n_mentions", { n: item.count })];
    case "group":
      return [item.place.name, word("n_stops", { n: item.stops.length }), item.meetings.length ? word("n_meetings", { n: item.meetings.length }) : null];
    default:
      return [word("n_places", { n: thing.items.length }), word("n_items", { n: thing.n }), word("zoom_in")];
  }
}

export function startPointer(map, sheets) {
  const tip = byId("tip");
  const hide = () => { tip.hidden = true; map.getContainer().classList.remove("over"); };
  let waiting = false;
  map.on("mousemove", (event) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (map.dragging.moving?.()) return hide();
      const thing = thingAt(map, sheets(), event.containerPoint);
      if (!thing) return hide();
      const [title, ...rest] = tipLines(thing).filter(Boolean);
      tip.replaceChildren(h("strong", {}, own(title)), ...rest.map((line) => h("span", {}, own(line))));
      tip.hidden = false;
      const { x: width } = map.getSize();
      const left = event.containerPoint.x + 14 + tip.offsetWidth > width ? event.containerPoint.x - 14 - tip.offsetWidth : event.containerPoint.x + 14;
      tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, event.containerPoint.y - tip.offsetHeight - 8)}px)`;
      map.getContainer().classList.add("over");
    });
  });
  map.on("mouseout dragstart zoomstart", hide);
  map.on("click", (event) => {
    hide();
    const thing = thingAt(map, sheets(), event.containerPoint);
    if (thing) openThing(map, thing, event.latlng);
    else openCountry(map, event.latlng);
  });
}

function openThing(map, thing, latlng) {
  const [item] = thing.items;
  if (thing.kind === "cluster") {
    const next = Math.min(map.getMaxZoom(), map.getZoom() + 2);
    map.setView(latlng, next);
  } else if (thing.kind === "mention") showMentions(map, thing.items, latlng);
  else if (thing.kind === "group") {
    const { stops, meetings } = item;
    if (stops.length + meetings.length === 1) open(stops[0] ?? meetings[0]);
    else showChoice(map, [...stops, ...meetings], latlng);
  } else if (thing.items.length === 1) open(item);
  else showChoice(map, thing.items, latlng);
}

function popup(map, latlng, ...content) {
  const box = h("div", { class: "popup" }, ...content);
  L.popup({ maxWidth: 300, autoPanPadding: [16, 16] }).setLatLng(latlng).setContent(box).openOn(map);
  document.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", word("close"));
  box.querySelector("button")?.focus({ preventScroll: true });
}

// Several things at one place: the reader chooses.
function showChoice(map, items, latlng) {
  const sorted = [...items].sort((a, b) => (b.start ?? -Infinity) - (a.start ?? -Infinity));
  const rows = sorted.slice(0, LISTED).map((item) => h("li", {}, h("button", {
    type: "button", class: "choice", onclick: () => { map.closePopup(); open(item); },
  }, h("strong", {}, own(item.kind === "stop" ? item.trip?.traveller : itemWords(item))), h("span", {}, `${whenWords(item)} · ${statusWord(item.status)}`))));
  const more = sorted.length - rows.length;
  popup(map, latlng, h("h2", {}, own(items[0].place?.name ?? itemWords(items[0]))), h("ul", {}, rows), more > 0 && h("p", {}, word("more_here", { n: more })));
}

function showMentions(map, mentions, latlng) {
  const { quotes, articles, textOf } = store.model;
  const blocks = mentions.slice(0, 5).map(({ place, count, quotes: examples }) => [
    h("h2", {}, own(place.name), ` · ${number(count)}`),
    h("ul", { class: "mentions" }, examples.map((at) => h("li", {}, own(textOf(quotes[at].text)), " ", h("cite", {}, own(articles[quotes[at].article].title ?? articles[quotes[at].article].id))))),
  ]);
  popup(map, latlng, blocks);
}

function openCountry(map, latlng) {
  const { x, y } = L.CRS.EPSG3857.latLngToPoint(latlng.wrap(), 0).divideBy(256);
  const country = store.shapes.countryAt(x, y);
  const visits = country && store.shown.visits.get(country.code);
  if (!visits) return;
  popup(map, latlng,
    h("h2", {}, countryName(country.code)), h("p", {}, word("n_visits", { n: visits })),
    h("button", { type: "button", class: "choice", onclick: () => { map.closePopup(); update({ country: country.code }); } }, word("show_visits")));
}

