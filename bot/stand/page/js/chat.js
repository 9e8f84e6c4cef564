/** A chat on the screen: messages in order, kept at the newest line unless the reader scrolled up. */

import { h, soon, syncChildren } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { presentKeyboard } from "./buttons.js";
import { dayKey, dayLabel, preview } from "./format.js";
import { messageRow, serviceLine } from "./message.js";
import * as store from "./store.js";

const SHOWN_AT_MOST = 300;
const NEAR = 48;
const SAME_BREATH = 5 * 60 * 1000;

/** `options`: {label, actor() → user id, named, empty() → element, act: {press, reply, edit, react, command, link}}. */
export class ChatView {
  constructor(options) {
    this.options = options;
    this.rows = new Map();
    this.days = new Map();
    this.redrawSoon = soon(() => this.redraw(), 16);
    this.list = h("div", {
      class: "messages",
      role: "log",
      "aria-live": "polite",
      "aria-label": options.label,
      tabindex: "0",
    });
    this.pill = h(
      "button",
      { type: "button", class: "pill", hidden: true, onclick: () => this.toBottom(true) },
      icon("down"),
      h("span"),
    );
    this.pinBar = h("button", {
      type: "button",
      class: "pin-bar",
      hidden: true,
      onclick: () => this.jump(this.pinned?.id),
    });
    this.el = h("div", { class: "chat" }, this.pinBar, this.list, this.pill);
    this.list.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("load", () => this.stuck && this.toBottom(), true);
    store.on("clock", () => this.chat && this.today !== dayKey(store.now()) && this.redraw());
    store.on("zone", () => this.chat && this.open(this.chat, this.thread));
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.list);
  }

  /** Shows a chat, or one thread of it (0: the general one; null: all). */
  open(chat, thread = null) {
    this.unsubscribe?.();
    Object.assign(this, { chat, thread, stuck: true, waiting: 0, lastId: Infinity });
    this.rows.clear();
    this.days.clear();
    this.list.setAttribute("aria-live", "off");
    this.list.replaceChildren();
    this.unsubscribe = store.on(`chat:${chat.key}`, this.redrawSoon);
    this.redraw();
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 600);
  }

  messages() {
    const all = [...this.chat.messages.values()];
    const mine =
      this.thread === null ? all : all.filter((message) => store.threadOf(message) === this.thread);
    return mine.sort((a, b) => a.id - b.id);
  }

  redraw() {
    this.today = dayKey(store.now());
    const messages = this.messages();
    const fresh = messages.filter((message) => message.id > this.lastId);
    this.lastId = messages.at(-1)?.id ?? 0;
    syncChildren(
      this.list,
      messages.length ? this.nodes(messages.slice(-SHOWN_AT_MOST)) : [this.options.empty?.() ?? ""],
    );
    this.showPin(messages);
    this.keyboard = presentKeyboard(messages);
    this.options.redrawn?.(messages);
    this.arrived(fresh);
  }

  nodes(messages) {
    const nodes = [];
    messages.forEach((message, i) => {
      const before = messages[i - 1];
      const newDay = !before || dayKey(before.date) !== dayKey(message.date);
      if (newDay) nodes.push(this.daySeparator(message));
      nodes.push(this.row(message, !newDay && follows(before, message)));
    });
    const typing = this.typingRow();
    return typing ? [...nodes, typing] : nodes;
  }

  daySeparator(message) {
    const key = `${dayKey(message.date)}${dayLabel(message.date)}`;
    if (!this.days.has(key))
      this.days.set(
        key,
        h("div", { class: "day", role: "separator" }, h("span", {}, dayLabel(message.date))),
      );
    return this.days.get(key);
  }

  /** The row of before when nothing about it changed; otherwise a new one that takes over the keyboard's focus. */
  row(message, continued) {
    const old = this.rows.get(message.id);
    const mine = message.from?.id === this.options.actor();
    if (old?.message === message && old.continued === continued && old.mine === mine) return old.el;
    const el = message.service
      ? serviceLine(message)
      : messageRow(message, this.viewOf(message, mine, continued));
    if (old && !document.hidden) el.classList.add("changed");
    if (old?.el.contains(document.activeElement)) keepFocus(old.el, el);
    this.rows.set(message.id, { message, continued, mine, el });
    return el;
  }

  viewOf(message, mine, continued) {
    const { act, named } = this.options;
    return {
      mine,
      named,
      follows: continued,
      rowId: `${this.options.id}-${message.id}`,
      quoted: this.chat.messages.get(message.reply_to),
      jump: (id) => this.jump(id),
      press: (...args) => act.press(...args),
      reply: () => act.reply(message),
      edit: () => act.edit(message),
      react: (emoji) => act.react(message, emoji),
    };
  }

  typingRow() {
    const typing = this.chat.typing.get(this.thread ?? 0);
    if (!typing) return null;
    this.typingEl ??= h("div", { class: "typing", "aria-label": t("typing") }, h("i"), h("i"), h("i"));
    return this.typingEl;
  }

  showPin(messages) {
    this.pinned = messages.findLast((message) => message.pinned && !message.deleted);
    this.pinBar.hidden = !this.pinned;
    if (this.pinned)
      this.pinBar.replaceChildren(icon("pin"), h("b", {}, t("pinned")), h("span", {}, preview(this.pinned)));
  }

  arrived(fresh) {
    const own = fresh.some((message) => message.from?.id === this.options.actor());
    if (this.stuck || own) return this.toBottom();
    this.waiting += fresh.length;
    this.pill.hidden = false;
    this.pill.lastChild.textContent = this.waiting ? t("new-messages", { n: this.waiting }) : t("to-newest");
  }

  toBottom(smooth = false) {
    this.stuck = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
    this.settle();
  }

  /** A picture that has just come makes the list longer: that is no scrolling up. */
  scrolled() {
    const grown = this.height !== this.list.scrollHeight;
    this.height = this.list.scrollHeight;
    if (this.stuck && grown) return this.toBottom();
    const left = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
    this.stuck = left < NEAR;
    if (this.stuck) return this.settle();
    this.pill.hidden = false;
    if (!this.waiting) this.pill.lastChild.textContent = t("to-newest");
  }

  settle() {
    this.waiting = 0;
    this.pill.hidden = true;
    if (this.visible()) store.markRead(this.chat, this.thread);
  }

  visible() {
    return this.el.offsetParent !== null;
  }

  jump(id) {
    const el = this.rows.get(id)?.el;
    if (!el) return;
    el.scrollIntoView({ block: "center", behavior: "instant" });
    el.classList.remove("changed", "found");
    void el.offsetWidth;
    el.classList.add("found");
  }

  clicked(event) {
    const command = event.target.closest?.("[data-command]");
    const link = event.target.closest?.("a[href]");
    if (command) this.options.act.command(command.dataset.command);
    const inside = link && this.options.act.link(link.href);
    if (command || inside || link?.protocol === "tg:") event.preventDefault();
  }
}

function follows(before, message) {
  const close = new Date(message.date) - new Date(before.date) < SAME_BREATH;
  return close && before.from?.id === message.from?.id && !before.service && !before.deleted;
}

/** An edit replaces the element under the reader's fingers: the same button, or the first, takes the focus. */
function keepFocus(old, fresh) {
  const data = document.activeElement.dataset.data;
  queueMicrotask(() => {
    const buttons = [...fresh.querySelectorAll(".inline-buttons button")];
    const target = buttons.find((button) => data && button.dataset.data === data) ?? buttons[0];
    if (target) target.focus({ preventScroll: true });
    else fresh.closest(".messages")?.focus({ preventScroll: true });
  });
}
