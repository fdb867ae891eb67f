// What lies under the pointer, its tip, and what a click opens.
import { tripOf } from "./data.js";
import { button, byId, h, own } from "./dom.js";
import { copiesOfRoute, distanceToLine, lineOn, linesShown } from "./paint.js";
import { isOn, open, store } from "./state.js";
import { map, moveMap } from "./view.js";
import { kilometres, names, number, placeName, statusWord, tally, whenWords, word } from "./words.js";

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
  const tip = byId("tip");
  const box = map.getContainer();
  const hide = () => { tip.hidden = true; box.classList.remove("over"); };
  const show = ({ x, y }) => {
    const thing = thingAt(sheets(), { x, y });
    if (!thing) { hide(); return; }
    const [title, ...rest] = tipLines(thing).filter(Boolean);
    tip.replaceChildren(h("strong", own(title)), ...rest.map((line) => h("span", own(line))));
    tip.hidden = false;
    const left = x + 14 + tip.offsetWidth > map.getSize().x ? x - 14 - tip.offsetWidth : x + 14;
    tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, y - tip.offsetHeight - 8)}px)`;
    box.classList.add("over");
  };
  let waiting = null;
  map.on("mousemove", ({ containerPoint }) => {
    if (!waiting) requestAnimationFrame(() => { show(waiting); waiting = null; });
    waiting = containerPoint;
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
  const listed = [...items].sort((a, b) => (b.first ?? -Infinity) - (a.first ?? -Infinity)).slice(0, LISTED);
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
