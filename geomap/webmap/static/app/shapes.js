// Country shapes: TopoJSON arcs on the Mercator plane, at the detail that a zoom can show.
import { mercator } from "./sphere.js";

// Up to each zoom, points nearer to the one before than this part of the world's width are left out.
const LEVELS = [2.6, 4.2, 6, Infinity].map((zoom) => ({ zoom, tolerance: zoom === Infinity ? 0 : 0.7 / (256 * 2 ** zoom) }));

export function decodeArcs({ arcs, transform }) {
  const [kx, ky] = transform?.scale ?? [1, 1];
  const [dx, dy] = transform?.translate ?? [0, 0];
  return arcs.map((arc) => {
    const flat = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach((point, i) => {
      x = transform ? x + point[0] : point[0];
      y = transform ? y + point[1] : point[1];
      [flat[2 * i], flat[2 * i + 1]] = mercator(x * kx + dx, y * ky + dy);
    });
    return flat;
  });
}

// First and last point of an arc stay, so that neighbours still meet.
export function simplify(flat, tolerance) {
  if (!tolerance || flat.length <= 4) return flat;
  const out = [flat[0], flat[1]];
  let x = flat[0];
  let y = flat[1];
  for (let i = 2; i < flat.length - 2; i += 2) {
    if (Math.abs(flat[i] - x) + Math.abs(flat[i + 1] - y) < tolerance) continue;
    x = flat[i];
    y = flat[i + 1];
    out.push(x, y);
  }
  out.push(flat[flat.length - 2], flat[flat.length - 1]);
  return Float64Array.from(out);
}

function boundsOf(arcIndexes, arcs) {
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (const index of arcIndexes) {
    const flat = arcs[index < 0 ? ~index : index];
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i] < box.west) box.west = flat[i];
      if (flat[i] > box.east) box.east = flat[i];
      if (flat[i + 1] < box.north) box.north = flat[i + 1];
      if (flat[i + 1] > box.south) box.south = flat[i + 1];
    }
  }
  return box;
}

// Closes the ring of the given arcs in a path; arcs with a negative index run backwards.
function addRing(path, ring, arcs) {
  let first = true;
  for (const index of ring) {
    const flat = arcs[index < 0 ? ~index : index];
    const n = flat.length / 2;
    for (let i = first ? 0 : 1; i < n; i += 1) {
      const at = 2 * (index < 0 ? n - 1 - i : i);
      if (first) path.moveTo(flat[at], flat[at + 1]);
      else path.lineTo(flat[at], flat[at + 1]);
      first = false;
    }
  }
  path.closePath();
}

const onEdge = (x) => x < 1e-6 || x > 1 - 1e-6;

// A line, without those pieces that only follow the antimeridian, where shapes were cut.
function addLine(path, flat) {
  let pen = false;
  for (let i = 2; i < flat.length; i += 2) {
    if (onEdge(flat[i - 2]) && onEdge(flat[i])) { pen = false; continue; }
    if (!pen) path.moveTo(flat[i - 2], flat[i - 1]);
    path.lineTo(flat[i], flat[i + 1]);
    pen = true;
  }
}

export function buildShapes(shapes) {
  const arcs = decodeArcs(shapes);
  const owners = arcs.map(() => []);
  const countries = shapes.countries.map((country, i) => {
    const indexes = country.arcs.flat(2);
    for (const index of indexes) owners[index < 0 ? ~index : index].push(i);
    return { ...country, box: boundsOf(indexes, arcs), point: country.label && mercator(...country.label), paths: [] };
  });
  const isDisputed = (owner) => owner.some((i) => countries[i].disputed);
  const lines = { coast: [], border: [], disputed: [] };
  owners.forEach((owner, i) => {
    if (owner.length < 2) lines.coast.push(i);
    else (isDisputed(owner) ? lines.disputed : lines.border).push(i);
  });
  const levels = LEVELS.map(({ zoom, tolerance }) => ({ zoom, tolerance, built: null }));

  function build(level) {
    const thin = arcs.map((flat) => simplify(flat, level.tolerance));
    const line = (indexes) => {
      const path = new Path2D();
      for (const i of indexes) addLine(path, thin[i]);
      return path;
    };
    const fills = countries.map((country) => {
      const path = new Path2D();
      for (const polygon of country.arcs) for (const ring of polygon) addRing(path, ring, thin);
      return path;
    });
    level.built = { fills, coast: line(lines.coast), border: line(lines.border), disputed: line(lines.disputed) };
  }
  return {
    countries,
    at(zoom) {
      const level = levels.find((candidate) => zoom <= candidate.zoom);
      if (!level.built) build(level);
      return level.built;
    },
    countryAt(x, y) {
      const { fills } = this.at(Infinity);
      const ctx = document.createElement("canvas").getContext("2d");
      return countries.find(({ box }, i) => x >= box.west && x <= box.east && y >= box.north && y <= box.south
        && ctx.isPointInPath(fills[i], x, y, "evenodd")) ?? null;
    },
  };
}
