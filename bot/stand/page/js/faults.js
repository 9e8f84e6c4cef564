/** Troubles of the real world, at the press of a button, and which of them are waiting to happen. */

import * as api from "./api.js";
import { h, roving } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { toast } from "./overlay.js";
import * as store from "./store.js";

const KINDS = {
  429: "gauge",
  403: "block",
  "5xx": "server",
  slow: "snail",
  broken: "cut",
  repeat_update: "repeat",
  double_tap: "tap",
  topic_deleted: "hash",
};

export class FaultsPanel {
  constructor() {
    this.bot = h(
      "select",
      { "aria-label": t("fault-bot") },
      options([
        ["any", t("bot-any")],
        ["owner", t("bot-owner")],
        ["staff", t("bot-staff")],
      ]),
    );
    this.count = h(
      "select",
      { "aria-label": t("fault-count") },
      options([
        ["1", t("fault-once")],
        ["3", t("fault-thrice")],
        ["", t("fault-always")],
      ]),
    );
    this.method = h("input", {
      type: "search",
      list: "call-methods",
      placeholder: t("method"),
      title: t("fault-method"),
      "aria-label": t("fault-method"),
    });
    this.armed = h("ul", { class: "armed", "aria-live": "polite", "aria-label": t("faults-armed") });
    this.clear = h(
      "button",
      { type: "button", class: "link", hidden: true, onclick: () => this.post({ clear: true }) },
      t("faults-clear"),
    );
    const buttons = h(
      "div",
      { class: "fault-buttons", role: "group", "aria-label": t("view-faults") },
      Object.keys(KINDS).map((kind) => this.button(kind)),
    );
    this.el = h(
      "section",
      { class: "panel faults-panel", "aria-label": t("view-faults") },
      h("header", { class: "panel-head" }, h("h2", {}, t("view-faults")), this.clear),
      this.armed,
      roving(buttons),
      h("div", { class: "fault-options" }, this.bot, this.count, this.method),
    );
    store.on("faults", () => this.show());
  }

  button(kind) {
    return h(
      "button",
      { type: "button", title: t(`fault-${kind}-hint`), onclick: () => this.arm(kind) },
      icon(KINDS[kind]),
      h("span", {}, t(`fault-${kind}`)),
    );
  }

  arm(kind) {
    const count = this.count.value ? Number(this.count.value) : null;
    return this.post({ kind, bot: this.bot.value, method: this.method.value.trim() || null, count });
  }

  async post(what) {
    try {
      const answer = await api.fault(what);
      store.setFaults(answer.faults);
    } catch (error) {
      toast(error instanceof api.ApiError ? error.message : t("stand-away"), { tone: "bad" });
    }
  }

  show() {
    const { faults } = store.known;
    this.clear.hidden = !faults.length;
    this.armed.replaceChildren(
      ...(faults.length ? faults.map(armedItem) : [h("li", { class: "quiet" }, t("faults-none"))]),
    );
  }
}

const options = (pairs) => pairs.map(([value, label]) => h("option", { value }, label));

function armedItem(fault) {
  const where = [fault.bot && fault.bot !== "any" && t(`bot-${fault.bot}`), fault.method]
    .filter(Boolean)
    .join(" · ");
  return h(
    "li",
    {},
    icon(KINDS[fault.kind] ?? "bolt"),
    h("b", {}, t(`fault-${fault.kind}`)),
    where && h("span", {}, where),
    h("small", {}, fault.count ? `×${fault.count}` : "∞"),
  );
}
