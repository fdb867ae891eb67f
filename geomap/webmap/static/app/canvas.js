// A canvas that Leaflet moves with the map, pens to draw on it, and their colours. What it shows is painted in
// slices, on a second canvas that takes its place when done, so that no frame waits for all.

const SLICE = 12; // milliseconds of painting a frame

export const Sheet = L.Renderer.extend({
  options: { padding: 0.2 },

  initialize(paint, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._paint = paint;
  },

  _initContainer() {
    [this._container, this._back] = [0, 1].map(() => document.createElement("canvas"));
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
  },

  _update() {
    if (!this._bounds) L.Renderer.prototype._update.call(this);
    this.redraw();
  },

  _reset() {
    this._update();
    this._updateTransform(this._map.getCenter(), this._map.getZoom());
  },

  // While the map is dragged: paint anew once the painted part no longer fills the window.
  _onMove() {
    const map = this._map;
    if (!this.view || map._animatingZoom || this._zoom !== map.getZoom()) return;
    const min = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(min, min.add(map.getSize())))) this.redraw();
  },

  redraw() {
    if (this._wanted || !this._map) return;
    this._wanted = true;
    requestAnimationFrame(() => {
      this._wanted = false;
      if (this._map && !this._map._animatingZoom) this.paint();
    });
  },

  // Within a budget of milliseconds a frame; Infinity: at once, for print and for the first sight.
  paint(budget = SLICE) {
    cancelAnimationFrame(this._frame);
    const map = this._map;
    const size = map.getSize();
    const min = map.containerPointToLayerPoint(size.multiplyBy(-this.options.padding)).round();
    const bounds = L.bounds(min, min.add(size.multiplyBy(1 + this.options.padding * 2)).round());
    const { x: width, y: height } = bounds.getSize();
    if (!width || !height) return;
    const ratio = Math.min(2, devicePixelRatio);
    this._back.width = Math.round(width * ratio);
    this._back.height = Math.round(height * ratio);
    const ctx = this._back.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { x: left, y: top } = min.add(map.getPixelOrigin());
    const view = { ctx, ratio, width, height, world: 256 * 2 ** map.getZoom(), zoom: map.getZoom(), left, top, hits: [] };
    this._job = { steps: this._paint(view), bounds, view, center: map.getCenter() };
    this._continue(budget);
  },

  _continue(budget = SLICE) {
    const end = performance.now() + budget;
    do {
      if (this._job.steps.next().done) { this._show(this._job); return; }
    } while (performance.now() < end);
    this._frame = requestAnimationFrame(() => this._continue());
  },

  _show({ bounds, view, center }) {
    const [before, canvas] = [this._container, this._back];
    Object.assign(this, { _job: null, _bounds: bounds, _center: center, _zoom: view.zoom, view, _container: canvas, _back: before });
    canvas.className = before.className;
    canvas.style.cssText = `width: ${view.width}px; height: ${view.height}px`;
    before.replaceWith(canvas);
    if (this._map.getZoom() === view.zoom) L.DomUtil.setTransform(canvas, bounds.min, 1);
    else this._updateTransform(this._map.getCenter(), this._map.getZoom());
    this.fire("shown");
  },
});

// Where a point of the plane lies on the canvas, in the given copy of the world.
export const pointOn = (view, x, y, copy) => [(x + copy) * view.world - view.left, y * view.world - view.top];

export function copiesOf(view, west, east = west) {
  const first = Math.ceil((view.left - 40) / view.world - east);
  const last = Math.floor((view.left + view.width + 40) / view.world - west);
  return last < first ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export function trace(ctx, line, end = line.length) {
  ctx.moveTo(line[0], line[1]);
  for (let i = 2; i < end; i += 2) ctx.lineTo(line[i], line[i + 1]);
}

export function circle(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

export function fill(ctx, colour) {
  ctx.fillStyle = colour;
  ctx.fill();
}

export function stroke(ctx, colour, width, dash = []) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
}

export function write(ctx, text, x, y, font, colour, { halo, align = "center" } = {}) {
  Object.assign(ctx, { font: `${font} ${colours.sans}`, textAlign: align, textBaseline: "middle", lineJoin: "round", lineWidth: 3, strokeStyle: halo, fillStyle: colour });
  ctx.setLineDash([]);
  if (halo) ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

const VISIT_CLASSES = 5;
const NAMES = ["land", "coast", "border", "label", "ink", "halo", "paper", "faint", "route", "meeting", "mention", "cancelled", "on-trip", "sans"];
const colours = {};
export const palette = () => colours;

// The five who travelled most have a colour each; all others share the sixth, a grey.
export const REST = 5;
export const colourIndex = (trip) => Math.min(trip?.traveller_at ?? REST, REST);
export const tripColour = (trip) => colours[`trip-${colourIndex(trip)}`];
export const tripStyle = (trip) => ({ "--trip": `var(--trip-${colourIndex(trip)})` });

export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const series = (name, n) => Array.from({ length: n }, (_, i) => `${name}-${i}`);
  for (const name of [...NAMES, ...series("trip", REST + 1), ...series("visits", VISIT_CLASSES)]) colours[name] = style.getPropertyValue(`--${name}`).trim();
}

// Upper bounds of the classes of visits a country has: 1, then steps that fit the most visited.
export function visitClasses(most) {
  if (most <= VISIT_CLASSES) return Array.from({ length: Math.max(1, most) }, (_, i) => i + 1);
  const bounds = [1];
  for (let i = 1; i < VISIT_CLASSES - 1; i += 1) bounds.push(Math.max(bounds[i - 1] + 1, Math.round(most ** (i / (VISIT_CLASSES - 1)))));
  return [...bounds, most];
}
