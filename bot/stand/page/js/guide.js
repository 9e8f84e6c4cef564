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
    start: step(1, "guide-start", go.start),
    book: step(2, "guide-book", go.book),
    staff: step(3, "guide-staff", go.staff),
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
  const seen = { begun: false, booked: false, arrived: false };
  store.on("chats", (chat) => tick(steps, seen, chat));
  return strip;
}

/** The number is written out, because a narrow screen shows one step only. */
const step = (number, key, run) =>
  h(
    "li",
    {},
    h(
      "button",
      { type: "button", onclick: run },
      h("span", { class: "tick", dataset: { number } }, icon("check")),
      t(key),
    ),
  );

/** Begun: an owner said something. Booked: the receipt's calendar file came. Arrived: a bot's message at the staff's. */
function tick(steps, seen, chat) {
  const messages = [...chat.messages.values()];
  const owners = chat.bot === "owner";
  seen.begun ||= owners && messages.some((m) => !m.from?.is_bot);
  seen.booked ||= owners && messages.some((m) => /\.ics$/i.test(m.document?.file_name ?? ""));
  seen.arrived ||= !owners && messages.some((m) => m.from?.is_bot);
  steps.start.classList.toggle("done", seen.begun);
  steps.book.classList.toggle("done", seen.booked);
  steps.staff.classList.toggle("done", seen.booked && seen.arrived);
}
