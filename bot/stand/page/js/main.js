/** Puts the page together and keeps it in touch with the stand. */

import * as api from "./api.js";
import { CallsPanel } from "./calls.js";
import { ClockPanel } from "./clock.js";
import { h, soon } from "./dom.js";
import { connect } from "./events.js";
import { FaultsPanel } from "./faults.js";
import { guide } from "./guide.js";
import { LANGUAGES, chosenLanguage, lang, loadSentences, switchLanguage, t } from "./i18n.js";
import { Layout } from "./layout.js";
import { owners, staff } from "./people.js";
import { PhonePanel } from "./phone.js";
import { StaffPanel } from "./staff.js";
import * as store from "./store.js";

async function begin() {
  const state = await api.state();
  await loadSentences(chosenLanguage(state.locale));
  document.title = t("page-title");
  const panels = {
    phone: new PhonePanel(),
    staff: new StaffPanel(),
    calls: new CallsPanel(),
    faults: new FaultsPanel(),
    clock: new ClockPanel(),
  };
  const layout = mount(panels);
  store.on(
    "chats",
    soon(() => showUnread(layout)),
  );
  store.takeState(state);
  connect();
  await store.loadCalls();
}

function mount({ phone, staff: staffPanel, calls, faults, clock }) {
  const go = {
    start: () => (layout.show("owner"), focusFirst(phone.el, ".gate button", "textarea")),
    book: () => (layout.show("owner"), phone.talk.send({ text: "/book" })),
    staff: () => (
      layout.show("staff"),
      focusFirst(staffPanel.el, ".place-row[aria-current=true]", ".place-row")
    ),
  };
  const layout = new Layout({
    phone: phone.el,
    staff: staffPanel.el,
    calls: calls.el,
    faults: faults.el,
    clock: clock.el,
    lamp: lamp(),
    languages: languages(),
    strip: guide(go),
  });
  document.body.replaceChildren(layout.el);
  return layout;
}

function focusFirst(root, ...selectors) {
  const el = selectors.map((selector) => root.querySelector(selector)).find((found) => found?.offsetParent);
  el?.focus();
  el?.classList.add("found");
}

function lamp() {
  const el = h("span", { class: "lamp", role: "status" }, h("i"), h("span", {}, t("connecting")));
  store.on("link", (connected) => {
    el.classList.toggle("on", connected);
    el.lastChild.textContent = t(connected ? "connected" : "connecting");
  });
  return el;
}

function languages() {
  const options = Object.entries(LANGUAGES).map(([tag, name]) =>
    h("option", { value: tag, selected: tag === lang(), lang: tag }, name),
  );
  return h(
    "select",
    {
      class: "languages",
      "aria-label": t("language"),
      onchange: (event) => switchLanguage(event.target.value),
    },
    options,
  );
}

/** Tabs show what happened out of sight. */
function showUnread(layout) {
  const sum = (bot, people) =>
    people.reduce((n, person) => n + store.unreadIn(store.chat(bot, person.id)), 0);
  const groups = store.known.groups.reduce(
    (n, group) => n + store.unreadIn(store.chat("staff", group.id)),
    0,
  );
  layout.badge("owner", sum("owner", owners()));
  layout.badge("staff", sum("staff", staff()) + groups);
}

begin().catch((error) => {
  document.body.replaceChildren(h("p", { class: "fatal", role: "alert" }, error.message));
});
