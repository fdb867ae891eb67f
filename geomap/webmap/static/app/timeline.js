// The slider over time: by day, or by month where the period is long.
import { fullDay, monthWords, shortDay, toDate } from "./dates.js";
import { byId, h, reducedMotion } from "./dom.js";
import { palette } from "./palette.js";
import { isUndated, select } from "./select.js";
import { state, store, update } from "./state.js";
import { word } from "./words.js";

const MONTHS_FROM = 800; // days from which the slider goes by month
const SPANS = [1, 7, 31, 366, 3653];
const SWEEP = 20000; // milliseconds that playing over the whole takes at most
const FRAME = 400; // milliseconds a step lasts at most
let steps = []; // the last day of each step
let timer = null;
let bars = null;

const monthEnd = (year, month) => Date.UTC(year, month + 1, 0) / 86400000;

export function buildSteps(first, last) {
  if (last - first < MONTHS_FROM) return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const out = [];
  const start = toDate(first);
  for (let year = start.getUTCFullYear(), month = start.getUTCMonth(); ; month += 1) {
    const end = monthEnd(year, month);
    out.push(Math.min(end, last));
    if (end >= last) return out;
  }
}

const byMonth = () => steps.length > 1 && steps[steps.length - 1] - steps[0] >= MONTHS_FROM - 62;
const stepOf = (day) => {
  const at = steps.findIndex((end) => end >= day);
  return at < 0 ? steps.length - 1 : at;
};

function bounds() {
  const { period } = store.model;
  return { first: Math.max(state.from ?? -Infinity, period.first), last: Math.max(state.from ?? -Infinity, Math.min(state.to ?? Infinity, period.last)) };
}

function stop() {
  clearTimeout(timer);
  timer = null;
  const button = byId("play");
  button.textContent = "▶";
  button.setAttribute("aria-label", word("play"));
  button.setAttribute("aria-pressed", "false");
}

function play() {
  const stride = Math.max(1, Math.ceil(steps.length / (SWEEP / 120)));
  const delay = Math.min(FRAME, Math.max(120, SWEEP / steps.length));
  const button = byId("play");
  button.textContent = "❚❚";
  button.setAttribute("aria-label", word("pause"));
  button.setAttribute("aria-pressed", "true");
  let at = state.day === null || stepOf(state.day) === steps.length - 1 ? -1 : stepOf(state.day);
  const next = () => {
    at = Math.min(steps.length - 1, at + stride);
    const last = at === steps.length - 1;
    update({ day: last && state.span === null ? null : steps[at] }, "replace");
    if (last) stop();
    else timer = setTimeout(next, reducedMotion() ? Math.max(delay, 1000) : delay);
  };
  next();
}

// How many stops and meetings each step has, drawn above the slider.
function countBars() {
  const { first } = bounds();
  const wanted = state.day === null ? store.shown : select(store.model, { ...state, day: null, span: null });
  const n = Math.min(steps.length, 240);
  const counts = new Array(n).fill(0);
  const whole = steps[steps.length - 1] - first + 1;
  for (const item of [...wanted.stops, ...wanted.meetings]) {
    if (isUndated(item)) continue;
    const at = Math.floor(((item.first - first) / whole) * n);
    if (at >= 0 && at < n) counts[at] += 1;
  }
  return counts;
}

function drawBars() {
  const canvas = byId("histogram");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width || !bars) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const most = Math.max(1, ...bars);
  const each = width / bars.length;
  const upto = state.day === null ? bars.length : ((stepOf(state.day) + 1) / steps.length) * bars.length;
  const rtl = document.documentElement.dir === "rtl";
  bars.forEach((n, i) => {
    if (!n) return;
    const tall = Math.max(2, (height - 1) * Math.sqrt(n / most));
    ctx.fillStyle = i < upto ? palette().route : palette().faint;
    const x = rtl ? width - (i + 1) * each : i * each;
    ctx.fillRect(x, height - tall, Math.max(1, each - (each > 3 ? 1 : 0)), tall);
  });
}

export function dayWords() {
  if (state.day === null) return word("time_all");
  const words = byMonth() ? monthWords(state.day) : fullDay(state.day);
  return state.span === null ? word("time_until", { day: words }) : words;
}

export function renderTimeline(changed) {
  const box = byId("time");
  box.hidden = !store.model.period;
  if (box.hidden) return;
  const { first, last } = bounds();
  if (!steps.length || changed.has("from") || changed.has("to")) steps = buildSteps(first, Math.max(first, last));
  if ([...changed].some((key) => !["day", "span", "trip", "stop", "meeting", "leg", "layers", "view"].includes(key))) bars = countBars();
  const input = byId("day");
  input.max = String(Math.max(1, steps.length - 1));
  input.disabled = byId("play").disabled = steps.length < 2;
  input.value = String(state.day === null ? steps.length - 1 : stepOf(state.day));
  input.setAttribute("aria-valuetext", dayWords());
  byId("day-words").textContent = dayWords();
  byId("first-day").textContent = shortDay(first);
  byId("last-day").textContent = shortDay(last);
  byId("span").value = state.span === null ? "" : String(state.span);
  byId("undated").checked = state.undated;
  drawBars();
}

export function startTimeline() {
  const { model } = store;
  const undated = [...model.stops, ...model.meetings].filter(isUndated).length;
  byId("undated-words").textContent = word("undated", { n: undated });
  byId("undated").closest("label").hidden = undated === 0;
  byId("undated").addEventListener("change", (event) => update({ undated: event.target.checked }));
  const whole = model.period ? model.period.last - model.period.first + 1 : 0;
  byId("span").replaceChildren(h("option", { value: "" }, word("span_all")),
    ...SPANS.filter((span) => span < whole).map((span) => h("option", { value: span }, word(`span_${span}`))));
  byId("span").addEventListener("change", (event) => {
    const span = Number(event.target.value) || null;
    update({ span, day: span !== null && state.day === null ? steps[steps.length - 1] : state.day });
  });
  byId("day").addEventListener("input", (event) => {
    stop();
    const at = Number(event.target.value);
    update({ day: at >= steps.length - 1 && state.span === null ? null : steps[Math.min(at, steps.length - 1)] }, "replace");
  });
  byId("play").addEventListener("click", () => (timer === null ? play() : stop()));
  stop();
  new ResizeObserver(drawBars).observe(byId("histogram"));
}

export const redrawBars = drawBars;
