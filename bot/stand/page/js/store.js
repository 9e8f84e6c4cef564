/** What the page knows, and who wants to hear of a change. Views subscribe to topics and redraw their own part.
 *
 * Topics: "state" (bots, users, groups), "chat:<key>", "chats" (any chat: unread counts, previews), "call" (null: all anew),
 * "clock", "zone" (another shop's time is shown), "faults", "link" (connection).
 */

import * as api from "./api.js";
import { lang } from "./i18n.js";

const listeners = new Map();
export const known = {
  bots: {},
  users: [],
  groups: [],
  zones: [],
  faults: [],
  seq: 0,
  clockOffset: 0,
  connected: false,
};
export const calls = [];
const chats = new Map();
const MOST_CALLS = 500;

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, payload) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(payload);
}

/** A group has one history for both bots, a private chat one for each. */
export const chatKey = (bot, chatId) => (chatId < 0 ? `group:${chatId}` : `${bot}:${chatId}`);

export function chat(bot, chatId) {
  const key = chatKey(bot, chatId);
  const side = chatId < 0 ? "staff" : bot;
  if (!chats.has(key))
    chats.set(key, {
      key,
      bot: side,
      id: chatId,
      messages: new Map(),
      meanwhile: null,
      loading: null,
      typing: new Map(),
      unread: new Map(),
    });
  return chats.get(key);
}

/** The whole picture anew, when the stand was away or was restarted under the page. */
export async function loadAll() {
  const open = [...chats.values()].filter((one) => one.loading);
  calls.length = 0;
  takeState(await api.state());
  const forget = (one) => chats.delete(one.key);
  await Promise.all([loadCalls(), ...open.map((one) => reloadChat(one).catch(() => forget(one)))]);
}

/** People, groups, bots and troubles as they are now; the place in the stream of changes stays where it is. */
export async function refresh() {
  const { seq: _, ...rest } = await api.state();
  takeState(rest);
}

export function takeState(state) {
  Object.assign(known, state);
  setClock(state.clock);
  emit("state");
  emit("faults");
}

/** Calls that the stream brought meanwhile are kept behind those just read. */
export async function loadCalls() {
  const read = await api.calls(MOST_CALLS);
  const later = calls.filter((call) => call.seq > (read.at(-1)?.seq ?? 0));
  calls.splice(0, calls.length, ...read, ...later);
  emit("call", null);
}

export function addCall(call) {
  calls.push(call);
  if (calls.length > MOST_CALLS) calls.shift();
  emit("call", call);
}

export function openChat(bot, chatId) {
  const it = chat(bot, chatId);
  it.loading ??= reloadChat(it).catch(() => (it.loading = null));
  return it;
}

/** What the stream changes while the history is under way is newer than the history. */
export async function reloadChat(it) {
  it.meanwhile = new Map();
  const read = await api.messages(it.bot, it.id);
  it.messages = new Map([...read.map((message) => [message.id, message]), ...it.meanwhile]);
  it.meanwhile = null;
  touched(it);
}

/** A new or changed message; an older picture of a message never replaces a newer one, for events come in order. */
export function upsertMessage(bot, chatId, message) {
  const it = chat(bot, chatId);
  const isNew = !it.messages.has(message.id);
  it.messages.set(message.id, message);
  it.meanwhile?.set(message.id, message);
  if (isNew && message.from?.is_bot) it.typing.delete(threadOf(message));
  if (isNew && (message.from?.is_bot || chatId < 0)) countUnread(it, message);
  touched(it);
}

function countUnread(it, message) {
  const thread = threadOf(message);
  it.unread.set(thread, (it.unread.get(thread) ?? 0) + 1);
}

/** Thread of a message in a forum: 0 is the general one. */
export const threadOf = (message) => (message.thread && message.thread !== 1 ? message.thread : 0);

export function unreadIn(it, thread = null) {
  if (thread !== null) return it.unread.get(thread) ?? 0;
  return [...it.unread.values()].reduce((sum, n) => sum + n, 0);
}

export function markRead(it, thread = null) {
  const had = unreadIn(it, thread);
  if (thread === null) it.unread.clear();
  else it.unread.delete(thread);
  if (had) emit("chats", it);
}

export function setTyping(bot, chatId, thread, action) {
  const it = chat(bot, chatId);
  const until = Date.now() + 5000;
  it.typing.set(thread, { action, until });
  emit(`chat:${it.key}`, it);
  setTimeout(() => forgetTyping(it, thread, until), 5050);
}

function forgetTyping(it, thread, until) {
  if (it.typing.get(thread)?.until !== until) return;
  it.typing.delete(thread);
  emit(`chat:${it.key}`, it);
}

export function touched(it) {
  emit(`chat:${it.key}`, it);
  emit("chats", it);
}

export function setClock(iso) {
  if (!iso) return;
  known.clockOffset = new Date(iso).getTime() - Date.now();
  emit("clock");
}

export function setFaults(faults) {
  known.faults = faults;
  emit("faults");
}

export const now = () => new Date(Date.now() + known.clockOffset);
export const user = (id) => known.users.find((u) => u.id === id);

/** Zone in which the page tells times: the first store's, or the reader's own when the stand knows no store. */
export const zone = () =>
  known.zones?.[known.zoneIndex ?? 0]?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map();

/** Formats are dear to make and cheap to use: each is made once. */
export function formatTime(date, options) {
  const key = `${lang()} ${zone()} ${JSON.stringify(options)}`;
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(lang(), { timeZone: zone(), hourCycle: "h23", ...options }));
  return formats.get(key).format(date);
}

/** "2026-08-12T14:05" as the shop's wall clock shows an instant, and back. */
export function wallClock(date) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone(),
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(date)
      .map((p) => [p.type, p.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** Twice corrected by the zone's offset, so that a change of daylight saving in between is met. */
export function instantOf(local) {
  const wanted = Date.parse(`${local}Z`);
  let guess = wanted;
  for (let i = 0; i < 2; i += 1) guess += wanted - Date.parse(`${wallClock(new Date(guess))}Z`);
  return new Date(guess);
}
