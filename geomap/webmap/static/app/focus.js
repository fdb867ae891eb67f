// On top: the opened trip, what the pointer is over, and all labels.
import { copiesOf, viewX, viewY } from "./canvas.js";
import { labelCountries, placeLabel, Room } from "./labels.js";
import { palette, tripColour } from "./palette.js";
import { drawLeg, pointAlong, routeLine, visibleCopies } from "./routes.js";
import { isUndated, isWide } from "./select.js";
import { isOn, opened, state, store } from "./state.js";
import { drawMeeting, drawStop, stopRadius } from "./symbols.js";
import { fanOut, stopLabel } from "./trips.js";

const LABELS = 60;

// The animated route: legs up to `leg`, of which a `part` is drawn; null when it stands still.
export const ride = { trip: null, leg: 0, part: 1 };

// Painted when the trips below are known, whose symbols the labels avoid.
export function paintFocus(below) {
  return function* paint(view) {
    const room = new Room();
    const hits = below()?.hits ?? [];
    const scroll = offset(view, below());
    for (const { x, y, r, kind } of hits) {
      if (kind !== "mention" && scroll) room.take({ x: x + scroll.x - r, y: y + scroll.y - r, w: 2 * r, h: 2 * r });
    }
    const trip = opened();
    if (trip && isOn("trips")) paintTrip(view, room, trip);
    if (scroll && !trip) labelPlaces(view, room, hits, scroll);
    if (isOn("names")) labelCountries(view, room, store.shapes.countries);
    yield;
  };
}

// The sheets have the same padding, so they differ only while one of them waits for its painting.
function offset(view, other) {
  return other && other.world === view.world ? { x: other.left - view.left, y: other.top - view.top } : null;
}

function labelPlaces(view, room, hits, scroll) {
  const named = new Map();
  for (const hit of hits) {
    if (hit.kind === "mention" || hit.kind === "cluster" || !hit.place) continue;
    const x = viewX(view, hit.place.x, Math.round((hit.x + scroll.x + view.left) / view.world - hit.place.x));
    const key = `${hit.place.index} ${Math.round(x)}`;
    const known = named.get(key) ?? { name: hit.place.name, x, y: viewY(view, hit.place.y), reach: 0, n: 0 };
    known.reach = Math.max(known.reach, Math.abs(hit.x + scroll.x - x) + hit.r);
    known.n += hit.n ?? 1;
    named.set(key, known);
  }
  const ordered = [...named.values()].sort((a, b) => b.n - a.n).slice(0, LABELS);
  for (const { name, x, y, reach } of ordered) placeLabel(view, room, name ?? "", x, y, reach);
}

function paintTrip(view, room, trip) {
  const { ctx } = view;
  const { model, shown } = store;
  const colour = tripColour(model, trip);
  const riding = ride.trip === trip;
  trip.legs.forEach((leg, i) => {
    if (!shown.legSet.has(leg) || (riding && i > ride.leg)) return;
    const part = riding && i === ride.leg ? ride.part : 1;
    for (const copy of visibleCopies(view, leg.route, 1)) {
      const line = routeLine(view, leg.route, copy, 1);
      drawLeg(ctx, line, { status: leg.status, colour, width: leg.id === state.leg ? 4.5 : 2.8, part });
      view.hits.push({ line, items: [leg], kind: "leg" });
      if (part < 1) drawTraveller(ctx, pointAlong(line, part), colour);
    }
  });
  const places = new Map();
  for (const stop of trip.stops) {
    if (!stop.place.located || !shown.stopSet.has(stop)) continue;
    const here = places.get(stop.place) ?? [];
    here.push(stop);
    places.set(stop.place, here);
  }
  const met = new Map();
  if (isOn("meetings")) {
    for (const meeting of trip.meetings) {
      if (!meeting.place.located || !shown.meetingSet.has(meeting)) continue;
      met.set(meeting.place, [...(met.get(meeting.place) ?? []), meeting]);
    }
  }
  const named = [];
  for (const [place, meetings] of met) {
    for (const copy of copiesOf(view, place.x, place.x)) {
      const x = viewX(view, place.x, copy);
      const y = viewY(view, place.y) + (places.has(place) ? stopRadius(view) + 10 : 0);
      const chosen = meetings.find(({ id }) => id === state.meeting);
      drawMeeting(ctx, x, y, { status: (chosen ?? meetings[0]).status, strong: Boolean(chosen) });
      view.hits.push({ x, y, r: 9, items: meetings, kind: "meeting" });
      room.take({ x: x - 9, y: y - 9, w: 18, h: 18 });
      if (!places.has(place)) named.push({ place, x, y, reach: 9 });
    }
  }
  for (const [place, stops] of places) {
    for (const copy of copiesOf(view, place.x, place.x)) {
      const x = viewX(view, place.x, copy);
      const y = viewY(view, place.y);
      stops.forEach((stop, i) => {
        const at = x + fanOut(view, stops.length, i);
        const strong = stop.id === state.stop;
        drawStop(view, at, y, { label: stopLabel(stop), status: stop.status, colour, strong, wide: isWide(stop), undated: isUndated(stop) });
        view.hits.push({ x: at, y, r: stopRadius(view) + 3, items: [stop], kind: "stop" });
      });
      const reach = stopRadius(view) + 3 - fanOut(view, stops.length, 0);
      room.take({ x: x - reach, y: y - stopRadius(view) - 3, w: 2 * reach, h: 2 * stopRadius(view) + 6 });
      named.unshift({ place, x, y, reach });
    }
  }
  for (const { place, x, y, reach } of named) placeLabel(view, room, place.name ?? "", x, y, reach, 13);
}

function drawTraveller(ctx, { x, y }, colour) {
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = palette().halo;
  ctx.stroke();
}
