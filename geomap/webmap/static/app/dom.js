// Elements are made here and nowhere else; whatever is text stays text.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export const byId = (id) => document.getElementById(id);

// Text of an article or a name from one: its own direction, whatever the page's.
export const own = (text) => h("bdi", {}, String(text ?? ""));

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const isPhone = () => matchMedia("(max-width: 720px)").matches;

// Says something to those who listen to the page.
export function announce(text) {
  byId("announcement").textContent = text;
}

const timers = new Map();
export function later(key, delay, action) {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(action, delay));
}
