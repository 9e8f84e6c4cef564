/** Line icons drawn for this page, 20 × 20, taking the colour of the text. */

const PATHS = {
  send: "M3.5 10 17 3.5 12.5 17l-3-5.5zM9.5 11.5 17 3.5",
  attach:
    "m16 9.5-6.2 6.2a3.7 3.7 0 0 1-5.3-5.3l6.7-6.7a2.5 2.5 0 0 1 3.5 3.5l-6.6 6.6a1.2 1.2 0 0 1-1.7-1.7L12 6.5",
  photo: "M3 5.5h14v10H3zM3 13l4-4 4 4 2.5-2.5L17 14M12.5 8.2h.1",
  mic: "M10 3a2 2 0 0 1 2 2v4.5a2 2 0 0 1-4 0V5a2 2 0 0 1 2-2zM5.5 9.5a4.5 4.5 0 0 0 9 0M10 14v3",
  file: "M5.5 3H12l3.5 3.5V17h-10zM12 3v3.5h3.5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3M7 12h2M11 12h2",
  place:
    "M10 17s5-4.6 5-8.5a5 5 0 0 0-10 0C5 12.4 10 17 10 17zM10 10.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
  contact: "M10 9.5a2.7 2.7 0 1 0 0-5.5 2.7 2.7 0 0 0 0 5.5zM4.5 16.5c.5-3 2.6-4.5 5.5-4.5s5 1.5 5.5 4.5",
  people:
    "M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16c.4-2.7 2.3-4 5-4s4.6 1.3 5 4M13 4.7a2.5 2.5 0 0 1 0 4.6M14.5 12.3c1.7.5 2.7 1.7 3 3.7",
  slash: "M12.5 4 7.5 16",
  keyboard: "M3 5.5h14v9H3zM6 8.5h.1M9 8.5h.1M12 8.5h.1M14.5 8.5h.1M6.5 12h7",
  close: "m5.5 5.5 9 9M14.5 5.5l-9 9",
  plus: "M10 4.5v11M4.5 10h11",
  more: "M10 5h.1M10 10h.1M10 15h.1",
  down: "m5.5 8 4.5 4.5L14.5 8",
  back: "M12 5 7 10l5 5",
  pin: "m12 3.5 4.5 4.5-2.5.7-2.8 2.8-.4 3L5.5 9.2l3-.4 2.8-2.8zM8 12l-4 4",
  reply: "M8 5 3.5 9.5 8 14M3.5 9.5H11c3.5 0 5 2 5.5 5.5",
  smile:
    "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM7.5 8.2h.1M12.5 8.2h.1M7 11.5c.6 1.2 1.6 1.8 3 1.8s2.4-.6 3-1.8",
  edit: "m13 4 3 3-8.5 8.5H4.5v-3zM11 6l3 3",
  hash: "M7.5 4 6 16M14 4l-1.5 12M4 8h12.5M3.5 12H16",
  lock: "M5 9h10v7.5H5zM7 9V6.8a3 3 0 0 1 6 0V9",
  block: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM5.5 5.5l9 9",
  clock: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 6.5V10l2.5 2",
  bolt: "M11 3 5 11.5h4.5L9 17l6-8.5h-4.5z",
  list: "M7 5.5h9.5M7 10h9.5M7 14.5h9.5M3.5 5.5h.1M3.5 10h.1M3.5 14.5h.1",
  phone: "M6.5 3h7v14h-7zM9.3 14.7h1.4",
  sliders:
    "M4 6.5h6M14 6.5h2M4 13.5h2M10 13.5h6M12 8.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM8 15.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
  play: "M7 4.5v11l8.5-5.5z",
  pause: "M7 4.5v11M13 4.5v11",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  link: "M8 5H5v10h10v-3M11 4.5h4.5V9M15.5 4.5 9 11",
  house: "M4.5 15.5V9L10 5l5.5 4v6.5M7.5 15.5h5M7.7 12.5h4.6",
  app: "M4 4.5h12v11H4zM4 7.5h12",
  trash: "M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6",
  snail: "M10 16.5a6.5 6.5 0 1 1 6.5-6.5M10 6.5V10l2 1.5M13.5 14h.1M16 12.8h.1",
  cut: "M3 10h4.5l1.5-3M17 10h-4.5L11 13M8.5 16.5l3-13",
  repeat:
    "M4.5 9V8a2.5 2.5 0 0 1 2.5-2.5h8M12.8 3l2.7 2.5L12.8 8M15.5 11v1a2.5 2.5 0 0 1-2.5 2.5H5M7.2 12l-2.7 2.5L7.2 17",
  tap: "M8 10.5V5.3a1.3 1.3 0 0 1 2.6 0v4l3.7.9c1 .3 1.5 1 1.3 2l-.7 4.3H9.3L5.5 12c-.6-.9.5-1.9 1.4-1.3zM5.5 6a4 4 0 0 1 7.6 0",
  server: "M4 4.5h12v4.5H4zM4 11h12v4.5H4zM6.5 6.8h.1M6.5 13.3h.1",
  gauge: "M4 14.5a6.5 6.5 0 1 1 12 0M10 12l3-4",
};

const NS = "http://www.w3.org/2000/svg";

/** Decorative: whoever uses it gives the accessible name. */
export function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
