// All words of the map come from one table; a plural entry holds a form for each plural category. Days are whole
// numbers since 1970-01-01; their words are as wide as what the reports say.

const table = { language: "en", words: {}, countries: new Map() };

export function useWords(language, words, countries) {
  const regions = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  Object.assign(table, { language, words, countries, regions, plural: new Intl.PluralRules(language), format: new Intl.NumberFormat(language) });
}

export const number = (value) => table.format.format(value);
export const hasWord = (key) => Object.hasOwn(table.words, key);

// The words of a key, with a number `n`, or several values by name.
export function word(key, given = {}) {
  const values = typeof given === "number" ? { n: given } : given;
  let entry = table.words[key];
  if (typeof entry === "object") entry = entry[table.plural.select(values.n)];
  return entry.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
}

export function countryName(code) {
  if (!code || table.countries.get(code)) return table.countries.get(code) ?? "";
  try {
    return table.regions.of(code) ?? code;
  } catch {
    return code; // not a region's
  }
}

export const STATUSES = ["done", "planned", "under way", "cancelled"];
export const statusClass = (status) => (STATUSES.includes(status) ? status.replace(" ", "-") : "other");
export const statusWord = (status) => (STATUSES.includes(status) ? word(`status_${status.replace(" ", "_")}`) : String(status ?? ""));

export function personWords({ name, role, country }) {
  const parts = [name, role].filter(Boolean).join(", ");
  return country ? `${parts} (${countryName(country)})` : parts;
}
export const names = (people) => people.map(({ name, role }) => name || role).filter(Boolean).join(", ");
export const placeName = ({ name, country }) => name ?? countryName(country);
export const kilometres = ({ km }) => km && word("km", Math.round(km));

// How much of what there is; what was called off is counted by itself.
export function tally(stops, meetings) {
  const kept = (list) => list.filter(({ status }) => status !== "cancelled").length;
  const off = stops.length + meetings.length - kept(stops) - kept(meetings);
  return [word("n_stops", kept(stops)), kept(meetings) && word("n_meetings", kept(meetings)), off && word("n_cancelled", off)].filter(Boolean);
}

export function fillWords(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", word(element.dataset.wordLabel));
}

const DAY = 86400000;
const DATE = { day: "numeric", month: "long", year: "numeric" };
const KINDS = { full: { weekday: "long", ...DATE }, day: DATE, month: { month: "long", year: "numeric" }, short: { ...DATE, month: "short" } };
const formats = new Map();

export const toDate = (day) => new Date(day * DAY);
export const dayOf = (year, month, day) => Date.UTC(year, month, day) / DAY;
export const isoDay = (day) => (day === null ? null : toDate(day).toISOString().slice(0, 10));
export function fromIso(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time / DAY;
}

function format(kind) {
  const locale = table.language === "en" ? "en-GB" : table.language;
  if (!formats.has(kind)) formats.set(kind, new Intl.DateTimeFormat(locale, { ...KINDS[kind], timeZone: "UTC" }));
  return formats.get(kind);
}
const words = (kind) => (day) => format(kind).format(toDate(day));
const dayWords = words("day");
export const shortDay = words("short");
export const monthWords = words("month");
// 'Tuesday 28 February 2023': some put a comma after the weekday, English does not.
export const fullDay = (day) => (table.language === "en" ? words("full")(day).replace(", ", " ") : words("full")(day));

// The first of two days, without what the second says anyway.
const openingDay = (first, last) => format("day").formatRangeToParts(toDate(first), toDate(last))
  .filter(({ source }) => source === "startRange").map(({ value }) => value).join("");

function wholeWords(first, last) {
  const [year, month] = [toDate(first).getUTCFullYear(), toDate(first).getUTCMonth()];
  if (first === dayOf(year, 0, 1) && last === dayOf(year, 11, 31)) return word("date_in_year", { year: String(year) });
  return first === dayOf(year, month, 1) && last === dayOf(year, month + 1, 0) && word("date_in_month", { month: monthWords(first) });
}

// Words for an item's days: exact days as such, a window as 'between', nothing as 'no date stated'.
export function whenWords({ start, end, exact }) {
  if (start === end) return start === null ? word("date_none") : fullDay(start);
  if (start === null) return word(exact ? "date_until" : "date_by", { last: dayWords(end) });
  if (end === null) return word(exact ? "date_from" : "date_after", { first: dayWords(start) });
  const between = { first: openingDay(start, end), last: dayWords(end) };
  return exact ? word("date_range", between) : wholeWords(start, end) || word("date_between", between);
}

// A text with the days in it as words: '2023-02-28', '2023-02-28..2023-03-01', '2023-03-01..'.
export const spellDays = (text) => String(text ?? "").replace(/(\d{4}-\d\d-\d\d)?(\.\.)?(\d{4}-\d\d-\d\d)?/g, (found, a, dots, b) => {
  const [start, end] = [fromIso(a), fromIso(dots ? b : a)];
  return (start ?? end) === null || (b && !dots) ? found : whenWords({ start, end, exact: true });
});
