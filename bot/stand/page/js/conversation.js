/** One person talking with one bot (or in its group): the chat, the writer's tools, and what each tap means. */

import * as api from "./api.js";
import { OWN_CONTACT, SAMPLE_PLACE } from "./attachments.js";
import { ChatView } from "./chat.js";
import { commandsFor } from "./commands.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { alertBox, toast } from "./overlay.js";
import { isSafeAddress } from "./sanitize.js";
import * as store from "./store.js";

/** `options`: {id, bot, label, placeholder, named}; `open` says who talks where. */
export class Conversation {
  constructor(options) {
    this.options = options;
    this.chat = new ChatView({
      ...options,
      actor: () => this.actorId,
      empty: () => this.emptyCard(),
      redrawn: () => this.refresh(),
      act: this.acts(),
    });
    this.composer = new Composer({
      ...options,
      commands: () => commandsFor(this.options.bot, this.chatId, this.actor()),
      contact: () => this.actor() ?? {},
      send: (message) => this.send(message),
      edit: (message, text) => this.edit(message, text),
      lastOwn: () =>
        this.chat.messages().findLast((m) => m.from?.id === this.actorId && m.text && !m.deleted),
    });
    this.gate = h("div", { class: "gate", hidden: true });
    this.el = h("div", { class: "conversation" }, this.chat.el, this.composer.el, this.gate);
    store.on("state", () => this.chatId && this.refresh());
  }

  /** Shows chat `chatId` (thread 0…n of a forum, null for all) as seen by person `actorId`. */
  open(chatId, actorId, thread = null) {
    const elsewhere = this.chatId !== chatId || this.thread !== thread;
    Object.assign(this, { chatId, actorId, thread });
    if (elsewhere) this.composer.clear();
    this.chat.open(store.openChat(this.options.bot, chatId), thread);
  }

  actor() {
    return store.user(this.actorId);
  }

  acts() {
    return {
      press: (message, button, el) => this.press(message, button, el),
      reply: (message) => this.composer.setContext("reply", message),
      edit: (message) => this.composer.setContext("edit", message),
      react: (message, emoji) => this.react(message, emoji),
      command: (text) => this.send({ text }),
      link: (url) => deepLink(url) && this.follow(url),
    };
  }

  isPrivate() {
    return this.chatId > 0;
  }

  /** Composer, start button or unblock button: whichever fits the state of the chat. */
  refresh() {
    const { bot } = this.options;
    const blocked = this.isPrivate() && this.actor()?.blocked?.[bot];
    const begun = !this.isPrivate() || this.actor()?.started?.[bot] || this.chat.messages().length > 0;
    this.composer.el.hidden = Boolean(blocked) || !begun;
    this.gate.hidden = !this.composer.el.hidden;
    if (!this.gate.hidden) this.showGate(blocked);
    else if (this.starting) this.composer.input.focus();
    this.starting &&= !this.gate.hidden;
    this.composer.showKeyboard(this.chat.keyboard, (button, el) => this.pressKeyboard(button, el));
    this.composer.refresh();
  }

  showGate(blocked) {
    const label = t(blocked ? "unblock" : "start");
    if (this.gate.textContent === label) return;
    const run = () => (blocked ? this.setBlocked(false) : this.start());
    this.gate.replaceChildren(h("button", { type: "button", class: "primary start", onclick: run }, label));
  }

  /** The writer's bar appears when the stand tells that the chat has begun, and then takes the focus. */
  start() {
    this.starting = true;
    return this.send({ text: "/start" });
  }

  emptyCard() {
    return h(
      "div",
      { class: "empty" },
      h("p", {}, t(this.isPrivate() ? `empty-${this.options.bot}` : "empty-topic")),
    );
  }

  /** A link to one of the bots, pasted, is opened: so a colleague joins with the invitation of another. */
  send(message) {
    if (deepLink(message.text?.trim())) return this.follow(message.text.trim());
    const place = {
      from: this.actorId,
      bot: this.options.bot,
      ...(this.thread ? { thread: this.thread } : {}),
    };
    return this.attempt(() => api.send(this.chatId, { ...place, ...message }));
  }

  edit(message, text) {
    return this.attempt(() =>
      api.edit(this.chatId, { from: this.actorId, bot: this.options.bot, message_id: message.id, text }),
    );
  }

  react(message, emoji) {
    return this.attempt(() =>
      api.react(this.chatId, { from: this.actorId, bot: this.options.bot, message_id: message.id, emoji }),
    );
  }

  setBlocked(blocked) {
    return this.attempt(() => api.block(this.chatId, { from: this.actorId, bot: this.options.bot, blocked }));
  }

  /** Every failure is told where it happened; nothing is thrown at the reader. */
  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      toast(error instanceof api.ApiError ? error.message : t("stand-away"), {
        host: this.chat.el,
        tone: "bad",
      });
      return null;
    }
  }

  /** A keyboard meant for one answer folds away after it. */
  pressKeyboard(button, el) {
    if (this.chat.keyboard?.one_time) this.composer.fold(true);
    return this.press(null, button, el);
  }

  press(message, button, el) {
    if (button.url) return this.follow(button.url);
    if (button.request_contact) return this.send({ contact: OWN_CONTACT });
    if (button.request_location) return this.send({ location: SAMPLE_PLACE });
    if (button.web_app)
      return toast(t("web-app-opens", { url: button.web_app.url ?? button.web_app }), { host: this.chat.el });
    if (button.copy_text) return this.copy(button.copy_text.text ?? button.copy_text);
    return message ? this.tap(message, button, el) : this.send({ text: button.text });
  }

  async tap(message, button, el) {
    el.setAttribute("aria-busy", "true");
    const what = { from: this.actorId, bot: this.options.bot, message_id: message.id, data: button.data };
    const result = await this.attempt(() => api.tap(this.chatId, what));
    el.removeAttribute("aria-busy");
    const answer = result?.answer;
    if (answer?.url) this.follow(answer.url);
    if (answer?.text)
      (answer.show_alert ? alertBox : (text, host) => toast(text, { host }))(answer.text, this.chat.el);
  }

  /** A link to one of the two bots is followed inside the stand, with its start payload; others open outside. */
  follow(url) {
    const target = deepLink(url);
    if (!target) return isSafeAddress(url) && window.open(url, "_blank", "noopener");
    const text = target.payload ? `/start ${target.payload}` : "/start";
    return this.attempt(() => api.send(this.actorId, { from: this.actorId, bot: target.bot, text }));
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    toast(t("copied"), { host: this.chat.el });
  }
}

function deepLink(url) {
  const found = /^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]+))?$/i.exec(url);
  const bot =
    found &&
    Object.entries(store.known.bots).find(
      ([, one]) => one.username?.toLowerCase() === found[1].toLowerCase(),
    );
  return bot ? { bot: bot[0], payload: found[2] } : null;
}
