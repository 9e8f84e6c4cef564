/** Photos, voices, files, places and contacts inside a message. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { duration, fileSize, hue, initials } from "./format.js";
import { link } from "./sanitize.js";

/** All media of a message as elements, in Telegram's order: media above the words. */
export function mediaOf(message) {
  const repeated = (kind) => kind === "location" && message.venue;
  return Object.entries(SHAPES)
    .filter(([kind]) => message[kind] && !repeated(kind))
    .map(([kind, shape]) => shape(message[kind]));
}

const SHAPES = {
  photo: (photo) =>
    h(
      "a",
      { class: "photo", href: photo.url, target: "_blank", rel: "noopener", "aria-label": t("kind-photo") },
      h("img", {
        src: photo.url,
        alt: t("kind-photo"),
        loading: "lazy",
        width: photo.width,
        height: photo.height,
      }),
    ),
  sticker: (sticker) => h("div", { class: "sticker" }, sticker.emoji || t("kind-sticker")),
  video: (video) => film(video),
  animation: (video) => film(video),
  video_note: (video) => film(video),
  voice: (voice) => player(voice),
  audio: (audio) => player(audio),
  document: (file) => documentCard(file),
  venue: (venue) => place(venue.location ?? venue, venue.title, venue.address),
  location: (point) => place(point),
  contact: (contact) => contactCard(contact),
};

const film = (video) => h("video", { class: "photo", src: video.url, controls: true, preload: "metadata" });

function documentCard(file) {
  const name = file.file_name ?? t("kind-document");
  const calendar = /\.ics$/i.test(name);
  return h(
    "a",
    { class: `file ${calendar ? "calendar" : ""}`, href: file.url, download: name },
    h("span", { class: "file-icon" }, icon(calendar ? "calendar" : "file")),
    h(
      "span",
      { class: "file-words" },
      h("b", {}, name),
      h("small", {}, [fileSize(file.file_size), calendar && t("file-calendar")].filter(Boolean).join(" · ")),
    ),
  );
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "file contact" },
    h("span", { class: "avatar", style: { "--hue": hue(contact.user_id) } }, initials(name)),
    h(
      "span",
      { class: "file-words" },
      h("b", {}, name),
      h("small", {}, link(`tel:${contact.phone_number}`, contact.phone_number)),
    ),
  );
}

/** No map service is asked: the tile is a drawing, the coordinates lead to a map for whoever wants one. */
function place(point, title, address) {
  const { latitude, longitude } = point;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const words = title
    ? [h("b", {}, title), h("small", {}, address)]
    : [h("small", {}, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)];
  const tile = link(href, [
    h("span", { class: "map", style: { "--shift": `${hue(latitude * 1e4)}px` } }, icon("place")),
    h("span", { class: "map-words" }, words),
  ]);
  tile.className = "place";
  tile.setAttribute("aria-label", title ?? t("kind-location"));
  return tile;
}

const BARS = [5, 9, 14, 8, 12, 18, 10, 6, 13, 17, 11, 7, 15, 9, 5, 12, 16, 8, 6, 10, 14, 7, 11, 5];

function player(voice) {
  const audio = h("audio", { src: voice.url, preload: "none" });
  const time = h("small", {}, duration(voice.duration));
  const button = h("button", { type: "button", class: "play", "aria-label": t("voice-play") }, icon("play"));
  const wave = h(
    "span",
    { class: "wave", "aria-hidden": "true" },
    BARS.map((height) => h("i", { style: { height: `${height}px` } })),
  );
  const total = () => (Number.isFinite(audio.duration) ? audio.duration : voice.duration || 1);
  const show = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", t(audio.paused ? "voice-play" : "voice-pause"));
    [...wave.children].forEach((bar, i) =>
      bar.classList.toggle("played", i < (audio.currentTime / total()) * BARS.length),
    );
    time.textContent = duration(audio.paused ? total() : audio.currentTime);
  };
  for (const kind of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(kind, show);
  button.addEventListener("click", () => (audio.paused ? audio.play().catch(() => {}) : audio.pause()));
  return h("div", { class: "voice" }, button, wave, time, audio);
}
