/** Everything the page asks of the stand: JSON under /sim/. A refusal is thrown as ApiError with the server's words. */

export class ApiError extends Error {}

async function call(path, body, method = body === undefined ? "GET" : "POST") {
  const form = body instanceof FormData;
  const response = await fetch(`/sim/${path}`, {
    method,
    body: form ? body : body && JSON.stringify(body),
    headers: body && !form ? { "Content-Type": "application/json" } : {},
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error ?? answer.description ?? `${response.status}`);
  return answer;
}

export const state = () => call("state");
export const messages = (bot, chatId) => call(`chats/${chatId}/messages?bot=${bot}`).then((r) => r.messages);
export const calls = (limit) => call(`calls?limit=${limit}`).then((r) => r.calls);
export const addUser = (user) => call("users", user);
export const send = (chatId, message) => call(`chats/${chatId}/messages`, message);
export const edit = (chatId, change) => call(`chats/${chatId}/edits`, change);
export const react = (chatId, reaction) => call(`chats/${chatId}/reactions`, reaction);
export const tap = (chatId, button) => call(`chats/${chatId}/taps`, button);
export const block = (chatId, change) => call(`chats/${chatId}/block`, change);
export const topic = (chatId, change) => call(`chats/${chatId}/topics`, change);
export const moveClock = (change) => call("clock", change);
export const fault = (what) => call("faults", what);
