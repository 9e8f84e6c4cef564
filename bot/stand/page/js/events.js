/** The stand's stream of changes, turned into changes of the store; it reconnects by itself and misses nothing. */

import * as store from "./store.js";

const KINDS = [
  "message",
  "edit",
  "delete",
  "reaction",
  "action",
  "topic",
  "user",
  "call",
  "clock",
  "fault",
  "pin",
  "reply_markup",
  "reset",
];
const PAUSES = [300, 1000, 2000, 5000];
let failures = 0;

export function connect() {
  const source = new EventSource(`/sim/events?after=${store.known.seq}`);
  const receive = (event) => take(JSON.parse(event.data));
  source.onmessage = receive;
  for (const kind of KINDS) source.addEventListener(kind, receive);
  source.onopen = () => linked(true);
  source.onerror = () => {
    source.close();
    linked(false);
    setTimeout(reconnect, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  };
}

function linked(connected) {
  if (connected) failures = 0;
  store.known.connected = connected;
  store.emit("link", connected);
}

/** After a pause, or when the stand was started anew: everything is read again. */
async function reconnect() {
  try {
    await store.loadAll();
  } catch {
    return setTimeout(reconnect, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  }
  connect();
}

function take(event) {
  if (event.kind === "reset") return store.loadAll();
  if (event.seq <= store.known.seq) return;
  store.known.seq = event.seq;
  HANDLERS[event.kind]?.(event);
}

const changed = (event) => store.upsertMessage(event.bot, event.chat_id, event.message);

const HANDLERS = {
  message: changed,
  edit: changed,
  delete: changed,
  reaction: changed,
  pin: changed,
  reply_markup: changed,
  action: (event) => store.setTyping(event.bot, event.chat_id, event.thread ?? 0, event.action),
  topic: refreshState,
  user: refreshState,
  call: (event) => store.addCall(event.call),
  clock: (event) => store.setClock(event.clock),
  fault: (event) => store.setFaults(event.faults),
};

let refreshing = null;

/** Rare changes (users, topics, faults) are read as a whole; several in a row cost one request. */
function refreshState() {
  refreshing ??= setTimeout(async () => {
    refreshing = null;
    try {
      await store.refresh();
    } catch {
      // The stand is away: when it is back, everything is read again.
    }
  }, 60);
}
