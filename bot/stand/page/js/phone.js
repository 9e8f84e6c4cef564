/** The owner's phone: several owners take turns at it. */

import { Conversation } from "./conversation.js";
import { h, roving, soon, syncChildren } from "./dom.js";
import { hue, initials } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { menuButton } from "./overlay.js";
import { addPerson, owners } from "./people.js";
import * as store from "./store.js";

const CHOSEN = "servicebay.owner";
const TAGS = { zh: "中", en: "EN", ru: "RU" };

export class PhonePanel {
  constructor() {
    this.talk = new Conversation({
      id: "owner",
      bot: "owner",
      label: t("owner-chat"),
      placeholder: t("write-message"),
      named: false,
    });
    this.people = h("div", {
      class: "people",
      role: "tablist",
      "aria-label": t("owners"),
      onwheel: (event) => (this.people.scrollLeft += event.deltaY),
    });
    this.chips = new Map();
    this.title = h("b");
    this.subtitle = h("small");
    this.statusTime = h("span", { class: "status-time" });
    this.el = h(
      "section",
      { class: "panel owner-panel", "aria-label": t("view-owner") },
      this.head(),
      this.phone(),
    );
    roving(this.people, "[role=tab]");
    store.on("state", () => this.refresh());
    store.on(
      "chats",
      soon(() => this.showPeople()),
    );
    store.on("link", () => this.showHeader());
    store.on("clock", () => this.showTime());
    setInterval(() => this.showTime(), 5000);
  }

  head() {
    const add = h(
      "button",
      {
        type: "button",
        class: "icon-button add",
        "aria-label": t("add-owner"),
        title: t("add-owner"),
        onclick: () => this.add(),
      },
      icon("plus"),
    );
    return h("header", { class: "owner-head" }, this.people, add);
  }

  phone() {
    const face = h("span", { class: "avatar brand-face", "aria-hidden": "true" }, icon("house"));
    const menu = menuButton({ class: "icon-button", "aria-label": t("chat-menu") }, icon("more"), () =>
      this.menu(),
    );
    return h(
      "div",
      { class: "phone" },
      h(
        "div",
        { class: "status-bar", "aria-hidden": "true" },
        this.statusTime,
        h("span", { class: "island" }),
        h("span", { class: "battery" }, h("i")),
      ),
      h(
        "div",
        { class: "chat-head" },
        face,
        h("div", { class: "chat-title" }, this.title, this.subtitle),
        menu,
      ),
      this.talk.el,
      h("div", { class: "home-bar", "aria-hidden": "true" }),
    );
  }

  menu() {
    const blocked = this.owner()?.blocked?.owner;
    return [
      { icon: "repeat", label: t("menu-restart"), hint: "/start", run: () => this.talk.start() },
      {
        icon: "block",
        label: t(blocked ? "unblock" : "block-bot"),
        danger: !blocked,
        run: () => this.talk.setBlocked(!blocked),
      },
    ];
  }

  owner() {
    return store.user(this.ownerId);
  }

  refresh() {
    if (!owners().some((one) => one.id === this.ownerId)) this.choose(this.remembered());
    this.showPeople();
    this.showHeader();
    this.showTime();
  }

  remembered() {
    const id = Number(sessionStorage.getItem(CHOSEN));
    return (owners().find((one) => one.id === id) ?? owners()[0])?.id;
  }

  choose(id) {
    if (!id) return;
    this.ownerId = id;
    sessionStorage.setItem(CHOSEN, id);
    this.talk.open(id, id);
    this.showPeople();
    this.showHeader();
  }

  async add() {
    const id = await addPerson("owner");
    if (id) this.choose(id);
  }

  showPeople() {
    syncChildren(
      this.people,
      owners().map((person) => this.chip(person)),
    );
    this.people
      .querySelectorAll("[role=tab]")
      .forEach((el) => (el.tabIndex = el.getAttribute("aria-selected") === "true" ? 0 : -1));
  }

  chip(person) {
    const el = this.chips.get(person.id) ?? this.newChip(person);
    const chosen = person.id === this.ownerId;
    const unread = chosen ? 0 : store.unreadIn(store.chat("owner", person.id));
    if (chosen && el.getAttribute("aria-selected") !== "true")
      queueMicrotask(() => el.scrollIntoView({ inline: "nearest", block: "nearest" }));
    el.setAttribute("aria-selected", String(chosen));
    el.classList.toggle("blocked", Boolean(person.blocked?.owner));
    const badge = el.querySelector(".badge");
    badge.hidden = !unread;
    badge.textContent = unread > 99 ? "99+" : unread;
    return el;
  }

  newChip(person) {
    const tag = TAGS[person.language_code?.slice(0, 2)] ?? person.language_code;
    const el = h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "chip",
        title: `${person.name} · ${person.phone ?? ""}`,
        onclick: () => this.choose(person.id),
      },
      h("span", { class: "avatar small", style: { "--hue": hue(person.id) } }, initials(person.name)),
      h("span", {}, person.name),
      h("small", {}, tag),
      h("span", { class: "badge", hidden: true }),
    );
    this.chips.set(person.id, el);
    return el;
  }

  showHeader() {
    this.title.textContent = store.known.bots.owner?.first_name ?? "";
    this.subtitle.textContent = store.known.connected ? t("bot") : t("connecting");
  }

  showTime() {
    this.statusTime.textContent = store.formatTime(store.now(), { hour: "2-digit", minute: "2-digit" });
  }
}
