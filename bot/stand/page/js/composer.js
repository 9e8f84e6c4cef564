/** Where a person writes: text, /commands, attachments, the bot's own keyboard, the big start button. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { attachments } from "./attachments.js";
import { replyKeyboard } from "./buttons.js";
import { preview } from "./format.js";
import { menuButton } from "./overlay.js";

/** `options`: {placeholder, commands() → [{command, description}], contact() → user, send(message), edit(message, text),
 * lastOwn() → message}. Everything sent goes through `send`, which reports failures itself. */
export class Composer {
  constructor(options) {
    this.options = options;
    this.context = null;
    this.input = this.textarea();
    this.contextBar = h("div", { class: "context-bar", hidden: true });
    this.suggestions = h("ul", {
      class: "suggestions",
      role: "listbox",
      id: `${options.id}-suggestions`,
      hidden: true,
    });
    this.keyboardToggle = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        hidden: true,
        "aria-label": t("reply-keyboard"),
        "aria-pressed": "true",
        onclick: () => this.toggleKeyboard(),
      },
      icon("keyboard"),
    );
    this.sendButton = h(
      "button",
      { type: "button", class: "send", "aria-label": t("send"), onclick: () => this.submit() },
      icon("send"),
    );
    this.keyboard = h("div", { class: "keyboard-space" });
    this.bar = h(
      "div",
      { class: "bar" },
      this.attachButton(),
      this.commandsButton(),
      this.input,
      this.keyboardToggle,
      this.sendButton,
    );
    this.el = h("div", { class: "composer" }, this.suggestions, this.contextBar, this.bar, this.keyboard);
  }

  textarea() {
    return h("textarea", {
      rows: "1",
      placeholder: this.options.placeholder,
      "aria-label": this.options.placeholder,
      maxlength: "4096",
      enterkeyhint: "send",
      onkeydown: (event) => this.key(event),
      oninput: () => this.grow(),
    });
  }

  attachButton() {
    return menuButton({ class: "icon-button", "aria-label": t("attach") }, icon("attach"), () =>
      attachments(this.options.contact(), (message) => this.post(message)),
    );
  }

  commandsButton() {
    const items = () =>
      this.options.commands().map((one) => ({
        label: `/${one.command}`,
        hint: one.description,
        run: () => this.post({ text: `/${one.command}` }),
      }));
    this.commands = menuButton({ class: "icon-button", "aria-label": t("commands") }, icon("slash"), items);
    return this.commands;
  }

  /** Enter sends, but not while a Chinese word is still being composed. */
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (!this.suggestions.hidden && this.pick(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.escape(event);
    else if (event.key === "ArrowUp" && !this.input.value) this.editLast(event);
  }

  escape(event) {
    if (!this.context && this.suggestions.hidden) return;
    event.preventDefault();
    this.suggestions.hidden = true;
    this.setContext(null);
  }

  editLast(event) {
    const message = this.options.lastOwn();
    if (!message) return;
    event.preventDefault();
    this.setContext("edit", message);
  }

  grow() {
    this.input.style.height = "";
    if (this.input.value) this.input.style.height = `${Math.min(this.input.scrollHeight, 132)}px`;
    this.suggest();
  }

  suggest() {
    const typed = this.input.value;
    const fitting = /^\/\w*$/.test(typed)
      ? this.options.commands().filter((one) => `/${one.command}`.startsWith(typed))
      : [];
    this.suggestions.hidden = !fitting.length;
    this.suggestions.replaceChildren(...fitting.map((one) => this.suggestion(one)));
  }

  suggestion(one) {
    const run = () => {
      this.clear();
      this.post({ text: `/${one.command}` });
    };
    return h(
      "li",
      { role: "option" },
      h(
        "button",
        { type: "button", tabindex: "-1", onclick: run },
        h("b", {}, `/${one.command}`),
        h("small", {}, one.description),
      ),
    );
  }

  /** Arrows choose among the suggested commands, Enter takes the chosen one. */
  pick(event) {
    const rows = [...this.suggestions.children];
    const chosen = rows.findIndex((row) => row.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = (Math.max(chosen, step < 0 ? 0 : -1) + step + rows.length) % rows.length;
    if (event.key === "Enter" && chosen >= 0) rows[chosen].firstChild.click();
    else if (step) rows.forEach((row, i) => (row.ariaSelected = String(i === next)));
    else return false;
    event.preventDefault();
    return true;
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return this.input.focus();
    const { context } = this;
    this.clear();
    if (context?.kind === "edit") this.options.edit(context.message, text);
    else this.post({ text, ...(context ? { reply_to: context.message.id } : {}) });
  }

  post(message) {
    this.setContext(null);
    return this.options.send(message);
  }

  clear() {
    this.input.value = "";
    this.setContext(null);
    this.grow();
  }

  /** "reply" quotes a message, "edit" changes one's own. */
  setContext(kind, message) {
    if (this.context?.kind === "edit" && kind !== "edit") this.input.value = "";
    this.context = kind && { kind, message };
    this.contextBar.hidden = !kind;
    if (!kind) return;
    if (kind === "edit") this.input.value = message.text;
    const drop = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("cancel"),
        onclick: () => this.setContext(null),
      },
      icon("close"),
    );
    this.contextBar.replaceChildren(
      icon(kind),
      h("span", {}, h("b", {}, t(kind)), h("span", {}, preview(message))),
      drop,
    );
    this.input.focus();
  }

  /** The keyboard a message brought; null takes it away. The writer may fold it, as on a phone. */
  showKeyboard(message, press) {
    if (this.keyboardOf === message) return;
    this.keyboardOf = message;
    this.keyboardToggle.hidden = !message;
    this.keyboard.replaceChildren(...(message ? [replyKeyboard(message.reply_keyboard, press)] : []));
    this.input.placeholder = message?.placeholder ?? this.options.placeholder;
    this.fold(!message);
  }

  toggleKeyboard() {
    this.fold(!this.keyboard.hidden);
  }

  fold(away) {
    this.keyboard.hidden = away;
    this.keyboardToggle.setAttribute("aria-pressed", String(!away));
  }

  /** Shows whether this chat has commands to offer. */
  refresh() {
    this.commands.hidden = !this.options.commands().length;
  }
}
