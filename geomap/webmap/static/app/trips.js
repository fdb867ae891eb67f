// All trips but the opened one: few are shown with numbered stops, many by place with counts.
import { copiesOf, viewX, viewY } from "./canvas.js";
import { coloursTell, palette, tripColour } from "./palette.js";
import { dash, drawArrow, drawLeg, routeLine, traceRoute, visibleCopies } from "./routes.js";
import { isUndated, isWide } from "./select.js";
import { isOn, opened, store } from "./state.js";
import { cluster, countRadius, drawCount, drawMeeting, drawMention, drawStop, mentionRadius, stopRadius } from "./symbols.js";
import { STATUSES } from "./words.js";

const ROUTES_DRAWN = 30000; // above, legs wait until a filter or the zoom leaves fewer
const CLUSTERED = 350;
export const stopLabel = (stop) => (stop.seq === null ? "•" : String(stop.seq));

// Where each of some stops at one place is drawn, side by side around it.
export const fanOut = (view, n, i) => (i - (n - 1) / 2) * (2 * stopRadius(view) + 2);

export function* paintTrips(view) {
  if (isOn("mentions")) yield* paintMentions(view);
  if (isOn("trips")) yield* paintLegs(view);
  const { shown } = store;
  if (shown.numbered) yield* paintNumbered(view);
  else yield* paintCounts(view);
}

function* paintMentions(view) {
  const { ctx } = view;
  const points = [];
  for (const mention of store.model.mentions) {
    const { place } = mention;
    if (!place.located) continue;
    for (const copy of copiesOf(view, place.x, place.x)) {
      points.push({ x: viewX(view, place.x, copy), y: viewY(view, place.y), n: mention.count, thing: mention });
    }
  }
  const drawn = points.length > CLUSTERED ? cluster(points) : points.map(({ thing, ...point }) => ({ ...point, things: [thing] }));
  for (const { x, y, n, things } of drawn) {
    drawMention(ctx, x, y, n);
    view.hits.push({ x, y, r: mentionRadius(n), items: things, kind: "mention" });
  }
  yield;
}

// The routes of some legs, once for each look that a leg can have. Kept until the filters change.
function gatherRoutes(shown, model, trip) {
  if (shown.routes?.trip === trip) return shown.routes.entries;
  const byTraveller = shown.numbered || coloursTell(model);
  const entries = new Map();
  for (const leg of shown.legs) {
    if (trip && leg.trip === trip) continue;
    const traveller = byTraveller && leg.trip ? model.travellers.get(leg.trip.traveller).rank : 0;
    const key = (leg.route.index * 8 + STATUSES.indexOf(leg.status) + 1) * 1000 + Math.min(traveller, 999);
    const entry = entries.get(key);
    if (entry) entry.n += 1;
    else entries.set(key, { leg, n: 1 });
  }
  shown.routes = { trip, entries: [...entries.values()] };
  return shown.routes.entries;
}

function* paintLegs(view) {
  const { model, shown } = store;
  const { ctx } = view;
  const trip = opened();
  const routes = gatherRoutes(shown, model, trip);
  const step = routes.length > 1500 ? 6 : 1;
  const visible = [];
  for (const [i, { leg, n }] of routes.entries()) {
    for (const copy of visibleCopies(view, leg.route, step)) visible.push({ leg, n, copy });
    if (visible.length > ROUTES_DRAWN) { view.tooMany = true; return; }
    if (i % 1000 === 999) yield;
  }
  const faint = trip !== null;
  if (visible.length <= 120) {
    ctx.globalAlpha = faint ? 0.25 : 1;
    for (const { leg, n, copy } of visible) {
      const colour = coloursTell(model) ? tripColour(model, leg.trip) : palette().route;
      drawLeg(ctx, routeLine(view, leg.route, copy, step), { status: leg.status, colour, width: Math.min(4, 1.6 + n * 0.2) });
    }
    ctx.globalAlpha = 1;
    return;
  }
  // Many: one path a style, in slices.
  const alpha = Math.max(0.08, Math.min(faint ? 0.15 : 0.65, 400 / visible.length)); // the more, the fainter
  ctx.lineWidth = visible.length > 2000 ? 0.8 : 1.2;
  ctx.strokeStyle = ctx.fillStyle = palette().route;
  for (const status of new Set(visible.map(({ leg }) => leg.status))) {
    const same = visible.filter(({ leg }) => leg.status === status);
    for (let i = 0; i < same.length; i += 100) {
      ctx.globalAlpha = alpha;
      if (status === "cancelled") ctx.strokeStyle = palette().cancelled;
      ctx.setLineDash(same.length > 3000 ? [] : status === "cancelled" ? [1, 4] : dash(status));
      ctx.beginPath();
      for (const { leg, copy } of same.slice(i, i + 100)) traceRoute(ctx, view, leg.route, copy, step);
      ctx.stroke();
      ctx.strokeStyle = palette().route;
      ctx.setLineDash([]);
      if (visible.length <= 800) for (const { leg, copy } of same.slice(i, i + 100)) drawArrow(ctx, routeLine(view, leg.route, copy, step), 4);
      yield;
    }
  }
  ctx.globalAlpha = 1;
}

// Few stops: each with its number, stops at one place side by side, meetings below.
function* paintNumbered(view) {
  const { model, shown } = store;
  const { ctx } = view;
  const trip = opened();
  for (const { place, stops, meetings } of shown.groups.values()) {
    const others = isOn("trips") ? stops.filter((stop) => stop.trip !== trip) : [];
    const met = isOn("meetings") ? meetings.filter((meeting) => !trip || !meeting.trips.includes(trip)) : [];
    for (const copy of copiesOf(view, place.x, place.x)) {
      const x = viewX(view, place.x, copy);
      const y = viewY(view, place.y);
      const all = trip ? stops.filter((stop) => stop.trip === trip).length : 0;
      if (met.length && !all) {
        const dy = others.length ? stopRadius(view) + 9 : 0;
        drawMeeting(ctx, x, y + dy, { status: met[0].status, faint: trip !== null });
        view.hits.push({ x, y: y + dy, r: 8, items: met, kind: "meeting", place });
      }
      if (all || !others.length) continue; // the opened trip's stops stand here
      ctx.globalAlpha = trip ? 0.35 : 1;
      others.forEach((stop, i) => {
        const at = x + fanOut(view, others.length, i);
        drawStop(view, at, y, { label: stopLabel(stop), status: stop.status, colour: tripColour(model, stop.trip), wide: isWide(stop), undated: isUndated(stop) });
        view.hits.push({ x: at, y, r: stopRadius(view) + 2, items: [stop], kind: "stop", place });
      });
      ctx.globalAlpha = 1;
    }
  }
  yield;
}

// Many stops: a circle for each place, its area telling how many; crowded ones gathered.
function* paintCounts(view) {
  const { ctx } = view;
  const points = [];
  const trip = opened();
  for (const group of store.shown.groups.values()) {
    const { place, stops, meetings } = group;
    const n = (isOn("trips") ? stops.length : 0) + (isOn("meetings") ? meetings.length : 0);
    if (!n) continue;
    for (const copy of copiesOf(view, place.x, place.x)) {
      const x = viewX(view, place.x, copy);
      const y = viewY(view, place.y);
      if (y > -30 && y < view.height + 30) points.push({ x, y, n, thing: group });
    }
    if (points.length % 4000 === 3999) yield;
  }
  const drawn = points.length > CLUSTERED ? cluster(points) : points.map(({ thing, ...point }) => ({ ...point, things: [thing] }));
  drawn.sort((a, b) => b.n - a.n);
  yield;
  const colour = palette().route;
  for (let i = 0; i < drawn.length; i += 1) {
    const { x, y, n, things } = drawn[i];
    drawCount(ctx, x, y, n, { colour, faint: trip !== null });
    view.hits.push({ x, y, r: countRadius(n) + 1, items: things, kind: things.length > 1 ? "cluster" : "group", n, place: things[0].place });
    if (i % 300 === 299) yield;
  }
}
