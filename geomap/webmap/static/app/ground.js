// Land, borders, and countries tinted by the visits they had.
import { copiesOf, palette, visitClasses } from "./canvas.js";
import { isOn, store } from "./state.js";

// Zooms up to which shapes are thinned alike; points closer than this many pixels there are left out.
const LEVELS = [2.6, 4.2, 6, Infinity];
const CLOSE = 0.7;
const KINDS = ["coast", "border", "disputed"];

export function decodeArcs({ grid, sizes, steps }) {
  let at = 0;
  return sizes.map((size) => {
    const flat = new Float64Array(2 * size);
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
      flat[i] = (x += steps[at++]) / grid;
      flat[i + 1] = (y += steps[at++]) / grid;
    }
    return flat;
  });
}

export function simplify(flat, tolerance) {
  const out = [flat[0], flat[1]];
  let [x, y] = flat;
  for (let i = 2; i < flat.length; i += 2) {
    if (i < flat.length - 2 && Math.abs(flat[i] - x) + Math.abs(flat[i + 1] - y) < tolerance) continue;
    out.push(x = flat[i], y = flat[i + 1]);
  }
  return out;
}

function addRing(path, ring, arcs) {
  ring.forEach((index, part) => {
    const flat = arcs[index < 0 ? ~index : index];
    for (let i = 0; i < flat.length; i += 2) {
      const at = index < 0 ? flat.length - 2 - i : i;
      if (part || i) path.lineTo(flat[at], flat[at + 1]);
      else path.moveTo(flat[at], flat[at + 1]);
    }
  });
  path.closePath();
}

function addLine(path, flat) {
  const onEdge = (i) => flat[i] < 1e-6 || flat[i] > 1 - 1e-6;
  for (let i = 2, pen = false; i < flat.length; i += 2) {
    const cut = onEdge(i - 2) && onEdge(i);
    if (!cut && !pen) path.moveTo(flat[i - 2], flat[i - 1]);
    if (!cut) path.lineTo(flat[i], flat[i + 1]);
    pen = !cut;
  }
}

export function buildShapes({ grid, borders, ...shapes }) {
  const arcs = decodeArcs({ grid, ...shapes });
  const countries = shapes.countries.map(({ box, label, ...country }) => {
    const [west, north, east, south] = box.map((value) => value / grid);
    return { ...country, west, north, east, south, point: label?.map((value) => value / grid) };
  });
  const built = new Map();
  const at = (zoom) => {
    const level = LEVELS.find((candidate) => zoom <= candidate);
    if (built.has(level)) return built.get(level);
    const thin = arcs.map((flat) => simplify(flat, CLOSE / (256 * 2 ** level)));
    const paths = { coast: new Path2D(), border: new Path2D(), disputed: new Path2D() };
    thin.forEach((flat, i) => addLine(paths[KINDS[borders[i]]], flat));
    paths.fills = countries.map(({ rings }) => {
      const path = new Path2D();
      for (const ring of rings) addRing(path, ring, thin);
      return path;
    });
    built.set(level, paths);
    return paths;
  };
  return { countries, at };
}

export function* paintGround(view) {
  const { ctx, ratio, world, zoom, left, top, width, height } = view;
  const { shapes, shown, tiles } = store;
  const colours = palette();
  const paths = shapes.at(zoom);
  const classes = visitClasses(shown.mostVisits);
  const line = (path, colour, thick, dash = []) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = thick / world;
    ctx.setLineDash(dash.map((length) => length / world));
    ctx.stroke(path);
  };
  for (const copy of copiesOf(view, 0, 1)) {
    ctx.setTransform(ratio * world, 0, 0, ratio * world, ratio * (copy * world - left), -ratio * top);
    ctx.globalAlpha = tiles ? 0.35 : 1;
    ctx.lineJoin = "round";
    for (const [i, { code, west, east, north, south }] of shapes.countries.entries()) {
      const visits = isOn("visits") && shown.visits.get(code);
      if (i % 40 === 39) yield;
      if ((east + copy) * world < left || (west + copy) * world > left + width || south * world < top || north * world > top + height || (tiles && !visits)) continue;
      ctx.fillStyle = visits ? colours[`visits-${classes.findIndex((bound) => visits <= bound)}`] : colours.land;
      ctx.fill(paths.fills[i], "evenodd");
    }
    ctx.globalAlpha = 1;
    if (!tiles) line(paths.coast, colours.coast, 0.6);
    line(paths.border, colours.border, zoom < 3 ? 0.6 : 0.9);
    line(paths.disputed, colours.border, zoom < 3 ? 0.6 : 0.9, [4, 3]);
    yield;
  }
}
