// Puts everything together: data, map, panel, time, address, paper.
import { readPalette, Sheet } from "./canvas.js";
import { buildModel, readBlock, tripOf } from "./data.js";
import { byId, h, narrow, on, reducedMotion } from "./dom.js";
import { renderFilters, renderFinder, renderLegend, startFilters, startFinder, startLegend } from "./filters.js";
import { buildShapes, paintGround } from "./ground.js";
import { paintFocus, paintTrips, ride } from "./paint.js";
import { renderPanel, setSheet, startPanel, startSheet } from "./panel.js";
import { FILTERS, onChange, open, opened, OPENED, readAddress, select, state, store, update, writeAddress } from "./state.js";
import { startTakeaway } from "./takeaway.js";
import { drawBars, renderTimeline, startTimeline } from "./timeline.js";
import { fit, fitAll, fitChosen, fitTrip, map, moveMap, showPlace, startMoves, startPointer } from "./view.js";
import { fillWords, useWords, word } from "./words.js";

const sheets = {};
const redraw = (...names) => names.forEach((name) => sheets[name].redraw());
const paintNow = (...names) => names.forEach((name) => sheets[name].paint(Infinity));
let written = ""; // the address as we wrote it

function saveAddress(how) {
  const text = writeAddress(state);
  if (text === written) return;
  written = text;
  if (how === "restore" || location.protocol === "about:") return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", text ? `#${text}` : location.pathname + location.search);
}

function onStateChange(changed, how) {
  const any = (keys) => keys.some((key) => changed.has(key));
  const filtered = any(FILTERS);
  if (filtered) store.shown = select(store.model, state);
  if (changed.has("trip")) stopRide();
  if (filtered || any(OPENED)) renderPanel(playRoute);
  if (filtered) { renderFilters(); renderFinder(); renderTimeline(changed); }
  if (filtered || any(["layers", "trip"])) { renderLegend(); redraw("ground", "trips"); }
  redraw("focus");
  if (how !== "restore") follow(changed, how);
  saveAddress(how);
}

function follow(changed, how) {
  const trip = opened();
  const { stop, meeting, leg } = state;
  const { find } = store.model;
  if (changed.has("trip") && trip) {
    if (narrow.matches) setSheet("half");
    fitTrip(trip, true);
  } else if (changed.has("leg") && leg) fit([find(leg)], true);
  else if ((changed.has("stop") && stop) || (changed.has("meeting") && meeting)) showPlace(find(stop ?? meeting).place);
  else if ((changed.has("traveller") || changed.has("country")) && how === "push" && !trip) fitAll(true);
}

function restore() {
  const fresh = readAddress(location.hash);
  const { find } = store.model;
  for (const key of OPENED) if (find(fresh[key])?.kind !== key) fresh[key] = null;
  const item = find(fresh.stop ?? fresh.meeting ?? fresh.leg);
  if (item) fresh.trip ??= tripOf(item)?.id ?? null;
  update(fresh, "restore");
  fitChosen();
}

let riding = 0;
function stopRide() {
  cancelAnimationFrame(riding);
  ride.trip = null;
}

// Travels the opened trip's route; with reduced motion, leg by leg without the movement.
function playRoute() {
  const trip = opened();
  const still = reducedMotion();
  const each = still ? 900 : Math.max(700, Math.min(1800, 9000 / trip.legs.length));
  stopRide();
  if (narrow.matches) setSheet("low");
  fitTrip(trip);
  const started = performance.now();
  const tick = (now) => {
    const at = Math.max(0, now - started) / each;
    const done = at >= trip.legs.length;
    Object.assign(ride, { trip: done ? null : trip, leg: Math.floor(at), part: still ? 1 : at % 1 });
    sheets.focus.redraw();
    if (!done) riding = requestAnimationFrame(tick);
  };
  riding = requestAnimationFrame(tick);
}

const PAGE_HEIGHT = 275 * (96 / 25.4); // of an A4 page within its margins, in pixels
// Of the text in points and of the map in millimetres: the first that fits on one page.
const PRINT_SIZES = [[8.5, 78], [7.5, 78], [6.5, 78], [6.5, 62], [6, 62], [6, 48]];

function setPaper(printing) {
  const { body, documentElement: root } = document;
  if (body.classList.contains("printing") === printing) return;
  body.classList.toggle("printing", printing);
  root.classList.toggle("on-paper", printing); // light colours
  byId("legend").open ||= printing;
  readPalette();
  for (const [size, height] of printing ? PRINT_SIZES : []) {
    body.style.setProperty("--print-size", `${size}pt`);
    body.style.setProperty("--print-map", `${height}mm`);
    if (body.scrollHeight <= PAGE_HEIGHT) break;
  }
  moveMap(() => map.invalidateSize({ animate: false, pan: false }));
  if (!printing) fitChosen();
  else if (opened()) fitTrip(opened());
  else fitAll();
  paintNow("ground", "trips", "focus");
}

function startMap(tiles) {
  const add = (name, zIndex, paint) => {
    Object.assign(map.createPane(name).style, { zIndex, pointerEvents: "none" });
    sheets[name] = new Sheet(paint, { pane: name }).addTo(map);
  };
  add("ground", 200, paintGround);
  add("trips", 400, paintTrips);
  add("focus", 450, paintFocus(() => sheets.trips.view));
  sheets.trips.on("shown", () => sheets.focus.redraw());
  L.control.zoom({ position: "topright", zoomInTitle: word("zoom_in"), zoomOutTitle: word("zoom_out") }).addTo(map);
  L.control.scale({ position: "bottomleft", maxWidth: 110, imperial: !narrow.matches }).addTo(map);
  const credits = map.attributionControl.setPrefix("Leaflet").addAttribution(word("attribution"));
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", word("map"));
  if (!tiles) return;
  store.tiles = true;
  L.tileLayer(tiles.template, { maxZoom: 19 }).addTo(map);
  credits.addAttribution(`${word("tiles_from")} ${tiles.host.replace(/[^\w.*:-]/g, "")}`);
}

async function start() {
  const data = await readBlock(byId("geomap-data"));
  useWords(data.language, data.words, new Map(data.shapes.countries.map(({ code, name }) => [code, name])));
  fillWords(document);
  document.title = word("title");
  readPalette();
  store.model = buildModel(data);
  store.shapes = buildShapes(data.shapes);
  if (store.model.trips.length === 1) state.trip = store.model.trips[0].id;
  store.shown = select(store.model, state);
  startSheet();
  startLegend();
  startTimeline();
  startFilters();
  startPanel();
  startFinder((place) => fit([{ place }], true));
  startTakeaway(() => { setPaper(true); print(); });
  renderPanel(playRoute);
  renderLegend();
  renderTimeline(new Set(FILTERS));
  map.invalidateSize({ animate: false });
  fitChosen();
  startMap(data.tiles);
  startPointer(() => [sheets.focus, sheets.trips]);
  onChange(onStateChange);
  if (location.hash) restore();
  paintNow("ground", "focus");
  if (store.shown.legs.length < 3000) paintNow("trips", "focus");
  else redraw("trips");
  listen();
}

function listen() {
  startMoves();
  on("fit-all", "click", () => { update({ view: null }, "replace"); fitAll(true); });
  on("fit-trip", "click", () => { update({ view: null }, "replace"); fitTrip(opened(), true); });
  addEventListener("popstate", restore);
  addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) restore(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && state.trip && !event.target.closest("input, select, details")) open(null);
    if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); byId("query").focus(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readPalette(); redraw("ground", "trips", "focus"); drawBars(); });
  addEventListener("beforeprint", () => setPaper(true));
  addEventListener("afterprint", () => setPaper(false));
}

const finish = (outcome) => { document.documentElement.dataset.state = outcome; };
const ready = start().then(() => finish("ready"), (error) => {
  finish("error");
  document.body.append(h("p.broken", `geomap: ${error.message}`));
  throw error;
});

globalThis.geomap = { ready, state, store, map, sheets, ride, update, open };
