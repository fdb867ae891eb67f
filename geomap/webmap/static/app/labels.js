// Labels that do not collide: each takes its room, and one that finds none is left out.
import { copiesOf, viewX, viewY } from "./canvas.js";
import { palette } from "./palette.js";
import { countryName } from "./words.js";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';
const CELL = 64;
const widths = new Map();

// Taken room, as boxes sorted into cells.
export class Room {
  constructor() {
    this.cells = new Map();
  }

  * keys({ x, y, w, h }) {
    for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i += 1) {
      for (let j = Math.floor(y / CELL); j <= Math.floor((y + h) / CELL); j += 1) yield i * 100003 + j;
    }
  }

  isFree(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

export function textWidth(ctx, text) {
  const key = `${ctx.font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, width = ctx.measureText(text).width);
  return width;
}

export function drawText(ctx, text, x, y, colour) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette().halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

// A name beside a symbol of the given half width: right, left, above or below, wherever there is room.
export function placeLabel(view, room, text, x, y, reach, size = 12.5) {
  const { ctx } = view;
  ctx.font = `600 ${size}px ${FONT}`;
  const w = textWidth(ctx, text);
  const h = size * 1.2;
  const gap = 4;
  const spots = [
    { x: x + reach + gap, y: y - h / 2 }, { x: x - reach - gap - w, y: y - h / 2 },
    { x: x - w / 2, y: y + 11 + gap }, { x: x - w / 2, y: y - 11 - gap - h },
  ];
  const spot = spots.find((candidate) => room.isFree({ ...candidate, w, h }));
  if (!spot) return false;
  room.take({ x: spot.x - 2, y: spot.y - 1, w: w + 4, h: h + 2 });
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  drawText(ctx, text, spot.x, spot.y + h / 2, palette().ink);
  return true;
}

const spaced = (text) => text.toLocaleUpperCase();

// Names of countries, the largest first, where the country is wide enough for its name.
export function labelCountries(view, room, countries) {
  const { ctx, world, zoom } = view;
  const ordered = countries.filter(({ point, code }) => point && code).sort((a, b) => a.rank - b.rank);
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  for (const country of ordered) {
    const width = (country.box.east - country.box.west) * world;
    if (width < 26 || (zoom < 3 && country.rank > 2) || (zoom < 4 && country.rank > 4)) continue;
    const size = Math.max(10, Math.min(13, 14.5 - country.rank));
    const text = spaced(countryName(country.code) || country.name);
    ctx.font = `500 ${size}px ${FONT}`;
    const w = textWidth(ctx, text);
    if (w > Math.max(width * 1.15, 60)) continue;
    for (const copy of copiesOf(view, country.point[0], country.point[0])) {
      const x = viewX(view, country.point[0], copy);
      const y = viewY(view, country.point[1]);
      const box = { x: x - w / 2 - 3, y: y - size * 0.7, w: w + 6, h: size * 1.4 };
      if (!room.isFree(box)) continue;
      room.take(box);
      drawText(ctx, text, x, y, palette().label);
    }
  }
}
