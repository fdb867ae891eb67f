// The slider over time: by day, or by month where the period is long.
import { palette } from "./canvas.js";
import { byId, h, on, reducedMotion, setText } from "./dom.js";
import { isUndated, select, state, store, update } from "./state.js";
import { dayOf, fullDay, monthWords, shortDay, toDate, word } from "./words.js";

const MONTHS_FROM = 800; // days from which the slider goes by month
const SPANS = [1, 7, 31, 366, 3653];
const SWEEP = 20000; // milliseconds that playing over the whole takes at most
const BARS = 240; // at most
let steps = []; // the last day of each step
let timer = null;
let bars = [];

export function buildSteps(first, last) {
  if (last - first < MONTHS_FROM) return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const start = toDate(first);
  const out = [];
  while ((out.at(-1) ?? first) < last) out.push(Math.min(dayOf(start.getUTCFullYear(), start.getUTCMonth() + 1 + out.length, 0), last));
  return out;
}

const isLast = (at) => at >= steps.length - 1;
const stepOf = (day) => (day === null || day > steps.at(-1) ? steps.length - 1 : steps.findIndex((end) => end >= day));
const goTo = (at) => update({ day: isLast(at) && state.span === null ? null : steps[Math.min(at, steps.length - 1)] }, "replace");

function run(playing) {
  clearTimeout(timer);
  timer = null;
  const button = byId("play");
  button.textContent = playing ? "❚❚" : "▶";
  button.setAttribute("aria-label", word(playing ? "pause" : "play"));
  button.setAttribute("aria-pressed", String(playing));
  if (!playing) return;
  const stride = Math.max(1, Math.ceil(steps.length / (SWEEP / 120)));
  const delay = Math.max(reducedMotion() ? 1000 : 120, Math.min(400, SWEEP / steps.length));
  let at = isLast(stepOf(state.day)) ? -1 : stepOf(state.day);
  const next = () => {
    at = Math.min(steps.length - 1, at + stride);
    goTo(at);
    if (isLast(at)) run(false);
    else timer = setTimeout(next, delay);
  };
  next();
}

function countBars() {
  const { stops, meetings } = state.day === null ? store.shown : select(store.model, { ...state, day: null, span: null });
  const counts = new Array(Math.min(steps.length, BARS)).fill(0);
  const [first, last] = store.model.period;
  for (const item of [...stops, ...meetings]) if (!isUndated(item)) counts[Math.floor(((item.first - first) / (last - first + 1)) * counts.length)] += 1;
  return counts;
}

export function drawBars() {
  const canvas = byId("histogram");
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = devicePixelRatio;
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  const ctx = canvas.getContext("2d");
  const rtl = document.documentElement.dir === "rtl";
  ctx.setTransform(rtl ? -ratio : ratio, 0, 0, ratio, rtl ? width * ratio : 0, 0);
  const [most, each, upto] = [Math.max(...bars), width / bars.length, ((stepOf(state.day) + 1) / steps.length) * bars.length];
  bars.forEach((n, i) => {
    const tall = n && Math.max(2, (height - 1) * Math.sqrt(n / most));
    ctx.fillStyle = i < upto ? palette().route : palette().faint;
    ctx.fillRect(i * each, height - tall, Math.max(1, each - (each > 3 ? 1 : 0)), tall);
  });
}

function dayWords() {
  if (state.day === null) return word("time_all");
  const day = (steps.at(-1) - steps[0] < steps.length ? fullDay : monthWords)(state.day);
  return state.span === null ? word("time_until", { day }) : day;
}

export function renderTimeline(changed) {
  if (!store.model.period) return;
  if ([...changed].some((key) => key !== "day" && key !== "span")) bars = countBars();
  byId("day").value = String(stepOf(state.day));
  byId("day").setAttribute("aria-valuetext", dayWords());
  setText("day-words", dayWords());
  byId("span").value = String(state.span ?? "");
  byId("undated").checked = state.undated;
  drawBars();
}

export function startTimeline() {
  const { stops, meetings, period } = store.model;
  byId("time").hidden = !period;
  if (!period) return;
  const [first, last] = period;
  steps = buildSteps(first, last);
  byId("day").max = String(Math.max(1, steps.length - 1));
  byId("day").disabled = byId("play").disabled = steps.length < 2;
  setText("first-day", shortDay(first));
  setText("last-day", shortDay(last));
  const undated = [...stops, ...meetings].filter(isUndated).length;
  setText("undated-words", word("undated", undated));
  byId("undated").closest("label").hidden = !undated;
  byId("span").append(...["", ...SPANS.filter((span) => span <= last - first)].map((span) => h("option", { value: span }, word(`span_${span || "all"}`))));
  on("undated", "change", ({ target }) => update({ undated: target.checked }));
  on("span", "change", ({ target }) => update({ span: Number(target.value) || null, day: target.value ? state.day ?? last : state.day }));
  on("day", "input", ({ target }) => { run(false); goTo(Number(target.value)); });
  on("play", "click", () => run(timer === null));
  run(false);
  new ResizeObserver(drawBars).observe(byId("histogram"));
}
