// Elements are made here and nowhere else; whatever is text stays text.

// h("p.when", { title }, "text", [more]): a plain object holds attributes and listeners, the rest goes inside.
export function h(name, ...parts) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const part of parts.flat(Infinity)) {
    if (part instanceof Node || typeof part === "string") element.append(part);
    else for (const [key, value] of Object.entries(part || {})) {
      if (key.startsWith("--")) element.style.setProperty(key, value);
      else if (typeof value === "function") element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
  }
  return element;
}

export const button = (name, onclick, ...content) => h(`button.${name}`, { type: "button", onclick }, content);
export const byId = (id) => document.getElementById(id);
export const setText = (id, text) => { byId(id).textContent = text; };
export const on = (id, type, action) => byId(id).addEventListener(type, action);

// Text of an article or a name from one: its own direction, whatever the page's.
export const own = (text) => h("bdi", String(text ?? ""));
export const joined = (items, between) => items.flatMap((item, i) => (i ? [between, item] : [item]));

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const narrow = matchMedia("screen and (max-width: 720px)");

export const announce = (text) => setText("announcement", text);

const timers = new Map();
export function later(key, delay, action) {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(action, delay));
}
