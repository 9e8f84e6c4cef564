/** The clock: the shop's time and UTC, and the ways to move it forward. */

import * as api from "./api.js";
import { h, roving } from "./dom.js";
import { icon } from "./icons.js";
import { inTongue, t } from "./i18n.js";
import { field } from "./people.js";
import { formDialog, toast } from "./overlay.js";
import * as store from "./store.js";

const STEPS = [
  ["clock-15min", "PT15M"],
  ["clock-1h", "PT1H"],
  ["clock-1day", "P1D"],
  ["clock-1week", "P1W"],
];

export class ClockPanel {
  constructor() {
    this.time = h("b", { class: "clock-time" });
    this.date = h("span", { class: "clock-date" });
    this.utc = h("small");
    this.zones = h("select", {
      class: "clock-zone",
      "aria-label": t("clock-zone"),
      hidden: true,
      onchange: () => this.chooseZone(),
    });
    this.buttons = h(
      "div",
      { class: "clock-steps", role: "group", "aria-label": t("clock-move") },
      this.stepButtons(),
    );
    this.news = h("span", { class: "visually-hidden", "aria-live": "polite" });
    const face = h(
      "div",
      { class: "clock-face" },
      this.time,
      h(
        "div",
        { class: "clock-words" },
        this.date,
        h("span", { class: "clock-places" }, this.zones, this.utc),
      ),
    );
    this.el = h(
      "section",
      { class: "clock", "aria-label": t("clock") },
      face,
      roving(this.buttons),
      this.news,
    );
    store.on("clock", () => this.show());
    store.on("state", () => this.showZones());
    setInterval(() => this.show(), 1000);
  }

  stepButtons() {
    const steps = STEPS.map(([key, advance]) =>
      h("button", { type: "button", onclick: () => this.move({ advance }) }, t(key)),
    );
    const choose = h(
      "button",
      {
        type: "button",
        class: "to-date",
        "aria-label": t("clock-to-date"),
        title: t("clock-to-date"),
        onclick: () => this.toDate(),
      },
      icon("calendar"),
    );
    return [...steps, choose];
  }

  show() {
    const now = store.now();
    this.time.textContent = store.formatTime(now, { hour: "2-digit", minute: "2-digit" });
    this.date.textContent = store.formatTime(now, { weekday: "short", month: "short", day: "numeric" });
    this.utc.textContent = `UTC ${now.toISOString().slice(11, 16)}`;
  }

  showZones() {
    const zones = store.known.zones ?? [];
    this.zones.hidden = !zones.length;
    this.zones.replaceChildren(
      ...zones.map((one, i) =>
        h("option", { value: i, selected: i === (store.known.zoneIndex ?? 0) }, inTongue(one.names, one.name)),
      ),
    );
    this.show();
  }

  /** The whole page tells times of the chosen shop. */
  chooseZone() {
    store.known.zoneIndex = Number(this.zones.value);
    store.emit("clock");
    store.emit("zone");
  }

  async toDate() {
    const now = store.wallClock(store.now());
    const input = h("input", {
      name: "to",
      type: "datetime-local",
      min: now,
      value: now,
      required: true,
      autofocus: true,
    });
    const form = await formDialog(
      t("clock-to-date"),
      [field(t("clock-in-zone", { zone: store.zone() }), input)],
      t("clock-go"),
    );
    if (form) this.move({ to: store.instantOf(form.get("to")).toISOString() });
  }

  /** Answers only when everything due until then has been done, so it may take a while. */
  async move(change) {
    this.el.setAttribute("aria-busy", "true");
    this.buttons.inert = true;
    try {
      const answer = await api.moveClock(change);
      store.setClock(answer.now ?? answer.clock);
      this.news.textContent = `${this.date.textContent} ${this.time.textContent}`;
    } catch (error) {
      toast(error instanceof api.ApiError ? error.message : t("stand-away"), { tone: "bad" });
    }
    this.buttons.inert = false;
    this.el.removeAttribute("aria-busy");
  }
}
