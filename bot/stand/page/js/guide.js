/** Three suggestions for the first minute; each is ticked off when it has happened, the strip goes for good when closed. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import * as store from "./store.js";

const DISMISSED = "servicebay.guide";

/** `go`: {start(), book(), staff()} bring the reader to the place of each step. */
export function guide(go) {
  if (localStorage.getItem(DISMISSED)) return null;
  const steps = {
    start: step("guide-start", go.start),
    book: step("guide-book", go.book),
    staff: step("guide-staff", go.staff),
  };
  const dismiss = () => {
    localStorage.setItem(DISMISSED, "1");
    strip.remove();
  };
  const strip = h(
    "aside",
    { class: "guide", "aria-label": t("guide") },
    h("ol", {}, Object.values(steps)),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("guide-dismiss"),
        title: t("guide-dismiss"),
        onclick: dismiss,
      },
      icon("close"),
    ),
  );
  store.on("chats", (chat) => tick(steps, chat));
  return strip;
}

const step = (key, run) =>
  h(
    "li",
    {},
    h("button", { type: "button", onclick: run }, h("span", { class: "tick" }, icon("check")), t(key)),
  );

/** Begun: an owner said something. Booked: the receipt's calendar file came. Arrived: a bot's message at the staff's. */
function tick(steps, chat) {
  const messages = [...chat.messages.values()];
  if (chat.bot === "owner" && messages.some((m) => !m.from?.is_bot)) done(steps.start);
  if (chat.bot === "owner" && messages.some((m) => /\.ics$/i.test(m.document?.file_name ?? "")))
    done(steps.book);
  const booked = steps.book.classList.contains("done");
  if (booked && chat.bot === "staff" && messages.some((m) => m.from?.is_bot)) done(steps.staff);
}

const done = (li) => li.classList.add("done");
