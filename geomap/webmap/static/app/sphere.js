// Great circles and the Mercator plane. The plane's unit is the world's width: x from 0 to 1 eastwards,
// y from 0 in the north to 1 in the south. A line over the antimeridian goes on beyond 0 or 1.

const RADIANS = Math.PI / 180;
const MERCATOR_END = 85.0511287798;

export function mercator(lon, lat) {
  const bounded = Math.max(-MERCATOR_END, Math.min(MERCATOR_END, lat));
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * RADIANS) / 2)) / (2 * Math.PI);
  return [lon / 360 + 0.5, Math.max(0, Math.min(1, y))];
}
export const toLatLng = (x, y) => [Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIANS, (x - 0.5) * 360];

const vector = ([lon, lat]) => {
  const c = Math.cos(lat * RADIANS);
  return [c * Math.cos(lon * RADIANS), c * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
};

// Adds to `points` the great circle from a to b, [lon, lat] no further apart than `step` degrees. Longitudes
// are continuous: each is within half a turn of the one before.
function addCircle(points, a, b, step) {
  const [[ux, uy, uz], [vx, vy, vz]] = [vector(a), vector(b)];
  const whole = Math.atan2(Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx), ux * vx + uy * vy + uz * vz);
  const n = Math.max(6, Math.ceil(whole / RADIANS / step)); // a short one as well is to bend beside its neighbour
  for (let i = points.length ? 1 : 0; i <= n; i += 1) {
    let [lon, lat] = i ? b : a;
    if (i && i < n && whole) {
      const [f, g] = [Math.sin((1 - i / n) * whole), Math.sin((i / n) * whole)];
      const [x, y] = [f * ux + g * vx, f * uy + g * vy];
      lon = Math.atan2(y, x) / RADIANS;
      lat = Math.atan2(f * uz + g * vz, Math.sqrt(x * x + y * y)) / RADIANS;
    }
    if (points.length) lon += 360 * Math.round((points[points.length - 1][0] - lon) / 360);
    points.push([lon, lat]);
  }
}

export function legPoints({ origin, destination, via }, step) {
  const [a, b] = [[origin.lon, origin.lat], [destination.lon, destination.lat]];
  const points = [];
  addCircle(points, a, via ?? b, step);
  if (via) addCircle(points, via, b, step);
  return points;
}

export function cutLine(points) {
  const parts = [[]];
  const worldOf = ([lon]) => Math.floor((lon + 180) / 360);
  points.forEach(([lon, lat], i) => {
    const before = points[i - 1] ?? points[i];
    const [last, world] = [worldOf(before), worldOf(points[i])];
    if (last !== world) {
      const edge = Math.max(last, world) * 360 - 180;
      const height = before[1] + ((edge - before[0]) / (lon - before[0])) * (lat - before[1]);
      parts.at(-1).push([edge - last * 360, height]);
      parts.push([[edge - world * 360, height]]);
    }
    parts.at(-1).push([lon - world * 360, lat]);
  });
  return parts.filter((part) => part.length > 1);
}

// A route's line on the plane, flat [x0, y0, x1, y1 …], and its box. A coarser line than the one asked for is
// never given, a finer one may be.
export function routeArc(route, step) {
  if (route.arc && route.step <= step) return route.arc;
  const points = legPoints(route, step);
  const flat = new Float64Array(2 * points.length);
  const arc = { flat, west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  points.forEach(([lon, lat], i) => {
    const [x, y] = mercator(lon, lat);
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
    arc.west = Math.min(arc.west, x);
    arc.east = Math.max(arc.east, x);
    arc.north = Math.min(arc.north, y);
    arc.south = Math.max(arc.south, y);
  });
  return Object.assign(route, { step, arc }).arc;
}

export function narrowBox(points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]).sort((a, b) => a - b));
  let [gap, west] = [xs[0] + 1 - xs.at(-1), xs[0]];
  for (let i = 1; i < xs.length; i += 1) if (xs[i] - xs[i - 1] > gap) [gap, west] = [xs[i] - xs[i - 1], xs[i]];
  return { west, east: west + 1 - gap, north: ys[0], south: ys.at(-1) };
}
