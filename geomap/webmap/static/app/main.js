// Puts everything together: data, map, panel, time, address.
import { readAddress, writeAddress } from "./address.js";
import { Sheet } from "./canvas.js";
import { buildModel, readBlock, safeAddress, unpackColumn } from "./data.js";
import { periodWords, whenWords } from "./dates.js";
import { byId, isPhone, later, reducedMotion } from "./dom.js";
import { renderFilters, startFilters } from "./filters.js";
import { renderFinder, startFinder } from "./finder.js";
import { paintFocus, ride } from "./focus.js";
import { paintGround } from "./ground.js";
import { renderLayers, renderLegend, startLayers } from "./legend.js";
import { readPalette, visitClasses } from "./palette.js";
import { renderPanel, startPanel, summary } from "./panel.js";
import { startPointer } from "./pointer.js";
import { search } from "./search.js";
import { select } from "./select.js";
import { buildShapes } from "./shapes.js";
import { setSheet, startSheet } from "./sheet.js";
import { cutLine, legPoints, narrowBox, routeArc, toLatLng } from "./sphere.js";
import { FILTERS, initial, onChange, open, opened, state, store, update } from "./state.js";
import { csvCell, startTakeaway } from "./takeaway.js";
import { redrawBars, renderTimeline, startTimeline } from "./timeline.js";
import { paintTrips } from "./trips.js";
import { fillWords, useWords, word } from "./words.js";

/* global map_geomap */
const map = map_geomap; // made by folium's part of the page
const sheets = {};
let moving = 0; // moves of the map that are ours, not the reader's
let written = null;


const OWN_MOVE = 900; // milliseconds that a move of ours takes at most

// A move of ours, which is no view that the reader chose.
function moveMap(move) {
  moving += 1;
  let held = true;
  const release = () => { if (held) { held = false; moving -= 1; } };
  map.once("moveend", () => setTimeout(release, 0));
  setTimeout(release, OWN_MOVE); // a move to where the map is already never ends
  move();
}

// Box of some items on the plane, legs with all of their way.
function boxOf(items) {
  const points = [];
  for (const item of items) {
    if (item.kind === "leg") {
      const { flat } = routeArc(item.route, 5);
      for (let i = 0; i < flat.length; i += 2) points.push([((flat[i] % 1) + 1) % 1, flat[i + 1]]);
    } else if (item.place.located) points.push([item.place.x, item.place.y]);
  }
  return narrowBox(points);
}

function fit(items, { animate = false, maxZoom = 6 } = {}) {
  const box = boxOf(items);
  if (!box) return;
  const bounds = L.latLngBounds(toLatLng(box.west, box.south), toLatLng(box.east, box.north));
  moveMap(() => map.fitBounds(bounds, { ...paddings(), maxZoom, animate: animate && !reducedMotion(), duration: 0.6 }));
}

// Room around what is fitted: for labels and for whatever lies over the map.
function paddings() {
  if (document.body.classList.contains("printing")) return { paddingTopLeft: [60, 40], paddingBottomRight: [210, 50] };
  const time = byId("time");
  const legend = byId("legend");
  if (isPhone()) {
    const panel = byId("panel").getBoundingClientRect();
    const cover = Math.min(map.getSize().y * 0.6, Math.max(0, byId("stage").getBoundingClientRect().bottom - panel.top));
    return { paddingTopLeft: [30, time.offsetTop + time.offsetHeight + 24], paddingBottomRight: [50, cover + 56] };
  }
  return { paddingTopLeft: [90, 70], paddingBottomRight: [(legend.open ? legend.offsetWidth : 0) + 60, time.offsetHeight + 70] };
}

function fitAll(animate = false) {
  const { groups, legs } = store.shown;
  fit([...groups.values(), ...(legs.length < 3000 ? legs : [])], { animate });
}

function fitTrip(trip, animate = false) {
  const { stopSet, legSet, meetingSet } = store.shown;
  const items = [...trip.stops.filter((stop) => stopSet.has(stop)), ...trip.legs.filter((leg) => legSet.has(leg)), ...trip.meetings.filter((meeting) => meetingSet.has(meeting))];
  if (items.length) fit(items, { animate });
}

// Brings a place into sight, if it is not.
function showPlace(place) {
  if (!place.located) return;
  const [lat, lon] = toLatLng(place.x, place.y);
  const near = L.latLng(lat, lon + 360 * Math.round((map.getCenter().lng - lon) / 360));
  const { paddingTopLeft, paddingBottomRight } = paddings();
  const at = map.latLngToContainerPoint(near);
  const size = map.getSize();
  const inside = at.x > paddingTopLeft[0] / 2 && at.y > paddingTopLeft[1] / 2 && at.x < size.x - paddingBottomRight[0] / 2 && at.y < size.y - paddingBottomRight[1];
  if (inside) return;
  moveMap(() => map.panTo(near, { animate: !reducedMotion() }));
}

function redraw(...names) {
  for (const name of names) sheets[name].redraw();
}

// Writes the state into the address, or leaves it where it came from there.
function saveAddress(how) {
  const text = writeAddress(state);
  if (text === written) return;
  written = text;
  if (how === "restore") return;
  const address = text ? `#${text}` : location.pathname + location.search;
  try {
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    location.hash = text; // a browser that allows no history for files
  }
}

function onStateChange(changed, how) {
  const filtered = FILTERS.some((key) => changed.has(key));
  if (filtered) store.shown = select(store.model, state);
  if (changed.has("trip")) stopRide();
  const picked = ["trip", "stop", "meeting", "leg"].some((key) => changed.has(key));
  if (filtered || picked) renderPanel(changed, { onPlay: playRoute });
  if (filtered) { renderFilters(); renderFinder(); }
  if (filtered || changed.has("layers")) { renderLayers(); redraw("ground"); }
  if (filtered || changed.has("layers") || changed.has("trip")) renderLegend();
  if (filtered) renderTimeline(changed);
  if (filtered || changed.has("layers") || changed.has("trip")) redraw("trips");
  redraw("focus");
  if (how !== "restore" || changed.has("trip")) follow(changed, how);
  saveAddress(how);
}

// The map follows the panel.
function follow(changed, how) {
  const trip = opened();
  if (changed.has("view") && state.view && how === "restore") return;
  if (changed.has("trip")) {
    if (isPhone() && trip) setSheet("half");
    if (trip && !(how === "restore" && state.view)) { fitTrip(trip, true); return; }
  }
  for (const key of ["stop", "meeting"]) {
    if (changed.has(key) && state[key]) showPlace(store.model.byId.get(state[key])?.place ?? {});
  }
  if (changed.has("leg") && state.leg) fit([store.model.byId.get(state.leg)], { animate: true });
  else if (["traveller", "country", "from", "to"].some((key) => changed.has(key)) && how === "push" && !trip) fitAll(true);
}

function restore() {
  const fresh = readAddress(location.hash);
  for (const key of ["trip", "stop", "meeting", "leg"]) if (fresh[key] && store.model.byId.get(fresh[key])?.kind !== key) fresh[key] = null;
  if (!fresh.trip && (fresh.stop ?? fresh.meeting ?? fresh.leg)) {
    const item = store.model.byId.get(fresh.stop ?? fresh.meeting ?? fresh.leg);
    fresh.trip = (item.trip ?? item.trips?.[0])?.id ?? null;
  }
  update(fresh, "restore");
  if (state.view) showView(state.view);
  else if (!opened()) fitAll();
}

function showView([zoom, lat, lon]) {
  moveMap(() => map.setView([lat, lon], zoom, { animate: false }));
}

let riding = 0;
function stopRide() {
  cancelAnimationFrame(riding);
  ride.trip = null;
}

// Travels the opened trip's route; with reduced motion, leg by leg without the movement.
function playRoute() {
  const trip = opened();
  stopRide();
  if (isPhone()) setSheet("low");
  fitTrip(trip);
  const still = reducedMotion();
  const each = still ? 900 : Math.max(700, Math.min(1800, 9000 / trip.legs.length));
  const started = performance.now();
  const tick = (now) => {
    const at = Math.max(0, now - started) / each;
    ride.trip = trip;
    ride.leg = Math.floor(at);
    const part = at % 1;
    ride.part = still ? 1 : Math.max(0.001, part * part * (3 - 2 * part));
    if (ride.leg >= trip.legs.length) { stopRide(); sheets.focus.redraw(); return; }
    sheets.focus.redraw();
    riding = requestAnimationFrame(tick);
  };
  riding = requestAnimationFrame(tick);
}

function startMap() {
  for (const [name, z] of [["ground", 200], ["trips", 400], ["focus", 450]]) {
    map.createPane(name).style.zIndex = z;
    map.getPane(name).style.pointerEvents = "none";
  }
  sheets.ground = new Sheet(paintGround, { pane: "ground" });
  sheets.trips = new Sheet(paintTrips, { pane: "trips" });
  sheets.focus = new Sheet(paintFocus(() => sheets.trips.view), { pane: "focus" });
  sheets.trips.on("shown", () => sheets.focus.redraw());
  L.control.zoom({ position: "topright", zoomInTitle: word("zoom_in"), zoomOutTitle: word("zoom_out") }).addTo(map);
  L.control.scale({ position: "bottomleft", maxWidth: 120 }).addTo(map);
  map.attributionControl.setPrefix("Leaflet");
  map.attributionControl.addAttribution(word("attribution"));
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", word("map"));
}

function startTiles(tiles) {
  if (!tiles) return;
  store.tiles = true;
  L.tileLayer(tiles.template, { maxZoom: 19 }).addTo(map);
  map.attributionControl.addAttribution(`${word("tiles_from")} ${tiles.host.replace(/[^\w.*:-]/g, "")}`);
}

const PAGE_HEIGHT = 275 * (96 / 25.4); // of an A4 page within its margins, in pixels
// Of the text in points and of the map in millimetres: the first that fits on one page.
const PRINT_SIZES = [[8.5, 78], [8, 78], [7.5, 78], [7, 78], [6.5, 78], [6.5, 62], [6, 62], [6, 48]];

function preparePrint() {
  const { body } = document;
  if (body.classList.contains("printing")) return;
  body.classList.add("printing");
  document.documentElement.classList.add("on-paper"); // light colours
  readPalette();
  for (const [size, height] of PRINT_SIZES) {
    body.style.setProperty("--print-size", `${size}pt`);
    body.style.setProperty("--print-map", `${height}mm`);
    if (body.scrollHeight <= PAGE_HEIGHT) break;
  }
  map.invalidateSize({ animate: false, pan: false });
  if (opened()) fitTrip(opened());
  else fitAll();
  for (const name of ["ground", "trips", "focus"]) sheets[name].redrawNow();
}

function endPrint() {
  document.body.classList.remove("printing");
  document.documentElement.classList.remove("on-paper");
  readPalette();
  map.invalidateSize({ animate: false });
  if (state.view) showView(state.view);
  else if (opened()) fitTrip(opened());
  else fitAll();
}

async function start() {
  const data = await readBlock(byId("geomap-data"));
  useWords(data.language, data.words, new Map(data.shapes.countries.filter(({ code }) => code).map(({ code, name }) => [code, name])));
  fillWords(document);
  document.title = word("title");
  readPalette();
  store.model = buildModel(data);
  store.shapes = buildShapes(data.shapes);
  store.map = map;
  store.shown = select(store.model, state);
  map.invalidateSize({ animate: false });
  startSheet();
  if (isPhone()) byId("legend").open = false;
  startLayers();
  startTimeline();
  startFilters();
  startPanel();
  startFinder((place) => { fit([{ kind: "stop", place }], { animate: true, maxZoom: 6 }); });
  startTakeaway(preparePrint);
  summary();
  onChange(onStateChange);
  if (store.model.trips.length === 1) state.trip = store.model.trips[0].id;
  const first = readAddress(location.hash);
  fitAll();
  startMap();
  startTiles(data.tiles);
  for (const sheet of Object.values(sheets)) sheet.addTo(map);
  startPointer(map, () => [sheets.focus, sheets.trips]);
  written = writeAddress(initial());
  if (JSON.stringify(first) !== JSON.stringify(initial())) restore();
  renderPanel(new Set(), { onPlay: playRoute });
  renderFilters();
  renderFinder();
  renderLegend();
  renderLayers();
  renderTimeline(new Set(["from", "query"]));
  if (opened() && !state.view) fitTrip(opened());
  // Very many legs come in slices, while the page can already be used.
  if (store.shown.legs.length < 3000) sheets.trips.redrawNow();
  else sheets.trips.redraw();
  for (const name of ["ground", "focus"]) sheets[name].redrawNow();
  listen();
}

function listen() {
  byId("fit-all").addEventListener("click", () => { update({ view: null }, "replace"); fitAll(true); });
  byId("fit-trip").addEventListener("click", () => { update({ view: null }, "replace"); if (opened()) fitTrip(opened(), true); });
  map.on("moveend", () => {
    if (moving) return;
    later("view", 200, () => {
      const { lat, lng } = map.getCenter();
      update({ view: [Number(map.getZoom().toFixed(2)), Number(lat.toFixed(4)), Number(lng.toFixed(4))] }, "replace");
    });
  });
  addEventListener("popstate", restore);
  addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) restore(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && state.trip && !event.target.closest("input, select, details")) open(null);
    if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); byId("query").focus(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readPalette(); redraw("ground", "trips", "focus"); redrawBars(); });
  new ResizeObserver(() => map.invalidateSize({ animate: false, debounceMoveend: true })).observe(map.getContainer());
  addEventListener("beforeprint", preparePrint);
  addEventListener("afterprint", endPrint);
}

const ready = start().then(() => {
  document.documentElement.dataset.state = "ready";
}, (error) => {
  document.documentElement.dataset.state = "error";
  document.body.append(Object.assign(document.createElement("p"), { className: "broken", textContent: `geomap: ${error.message}` }));
  throw error;
});

// For tests and for who builds on the page.
const parts = { csvCell, cutLine, legPoints, narrowBox, periodWords, readAddress, safeAddress, search, unpackColumn, visitClasses, whenWords, writeAddress };
window.geomap = { ready, state, store, map, sheets, ride, update, open, parts };
