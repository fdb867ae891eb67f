// Days are whole numbers since 1970-01-01; their words are as wide as what the reports say.
import { language, word } from "./words.js";

const DAY = 86400000;
const formats = new Map();

export const toDate = (day) => new Date(day * DAY);
export const isoDay = (day) => (day === null ? null : toDate(day).toISOString().slice(0, 10));
export const fromIso = (text) => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text ?? "") ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / DAY);
};

function format(kind) {
  const key = `${language()} ${kind}`;
  if (!formats.has(key)) {
    const options = {
      full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
      day: { day: "numeric", month: "long", year: "numeric" },
      dayMonth: { day: "numeric", month: "long" },
      month: { month: "long", year: "numeric" },
      short: { day: "numeric", month: "short", year: "numeric" },
    }[kind];
    const locale = language() === "en" ? "en-GB" : language();
    formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }));
  }
  return formats.get(key);
}

// 'Tuesday 28 February 2023'
export function fullDay(day) {
  const parts = format("full").formatToParts(toDate(day));
  return parts.map(({ type, value }, i) => (type === "literal" && parts[i - 1]?.type === "weekday" ? (language() === "en" ? " " : value) : value)).join("");
}
export const shortDay = (day) => format("short").format(toDate(day));
export const monthWords = (day) => format("month").format(toDate(day));

// The first of two days, without what the second says anyway.
function openingDay(first, last) {
  const a = toDate(first);
  const b = toDate(last);
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return format("day").format(a);
  return a.getUTCMonth() === b.getUTCMonth() ? String(a.getUTCDate()) : format("dayMonth").format(a);
}

function wholeMonth(first, last) {
  const a = toDate(first);
  return a.getUTCDate() === 1 && Date.UTC(a.getUTCFullYear(), a.getUTCMonth() + 1, 0) === last * DAY;
}

function wholeYear(first, last) {
  const year = toDate(first).getUTCFullYear();
  return Date.UTC(year, 0, 1) === first * DAY && Date.UTC(year, 11, 31) === last * DAY ? year : null;
}

// Words for an item's days: exact days as such, a window as 'between', nothing as 'no date stated'.
export function whenWords({ start, end, exact }) {
  if (start === null && end === null) return word("date_none");
  if (start !== null && start === end) return fullDay(start);
  const last = end === null ? null : format("day").format(toDate(end));
  if (start === null) return word(exact ? "date_until" : "date_by", { last });
  if (end === null) return word(exact ? "date_from" : "date_after", { first: format("day").format(toDate(start)) });
  if (!exact) {
    const year = wholeYear(start, end);
    if (year !== null) return word("date_in_year", { year: String(year) });
    if (wholeMonth(start, end)) return word("date_in_month", { month: monthWords(start) });
  }
  return word(exact ? "date_range" : "date_between", { first: openingDay(start, end), last });
}

// '24 May 2022 – 5 March 2023'
export function periodWords(first, last) {
  if (first === last) return format("day").format(toDate(first));
  return word("date_range", { first: openingDay(first, last), last: format("day").format(toDate(last)) });
}
