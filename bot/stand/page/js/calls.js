/** The call log: every request of the bots and every answer, newest first. */

import { h, soon } from "./dom.js";
import { exactTime } from "./format.js";
import { t } from "./i18n.js";
import * as store from "./store.js";

const SHOWN = 250;
const POLLING = new Set(["getUpdates"]);

export class CallsPanel {
  constructor() {
    this.filter = { bot: "", method: "", errors: false, polling: false };
    this.rows = h("div", { class: "call-rows", role: "list", "aria-label": t("view-calls"), tabindex: "0" });
    this.empty = h("p", { class: "quiet" }, t("no-calls"));
    this.methods = h("datalist", { id: "call-methods" });
    this.pending = [];
    this.flushSoon = soon(() => this.flush());
    this.el = h(
      "section",
      { class: "panel calls-panel", "aria-label": t("view-calls") },
      this.head(),
      this.filters(),
      this.empty,
      this.rows,
      this.methods,
    );
    store.on("call", (call) => (call ? this.add(call) : this.rebuild()));
  }

  head() {
    this.count = h("small");
    return h("header", { class: "panel-head" }, h("h2", {}, t("view-calls")), this.count);
  }

  filters() {
    const change = (name, value) => ((this.filter[name] = value), this.rebuild());
    const bots = [
      ["", t("all")],
      ["owner", t("bot-owner")],
      ["staff", t("bot-staff")],
    ].map(([bot, label]) => h("option", { value: bot }, label));
    return h(
      "div",
      { class: "call-filters" },
      h("select", { "aria-label": t("filter-bot"), onchange: (e) => change("bot", e.target.value) }, bots),
      h("input", {
        type: "search",
        placeholder: t("method"),
        "aria-label": t("filter-method"),
        list: "call-methods",
        oninput: (e) => change("method", e.target.value.trim().toLowerCase()),
      }),
      check(t("filter-errors"), (on) => change("errors", on)),
      check(t("filter-polling"), (on) => change("polling", on)),
    );
  }

  fits(call) {
    const { bot, method, errors, polling } = this.filter;
    if (POLLING.has(call.method) && call.ok && !polling) return false;
    return (!bot || call.bot === bot) && (!errors || !call.ok) && call.method.toLowerCase().includes(method);
  }

  rebuild() {
    const fitting = store.calls.filter((call) => this.fits(call));
    this.rows.replaceChildren(...fitting.slice(-SHOWN).reverse().map(callRow));
    this.methods.replaceChildren(
      ...[...new Set(store.calls.map((call) => call.method))].sort().map((value) => h("option", { value })),
    );
    this.told();
  }

  add(call) {
    if (!this.fits(call)) return;
    this.pending.push(call);
    this.flushSoon();
  }

  flush() {
    const fresh = this.pending.splice(0).slice(-SHOWN).reverse().map(callRow);
    const scrolled = this.rows.scrollTop > 8;
    const before = this.rows.scrollHeight;
    this.rows.prepend(...fresh);
    if (scrolled) this.rows.scrollTop += this.rows.scrollHeight - before;
    while (this.rows.children.length > SHOWN) this.rows.lastChild.remove();
    this.told();
  }

  told() {
    const errors = store.calls.filter((call) => !call.ok).length;
    this.empty.hidden = this.rows.children.length > 0;
    this.count.textContent = errors ? t("calls-failed", { n: errors }) : "";
    this.count.className = errors ? "bad" : "";
  }
}

const check = (label, change) =>
  h(
    "label",
    { class: "check" },
    h("input", { type: "checkbox", onchange: (event) => change(event.target.checked) }),
    label,
  );

function callRow(call) {
  const details = h(
    "details",
    { class: call.ok ? "call" : "call bad", role: "listitem" },
    h(
      "summary",
      {},
      h("time", {}, exactTime(call.at)),
      h("span", { class: `bot-dot ${call.bot}`, title: t(`bot-${call.bot}`) }),
      h("b", {}, call.method),
      h("span", { class: "hint" }, call.ok ? hintOf(call) : errorOf(call)),
      h("small", {}, spent(call.ms)),
    ),
  );
  details.addEventListener(
    "toggle",
    () => details.open && details.children.length === 1 && details.append(body(call)),
  );
  return details;
}

/** What tells two calls of one method apart: the words, or else the chat. */
function hintOf(call) {
  const { text, caption, chat_id: chatId, action, callback_query_id: query } = call.params ?? {};
  const words = text ?? caption ?? action;
  if (words)
    return String(words)
      .replace(/<[^>]*>/g, "")
      .split("\n", 1)[0];
  return String(nameOf(Number(chatId)) ?? chatId ?? query ?? "");
}

const nameOf = (id) => store.user(id)?.name ?? store.known.groups.find((group) => group.id === id)?.title;
const spent = (ms) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const errorOf = (call) =>
  typeof call.error === "string"
    ? call.error
    : (call.error?.description ?? call.error?.message ?? t("failed"));

function body(call) {
  const answer = call.ok ? call.result : call.error;
  return h(
    "div",
    { class: "call-body" },
    h("h4", {}, t("call-request")),
    json(call.params),
    h("h4", {}, t("call-answer")),
    json(answer),
  );
}

const JSON_TOKENS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null|-?\d[\d.eE+-]*)\b/g;

function json(value) {
  const text = JSON.stringify(unfold(value), null, 2) ?? "";
  const pre = h("pre", { tabindex: "0" });
  let at = 0;
  for (const match of text.matchAll(JSON_TOKENS)) {
    const kind = match[2] ? "key" : match[1] ? "string" : "atom";
    pre.append(
      text.slice(at, match.index),
      h("span", { class: `json-${kind}` }, match[1] ?? match[3]),
      match[2] ?? "",
    );
    at = match.index + match[0].length;
  }
  pre.append(text.slice(at));
  return pre;
}

/** Form fields carry JSON as text (reply_markup, entities): shown as what it means. */
function unfold(value) {
  if (typeof value === "string" && /^[[{]/.test(value)) return parsed(value);
  if (Array.isArray(value)) return value.map(unfold);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unfold(v)]));
  return value;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
