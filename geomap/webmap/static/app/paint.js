// What is painted over the ground: below, all trips but the opened one; on top, the opened one and all labels. Legs
// are great circles with a line style for each status and an arrowhead for the direction.
import { circle, colourIndex, copiesOf, fill, palette, pointOn, REST, stroke, trace, tripColour } from "./canvas.js";
import { cluster, countRadius, drawCount, drawMeeting, drawMention, drawStop, labelCountries, labelPlace, mentionRadius, Room, stopRadius } from "./marks.js";
import { routeArc } from "./sphere.js";
import { groupByPlace, isOn, opened, state, store } from "./state.js";
import { placeName, STATUSES } from "./words.js";

const LINES_DRAWN = 30000; // above, legs wait until a filter or the zoom leaves fewer
const FINE_LINES = 120; // up to which each has a halo
const LABELS = 60;

export const ride = { trip: null, leg: 0, part: 1 };

export function* paintTrips(view) {
  const { shown, model } = store;
  if (isOn("mentions")) paintCounts(view, "mention", model.mentions, ({ count }) => count);
  yield;
  if (isOn("trips")) yield* paintLegs(view);
  const trip = opened();
  if (shown.numbered) {
    const others = [...shown.groups.values()].filter(({ stops }) => !trip || !stops.some((stop) => stop.trip === trip)); // its own stops stand there
    paintPlaces(view, others.map((group) => ({ ...group, meetings: group.meetings.filter(({ trips }) => !trip || !trips.includes(trip)) })), trip ? 0.35 : 1);
  } else {
    paintCounts(view, "group", shown.groups.values(), ({ stops, meetings }) => (isOn("trips") ? stops.length : 0) + (isOn("meetings") ? meetings.length : 0));
  }
}

export function linesShown() {
  const { shown } = store;
  const trip = opened();
  if (shown.lines?.trip !== trip) shown.lines = { trip, list: bundle(shown.legs.filter((leg) => !trip || leg.trip !== trip)) };
  return shown.lines.list;
}

function* paintLegs(view) {
  const lines = linesShown();
  const step = lines.length > 1500 ? 6 : lines.length > 200 ? 3 : 1;
  const looks = new Map();
  let seen = 0;
  for (const [i, line] of lines.entries()) {
    const copies = copiesOfRoute(view, line.route, step);
    seen += copies.length;
    if (seen > LINES_DRAWN) return;
    const key = `${line.status} ${colourIndex(line.trip)}`;
    if (!looks.has(key)) looks.set(key, []);
    for (const copy of copies) looks.get(key).push({ line, copy });
    if (i % 1000 === 999) yield;
  }
  const { ctx } = view;
  const faint = opened() !== null;
  const many = seen > FINE_LINES && seen;
  for (const same of looks.values()) {
    for (let i = 0; i < same.length; i += 100) {
      const slice = same.slice(i, i + 100).map(({ line, copy }) => lineOn(view, line, copy, step));
      ctx.globalAlpha = Math.max(0.08, Math.min(1, 400 / seen)) * (faint ? 0.25 : 1); // the more, the fainter
      drawLines(ctx, slice, same[0].line, many > 2000 ? 0.8 : many ? 1.2 : 1.8, many);
      yield;
    }
  }
  ctx.globalAlpha = 1;
}

function paintPlaces(view, groups, alpha) {
  const { ctx } = view;
  const r = stopRadius(view);
  ctx.globalAlpha = alpha;
  for (const { place, stops, meetings } of groups) {
    for (const copy of copiesOf(view, place.x)) {
      const [x, y] = pointOn(view, place.x, place.y, copy);
      const drawn = isOn("trips") ? stops : [];
      drawn.forEach((stop, i) => {
        const at = x + (i - (drawn.length - 1) / 2) * (2 * r + 2);
        drawStop(view, at, y, stop, stop.id === state.stop);
        view.hits.push({ x: at, y, r: r + 2, items: [stop], kind: "stop", place });
      });
      if (!meetings.length || !isOn("meetings")) continue;
      const chosen = meetings.find(({ id }) => id === state.meeting);
      const below = drawn.length ? y + r + 9 : y;
      drawMeeting(ctx, x, below, (chosen ?? meetings[0]).status, Boolean(chosen));
      view.hits.push({ x, y: below, r: 8, items: meetings, kind: "meeting", place });
    }
  }
  ctx.globalAlpha = 1;
}

function paintCounts(view, kind, things, countOf) {
  const points = [];
  for (const thing of things) {
    const { place } = thing;
    const n = countOf(thing);
    for (const copy of n && place.located ? copiesOf(view, place.x) : []) {
      const [x, y] = pointOn(view, place.x, place.y, copy);
      if (y > -30 && y < view.height + 30) points.push({ x, y, n, thing });
    }
  }
  for (const { x, y, n, things: items } of cluster(points).sort((a, b) => b.n - a.n)) {
    const isMention = kind === "mention";
    if (isMention) drawMention(view.ctx, x, y, n);
    else drawCount(view.ctx, x, y, n, palette()[`trip-${commonColour(items)}`], opened() !== null);
    view.hits.push({ x, y, r: isMention ? mentionRadius(n) : countRadius(n) + 1, items, kind: items.length > 1 && !isMention ? "cluster" : kind, n, place: items[0].place });
  }
}

function commonColour(groups) {
  for (const group of groups) group.colours ??= new Set([...group.stops.map(({ trip }) => trip), ...group.meetings.flatMap(({ trips }) => trips)].map(colourIndex));
  const [colour] = groups[0].colours;
  return groups.every(({ colours }) => colours.size === 1 && colours.has(colour)) ? colour : REST;
}

// Painted when the trips below are known, whose symbols the labels avoid.
export function paintFocus(viewBelow) {
  return function* paint(view) {
    const trip = opened();
    if (trip && isOn("trips")) paintTrip(view, trip);
    const room = new Room();
    const other = viewBelow();
    // The sheets differ only while one of them waits for its painting.
    const below = other?.world === view.world ? other.hits.map((hit) => ({ ...hit, x: hit.x + other.left - view.left, y: hit.y + other.top - view.top })) : [];
    const hits = (trip ? view.hits : below).filter(({ line, kind }) => !line && kind !== "mention");
    const take = (marks) => marks.forEach(({ x, y, r }) => room.take(x - r, y - r, 2 * r, 2 * r));
    take(hits);
    labelPlaces(view, room, hits);
    take(below);
    if (isOn("names")) labelCountries(view, room, store.shapes.countries);
    yield;
  };
}

function paintTrip(view, trip) {
  const { has } = store.shown;
  for (const line of bundle(trip.legs.filter(has), true)) {
    const [leg] = line.legs;
    const behind = ride.trip === trip ? ride.leg - trip.legs.indexOf(leg) : Infinity;
    const width = leg.id === state.leg ? 4.5 : 2.8;
    for (const copy of behind < 0 ? [] : copiesOfRoute(view, leg.route, 1)) {
      const drawn = lineOn(view, line, copy, 1);
      if (behind || ride.part === 1) drawLines(view.ctx, [drawn], line, width, 0);
      else drawRide(view.ctx, drawn, line, width, ride.part);
      view.hits.push({ line: drawn, items: [leg], kind: "leg" });
    }
  }
  paintPlaces(view, groupByPlace([...trip.stops, ...trip.meetings].filter(has)).values(), 1);
}

function labelPlaces(view, room, hits) {
  const named = new Map();
  for (const { place, x, r, n = 1, kind } of hits) {
    if (kind === "cluster") continue;
    const [middle, y] = pointOn(view, place.x, place.y, Math.round((x + view.left) / view.world - place.x));
    const key = `${place.index} ${Math.round(middle)}`;
    const { reach = 0, count = 0 } = named.get(key) ?? {};
    named.set(key, { place, middle, y, reach: Math.max(reach, Math.abs(x - middle) + r), count: count + n });
  }
  const ordered = [...named.values()].sort((a, b) => b.count - a.count).slice(0, LABELS);
  for (const { place, middle, y, reach } of ordered) labelPlace(view, room, placeName(place), middle, y, reach);
}

const DASHES = new Map([["planned", [7, 5]], ["under way", [2, 4]], ["cancelled", [1, 4]]]);
const APART = 5; // pixels between lines that go the same way
const BUNDLE = 30; // pixels that all lines of one way take at most

// What is drawn for some legs: a line for each route, status and colour, or for each leg; lines between the
// same two places lie side by side, those that lead back on the other side.
export function bundle(legs, single) {
  const lines = new Map();
  const ways = new Map();
  for (const leg of legs) {
    const { route, status, trip } = leg;
    const key = single ? leg : (route.index * 8 + STATUSES.indexOf(status) + 1) * 8 + colourIndex(trip);
    const known = lines.get(key);
    if (known) { known.legs.push(leg); continue; }
    const line = { route, status, trip, legs: [leg], shift: 0 };
    lines.set(key, line);
    if (ways.has(route.way)) ways.get(route.way).push(line);
    else ways.set(route.way, [line]);
  }
  for (const lanes of ways.values()) {
    const apart = Math.min(APART, BUNDLE / lanes.length);
    lanes.forEach((line, i) => { line.shift = (i - (lanes.length - 1) / 2) * apart * Math.sign(line.route.destination.index - line.route.origin.index); });
  }
  return [...lines.values()];
}

// A line on the canvas, flat; it leaves its route by its shift, and joins it at both ends.
export function lineOn(view, { route, shift }, copy, step) {
  const { flat } = routeArc(route, step);
  const end = flat.length - 2;
  const line = new Float64Array(flat.length);
  for (let i = 0; i <= end; i += 2) {
    [line[i], line[i + 1]] = pointOn(view, flat[i], flat[i + 1], copy);
    if (!shift || !i || i === end) continue;
    const [dx, dy] = [flat[i + 2] - flat[i - 2], flat[i + 3] - flat[i - 1]];
    const by = (shift * Math.min(1, (4 * i) / end, 4 - (4 * i) / end)) / (Math.hypot(dx, dy) || 1);
    line[i] -= dy * by;
    line[i + 1] += dx * by;
  }
  return line;
}

export function copiesOfRoute(view, route, step) {
  const { west, east, north, south } = routeArc(route, step);
  const { world, top, height } = view;
  return south * world < top - 20 || north * world > top + height + 20 ? [] : copiesOf(view, west, east);
}

function pointAlong(line, part) {
  const pieces = [];
  for (let i = 2; i < line.length; i += 2) pieces.push(Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]));
  const length = pieces.reduce((a, b) => a + b);
  let [left, at] = [length * part, 0];
  while (at < pieces.length - 1 && pieces[at] < left) left -= pieces[at++];
  const [x, y, toX, toY] = line.slice(2 * at, 2 * at + 4);
  const t = pieces[at] ? Math.min(1, left / pieces[at]) : 0;
  return { x: x + (toX - x) * t, y: y + (toY - y) * t, angle: Math.atan2(toY - y, toX - x), length, index: 2 * at + 2 };
}

function traceArrow(ctx, line, size) {
  const { x, y, angle, length } = pointAlong(line, 0.56);
  if (length < size * 5) return;
  const [cos, sin] = [Math.cos(angle) * size, Math.sin(angle) * size];
  trace(ctx, [[1, 0], [-0.8, 0.75], [-0.4, 0], [-0.8, -0.75]].flatMap(([u, v]) => [x + u * cos - v * sin, y + u * sin + v * cos]));
}

function traceStrikes(ctx, line) {
  const gap = 18;
  const { length } = pointAlong(line, 0);
  for (let at = gap; at < length - gap / 2; at += gap) {
    const { x, y, angle } = pointAlong(line, at / length);
    for (const turn of [Math.PI / 4, -Math.PI / 4]) {
      const [dx, dy] = [Math.cos(angle + turn) * 4, Math.sin(angle + turn) * 4];
      trace(ctx, [x - dx, y - dy, x + dx, y + dy]);
    }
  }
}

export function drawLines(ctx, lines, { status, trip }, width, many) {
  const cancelled = status === "cancelled";
  const colour = cancelled ? palette().cancelled : tripColour(trip);
  const draw = (traceOne) => {
    ctx.beginPath();
    for (const line of lines) traceOne(ctx, line, cancelled || many ? 4 : width * 2 + 2.5);
  };
  ctx.lineJoin = "round";
  draw((_, line) => trace(ctx, line));
  if (!many) stroke(ctx, palette().halo, width + 2.5);
  stroke(ctx, colour, cancelled ? 1.2 : width, many > 3000 || (cancelled && !many) ? [] : DASHES.get(status));
  if (cancelled && !many) {
    draw(traceStrikes);
    stroke(ctx, colour, 1.4);
  }
  if (many > 800) return;
  draw(traceArrow);
  fill(ctx, colour);
}

export function drawRide(ctx, line, { status, trip }, width, part) {
  const { x, y, index } = pointAlong(line, part);
  drawLines(ctx, [Float64Array.of(...line.slice(0, index), x, y)], { status, trip }, width, 801);
  circle(ctx, x, y, 6);
  fill(ctx, tripColour(trip));
  stroke(ctx, palette().halo, 2.5);
}

export function distanceToLine(line, x, y) {
  let nearest = Infinity;
  for (let i = 2; i < line.length; i += 2) {
    const [dx, dy] = [line[i] - line[i - 2], line[i + 1] - line[i - 1]];
    const t = Math.max(0, Math.min(1, ((x - line[i - 2]) * dx + (y - line[i - 1]) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(x - line[i - 2] - t * dx, y - line[i - 1] - t * dy));
  }
  return nearest;
}
