// Stops, meetings and mentions as drawn: shape and line tell the status, never colour alone. Labels that do not
// collide: each takes its room, and one that finds none is left out.
import { circle, copiesOf, fill, palette, pointOn, stroke, trace, tripColour, write } from "./canvas.js";
import { isUndated, isWide } from "./state.js";
import { countryName } from "./words.js";

const CLUSTER = 40; // pixels

// Smaller on a map of the whole world, where stops crowd.
export const stopRadius = ({ zoom }) => (zoom < 1.5 ? 7 : zoom < 2.25 ? 8.5 : 10.5);
export const countRadius = (n) => Math.min(22, 3.4 + 1.7 * Math.sqrt(n));
export const mentionRadius = (n) => Math.min(34, 4 + 2.4 * Math.sqrt(n));
export const stopLabel = ({ seq }) => (seq === null ? "•" : String(seq));

function path(ctx, ...points) {
  ctx.beginPath();
  trace(ctx, points);
}

function translucent(ctx, alpha, draw) {
  const { globalAlpha } = ctx;
  ctx.globalAlpha = globalAlpha * alpha;
  draw();
  ctx.globalAlpha = globalAlpha;
}

// A numbered stop: filled when done, a dashed ring when planned, struck through when cancelled, in a wide ring
// where it is somewhere in the area, no one says where.
export function drawStop(view, x, y, stop, strong) {
  const { ctx } = view;
  const { halo, paper, ink, cancelled, "on-trip": onTrip } = palette();
  const { status } = stop;
  const r = stopRadius(view) + (strong ? 2.5 : 0);
  const done = status === "done";
  const colour = status === "cancelled" ? cancelled : tripColour(stop.trip);
  if (isWide(stop)) {
    circle(ctx, x, y, r + 8);
    translucent(ctx, 0.18, () => fill(ctx, colour));
    stroke(ctx, colour, 1, [1, 3]);
  }
  circle(ctx, x, y, r + 2);
  fill(ctx, halo);
  if (strong) stroke(ctx, ink, 2.5);
  circle(ctx, x, y, r - 1);
  fill(ctx, done ? colour : paper);
  stroke(ctx, colour, 2, status === "planned" ? [4, 2.6] : status === "under way" ? [1.5, 2] : []);
  const label = stopLabel(stop);
  write(ctx, label, x, y + 0.5, `700 ${r * (label.length > 2 ? 0.85 : 1.15)}px`, done ? onTrip : colour);
  if (status === "cancelled") {
    path(ctx, x - r * 0.7, y + r * 0.7, x + r * 0.7, y - r * 0.7);
    stroke(ctx, colour, 2);
  }
  if (isUndated(stop)) write(ctx, "?", x + r + 1, y - r + 2, "700 10px", ink, { halo });
}

export function drawMeeting(ctx, x, y, status, strong) {
  const { halo, paper, ink, cancelled, meeting } = palette();
  const r = strong ? 8.5 : 6;
  const colour = status === "cancelled" ? cancelled : meeting;
  path(ctx, x, y - r, x + r, y, x, y + r, x - r, y);
  ctx.closePath();
  stroke(ctx, halo, 4);
  fill(ctx, status === "done" ? meeting : paper);
  stroke(ctx, strong ? ink : colour, 1.8, status === "planned" ? [3, 2] : []);
  path(ctx, x - r, y + r, x + r, y - r);
  if (status === "cancelled") stroke(ctx, colour, 1.8);
}

export function drawCount(ctx, x, y, n, colour, faint) {
  const r = countRadius(n);
  circle(ctx, x, y, r);
  translucent(ctx, faint ? 0.35 : 0.88, () => {
    fill(ctx, colour);
    stroke(ctx, palette().halo, 1.25);
  });
  if (r >= 9 && !faint) write(ctx, n > 9999 ? `${Math.round(n / 1000)}k` : String(n), x, y + 0.5, `700 ${n > 999 ? 9.5 : 11}px`, palette()["on-trip"]);
}

export function drawMention(ctx, x, y, n) {
  circle(ctx, x, y, mentionRadius(n));
  translucent(ctx, 0.28, () => fill(ctx, palette().mention));
  stroke(ctx, palette().mention, 1.2);
}

// Gathers things that would be drawn closer together than a cluster is wide.
// In: [{x, y, n, thing}]. Out: [{x, y, n, things}], at the weighted middle.
export function cluster(points) {
  const cells = new Map();
  for (const { x, y, n, thing } of points) {
    const key = Math.floor(x / CLUSTER) * 100003 + Math.floor(y / CLUSTER);
    if (!cells.has(key)) cells.set(key, { x: 0, y: 0, n: 0, things: [] });
    const cell = cells.get(key);
    cell.x += x * n;
    cell.y += y * n;
    cell.n += n;
    cell.things.push(thing);
  }
  return Array.from(cells.values(), ({ x, y, n, things }) => ({ x: x / n, y: y / n, n, things }));
}

// Room that is taken. Labels are few, so each is held against all.
export class Room {
  boxes = [];

  take(...box) {
    this.boxes.push(box);
  }

  isFree(x, y, w, h) {
    return !this.boxes.some(([left, top, width, height]) => x < left + width && left < x + w && y < top + height && top < y + h);
  }
}

function widthOf(ctx, text, font) {
  ctx.font = `${font} ${palette().sans}`;
  return ctx.measureText(text).width;
}

// A name beside a symbol of the given half width: right, left, below or above, wherever there is room.
export function labelPlace(view, room, text, x, y, reach) {
  const { ink, halo } = palette();
  const font = "600 13px";
  const [w, h, gap] = [widthOf(view.ctx, text, font), 15, 4];
  const spots = [[reach + gap, -h / 2], [-reach - gap - w, -h / 2], [-w / 2, 11 + gap], [-w / 2, -11 - gap - h]];
  const spot = spots.find(([dx, dy]) => room.isFree(x + dx, y + dy, w, h));
  if (!spot) return;
  room.take(x + spot[0] - 2, y + spot[1] - 1, w + 4, h + 2);
  write(view.ctx, text, x + spot[0], y + spot[1] + h / 2, font, ink, { halo, align: "left" });
}

export function labelCountries(view, room, countries) {
  const { ctx, world, zoom } = view;
  const { label, halo } = palette();
  for (const { point, code, rank, west, east } of [...countries].sort((a, b) => a.rank - b.rank)) {
    const width = (east - west) * world;
    if (!point || !code || width < 26 || (zoom < 3 && rank > 2) || (zoom < 4 && rank > 4)) continue;
    const size = Math.max(10, Math.min(13, 14.5 - rank));
    const font = `500 ${size}px`;
    const text = countryName(code).toLocaleUpperCase();
    const w = widthOf(ctx, text, font) + 6;
    if (w > Math.max(width * 1.15, 60)) continue;
    for (const copy of copiesOf(view, point[0])) {
      const [x, y] = pointOn(view, ...point, copy);
      const box = [x - w / 2, y - size * 0.7, w, size * 1.4];
      if (!room.isFree(...box)) continue;
      room.take(...box);
      write(ctx, text, x, y, font, label, { halo });
    }
  }
}
