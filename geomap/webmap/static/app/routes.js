// Legs: great circles with a line style for each status and an arrowhead for the direction.
import { copiesOf, viewX, viewY } from "./canvas.js";
import { palette } from "./palette.js";
import { routeArc } from "./sphere.js";

const DASHES = new Map([["planned", [7, 5]], ["under way", [2, 4]]]);
export const dash = (status) => DASHES.get(status) ?? [];
const APART = 3.5; // pixels between the way out and the way back

// The route's line on the canvas, flat, moved to its right where there is one back as well.
export function routeLine(view, route, copy, step) {
  const { flat } = routeArc(route, step);
  const line = new Float64Array(flat.length);
  for (let i = 0; i < flat.length; i += 2) {
    line[i] = viewX(view, flat[i], copy);
    line[i + 1] = viewY(view, flat[i + 1]);
  }
  if (!route.paired) return line;
  const moved = new Float64Array(line.length);
  for (let i = 0; i < line.length; i += 2) {
    const a = Math.max(0, i - 2);
    const b = Math.min(line.length - 2, i + 2);
    const length = Math.hypot(line[b] - line[a], line[b + 1] - line[a + 1]) || 1;
    const fade = i === 0 || i === line.length - 2 ? 0 : APART / length;
    moved[i] = line[i] - (line[b + 1] - line[a + 1]) * fade;
    moved[i + 1] = line[i + 1] + (line[b] - line[a]) * fade;
  }
  return moved;
}

export function visibleCopies(view, route, step) {
  const { west, east, north, south } = routeArc(route, step);
  if (viewY(view, south) < -20 || viewY(view, north) > view.height + 20) return [];
  return copiesOf(view, west, east);
}

// A point and its direction at a part of the line's length.
export function pointAlong(line, part) {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  let left = length * part;
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const piece = Math.hypot(dx, dy);
    if (piece >= left || i === line.length - 2) {
      const t = piece ? Math.min(1, left / piece) : 0;
      return { x: line[i - 2] + dx * t, y: line[i - 1] + dy * t, angle: Math.atan2(dy, dx), length, index: i };
    }
    left -= piece;
  }
  return { x: line[0], y: line[1], angle: 0, length, index: 2 };
}

export function traceLine(ctx, line, end = line.length) {
  ctx.moveTo(line[0], line[1]);
  for (let i = 2; i < end; i += 2) ctx.lineTo(line[i], line[i + 1]);
}

// A route as it is, without its own array: for very many.
export function traceRoute(ctx, view, route, copy, step) {
  const { flat } = routeArc(route, step);
  const { world, left, top } = view;
  const shift = copy * world - left;
  ctx.moveTo(flat[0] * world + shift, flat[1] * world - top);
  for (let i = 2; i < flat.length; i += 2) ctx.lineTo(flat[i] * world + shift, flat[i + 1] * world - top);
}

export function drawArrow(ctx, line, size, part = 0.56) {
  const { x, y, angle, length } = pointAlong(line, part);
  if (length < size * 5) return;
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(size, 0);
  ctx.lineTo(-size * 0.8, size * 0.75);
  ctx.lineTo(-size * 0.4, 0);
  ctx.lineTo(-size * 0.8, -size * 0.75);
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}

// Strokes across a cancelled leg.
function drawStrikes(ctx, line, gap) {
  const { length } = pointAlong(line, 0);
  ctx.beginPath();
  for (let at = gap; at < length - gap / 2; at += gap) {
    const { x, y, angle } = pointAlong(line, at / length);
    for (const turn of [Math.PI / 4, -Math.PI / 4]) {
      const dx = Math.cos(angle + turn) * 4;
      const dy = Math.sin(angle + turn) * 4;
      ctx.moveTo(x - dx, y - dy);
      ctx.lineTo(x + dx, y + dy);
    }
  }
  ctx.stroke();
}

// One leg by itself: halo, line, arrowhead. `part` draws only its beginning, for the animation.
export function drawLeg(ctx, line, { status, colour, width, part = 1 }) {
  const cancelled = status === "cancelled";
  const tip = part < 1 ? pointAlong(line, part) : null;
  const trace = () => {
    ctx.beginPath();
    traceLine(ctx, line, tip ? tip.index : line.length);
    if (tip) ctx.lineTo(tip.x, tip.y);
  };
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette().halo;
  ctx.lineWidth = width + 3;
  trace();
  ctx.stroke();
  ctx.strokeStyle = ctx.fillStyle = cancelled ? palette().cancelled : colour;
  ctx.lineWidth = cancelled ? 1.2 : width;
  ctx.lineCap = "butt";
  ctx.setLineDash(dash(status));
  trace();
  ctx.stroke();
  ctx.setLineDash([]);
  if (cancelled) { ctx.lineWidth = 1.4; drawStrikes(ctx, line, 18); }
  if (!tip) drawArrow(ctx, line, width * 2 + 2.5);
}

// Distance from a point to the line, in pixels.
export function distanceToLine(line, x, y) {
  let nearest = Infinity;
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const t = Math.max(0, Math.min(1, ((x - line[i - 2]) * dx + (y - line[i - 1]) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(x - line[i - 2] - t * dx, y - line[i - 1] - t * dy));
  }
  return nearest;
}
