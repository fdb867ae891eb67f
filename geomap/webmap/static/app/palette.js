// Colours stand in the style sheet, for light and dark; the canvas reads them from there.

const NAMES = ["sea", "land", "coast", "border", "label", "ink", "halo", "paper", "route", "faint", "meeting", "mention", "cancelled"];
const TRIP_COLOURS = 6;
const VISIT_CLASSES = 5;
let colours = null;

export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  colours.trips = Array.from({ length: TRIP_COLOURS }, (_, i) => read(`trip-${i}`));
  colours.onTrip = read("on-trip");
  colours.visits = Array.from({ length: VISIT_CLASSES }, (_, i) => read(`visits-${i}`));
}

export const palette = () => colours;

// One colour a traveller; beyond six they repeat, and the map shows them in one ink until a trip is open.
export const tripColourIndex = (model, trip) => (trip ? model.travellers.get(trip.traveller).rank % TRIP_COLOURS : 0);
export const tripColour = (model, trip) => colours.trips[tripColourIndex(model, trip)];
export const coloursTell = (model) => model.travellers.size <= TRIP_COLOURS;

// Upper bounds of the classes of visits a country has: 1, then steps that fit the most visited.
export function visitClasses(most) {
  if (most <= VISIT_CLASSES) return Array.from({ length: Math.max(1, most) }, (_, i) => i + 1);
  const bounds = [1];
  for (let i = 1; i < VISIT_CLASSES; i += 1) {
    const bound = Math.max(bounds[i - 1] + 1, Math.round(most ** (i / (VISIT_CLASSES - 1))));
    bounds.push(i === VISIT_CLASSES - 1 ? most : bound);
  }
  return bounds;
}

export function visitColour(bounds, n) {
  if (!n) return null;
  const at = bounds.findIndex((bound) => n <= bound);
  return colours.visits[at < 0 ? VISIT_CLASSES - 1 : at];
}
