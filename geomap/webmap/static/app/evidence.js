// What the reports say, word for word, and where they differ.
import { safeAddress } from "./data.js";
import { fromIso, fullDay, periodWords } from "./dates.js";
import { announce, h, own } from "./dom.js";
import { store } from "./state.js";
import { statusClass, statusWord, word } from "./words.js";

const QUOTES_OPEN = 2;

// Title, publisher and day of an article; a link if its address is safe.
function credit(article) {
  const title = article.title || article.id;
  const address = safeAddress(article.source);
  const name = address
    ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, own(title))
    : h("span", {}, own(title));
  return h("cite", {}, name, article.publisher && [", ", own(article.publisher)],
    article.published !== null && [", ", fullDay(article.published)]);
}

// 'A sentence.' Title, Publisher, Tuesday 28 February 2023, https://…
export function citation(quote) {
  const { articles, textOf } = store.model;
  const article = articles[quote.article];
  const parts = [article.title || article.id, article.publisher, article.published === null ? null : fullDay(article.published), safeAddress(article.source)];
  return `“${textOf(quote.text)}” ${parts.filter(Boolean).join(", ")}`;
}

// The clipboard is not there for every page opened from disk: then a selection does.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = h("textarea", { class: "hidden", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(word("copied"));
}

function copyButton(quote) {
  const button = h("button", { type: "button", class: "copy", title: word("copy_citation"), "aria-label": word("copy_citation") }, "⧉");
  button.addEventListener("click", async () => {
    await copyText(citation(quote));
    button.textContent = "✓";
    setTimeout(() => { button.textContent = "⧉"; }, 1500);
  });
  return button;
}

function quoteBlock(at) {
  const { quotes, articles, textOf } = store.model;
  const quote = quotes[at];
  return h("figure", { class: "quote" },
    h("blockquote", { dir: "auto" }, textOf(quote.text)),
    h("figcaption", {}, credit(articles[quote.article]), copyButton(quote)));
}

export function quoteList(evidence) {
  if (!evidence.length) return null;
  const blocks = evidence.map(quoteBlock);
  const rest = blocks.slice(QUOTES_OPEN);
  return h("div", { class: "quotes" }, blocks.slice(0, QUOTES_OPEN),
    rest.length > 0 && h("details", {}, h("summary", {}, word("more_quotes", { n: rest.length })), rest));
}

export const statusChip = (status) => h("span", { class: `status ${statusClass(status)}` }, own(statusWord(status)));

// How the status came about: shown where it changed.
export function historyList(history) {
  const turns = history.filter(([status], i) => i === 0 || status !== history[i - 1][0]);
  if (turns.length < 2) return null;
  const { articles, textOf } = store.model;
  return h("div", { class: "history" }, h("h4", {}, word("history")), h("ol", {}, turns.map(([status, article, published, text]) => h("li", {},
    statusChip(status), " ", published === null ? word("date_none") : h("time", {}, fullDay(published)),
    textOf(text) && h("p", { class: "small", dir: "auto" }, textOf(text)), h("p", { class: "small" }, credit(articles[article]))))));
}

// What reports disagree on, side by side; what the map follows is marked.
export function conflictTable(conflicts) {
  if (!conflicts.length) return null;
  const { articles, textOf } = store.model;
  return h("section", { class: "conflicts" }, h("h4", {}, word("conflicts")), conflicts.map(([field, kept, values]) => h("div", { class: "conflict" },
    h("h5", {}, own(fieldWord(field))),
    kept && values.every(([value]) => value !== kept) && h("p", { class: "small" }, own(valueWords(kept)), h("span", { class: "tag" }, word("kept"))),
    h("div", { class: "sides" }, values.map(([value, article, text]) => h("div", { class: value === kept ? "side kept" : "side" },
      h("strong", {}, own(valueWords(value)), value === kept && h("span", { class: "tag" }, word("kept"))),
      h("blockquote", { dir: "auto" }, textOf(text)), credit(articles[article])))))));
}

// Days among the readings in words.
function valueWords(value) {
  const days = String(value ?? "").split(/\/|\.\./).map(fromIso);
  if (days.some((day) => day === null) || days.length > 2) return value;
  return days.length === 1 ? fullDay(days[0]) : periodWords(...days);
}

function fieldWord(field) {
  const key = `field_${field}`;
  const known = word(key);
  return known === key ? field : known;
}
