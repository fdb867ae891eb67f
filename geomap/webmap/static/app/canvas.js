// A canvas that Leaflet moves with the map. What it shows is painted in slices, on a second canvas,
// and taken over when it is done, so that no frame waits for the whole.

const SLICE = 12; // milliseconds of painting a frame

/* global L */
export const Sheet = L.Renderer.extend({
  options: { padding: 0.25 },

  // `paint(view)` is a generator that yields wherever it may be interrupted.
  initialize(paint, options) {
    L.setOptions(this, options);
    L.stamp(this);
    this._layers = {};
    this._paint = paint;
    this.view = null;
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._back = document.createElement("canvas");
  },

  _destroyContainer() {
    cancelAnimationFrame(this._frame);
    this._container.remove();
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

  // While the map is dragged: paint anew once the painted part no longer covers the window.
  _onMove() {
    if (!this.view || this._map._animatingZoom || this._zoom !== this._map.getZoom()) return;
    const min = this._map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(min, min.add(this._map.getSize())))) this.redraw();
  },

  redraw() {
    if (this._wanted || !this._map) return;
    this._wanted = true;
    requestAnimationFrame(() => {
      this._wanted = false;
      if (this._map && !this._map._animatingZoom) this._start();
    });
  },

  // Paints at once, whole: for print and for the first sight.
  redrawNow() {
    this._start(Infinity);
  },

  _start(budget = SLICE) {
    cancelAnimationFrame(this._frame);
    const map = this._map;
    const size = map.getSize();
    const min = map.containerPointToLayerPoint(size.multiplyBy(-this.options.padding)).round();
    const bounds = L.bounds(min, min.add(size.multiplyBy(1 + this.options.padding * 2)).round());
    const { x: width, y: height } = bounds.getSize();
    if (!width || !height) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const back = this._back;
    if (back.width !== Math.round(width * ratio) || back.height !== Math.round(height * ratio)) {
      back.width = Math.round(width * ratio);
      back.height = Math.round(height * ratio);
    }
    const ctx = back.getContext("2d");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, back.width, back.height);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const corner = min.add(map.getPixelOrigin());
    const world = 256 * 2 ** map.getZoom();
    const view = {
      ctx, ratio, width, height, world, zoom: map.getZoom(), left: corner.x, top: corner.y, hits: [],
      firstCopy: Math.floor(corner.x / world), lastCopy: Math.floor((corner.x + width) / world),
    };
    this._job = { steps: this._paint(view), bounds, view, center: map.getCenter(), zoom: map.getZoom() };
    this._continue(budget);
  },

  _continue(budget = SLICE) {
    const job = this._job;
    const end = performance.now() + budget;
    do {
      if (job.steps.next().done) { this._show(job); return; }
    } while (performance.now() < end);
    this._frame = requestAnimationFrame(() => this._continue());
  },

  _show({ bounds, view, center, zoom }) {
    this._job = null;
    this._bounds = bounds;
    this._center = center;
    this._zoom = zoom;
    this.view = view;
    const canvas = this._container;
    const { width, height } = this._back;
    const ctx = canvas.getContext("2d");
    // On paper a cleared canvas would clear what lies below it as well, so there it starts anew.
    if (canvas.width !== width || canvas.height !== height || document.body.classList.contains("printing")) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    } else ctx.clearRect(0, 0, width, height);
    ctx.drawImage(this._back, 0, 0);
    if (this._map.getZoom() === zoom) L.DomUtil.setTransform(canvas, bounds.min, 1);
    this.fire("shown");
  },
});

// Where a point of the plane lies on the canvas, in the given copy of the world.
export const viewX = (view, x, copy) => (x + copy) * view.world - view.left;
export const viewY = (view, y) => y * view.world - view.top;

// The copies of the world in which something between west and east can be seen.
export function copiesOf(view, west, east) {
  const copies = [];
  const first = Math.ceil((view.left - 40) / view.world - east);
  const last = Math.floor((view.left + view.width + 40) / view.world - west);
  for (let copy = first; copy <= last; copy += 1) copies.push(copy);
  return copies;
}
