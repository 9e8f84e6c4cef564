"""`/bot<token>/<method>`: from a request to an answer, through validation, troubles on order and the call
log.
"""

import asyncio
import json
from functools import partial
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.stand import methods_bot, methods_chat, methods_edit, methods_send
from bot.stand.errors import ApiError, bad_request
from bot.stand.faults import Fault
from bot.stand.methods_chat import drop_topic
from bot.stand.methods_updates import WEBHOOK_METHODS, get_updates
from bot.stand.params import read_params, with_files
from bot.stand.people import BotAccount, Group, Role
from bot.stand.validate import CANONICAL, validated
from bot.stand.webhook import Webhook
from bot.stand.world import World

SYNC_METHODS = {**methods_bot.METHODS, **methods_send.METHODS, **methods_edit.METHODS, **methods_chat.METHODS}
UNAUTHORIZED = ApiError(401, "Unauthorized")
NO_METHOD = ApiError(404, "Not Found: method not found")
LONGEST_SLOWNESS = 120.0


class Api:
    """The Bot API of both bots over one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._by_token = {bot.token: bot for bot in world.bots.values()}
        self.webhooks: dict[Role, Webhook] = {
            role: Webhook(world.inboxes[role], partial(self.call, bot), world.now)
            for role, bot in world.bots.items()
        }
        self.open_calls = self.finished = 0  # apart from getUpdates, which is mere waiting

    def get_bot(self, token: str) -> BotAccount:
        bot = self._by_token.get(token) or self._by_token.get(unquote(token))
        if bot is None:
            raise UNAUTHORIZED
        return bot

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request of a bot."""
        try:
            bot = self.get_bot(request.match_info["token"])
            raw = await read_params(request)
        except ApiError as error:
            return refusal_response(error)
        text, status, fault = await self.call(bot, request.match_info["method"], raw)
        if fault is not None and fault.kind == "broken" and request.transport is not None:
            request.transport.abort()
        return json_response(text, status)

    async def call(self, bot: BotAccount, name: str, raw: dict[str, Any]) -> tuple[str, int, Fault | None]:
        """Execute a method and log it; the answer's JSON text and status, and the trouble that befell it."""
        method = CANONICAL.get(name.lower())
        started, at = perf_counter(), self.world.clock.now().timestamp()
        fault = None if method is None else self._fault_for(bot, method, raw)
        counted = method != "getUpdates"
        self.open_calls += counted
        refusal: ApiError | None = None
        try:
            text = json.dumps({"ok": True, "result": await self._result(bot, method, raw, fault)})
        except ApiError as error:
            refusal, text = error, json.dumps(error.body())
        finally:
            self.open_calls -= counted
            self.finished += counted
        self.world.calls.add(
            at=at, bot=bot.role, method=method or name[:64], params=raw, ok=refusal is None,
            error=refusal and refusal.description, answer=text, ms=(perf_counter() - started) * 1000,
        )  # fmt: skip
        return text, refusal.code if refusal else 200, fault

    async def _result(
        self, bot: BotAccount, method: str | None, raw: dict[str, Any], fault: Fault | None
    ) -> Any:
        if method is None:
            raise NO_METHOD
        if fault is not None:
            await self._befall(fault, raw)
        params = validated(method, raw)
        if "media" in params and isinstance(params["media"], dict | list):
            params["media"] = with_files(raw["media"], params["media"])
        if method in SYNC_METHODS:
            return SYNC_METHODS[method](self.world, bot, params)
        if method == "getUpdates":
            return await get_updates(self.world, bot, params)
        if method in WEBHOOK_METHODS:
            return WEBHOOK_METHODS[method](self.world, bot, params, self.webhooks[bot.role])
        raise bad_request(f"method {method} exists but this stand does not play it")

    def _fault_for(self, bot: BotAccount, method: str, raw: dict[str, Any]) -> Fault | None:
        if not self.world.faults.active:
            return None
        chat_id = whole_number(raw.get("chat_id"))
        kinds = ["429", "5xx", "slow", "broken"]
        if chat_id is not None:
            kinds.append("403")
        if whole_number(raw.get("message_thread_id")) is not None:
            kinds.append("topic_deleted")
        return self.world.faults.take(tuple(kinds), bot.role, method, chat_id)

    async def _befall(self, fault: Fault, raw: dict[str, Any]) -> None:
        """Let the trouble happen: wait, lose the topic, or refuse."""
        if fault.kind == "slow":
            await asyncio.sleep(min(fault.delay, LONGEST_SLOWNESS))
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        if fault.kind == "topic_deleted":
            group = self.world.groups.get(whole_number(raw.get("chat_id")) or 0)
            topic = group.topics.get(whole_number(raw.get("message_thread_id")) or 0) if group else None
            if isinstance(group, Group) and topic is not None and not topic.deleted:
                drop_topic(self.world, group, topic)
                raise bad_request("TOPIC_DELETED")


def whole_number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def refusal_response(error: ApiError) -> web.Response:
    return json_response(json.dumps(error.body()), error.code)


def json_response(text: str, status: int) -> web.Response:
    return web.Response(body=text.encode(), status=status, content_type="application/json")
