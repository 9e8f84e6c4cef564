/** How numbers, days and people look on the page. */

import { lang, t } from "./i18n.js";
import { formatTime, now } from "./store.js";

export const timeOfDay = (iso) => formatTime(new Date(iso), { hour: "2-digit", minute: "2-digit" });
export const exactTime = (iso) =>
  formatTime(new Date(iso), { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const dayKey = (iso) =>
  formatTime(new Date(iso), { year: "numeric", month: "2-digit", day: "2-digit" });

export function dayLabel(iso) {
  if (dayKey(iso) === dayKey(now())) return t("today");
  return formatTime(new Date(iso), { weekday: "short", month: "long", day: "numeric" });
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const unit = ["byte", "kilobyte", "megabyte"][power];
  const style = { style: "unit", unit, maximumFractionDigits: power ? 1 : 0 };
  return new Intl.NumberFormat(lang(), style).format(bytes / 1024 ** power);
}

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Chinese names are known by their last character, others by the initials. */
export function initials(name = "") {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return "?";
  if (/\p{Script=Han}/u.test(words[0])) return [...words[0]].at(-1);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}

/** A steady colour for a person: the golden angle keeps neighbours apart. */
export const hue = (id) => Math.round((Math.abs(Number(id) || 0) * 137.508) % 360);

export function serviceWords(message) {
  const kind = Object.keys(message.service)[0];
  return t(SERVICES.has(kind) ? `service-${kind}` : "kind-service", message.service[kind]);
}

const SERVICES = new Set([
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
  "pinned_message",
  "new_chat_members",
  "left_chat_member",
]);

const FILMS = new Set(["animation", "video_note"]);

/** First line of a message for lists, quotes and the pinned bar. */
export function preview(message) {
  if (!message || message.deleted) return t("message-deleted");
  if (message.service) return serviceWords(message);
  const words = (message.text || message.caption || "").split("\n", 1)[0];
  if (words) return words;
  const kind = [
    "photo",
    "voice",
    "document",
    "location",
    "venue",
    "contact",
    "sticker",
    "video",
    "audio",
    "animation",
    "video_note",
  ].find((k) => message[k]);
  return kind ? t(`kind-${FILMS.has(kind) ? "video" : kind}`) : t("kind-service");
}
