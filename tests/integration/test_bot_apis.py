"""Both bots' Telegram in the house's words: the same answer means the same error, a long poll may take its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot as OwnerTelegram
from aiohttp import web
from telegram import Bot as StaffTelegram

from bot.api import (
    Api,
    ApiError,
    BlockedError,
    File,
    MaybeSentError,
    MessageGoneError,
    MigratedError,
    NotModifiedError,
    NotSentError,
    RefusedError,
    RetryAfterError,
    ServerError,
    ThreadGoneError,
)
from bot.owner.api import OwnerApi
from bot.owner.transport import OwnerSession
from bot.staff.api import StaffApi
from bot.staff.transport import StaffRequest

TOKEN = "1001:a-token-that-must-not-be-shown"
ANSWERS = {
    "blocked": (403, {"description": "Forbidden: bot was blocked by the user"}, BlockedError),
    "pause": (429, {"description": "Too Many Requests: retry after 7", "parameters": {"retry_after": 7}}, RetryAfterError),
    "moved": (400, {"description": "Bad Request: x", "parameters": {"migrate_to_chat_id": -1007}}, MigratedError),
    "same": (400, {"description": "Bad Request: message is not modified: x"}, NotModifiedError),
    "gone": (400, {"description": "Bad Request: message to edit not found"}, MessageGoneError),
    "closed": (400, {"description": "Bad Request: TOPIC_CLOSED"}, ThreadGoneError),
    "deleted": (400, {"description": "Bad Request: TOPIC_DELETED"}, ThreadGoneError),
    "thread": (400, {"description": "Bad Request: message thread not found"}, ThreadGoneError),
    "other": (400, {"description": "Bad Request: chat not found"}, RefusedError),
    "method": (404, {"description": "Not Found"}, RefusedError),
    "token": (401, {"description": "Unauthorized"}, RefusedError),
    "conflict": (409, {"description": "Conflict: terminated by other getUpdates request"}, RefusedError),
    "trouble": (502, {"description": "Bad Gateway"}, ServerError),
    "silent": (502, None, ServerError),
}  # fmt: skip


async def _answer(request: web.Request) -> web.Response:
    method = request.match_info["method"]
    if method == "break":
        assert request.transport is not None
        request.transport.close()
    if method == "sendPhoto":
        form = await request.post()
        picture = next(field for field in form.values() if isinstance(field, web.FileField))
        caption, content = form["caption"], picture.file.read().decode()
        return web.json_response(
            {"ok": True, "result": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "caption": f"{caption} {picture.filename} {content}"}}
        )  # fmt: skip
    if method not in ANSWERS:
        return web.json_response({"ok": True, "result": await request.json()})
    status, body, _ = ANSWERS[method]
    if body is None:
        return web.Response(status=status, text="<html>nginx</html>")
    return web.json_response({"ok": False, "error_code": status, **body}, status=status)


@pytest.fixture
async def server() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", _answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture(params=["owner", "staff"])
async def api(request: pytest.FixtureRequest, server: str) -> AsyncIterator[Api]:
    if request.param == "owner":
        session = OwnerSession(server)
        yield OwnerApi(OwnerTelegram(TOKEN, session=session))
        await session.close()
    else:
        http = StaffRequest()
        yield StaffApi(StaffTelegram(TOKEN, f"{server}/bot", request=http, get_updates_request=http))
        await http.shutdown()


@pytest.mark.parametrize("method", ANSWERS)
async def test_both_tell_the_same_error(api: Api, method: str) -> None:
    with pytest.raises(ApiError) as told:
        await api.call(method, {"chat_id": 7})
    assert type(told.value) is ANSWERS[method][2]
    assert TOKEN not in str(told.value)


async def test_what_the_error_carries_is_kept(api: Api) -> None:
    with pytest.raises(RetryAfterError) as pause:
        await api.call("pause", {})
    with pytest.raises(MigratedError) as moved:
        await api.call("moved", {})
    with pytest.raises(ThreadGoneError) as closed:
        await api.call("closed", {})
    with pytest.raises(ThreadGoneError) as deleted:
        await api.call("deleted", {})
    assert (pause.value.seconds, moved.value.chat_id) == (7, -1007)
    assert (closed.value.closed, deleted.value.closed) == (True, False)


async def test_a_broken_answer_may_have_arrived_and_no_connection_surely_not(api: Api, server: str) -> None:
    with pytest.raises(MaybeSentError):
        await api.call("break", {})
    nowhere = StaffRequest()
    lost = StaffApi(
        StaffTelegram(TOKEN, "http://127.0.0.1:9/bot", request=nowhere, get_updates_request=nowhere)
    )
    with pytest.raises(NotSentError):
        await lost.call("sendMessage", {})
    await nowhere.shutdown()


async def test_plain_json_goes_out_nested_as_it_is(api: Api) -> None:
    params = {
        "chat_id": 7,
        "text": "你好",
        "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    }
    assert await api.call("sendMessage", params) == params


async def test_a_file_goes_up_with_its_name(api: Api) -> None:
    sent = await api.upload("sendPhoto", {"chat_id": 7, "caption": "车"}, "photo", File("车.png", b"bytes"))
    assert sent["caption"] == "车 车.png bytes"


async def test_a_long_poll_is_waited_for(monkeypatch: pytest.MonkeyPatch, api: Api) -> None:
    """A silent server is given the poll's own time and some more, whatever the usual patience."""
    seen: list[float | None] = []
    if isinstance(api, OwnerApi):
        session = api._session
        original = session.post

        async def watched(bot: object, method: str, params: object, timeout: int, *files: object) -> object:
            seen.append(timeout)
            return await original(bot, method, params, timeout, *files)  # type: ignore[arg-type]

        monkeypatch.setattr(session, "post", watched)
    else:
        request = api._bot.request  # type: ignore[attr-defined]
        post = request.post

        async def posted(url: str, data: object, **timeouts: float) -> object:
            seen.append(timeouts.get("read_timeout"))
            return await post(url, data, **timeouts)

        monkeypatch.setattr(request, "post", posted)
    await asyncio.wait_for(api.call("getUpdates", {"timeout": 25}), 5)
    assert seen[0] is not None
    assert seen[0] > 25
