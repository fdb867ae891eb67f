// On a phone the panel is a sheet at the bottom: low, half or full, by the grip or a swipe of it.
import { byId } from "./dom.js";

const HEIGHTS = ["low", "half", "full"];

export function setSheet(height) {
  document.body.dataset.sheet = height;
  byId("grip").setAttribute("aria-expanded", String(height !== "low"));
}

export const sheetHeight = () => document.body.dataset.sheet;

export function startSheet() {
  const panel = byId("panel");
  const grip = byId("grip");
  setSheet("half");
  let from = null;
  let moved = false;
  grip.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, height: panel.getBoundingClientRect().height };
    moved = false;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!from || Math.abs(event.clientY - from.y) < 6) return;
    moved = true;
    panel.style.height = `${from.height + from.y - event.clientY}px`;
    panel.classList.add("dragged");
  });
  const release = () => {
    if (!from) return;
    from = null;
    if (!moved) return;
    const part = panel.getBoundingClientRect().height / innerHeight;
    panel.style.height = "";
    panel.classList.remove("dragged");
    setSheet(part > 0.72 ? "full" : part > 0.28 ? "half" : "low");
  };
  grip.addEventListener("pointerup", release);
  grip.addEventListener("pointercancel", release);
  grip.addEventListener("click", () => {
    if (moved) { moved = false; return; }
    setSheet(HEIGHTS[(HEIGHTS.indexOf(sheetHeight()) + 1) % HEIGHTS.length]);
  });
  byId("query").addEventListener("focus", () => { if (sheetHeight() === "low") setSheet("half"); });
}
