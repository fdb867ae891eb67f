// Stops, meetings and mentions as drawn: shape and line tell the status, never colour alone.
import { FONT } from "./labels.js";
import { palette } from "./palette.js";

// Smaller on a map of the whole world, where stops crowd.
export const stopRadius = ({ zoom }) => (zoom < 1.5 ? 7 : zoom < 2.25 ? 8.5 : 10.5);
const CLUSTER = 30; // pixels

function circle(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

// A ring around a stop that is somewhere in the area, no one says where.
function drawWide(ctx, x, y, r, colour) {
  const { globalAlpha } = ctx;
  circle(ctx, x, y, r);
  ctx.globalAlpha = globalAlpha * 0.18;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = globalAlpha * 0.8;
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour;
  ctx.setLineDash([1, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = globalAlpha;
}

// A numbered stop: filled when done, a dashed ring when planned, struck through when cancelled.
export function drawStop(view, x, y, { label, status, colour, strong = false, wide = false, undated = false }) {
  const { ctx } = view;
  const colours = palette();
  const r = stopRadius(view) + (strong ? 2.5 : 0);
  if (wide) drawWide(ctx, x, y, r + 8, colour);
  circle(ctx, x, y, r + 2);
  ctx.fillStyle = colours.halo;
  ctx.fill();
  circle(ctx, x, y, r);
  const done = status === "done";
  const tint = status === "cancelled" ? colours.cancelled : colour;
  ctx.fillStyle = done ? tint : colours.paper;
  ctx.fill();
  if (!done) {
    circle(ctx, x, y, r - 1);
    ctx.lineWidth = 2;
    ctx.strokeStyle = tint;
    ctx.setLineDash(status === "planned" ? [4, 2.6] : status === "under way" ? [1.5, 2] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (strong) {
    circle(ctx, x, y, r + 3);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = colours.ink;
    ctx.stroke();
  }
  ctx.font = `700 ${label.length > 2 ? r * 0.85 : r * 1.15}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = done ? colours.onTrip : tint;
  ctx.fillText(label, x, y + 0.5);
  if (status === "cancelled") {
    ctx.beginPath();
    ctx.moveTo(x - r * 0.7, y + r * 0.7);
    ctx.lineTo(x + r * 0.7, y - r * 0.7);
    ctx.lineWidth = 2;
    ctx.strokeStyle = tint;
    ctx.stroke();
  }
  if (undated) {
    ctx.font = `700 10px ${FONT}`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.halo;
    ctx.strokeText("?", x + r + 1, y - r + 2);
    ctx.fillStyle = colours.ink;
    ctx.fillText("?", x + r + 1, y - r + 2);
  }
}

// How large a place with that many stops is drawn: area tells the number.
export const countRadius = (n) => Math.min(22, 3.4 + 1.7 * Math.sqrt(n));

export function drawCount(ctx, x, y, n, { colour, faint = false }) {
  const colours = palette();
  const r = countRadius(n);
  circle(ctx, x, y, r);
  ctx.globalAlpha = faint ? 0.35 : 0.86;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.lineWidth = 1.25;
  ctx.strokeStyle = colours.halo;
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (r >= 9 && !faint) {
    ctx.font = `700 ${n > 999 ? 9.5 : 11}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colours.onTrip;
    ctx.fillText(n > 9999 ? `${Math.round(n / 1000)}k` : String(n), x, y + 0.5);
  }
}

// A meeting: a diamond, filled when done.
export function drawMeeting(ctx, x, y, { status, strong = false, faint = false }) {
  const colours = palette();
  const r = strong ? 8.5 : 6;
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.closePath();
  ctx.globalAlpha = faint ? 0.35 : 1;
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.halo;
  ctx.stroke();
  ctx.fillStyle = status === "done" ? colours.meeting : colours.paper;
  ctx.fill();
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = status === "cancelled" ? colours.cancelled : strong ? colours.ink : colours.meeting;
  ctx.setLineDash(status === "planned" ? [3, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (status === "cancelled") {
    ctx.beginPath();
    ctx.moveTo(x - r, y + r);
    ctx.lineTo(x + r, y - r);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

export const mentionRadius = (n) => Math.min(34, 4 + 2.4 * Math.sqrt(n));

export function drawMention(ctx, x, y, n) {
  const colours = palette();
  circle(ctx, x, y, mentionRadius(n));
  ctx.globalAlpha = 0.28;
  ctx.fillStyle = colours.mention;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = colours.mention;
  ctx.stroke();
}

// Gathers things that would be drawn closer together than a cluster is wide.
// In: [{x, y, n, thing}] on the canvas. Out: [{x, y, n, things}], at the weighted middle.
export function cluster(points) {
  const cells = new Map();
  for (const { x, y, n, thing } of points) {
    const key = Math.floor(x / CLUSTER) * 100003 + Math.floor(y / CLUSTER);
    const cell = cells.get(key);
    if (cell) {
      cell.x += x * n;
      cell.y += y * n;
      cell.n += n;
      cell.things.push(thing);
    } else cells.set(key, { x: x * n, y: y * n, n, things: [thing] });
  }
  return [...cells.values()].map(({ x, y, n, things }) => ({ x: x / n, y: y / n, n, things }));
}
