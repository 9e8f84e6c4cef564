/** One message as a bubble: who, quote, media, words, time, reactions, buttons. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { inlineButtons } from "./buttons.js";
import { hue, initials, preview, serviceWords, timeOfDay } from "./format.js";
import { mediaOf } from "./media.js";
import { menuButton } from "./overlay.js";
import { plainText, richText } from "./sanitize.js";

/** `view`: {mine, named, follows, quoted, press, reply, react, edit, jump}; see chat.js. */
export function messageRow(message, view) {
  const side = view.mine ? "mine" : "theirs";
  const props = {
    class: `message ${side} ${view.follows ? "follows" : ""} ${message.deleted ? "gone" : ""}`,
    dataset: { id: message.id },
    id: view.rowId,
  };
  return h(
    "article",
    props,
    view.named && !view.mine && face(message.from),
    h("div", { class: "stack" }, bubble(message, view), buttonsOf(message, view)),
    tools(message, view),
  );
}

/** "Topic closed", "a message was pinned": a line of its own. */
export function serviceLine(message) {
  return h(
    "div",
    { class: "day service", dataset: { id: message.id } },
    h("span", {}, serviceWords(message)),
  );
}

const face = (from) =>
  h(
    "span",
    { class: "avatar small", "aria-hidden": "true", style: { "--hue": hue(from?.id) } },
    initials(from?.name),
  );

function bubble(message, view) {
  if (message.deleted) return h("div", { class: "bubble" }, h("em", {}, t("message-deleted")), meta(message));
  const media = mediaOf(message);
  const words = wordsOf(message, media.length > 0);
  const shape = words ? "" : `bare ${message.photo || message.video ? "pictured" : ""}`;
  return h(
    "div",
    { class: `bubble ${shape}` },
    view.named &&
      !view.mine &&
      !view.follows &&
      h("b", { class: "author", style: { "--hue": hue(message.from?.id) } }, message.from?.name ?? ""),
    message.reply_to && quote(view.quoted, () => view.jump(message.reply_to)),
    media,
    words ?? meta(message),
    reactions(message),
  );
}

function quote(original, jump) {
  return h(
    "button",
    { type: "button", class: "quote", onclick: jump },
    h("b", {}, original?.from?.name ?? ""),
    h("span", {}, preview(original)),
  );
}

function wordsOf(message, hasMedia) {
  const plain = message.text || message.caption;
  if (!message.html && !plain) return hasMedia ? null : h("em", {}, t("kind-service"), meta(message));
  return h(
    "div",
    { class: "words", dir: "auto" },
    message.html ? richText(message.html) : plainText(plain),
    meta(message),
  );
}

function meta(message) {
  const edited = message.edited && !message.deleted;
  return h(
    "span",
    { class: "meta" },
    message.pinned && icon("pin"),
    message.protect && icon("lock"),
    edited &&
      h("span", { class: "edited", title: t("edited-times", { n: message.edits ?? 1 }) }, t("edited")),
    h("time", { datetime: message.date }, timeOfDay(message.date)),
  );
}

function reactions(message) {
  const list = (message.reactions ?? []).map(emojiOf).filter(Boolean);
  if (!list.length) return null;
  return h(
    "span",
    { class: "reactions", "aria-label": t("reactions") },
    [...new Set(list)].map((emoji) => h("span", {}, emoji)),
  );
}

const emojiOf = (reaction) =>
  typeof reaction === "string" ? reaction : (reaction.emoji ?? reaction.type?.emoji);

function buttonsOf(message, view) {
  if (message.deleted || !message.buttons?.length) return null;
  return inlineButtons(message.buttons, (button, el) => view.press(message, button, el));
}

const REACTIONS = ["👍", "❤", "🙏", "👎", "😢"];

/** Shown on hover and focus: answer this message, or mend one's own words. */
function tools(message, view) {
  if (message.deleted) return null;
  const editable = view.mine && Boolean(message.text);
  const react = menuButton(
    { class: "icon-button", "aria-label": t("react"), title: t("react") },
    icon("smile"),
    () => REACTIONS.map((emoji) => ({ label: emoji, run: () => view.react(emoji) })),
  );
  return h(
    "span",
    { class: "tools" },
    tool("reply", t("reply"), view.reply),
    react,
    editable && tool("edit", t("edit"), view.edit),
  );
}

const tool = (name, label, run) =>
  h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
    icon(name),
  );
