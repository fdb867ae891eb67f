// What the reader has chosen. Everything on the page follows from this and the data.

export const LAYERS = ["trips", "meetings", "visits", "names", "mentions"];
export const SHOWN_AT_FIRST = ["trips", "meetings", "visits", "names"];

export const initial = () => ({
  trip: null, // ids of what is open
  stop: null,
  meeting: null,
  leg: null,
  day: null, // the slider's day; null: the whole period
  span: null, // days shown before it; null: all
  undated: true,
  from: null, // the period's bounds
  to: null,
  traveller: null,
  country: null,
  hidden: [], // statuses
  source: null,
  format: null,
  query: "",
  layers: [...SHOWN_AT_FIRST],
  view: null, // [zoom, lat, lon] once the reader has moved the map
});

export const FILTERS = ["day", "span", "undated", "from", "to", "traveller", "country", "hidden", "source", "format", "query"];

export const state = initial();
export const store = { model: null, shown: null, shapes: null, map: null };
const listeners = [];

export const onChange = (listener) => listeners.push(listener);

// `how`: 'push' makes a step that the back button undoes, 'replace' none, 'restore' comes from the address.
export function update(patch, how = "push") {
  const changed = new Set(Object.keys(patch).filter((key) => JSON.stringify(state[key]) !== JSON.stringify(patch[key])));
  if (!changed.size) return;
  Object.assign(state, patch);
  for (const listener of listeners) listener(changed, how);
}

// Opens a trip, or one of its stops, meetings or legs; null closes.
export function open(item, how = "push") {
  const target = { trip: null, stop: null, meeting: null, leg: null };
  if (item) {
    target[item.kind] = item.id;
    if (item.kind !== "trip") target.trip = (item.kind === "meeting" ? item.trips[0] : item.trip)?.id ?? null;
  }
  update(target, how);
}

export const opened = () => (state.trip === null ? null : store.model.byId.get(state.trip) ?? null);
export const isOn = (layer) => state.layers.includes(layer);
export const isFiltered = () => FILTERS.some((key) => JSON.stringify(state[key]) !== JSON.stringify(initial()[key]));
