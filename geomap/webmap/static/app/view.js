// Where the map looks, what lies under the pointer, and what a click there opens.
import { tripOf } from "./data.js";
import { button, h, later, narrow, own, reducedMotion } from "./dom.js";
import { copiesOfRoute, distanceToLine, lineOn, linesShown } from "./paint.js";
import { narrowBox, routeArc, toLatLng } from "./sphere.js";
import { isOn, latestFirst, open, opened, state, store, update } from "./state.js";
import { kilometres, names, number, placeName, statusWord, tally, whenWords, word } from "./words.js";

export const map = map_geomap; // made by folium's part of the page
const OUTLIERS = 0.005; // part of very many points that the view of all leaves out to the north and south
const CLOSEST = 6; // zoom

// Only what the reader does on the map makes a view that the address keeps; moves of our own do not.
let byReader = false;

export function moveMap(move) {
  byReader = false;
  move();
}

export function startMoves() {
  const box = map.getContainer();
  for (const type of ["pointerdown", "wheel", "keydown"]) box.addEventListener(type, () => { byReader = true; }, { capture: true, passive: true });
  map.on("moveend", () => later("view", 200, () => {
    const { lat, lng } = map.getCenter();
    if (byReader) update({ view: [Number(map.getZoom().toFixed(2)), Number(lat.toFixed(4)), Number(lng.toFixed(4))] }, "replace");
  }));
  new ResizeObserver(() => moveMap(() => map.invalidateSize({ animate: false }))).observe(box);
}

const pointsOf = (items) => items.flatMap(({ route, place }) => {
  if (!route) return place.located ? [[place.x, place.y]] : [];
  const { flat } = routeArc(route, 5);
  return Array.from({ length: flat.length / 2 }, (_, i) => [((flat[2 * i] % 1) + 1) % 1, flat[2 * i + 1]]);
});

function fitPoints(points, animate) {
  if (!points.length) return;
  const { west, east, north, south } = narrowBox(points);
  const [paddingTopLeft, paddingBottomRight] = narrow.matches ? [[36, 60], [90, 50]] : [[70, 60], [110, 50]]; // room for labels
  const options = { paddingTopLeft, paddingBottomRight, maxZoom: CLOSEST, animate: animate && !reducedMotion(), duration: 0.6 };
  moveMap(() => map.fitBounds([toLatLng(west, south), toLatLng(east, north)], options));
}

export const fit = (items, animate = false) => fitPoints(pointsOf(items), animate);
export const fitTrip = (trip, animate = false) => fit([...trip.stops, ...trip.legs, ...trip.meetings].filter(store.shown.has), animate);

export function fitAll(animate = false) {
  const { groups, legs } = store.shown;
  const points = pointsOf([...groups.values(), ...(legs.length < 3000 ? legs : [])]).sort(([, a], [, b]) => a - b);
  const cut = points.length < 100 ? 0 : Math.ceil(points.length * OUTLIERS);
  fitPoints(points.slice(cut, points.length - cut), animate);
}

// What is chosen: a view of the reader's own, the opened trip, or all.
export function fitChosen() {
  const { view } = state;
  if (view) moveMap(() => map.setView(view.slice(1), view[0], { animate: false }));
  else if (opened()) fitTrip(opened());
  else fitAll();
}

export function showPlace({ located, x, y }) {
  if (!located) return;
  const [lat, lon] = toLatLng(x, y);
  const near = L.latLng(lat, lon + 360 * Math.round((map.getCenter().lng - lon) / 360));
  const inner = L.bounds([40, 40], map.getSize().subtract([40, 40]));
  if (!inner.contains(map.latLngToContainerPoint(near))) moveMap(() => map.panTo(near, { animate: !reducedMotion() }));
}

const NEAR = 6;
const LINES_PROBED = 3000;
const LISTED = 40;

function thingAt(sheets, point) {
  const world = map.containerPointToLayerPoint(point).add(map.getPixelOrigin());
  for (const { view } of sheets) {
    if (view?.zoom !== map.getZoom()) continue;
    const [x, y] = [world.x - view.left, world.y - view.top];
    const found = view.hits.findLast((hit) => !hit.line && Math.hypot(hit.x - x, hit.y - y) <= hit.r + 2)
      ?? view.hits.find(({ line }) => line && distanceToLine(line, x, y) <= NEAR);
    if (found) return found;
  }
  const { view } = sheets.at(-1);
  return view && isOn("trips") && linesShown().length <= LINES_PROBED ? nearestLine(view, world.x - view.left, world.y - view.top) : null;
}

function nearestLine(view, x, y) {
  let nearest = { far: NEAR };
  for (const line of linesShown()) {
    for (const copy of copiesOfRoute(view, line.route, 1)) {
      const far = distanceToLine(lineOn(view, line, copy, 1), x, y);
      if (far < nearest.far) nearest = { far, kind: "leg", items: line.legs };
    }
  }
  return nearest.items ? nearest : null;
}

function itemWords({ kind, route, people, place }) {
  if (kind === "leg") return word("leg_words", { from: placeName(route.origin), to: placeName(route.destination) });
  return kind === "meeting" ? names(people) || word("meeting") : placeName(place);
}

function tipLines({ kind, items, n, place }) {
  const [item] = items;
  if (kind === "cluster") return [word("n_places", items.length), word("n_items", n), word("zoom_in")];
  if (kind === "mention") return items.length > 1 ? [word("n_places", items.length)] : [placeName(place), word("n_mentions", n)];
  if (kind === "group") return [placeName(place), ...tally(item.stops, item.meetings)];
  if (items.length > 1) return [place ? placeName(place) : itemWords(item), word(`n_${kind}s`, items.length)];
  const number = item.kind === "stop" && item.seq !== null ? `${item.seq}. ` : "";
  return [number + itemWords(item), tripOf(item)?.traveller, kind === "leg" ? kilometres(item) : whenWords(item), statusWord(item.status)];
}

export function startPointer(sheets) {
  const tip = L.tooltip({ direction: "auto", offset: [12, 0] });
  const box = map.getContainer();
  const hide = () => { tip.remove(); box.classList.remove("over"); };
  let waiting = null;
  const show = () => {
    const thing = thingAt(sheets(), waiting.containerPoint);
    if (!thing) hide();
    else {
      const [title, ...rest] = tipLines(thing).filter(Boolean);
      tip.setLatLng(waiting.latlng).setContent(h("div.tip", h("strong", own(title)), rest.map((line) => h("span", own(line))))).addTo(map);
      box.classList.add("over");
    }
    waiting = null;
  };
  map.on("mousemove", (event) => {
    if (!waiting) requestAnimationFrame(show);
    waiting = event;
  });
  map.on("mouseout dragstart zoomstart", hide);
  map.on("click", ({ containerPoint, latlng }) => {
    hide();
    const thing = thingAt(sheets(), containerPoint);
    if (thing) openThing(thing, latlng);
  });
}

function openThing({ kind, items }, latlng) {
  if (kind === "cluster") map.setView(latlng, Math.min(map.getMaxZoom(), map.getZoom() + 2));
  else if (kind === "mention") showMentions(items, latlng);
  else {
    const all = kind === "group" ? [...items[0].stops, ...items[0].meetings] : items;
    if (all.length === 1) open(all[0]);
    else showChoice(all, latlng);
  }
}

function popup(latlng, ...content) {
  const box = h("div.popup", content);
  moveMap(() => L.popup({ maxWidth: 300, autoPanPadding: [16, 16] }).setLatLng(latlng).setContent(box).openOn(map));
  document.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", word("close"));
  box.querySelector("button")?.focus({ preventScroll: true });
}

function showChoice(items, latlng) {
  const listed = latestFirst(items).slice(0, LISTED);
  const rows = listed.map((item) => h("li", button("choice", () => { map.closePopup(); open(item); },
    h("strong", own(item.kind === "meeting" ? itemWords(item) : item.trip?.traveller)), h("span", whenWords(item), " · ", statusWord(item.status)))));
  const more = items.length - rows.length;
  popup(latlng, h("h2", own(items[0].place ? placeName(items[0].place) : itemWords(items[0]))), h("ul", rows), more > 0 && h("p", word("more_here", more)));
}

function showMentions(mentions, latlng) {
  const { quotes, articles, textOf } = store.model;
  const example = ({ text, article }) => h("li", own(textOf(text)), " ", h("cite", own(articles[article].title ?? articles[article].id)));
  popup(latlng, mentions.slice(0, 5).map((mention) => [
    h("h2", own(placeName(mention.place)), " · ", number(mention.count)), h("ul.mentions", mention.quotes.map((at) => example(quotes[at])))]));
}
