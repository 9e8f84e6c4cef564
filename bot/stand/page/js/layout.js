/** Where each part stands: side by side on a wide screen, behind tabs on a narrow one. */

import { h, roving } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const VIEWS = { owner: "phone", staff: "people", calls: "list", controls: "sliders" };
const narrow = matchMedia("(max-width: 759px)");
const medium = matchMedia("(max-width: 1199px)");
const clockAmongControls = matchMedia("(max-width: 959px)");

export class Layout {
  constructor({ phone, staff, calls, faults, clock, lamp, languages, strip }) {
    this.clock = clock;
    this.top = h("header", { class: "top" }, brand(), h("div", { class: "clock-slot" }), lamp, languages);
    this.controls = h("div", { class: "controls" }, h("div", { class: "clock-slot panel" }), faults);
    this.tabs = roving(
      h(
        "nav",
        { class: "tabs", role: "tablist", "aria-label": t("views") },
        Object.keys(VIEWS).map((view) => this.tab(view)),
      ),
    );
    const rail = h("div", { class: "rail" }, this.controls, calls);
    this.main = h("main", { class: "views" }, phone, this.tabs, staff, rail);
    this.el = h("div", { class: "app" }, this.top, strip, this.main);
    for (const query of [narrow, medium, clockAmongControls])
      query.addEventListener("change", () => this.arrange());
    this.show("owner");
    this.arrange();
  }

  tab(view) {
    return h(
      "button",
      { type: "button", role: "tab", dataset: { view }, onclick: () => this.show(view) },
      icon(VIEWS[view]),
      h("span", {}, t(`tab-${view}`)),
      h("span", { class: "badge", hidden: true }),
    );
  }

  show(view) {
    this.view = view;
    this.el.dataset.view = medium.matches && !narrow.matches && view === "owner" ? "staff" : view;
    for (const tab of this.tabs.children) {
      const chosen = tab.dataset.view === this.el.dataset.view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  /** The clock stands at the top where there is room, among the controls where there is not. */
  arrange() {
    const slot = clockAmongControls.matches ? this.controls : this.top;
    slot.querySelector(".clock-slot").append(this.clock);
    this.show(this.view);
  }

  badge(view, count) {
    const badge = this.tabs.querySelector(`[data-view=${view}] .badge`);
    badge.hidden = !count;
    badge.textContent = count > 99 ? "99+" : count;
  }
}

const brand = () =>
  h(
    "div",
    { class: "brand" },
    h("img", { src: new URL("../icon.svg", import.meta.url).pathname, alt: "", width: 28, height: 28 }),
    h("h1", {}, t("brand")),
    h("span", { class: "tag" }, t("local-only")),
  );
