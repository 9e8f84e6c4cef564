/** The page's only way to make elements: text goes in as text, never as markup. */

const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "hidden",
  "selected",
  "textContent",
  "htmlFor",
  "open",
]);

/** h("button", {class: "x", onclick: fn, "aria-label": "…"}, child, "text") → element. */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(el, name, value);
  el.append(...children.flat(Infinity).filter(present));
  return el;
}

function setProp(el, name, value) {
  if (!present(value)) return;
  if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
  else if (name === "style") for (const [key, v] of Object.entries(value)) el.style.setProperty(key, v);
  else if (name === "dataset") Object.assign(el.dataset, value);
  else if (PROPERTIES.has(name)) el[name] = value;
  else el.setAttribute(name, value === true ? "" : value);
}

const present = (value) => value !== null && value !== undefined && value !== false;

/** Makes `parent`'s children exactly `nodes`, touching only what differs: focus and scroll survive. */
export function syncChildren(parent, nodes) {
  let cursor = parent.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

/** `run` once for many calls in a row: a burst of changes is drawn together. */
export function soon(run, pause = 30) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      run();
    }, pause);
  };
}

/** One tab stop for a set of buttons; arrows, Home and End move inside it. */
export function roving(container, selector = "button") {
  const items = () => [...container.querySelectorAll(selector)].filter((el) => !el.disabled);
  items().forEach((el, i) => (el.tabIndex = i ? -1 : 0));
  container.addEventListener("keydown", (event) => {
    const all = items();
    const next = rovingTarget(all, all.indexOf(event.target), event.key);
    if (next === null) return;
    event.preventDefault();
    for (const el of all) el.tabIndex = el === all[next] ? 0 : -1;
    all[next].focus();
  });
  return container;
}

function rovingTarget(all, at, key) {
  if (at < 0) return null;
  if (key === "ArrowRight" || key === "ArrowDown") return (at + 1) % all.length;
  if (key === "ArrowLeft" || key === "ArrowUp") return (at + all.length - 1) % all.length;
  if (key === "Home") return 0;
  return key === "End" ? all.length - 1 : null;
}
