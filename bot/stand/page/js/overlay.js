/** Things that come up over the page: menus, dialogs, toasts, alerts. Esc closes each and gives the focus back. */

import { h, roving } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** A button that opens a menu; `items()` → [{label, icon, hint, danger, run}] is asked at each opening. */
export function menuButton(props, face, items) {
  const button = h(
    "button",
    { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props },
    face,
  );
  button.addEventListener("click", () => toggleMenu(button, items));
  return button;
}

let openMenu = null;

function toggleMenu(button, items) {
  const mine = openMenu?.button === button;
  closeMenu();
  if (!mine) showMenu(button, items());
}

export function showMenu(button, entries) {
  const menu = h("div", { class: "menu", role: "menu" }, entries.map(menuItem));
  (button.closest("dialog") ?? document.body).append(menu);
  openMenu = { button, menu };
  button.setAttribute("aria-expanded", "true");
  place(menu, button.getBoundingClientRect());
  roving(menu, "[role=menuitem]");
  menu.querySelector("[role=menuitem]")?.focus();
}

function menuItem(entry) {
  const run = () => {
    closeMenu(true);
    entry.run();
  };
  const words = h("span", { class: "menu-words" }, entry.label, entry.hint && h("small", {}, entry.hint));
  const props = { type: "button", role: "menuitem", class: entry.danger ? "danger" : null, onclick: run };
  return h("button", props, entry.icon && icon(entry.icon), words);
}

/** Below its button or above it, and never over the edge of the window. */
function place(menu, anchor) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const above = anchor.bottom + height + 8 > innerHeight && anchor.top > height;
  const left = Math.min(Math.max(8, anchor.left), innerWidth - width - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${above ? anchor.top - height - 6 : Math.min(anchor.bottom + 6, innerHeight - height - 8)}px`;
}

export function closeMenu(giveFocusBack = false) {
  if (!openMenu) return;
  const { button, menu } = openMenu;
  openMenu = null;
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (giveFocusBack) button.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (openMenu && !openMenu.menu.contains(event.target) && !openMenu.button.contains(event.target))
    closeMenu();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!openMenu || (event.key !== "Escape" && event.key !== "Tab")) return;
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    closeMenu(true);
  },
  true,
);
window.addEventListener("resize", () => closeMenu());

/** A form over the page; resolves with its FormData, or null when closed. */
export function formDialog(title, fields, submitLabel) {
  return new Promise((resolve) => {
    const close = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() },
      icon("close"),
    );
    const form = h(
      "form",
      { method: "dialog", class: "dialog-form" },
      h("header", {}, h("h2", {}, title), close),
      fields,
      h("footer", {}, h("button", { class: "primary", type: "submit" }, submitLabel)),
    );
    const dialog = h("dialog", { class: "dialog", "aria-label": title }, form);
    let answer = null;
    form.addEventListener("submit", () => (answer = new FormData(form)));
    dialog.addEventListener("close", () => (dialog.remove(), resolve(answer)));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A line that goes by itself, inside `host` (a chat) or at the foot of the page. */
export function toast(text, { host = document.body, tone = "plain" } = {}) {
  host.querySelector(":scope > .toast")?.remove();
  const note = h("div", { class: `toast ${tone}`, role: "status" }, text);
  host.append(note);
  setTimeout(() => note.remove(), 3500 + text.length * 30);
}

/** What Telegram shows for show_alert: a box that waits for "OK". */
export function alertBox(text, host) {
  const before = document.activeElement;
  const close = () => (box.remove(), before?.isConnected && before.focus());
  const ok = h("button", { type: "button", class: "primary", onclick: close }, t("ok"));
  const box = h(
    "div",
    { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text },
    h("div", { class: "alert-card" }, h("p", {}, text), ok),
  );
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  host.append(box);
  ok.focus();
}
