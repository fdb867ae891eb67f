// Where the map looks.
import { later, narrow, reducedMotion } from "./dom.js";
import { narrowBox, routeArc, toLatLng } from "./sphere.js";
import { opened, state, store, update } from "./state.js";

/* global L, map_geomap */
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
  const [paddingTopLeft, paddingBottomRight] = narrow.matches ? [[36, 60], [60, 50]] : [[70, 60], [110, 50]]; // room for labels
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
