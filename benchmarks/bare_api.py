"""A thin local Bot API for benchmarks: as quick as may be, nothing validated, webhooks and long polling.

It is not the stand (`bot/stand`), which validates every request and would be what is measured. Like Telegram it
returns the whole message with its keyboard from every send and edit, and puts it into every callback query.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from bare_http import Answer, Request, ServerConnection, WebhookClient
from chats import Action, Button, Chat, Pending, Say, Script

PATIENCE = 10.0
"""Seconds after which a step counts as stuck."""

_LONG_POLL = 5.0
_FORM_FIELD = re.compile(rb'name="(\w+)"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r]*)\r\n')
_TRUE = b'{"ok":true,"result":true}'


class BotAccount:
    """One token: where its updates go, and what the bot asked for."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.ready = asyncio.Event()
        self.webhook: WebhookClient | None = None
        self._queue: deque[tuple[int, dict[str, Any]]] = deque()
        self._arrived = asyncio.Event()

    @property
    def me(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": "Bench",
            "username": f"bench{self.id}_bot",
        }

    def set_webhook(self, url: str, secret: str | None) -> None:
        """Updates go to `url` from now on; "" ends that."""
        if self.webhook:
            self.webhook.close()
        self.webhook = WebhookClient(url, secret) if url else None
        if url:
            self.ready.set()

    def queue(self, update: dict[str, Any]) -> None:
        """Keep the update for the next getUpdates."""
        self._queue.append((update["update_id"], update))
        self._arrived.set()

    async def get_updates(self, offset: int) -> Answer:
        """What is new from `offset` on; what is older is forgotten."""
        self.ready.set()
        while self._queue and self._queue[0][0] < offset:
            self._queue.popleft()
        if not self._queue:
            self._arrived.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), _LONG_POLL)
        return _ok([update for _, update in list(self._queue)[:100]])


class BareApi:
    """The server and its chats. `calls` counts methods; `stuck` and `refused` should stay 0."""

    def __init__(self) -> None:
        self.bots: dict[str, BotAccount] = {}
        self.chats: dict[int, Chat] = {}
        self.calls: Counter[str] = Counter()
        self.stuck = 0
        self.refused = 0
        self._ids = int(time.time())
        self._deliveries: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Listen on a free port of loopback; the base URL."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: ServerConnection(self._handle), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop listening and drop the webhooks."""
        self._server.close()
        for bot in self.bots.values():
            bot.set_webhook("", None)

    def account(self, token: str) -> BotAccount:
        """The account of `token`; any token has one."""
        if token not in self.bots:
            self.bots[token] = BotAccount(token)
        return self.bots[token]

    def chat(self, chat_id: int) -> Chat:
        """The chat of that id, new if need be."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id)
        return self.chats[chat_id]

    async def step(self, bot: BotAccount, chat: Chat, script: Script, screen: bool = True) -> bool:
        """One step of `script` in `chat`, until the bot has answered it in full; False when it never did.

        `screen`: a message or an edit belongs to the answer.
        """
        action = await self._next(chat, script)
        if action is None:
            return False
        chat.at = action.message_id if isinstance(action, Button) else None
        needs = ["screen"] * screen + ["answer"] * (not isinstance(action, Say))
        needs += ["delivered"] * bool(bot.webhook)
        pending = chat.pending = Pending(*needs)
        update = self._update(bot, chat, action)
        if bot.webhook:
            task = asyncio.ensure_future(self._deliver(bot, pending, update))
            self._deliveries.add(task)  # the loop itself holds tasks weakly
            task.add_done_callback(self._deliveries.discard)
        else:
            bot.queue(update)
        return await self._wait(chat, pending)

    async def _next(self, chat: Chat, script: Script) -> Action | None:
        """What the script says, as soon as it finds what it looks for: a receipt may come a moment later."""
        deadline = time.monotonic() + PATIENCE
        while True:
            chat.changed.clear()
            try:
                return script(chat)
            except LookupError as lost:
                try:
                    await asyncio.wait_for(chat.changed.wait(), deadline - time.monotonic())
                except TimeoutError:
                    self._lost(chat, lost)
                    return None

    def _lost(self, chat: Chat, why: LookupError) -> None:
        if not self.stuck:
            print(f"chat {chat.id} is lost: {why}", file=sys.stderr)
        self.stuck += 1
        chat.restart()

    async def _wait(self, chat: Chat, pending: Pending) -> bool:
        try:
            await asyncio.wait_for(pending.done, PATIENCE)
        except TimeoutError:
            self.stuck += 1
        if pending.needs:
            chat.restart()
        return not pending.needs

    async def _deliver(self, bot: BotAccount, pending: Pending, update: dict[str, Any]) -> None:
        assert bot.webhook
        try:
            status, body = await bot.webhook.post(json.dumps(update).encode())
        except (OSError, EOFError):
            status, body = 0, b""
        if status != 200:
            self.refused += 1
            pending.give_up()
        if body.startswith(b"{"):  # a method call inside the answer
            call = json.loads(body)
            if "method" in call:
                self._call(bot, call.pop("method"), call)
        pending.got("delivered")

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _update(self, bot: BotAccount, chat: Chat, action: Action) -> dict[str, Any]:
        update_id = self._next_id()
        if isinstance(action, Say):
            message = {
                "message_id": self._next_id(),
                "date": int(time.time()),
                "text": action.text,
            }
            if action.text.startswith("/"):
                command = action.text.split()[0]
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
            return {
                "update_id": update_id,
                "message": message | {"chat": chat.as_json, "from": chat.user},
            }
        query = {
            "id": f"{chat.id}:{update_id}",
            "chat_instance": "1",
            "data": action.data,
            "from": chat.user,
        }
        return {
            "update_id": update_id,
            "callback_query": query | {"message": chat.messages[action.message_id]},
        }

    def _handle(self, request: Request) -> Answer | Any:
        _, bot_token, method = request.path.split("?")[0].split("/", 2)
        return self._call(self.account(bot_token.removeprefix("bot")), method, _params(request))

    def _call(self, bot: BotAccount, method: str, params: dict[str, Any]) -> Answer | Any:
        self.calls[method] += 1
        if method == "answerCallbackQuery":
            return self._answered(params)
        if method.startswith(("send", "edit", "copy")) and method != "sendChatAction":
            return _ok(self._shown(bot, method, params))
        if method == "getUpdates":
            return bot.get_updates(int(params.get("offset") or 0))
        if method in ("setWebhook", "deleteWebhook"):
            bot.set_webhook(str(params.get("url") or ""), params.get("secret_token"))
        return _ok(bot.me) if method == "getMe" else _ok(_FIXED.get(method, True))

    def _answered(self, params: dict[str, Any]) -> Answer:
        chat = self.chats.get(int(str(params["callback_query_id"]).partition(":")[0]))
        if chat and chat.pending:
            chat.pending.got("answer")
        return _TRUE

    def _shown(self, bot: BotAccount, method: str, params: dict[str, Any]) -> Any:
        chat = self.chat(int(params.get("chat_id") or 0))
        message_id = int(params.get("message_id") or 0) if method.startswith("edit") else 0
        message = chat.messages.get(message_id) or {
            "message_id": message_id or self._next_id(),
            "date": int(time.time()),
            "chat": chat.as_json,
            "from": bot.me,
        }
        message = {k: v for k, v in message.items() if k != "reply_markup"}
        if "text" in params:
            message["text"] = params["text"]
        markup = params.get("reply_markup")
        markup = json.loads(markup) if isinstance(markup, str) else markup
        if markup and "inline_keyboard" in markup:  # like Telegram: other keyboards are not returned
            message["reply_markup"] = markup
        chat.show(message)
        return [message] if method == "sendMediaGroup" else message


_FIXED: dict[str, Any] = {
    "getWebhookInfo": {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    },
    "getMyCommands": [],
    "getMyName": {"name": "Bench"},
    "getChatMenuButton": {"type": "default"},
}


def _ok(result: Any) -> Answer:
    return _TRUE if result is True else json.dumps({"ok": True, "result": result}).encode()


def _params(request: Request) -> dict[str, Any]:
    if not request.body:
        return dict(parse_qsl(request.path.partition("?")[2]))
    if request.content_type.startswith("application/json"):
        params: dict[str, Any] = json.loads(request.body)
        return params
    if request.content_type.startswith("multipart/"):
        return {k.decode(): v.decode(errors="replace") for k, v in _FORM_FIELD.findall(request.body)}
    return dict(parse_qsl(request.body.decode()))
