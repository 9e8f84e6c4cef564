/** Who is an owner, who is staff, and adding somebody new. */

import * as api from "./api.js";
import { h } from "./dom.js";
import { LANGUAGES, lang, ownTongueFirst, t } from "./i18n.js";
import { formDialog, toast } from "./overlay.js";
import { known, refresh } from "./store.js";

const ADDED_STAFF = "servicebay.staff";
const addedStaff = () => JSON.parse(sessionStorage.getItem(ADDED_STAFF) ?? "[]");

const inGroup = (user) => known.groups.some((group) => String(user.id) in (group.members ?? {}));

export function staff() {
  const added = addedStaff();
  return ownTongueFirst(
    known.users.filter((user) => user.started?.staff || inGroup(user) || added.includes(user.id)),
  );
}

/** Whoever is not staff, and whoever of the staff drives one of our cars. */
export function owners() {
  const working = new Set(staff().map((user) => user.id));
  return ownTongueFirst(known.users.filter((user) => !working.has(user.id) || user.started?.owner));
}

/** Asks name, language and phone; resolves with the new person's id, or null. */
export async function addPerson(role) {
  const form = await formDialog(t(`add-${role}`), fields(), t("add"));
  if (!form) return null;
  try {
    const { id } = await api.addUser(Object.fromEntries(form));
    if (role === "staff") sessionStorage.setItem(ADDED_STAFF, JSON.stringify([...addedStaff(), id]));
    await refresh();
    return id;
  } catch (error) {
    toast(error.message, { tone: "bad" });
    return null;
  }
}

/** Ranges kept free of real subscribers, or unassigned. */
const PHONES = { "zh-CN": ["+86190000", 5], en: ["+1202555", 4], ru: ["+7900000", 4] };

function samplePhone(language) {
  const [prefix, digits] = PHONES[language];
  return prefix + String(Math.floor(Math.random() * 10 ** digits)).padStart(digits, "0");
}

function fields() {
  const phone = h("input", {
    name: "phone",
    type: "tel",
    value: samplePhone(lang()),
    required: true,
    pattern: "\\+?[0-9 \\-]{5,20}",
    autocomplete: "off",
  });
  const languages = Object.entries(LANGUAGES).map(([tag, name]) =>
    h("option", { value: tag, selected: tag === lang() }, name),
  );
  const language = h(
    "select",
    { name: "language_code", onchange: () => (phone.value = samplePhone(language.value)) },
    languages,
  );
  return [
    field(
      t("person-name"),
      h("input", { name: "name", required: true, maxlength: "60", autocomplete: "off", autofocus: true }),
    ),
    field(t("person-language"), language),
    field(t("person-phone"), phone),
  ];
}

export const field = (label, control) => h("label", { class: "field" }, h("span", {}, label), control);
