/** Message text as Telegram formats it: a short list of tags, everything else becomes plain text. */

import { h } from "./dom.js";

const PLAIN = new Set("B STRONG I EM U INS S STRIKE DEL CODE PRE BLOCKQUOTE".split(" "));
const DROPPED = new Set("SCRIPT STYLE TEMPLATE IFRAME OBJECT EMBED NOSCRIPT SVG MATH HEAD TITLE".split(" "));
const SCHEMES = /^(https?:\/\/|tg:|tel:)/i;

export const isSafeAddress = (url) => SCHEMES.test(url);

const TOKENS = /(https?:\/\/[\x21-\x7e]*[\w/#=&%+~-])|(?<![^\s("“«])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/gi;

/** Parsed in an inert document, rebuilt from the allow-list: nothing of the original nodes enters the page. */
export function richText(html) {
  const inert = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...copyChildren(inert.body, true));
  return fragment;
}

/** Plain text with its addresses and /commands made active, as Telegram does by itself. */
export function plainText(text) {
  const fragment = document.createDocumentFragment();
  fragment.append(...activeText(text));
  return fragment;
}

const copyChildren = (node, active) => [...node.childNodes].flatMap((child) => copy(child, active));

function copy(node, active) {
  if (node.nodeType === Node.TEXT_NODE) return active ? activeText(node.data) : [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.nodeName.toUpperCase())) return [];
  if (node.nodeName === "BR") return ["\n"];
  if (node.nodeName === "A") return copyLink(node);
  if (isSpoiler(node)) return [spoiler(copyChildren(node, active))];
  const children = copyChildren(node, active && node.nodeName !== "CODE" && node.nodeName !== "PRE");
  return PLAIN.has(node.nodeName) ? [h(node.nodeName.toLowerCase(), {}, children)] : children;
}

function copyLink(node) {
  const href = (node.getAttribute("href") ?? "").trim();
  const children = copyChildren(node, false);
  return isSafeAddress(href) ? [link(href, children)] : children;
}

export const link = (href, children) =>
  h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, children);

const isSpoiler = (node) => node.nodeName === "TG-SPOILER" || node.matches("span.tg-spoiler, span.spoiler");

function spoiler(children) {
  const reveal = (event) => event.currentTarget.classList.add("revealed");
  return h(
    "span",
    {
      class: "spoiler",
      tabindex: "0",
      role: "button",
      onclick: reveal,
      onkeydown: (e) => e.key === "Enter" && reveal(e),
    },
    children,
  );
}

function activeText(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(text.slice(at, match.index), match[1] ? link(match[1], match[1]) : command(match[2]));
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}

const command = (word) => h("a", { class: "command", href: "#", dataset: { command: word } }, word);
