// Great circles and the Mercator plane. The plane's unit is the world's width: x from 0 to 1 eastwards,
// y from 0 in the north to 1 in the south. A line over the antimeridian goes on beyond 0 or 1.

const RADIANS = Math.PI / 180;
const MERCATOR_END = 85.0511287798;

export function mercator(lon, lat) {
  const bounded = Math.max(-MERCATOR_END, Math.min(MERCATOR_END, lat));
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * RADIANS) / 2)) / (2 * Math.PI);
  return [lon / 360 + 0.5, Math.max(0, Math.min(1, y))];
}

const vector = ([lon, lat]) => {
  const c = Math.cos(lat * RADIANS);
  return [c * Math.cos(lon * RADIANS), c * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
};

// Adds to `points` the great circle from a to b, [lon, lat] no further apart than `step` degrees. Longitudes
// are continuous: each is within half a turn of the one before.
function addCircle(points, a, b, step) {
  const [ux, uy, uz] = vector(a);
  const [vx, vy, vz] = vector(b);
  const whole = Math.atan2(Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx), ux * vx + uy * vy + uz * vz);
  const n = Math.max(1, Math.ceil(whole / RADIANS / step));
  for (let i = points.length ? 1 : 0; i <= n; i += 1) {
    let [lon, lat] = i ? b : a;
    if (i && i < n) {
      const f = Math.sin((1 - i / n) * whole);
      const g = Math.sin((i / n) * whole);
      const [x, y, z] = [f * ux + g * vx, f * uy + g * vy, f * uz + g * vz];
      lon = Math.atan2(y, x) / RADIANS;
      lat = Math.atan2(z, Math.sqrt(x * x + y * y)) / RADIANS;
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

// The same line as a GeoJSON MultiLineString's parts, cut at the antimeridian.
export function cutLine(points) {
  const parts = [[]];
  points.forEach((point, i) => {
    const world = Math.floor((point[0] + 180) / 360);
    if (i) {
      const before = points[i - 1];
      const last = Math.floor((before[0] + 180) / 360);
      if (last !== world) {
        const edge = Math.max(last, world) * 360 - 180;
        const lat = before[1] + ((edge - before[0]) / (point[0] - before[0] || 1)) * (point[1] - before[1]);
        parts[parts.length - 1].push([edge - last * 360, lat]);
        parts.push([[edge - world * 360, lat]]);
      }
    }
    parts[parts.length - 1].push([point[0] - world * 360, point[1]]);
  });
  return parts.filter((part) => part.length > 1);
}

// A leg's line on the plane, kept with its route: flat [x0, y0, x1, y1 …] and the box around it.
// A coarser line than the one asked for is never given, a finer one may be.
export function routeArc(route, step) {
  if (route.arc && route.step <= step) return route.arc;
  const points = legPoints(route, step);
  const flat = new Float64Array(2 * points.length);
  points.forEach(([lon, lat], i) => flat.set(mercator(lon, lat), 2 * i));
  const arc = { flat, west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (let i = 0; i < flat.length; i += 2) {
    if (flat[i] < arc.west) arc.west = flat[i];
    if (flat[i] > arc.east) arc.east = flat[i];
    if (flat[i + 1] < arc.north) arc.north = flat[i + 1];
    if (flat[i + 1] > arc.south) arc.south = flat[i + 1];
  }
  route.arc = arc;
  route.step = step;
  return arc;
}

// The narrowest box around some points of the plane, over the antimeridian if that is narrower.
export function narrowBox(points) {
  if (!points.length) return null;
  const xs = points.map(([x]) => x).sort((a, b) => a - b);
  const ys = points.map(([, y]) => y);
  let gap = xs[0] + 1 - xs[xs.length - 1];
  let west = xs[0];
  for (let i = 1; i < xs.length; i += 1) {
    if (xs[i] - xs[i - 1] > gap) { gap = xs[i] - xs[i - 1]; west = xs[i]; }
  }
  return { west, east: west + 1 - gap, north: ys.reduce((a, b) => Math.min(a, b)), south: ys.reduce((a, b) => Math.max(a, b)) };
}

export const toLatLng = (x, y) => [
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y)))) / RADIANS,
  (x - 0.5) * 360,
];
