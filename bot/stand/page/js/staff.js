/** The staff's side: the forum group with its topics, and each colleague's own chat with the staff bot. */

import * as api from "./api.js";
import { Conversation } from "./conversation.js";
import { h, roving, soon, syncChildren } from "./dom.js";
import { hue, initials, preview } from "./format.js";
import { icon } from "./icons.js";
import { inTongue, speaks, t } from "./i18n.js";
import { formDialog, menuButton } from "./overlay.js";
import { addPerson, field, staff } from "./people.js";
import * as store from "./store.js";

const PLACE = "servicebay.staffPlace";
const WRITER = "servicebay.writer";

export class StaffPanel {
  constructor() {
    this.talk = new Conversation({
      id: "staff",
      bot: "staff",
      label: t("staff-chat"),
      placeholder: t("write-message"),
      named: true,
    });
    this.list = h("nav", { class: "places", "aria-label": t("staff-places") });
    this.rows = new Map();
    this.title = h("b");
    this.subtitle = h("small");
    this.writer = h("select", {
      "aria-label": t("write-as"),
      onchange: () => this.writeAs(Number(this.writer.value)),
    });
    this.writerBox = h("label", { class: "writer" }, h("span", {}, t("write-as")), this.writer);
    this.el = h(
      "section",
      { class: "panel staff-panel", "aria-label": t("view-staff") },
      this.list,
      this.room(),
    );
    roving(this.list, ".place-row");
    store.on("state", () => this.refresh());
    store.on(
      "chats",
      soon(() => this.showList()),
    );
  }

  room() {
    const back = h(
      "button",
      {
        type: "button",
        class: "icon-button back",
        "aria-label": t("back"),
        onclick: () => this.el.classList.remove("inside"),
      },
      icon("back"),
    );
    const menu = menuButton({ class: "icon-button", "aria-label": t("chat-menu") }, icon("more"), () =>
      this.menu(),
    );
    const head = h(
      "div",
      { class: "chat-head" },
      back,
      h("div", { class: "chat-title" }, this.title, this.subtitle),
      this.writerBox,
      menu,
    );
    return h("div", { class: "room" }, head, this.talk.el);
  }

  refresh() {
    const begun = staff().filter((person) => person.started?.staff);
    for (const one of [...store.known.groups, ...begun]) store.openChat("staff", one.id);
    const places = this.places();
    const now =
      places.find((one) => one.key === this.place?.key) ??
      places.find((one) => one.key === sessionStorage.getItem(PLACE)) ??
      places[0];
    if (now && now.key !== this.place?.key) this.open(now);
    else if (now) this.place = now;
    this.showWriters();
    this.showList();
    this.showHead();
  }

  /** Every place one can talk in: {key, title, chatId, thread, group?, topic?, person?}. */
  places() {
    return [...groups().flatMap(placesOf), ...staff().map(directPlace)];
  }

  open(place) {
    this.place = place;
    this.showWriters();
    sessionStorage.setItem(PLACE, place.key);
    this.talk.open(place.chatId, place.person?.id ?? this.writerId, place.thread);
    this.showList();
    this.showHead();
  }

  enter(place) {
    this.open(place);
    this.el.classList.add("inside");
  }

  /** Whoever may write here: members of the group. */
  showWriters() {
    const members = this.place?.group?.members ?? {};
    const people = staff().filter((person) => String(person.id) in members);
    const remembered = Number(sessionStorage.getItem(WRITER));
    this.writerId = (
      people.find((p) => p.id === this.writerId) ??
      people.find((p) => p.id === remembered) ??
      people[0]
    )?.id;
    this.writer.replaceChildren(
      ...people.map((p) => h("option", { value: p.id, selected: p.id === this.writerId }, p.name)),
    );
  }

  writeAs(id) {
    this.writerId = id;
    sessionStorage.setItem(WRITER, id);
    if (this.place && !this.place.person) this.open(this.place);
  }

  showHead() {
    const { place } = this;
    if (!place) return;
    this.title.textContent = place.title;
    this.subtitle.textContent = place.person
      ? t("direct-with", { bot: store.known.bots.staff?.first_name ?? "" })
      : nameOf(place.group);
    this.writerBox.hidden = Boolean(place.person);
  }

  showList() {
    const groupRows = groups().flatMap((group) => [
      this.heading(`g${group.id}`, nameOf(group), group.forum ? t("new-topic") : null, () =>
        this.newTopic(group),
      ),
      ...placesOf(group).map((one) => this.row(one)),
    ]);
    const direct = [
      this.heading("direct", t("direct-messages"), t("add-staff"), () => this.addColleague()),
      ...staff().map((p) => this.row(directPlace(p))),
    ];
    syncChildren(this.list, [...groupRows, ...direct]);
  }

  heading(key, text, addLabel, add) {
    if (!this.rows.has(key)) {
      const button =
        addLabel &&
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": addLabel, title: addLabel, onclick: add },
          icon("plus"),
        );
      this.rows.set(key, h("div", { class: "place-heading" }, h("h3", {}, text), button));
    }
    return this.rows.get(key);
  }

  row(place) {
    const el = this.rows.get(place.key) ?? this.newRow(place);
    el.place = place;
    const here = place.key === this.place?.key;
    const { last, unread } = this.stateOf(place);
    el.setAttribute("aria-current", String(here));
    el.tabIndex = here ? 0 : -1;
    el.classList.toggle("closed", Boolean(place.topic?.closed));
    const [title, line, badge] = el.querySelectorAll("b, small, .badge");
    title.textContent = el.title = place.title;
    line.textContent = last
      ? preview(last)
      : t(place.person && !place.person.started?.staff ? "not-begun" : "empty-place");
    badge.hidden = !unread || here;
    badge.textContent = unread;
    return el;
  }

  newRow(place) {
    const face = place.person
      ? h(
          "span",
          { class: "avatar small", style: { "--hue": hue(place.person.id) } },
          initials(place.person.name),
        )
      : h(
          "span",
          { class: "topic-icon", style: { "--hue": place.thread ? hue(place.thread * 31) : 172 } },
          icon("hash"),
        );
    const el = h(
      "button",
      { type: "button", class: "place-row", onclick: () => this.enter(el.place) },
      face,
      h("span", { class: "place-words" }, h("b"), h("small")),
      h("span", { class: "badge", hidden: true }),
    );
    this.rows.set(place.key, el);
    return el;
  }

  stateOf(place) {
    const chat = store.chat("staff", place.chatId);
    const messages = [...chat.messages.values()].filter(
      (m) => !m.service && (place.thread === null || store.threadOf(m) === place.thread),
    );
    return { last: messages.at(-1), unread: store.unreadIn(chat, place.thread) };
  }

  menu() {
    const { place } = this;
    if (place.person) return this.directMenu(place.person);
    if (!place.topic) return [{ icon: "plus", label: t("new-topic"), run: () => this.newTopic(place.group) }];
    const change = (what) => () => this.talk.attempt(() => api.topic(place.chatId, what));
    return [
      place.topic.closed
        ? { icon: "check", label: t("reopen-topic"), run: change({ reopen: place.thread }) }
        : { icon: "lock", label: t("close-topic"), run: change({ close: place.thread }) },
      { icon: "trash", label: t("delete-topic"), danger: true, run: change({ delete: place.thread }) },
    ];
  }

  directMenu(person) {
    const blocked = person.blocked?.staff;
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

  async newTopic(group) {
    const name = h("input", {
      name: "name",
      required: true,
      maxlength: "128",
      autofocus: true,
      autocomplete: "off",
    });
    const form = await formDialog(t("new-topic"), [field(t("topic-name"), name)], t("add"));
    if (form) await this.talk.attempt(() => api.topic(group.id, { name: form.get("name") }));
  }

  async addColleague() {
    const id = await addPerson("staff");
    const place = this.places().find((one) => one.person?.id === id);
    if (place) this.enter(place);
  }
}

const nameOf = (group) => inTongue(group.titles, group.title);

/** Groups in which the page's language is spoken come first. */
function groups() {
  const speakers = (group) =>
    staff().filter((person) => String(person.id) in (group.members ?? {}) && speaks(person)).length;
  return [...store.known.groups].sort((a, b) => speakers(b) - speakers(a));
}

function placesOf(group) {
  if (!group.forum)
    return [{ key: `${group.id}`, title: nameOf(group), chatId: group.id, thread: null, group }];
  const general = { key: `${group.id}/0`, title: t("topic-general"), chatId: group.id, thread: 0, group };
  return [
    general,
    ...group.topics.map((topic) => ({
      key: `${group.id}/${topic.id}`,
      title: topic.name,
      chatId: group.id,
      thread: topic.id,
      group,
      topic,
    })),
  ];
}

const directPlace = (person) => ({
  key: `dm/${person.id}`,
  title: person.name,
  chatId: person.id,
  thread: null,
  person,
});
