/** Buttons under a message and the keyboard that stands in for the writer's own. */

import { h, roving } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const KIND_ICONS = {
  url: "link",
  web_app: "app",
  request_contact: "contact",
  request_location: "place",
  copy_text: "file",
};

/** `press(button, element)` is called for each tap; the element shows that it is busy until the answer comes. */
export function inlineButtons(rows, press) {
  const board = h(
    "div",
    { class: "inline-buttons", role: "group", "aria-label": t("message-buttons") },
    rows.map((row) => buttonRow(row, press)),
  );
  return roving(board);
}

export function replyKeyboard(rows, press) {
  const board = h(
    "div",
    { class: "reply-keyboard", role: "group", "aria-label": t("reply-keyboard") },
    rows.map((row) => buttonRow(row.map(asButton), press)),
  );
  return roving(board);
}

const asButton = (button) => (typeof button === "string" ? { text: button } : button);

const buttonRow = (row, press) =>
  h(
    "div",
    { class: "button-row" },
    row.map((button) => oneButton(button, press)),
  );

function oneButton(button, press) {
  const kind = Object.keys(KIND_ICONS).find((name) => button[name]);
  const el = h(
    "button",
    { type: "button", onclick: () => press(button, el), dataset: { data: button.data ?? "" } },
    h("span", {}, button.text),
    kind && icon(KIND_ICONS[kind]),
  );
  return el;
}

/** The keyboard the chat shows now: the last message that set or removed one decides. */
export function presentKeyboard(messages) {
  for (let i = messages.length - 1; i >= 0; i -= 1) {
    if (messages[i].remove_keyboard) return null;
    if (messages[i].reply_keyboard) return messages[i];
  }
  return null;
}
