// All words of the map come from one table; a plural entry holds a form for each plural category.

const table = { language: "en", words: {}, plural: null, regions: null, number: null, countries: new Map() };

export function useWords(language, words, countries) {
  table.language = language;
  table.words = words;
  table.plural = new Intl.PluralRules(language);
  table.number = new Intl.NumberFormat(language);
  table.countries = countries;
  try {
    table.regions = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  } catch {
    table.regions = null;
  }
}

export function word(key, values = {}) {
  let entry = table.words[key] ?? key;
  if (typeof entry === "object") entry = entry[table.plural.select(values.n)] ?? entry.other;
  return entry.replace(/\{(\w+)\}/g, (mark, name) => {
    const value = values[name];
    if (value === undefined) return mark;
    return typeof value === "number" ? table.number.format(value) : String(value);
  });
}

export const language = () => table.language;

export function countryName(code) {
  if (!code) return "";
  if (table.countries.has(code)) return table.countries.get(code);
  let name = null;
  try {
    name = table.regions?.of(code) ?? null;
  } catch {
    name = null; // not a region code
  }
  return name ?? code;
}

export const STATUSES = ["done", "planned", "under way", "cancelled"];

// The class of a status; one that is not ours gets none.
export const statusClass = (status) => (STATUSES.includes(status) ? status.replace(" ", "-") : "other");

export function statusWord(status) {
  return STATUSES.includes(status) ? word(`status_${status.replace(" ", "_")}`) : String(status ?? "");
}

// 'Antony Blinken, Secretary of State (United States)'
export function personWords({ name, role, country }) {
  const parts = [name, role].filter(Boolean).join(", ");
  return country ? `${parts} (${countryName(country)})` : parts;
}

export const number = (value) => table.number.format(value);

// Elements of the page itself carry the keys of their words.
export function fillWords(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(element.dataset.wordLabel));
  }
  for (const element of root.querySelectorAll("[data-word-title]")) {
    element.title = word(element.dataset.wordTitle);
    element.setAttribute("aria-label", element.title);
  }
}
