"""Both bots' HTTP towards a real server that answers, refuses, falls silent and breaks off."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot as OwnerBot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
)
from aiohttp import web
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, running_kit
from telegram import Bot as StaffBot
from telegram import InlineKeyboardButton as StaffButton
from telegram import InlineKeyboardMarkup as StaffKeyboard
from telegram import InputMediaDocument
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.errors import UserFacingError
from bot.owner import transport as owner
from bot.staff import transport as staff
from bot.stand.samples import PICTURE

TOKEN = "42:SECRET-of-the-bot"
MESSAGE = {"message_id": 7, "date": 1_700_000_000, "chat": {"id": 5, "type": "private"}, "text": "您好"}
DEAD = "http://127.0.0.1:9"
OWNER_KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="预约", callback_data="b")]])
STAFF_KEYS = StaffKeyboard([[StaffButton("确认", callback_data="c")]])


@dataclass
class Api:
    """Remembers what came; `answer` decides what goes back."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    connections: set[tuple[str, int]] = field(default_factory=set)
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None

    async def call(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(request.transport.get_extra_info("peername"))
        if request.content_type == "application/json":
            self.requests.append(await request.json())
        else:
            self.requests.append(await self._form(request))
        return await self.answer(request) if self.answer else ok(MESSAGE)

    async def _form(self, request: web.Request) -> dict[str, Any]:
        fields = await request.post()
        self.files |= {k: (f.filename, f.file.read()) for k, f in fields.items() if hasattr(f, "file")}
        return {k: v for k, v in fields.items() if isinstance(v, str)}


def ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def refusal(status: int, text: str, **parameters: int) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": status, "description": text}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)

    return answer


def page(status: int) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>Bad Gateway</html>", content_type="text/html")

    return answer


def result(value: Any) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return ok(value)

    return answer


async def text_file(request: web.Request) -> web.Response:
    return web.Response(body=b"abc")


async def break_off(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silence(request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    return web.Response()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/{{method}}", api.call)
    app.router.add_get(f"/file/bot{TOKEN}/docs/a.txt", text_file)
    runner = web.AppRunner(app, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield api
    await runner.cleanup()


@asynccontextmanager
async def owner_bot(url: str, **options: Any) -> AsyncIterator[OwnerBot]:
    session = owner.OwnerSession(url, **options)
    yield OwnerBot(TOKEN, session=session)
    await session.close()


@asynccontextmanager
async def staff_bot(url: str, **options: Any) -> AsyncIterator[StaffBot]:
    request = staff.StaffRequest(**options)
    bot = StaffBot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)
    await request.initialize()
    yield bot
    await request.shutdown()


async def say(bot: OwnerBot | StaffBot) -> Any:
    """The one thing both bots can do in the same words."""
    return await bot.send_message(chat_id=5, text="您好 👋")


BOTS = pytest.mark.parametrize(
    ("open_bot", "errors"), [(owner_bot, owner), (staff_bot, staff)], ids=["owner", "staff"]
)


# What goes out and what comes back


@BOTS
async def test_message_arrives_as_json_and_returns_as_the_library_has_it(api: Api, open_bot, errors) -> None:
    async with open_bot(api.url) as bot:
        message = await say(bot)
    assert message.message_id == 7
    assert api.requests == [{"chat_id": 5, "text": "您好 👋"}]


async def test_owner_keyboard_is_nested_json(api: Api) -> None:
    async with owner_bot(api.url) as bot:
        await bot.send_message(5, "x", reply_markup=OWNER_KEYS)
    assert api.requests[0]["reply_markup"] == {"inline_keyboard": [[{"text": "预约", "callback_data": "b"}]]}


async def test_staff_keyboard_is_nested_json(api: Api) -> None:
    async with staff_bot(api.url) as bot:
        await bot.send_message(5, "x", reply_markup=STAFF_KEYS)
    assert api.requests[0]["reply_markup"] == {"inline_keyboard": [[{"text": "确认", "callback_data": "c"}]]}


async def test_call_sends_plain_data_and_returns_plain_data(api: Api) -> None:
    params = {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": []}}
    async with owner_bot(api.url) as bot:
        answer = await bot(owner.Call(api_method="sendMessage", params=params))
    assert answer == MESSAGE
    assert api.requests == [params]


async def test_call_raises_what_typed_methods_raise(api: Api) -> None:
    api.answer = refusal(429, "Too Many Requests: retry after 3", retry_after=3)
    async with owner_bot(api.url) as bot:
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot(owner.Call(api_method="sendMessage", params={"chat_id": 5, "text": "x"}))
    assert caught.value.retry_after == 3


@BOTS
async def test_connection_is_reused(api: Api, open_bot, errors) -> None:
    async with open_bot(api.url) as bot:
        for _ in range(5):
            await say(bot)
    assert len(api.connections) == 1


@BOTS
async def test_session_opens_again_after_close(api: Api, open_bot, errors) -> None:
    async with open_bot(api.url) as bot:
        await say(bot)
        await (bot.session.close() if open_bot is owner_bot else bot.request.shutdown())
        assert (await say(bot)).message_id == 7


# Files


async def test_owner_upload_keeps_the_file_name_and_its_bytes(api: Api) -> None:
    async with owner_bot(api.url) as bot:
        await bot.send_document(5, BufferedInputFile(b"BEGIN:VCALENDAR", "预约.ics"), caption="日历")
    (filename, content), fields = *api.files.values(), api.requests[0]
    assert (filename, content) == ("预约.ics", b"BEGIN:VCALENDAR")
    assert fields["caption"] == "日历"
    assert fields["document"] == f"attach://{next(iter(api.files))}"


async def test_owner_album_attaches_every_picture(api: Api) -> None:
    api.answer = result([MESSAGE, MESSAGE])
    media = [InputMediaPhoto(media=BufferedInputFile(n, "p.jpg")) for n in (b"one", b"two")]
    async with owner_bot(api.url) as bot:
        assert len(await bot.send_media_group(5, media)) == 2
    names = [item["media"].removeprefix("attach://") for item in json.loads(api.requests[0]["media"])]
    assert [api.files[name][1] for name in names] == [b"one", b"two"]


async def test_staff_upload_keeps_the_file_name_and_its_bytes(api: Api) -> None:
    async with staff_bot(api.url) as bot:
        await bot.send_document(5, BytesIO(b"abc"), filename="照片.txt", caption="现场")
    assert api.files == {"document": ("照片.txt", b"abc")}
    assert api.requests[0] == {"chat_id": "5", "caption": "现场"}


async def test_staff_album_attaches_every_file(api: Api) -> None:
    api.answer = result([MESSAGE, MESSAGE])
    async with staff_bot(api.url) as bot:
        await bot.send_media_group(5, [InputMediaDocument(b"one"), InputMediaDocument(b"two")])
    names = [item["media"].removeprefix("attach://") for item in json.loads(api.requests[0]["media"])]
    assert [api.files[name][1] for name in names] == [b"one", b"two"]


async def test_file_name_cannot_smuggle_headers(api: Api) -> None:
    hostile = 'a"\r\nX-Evil: 1\r\n\r\n.txt'
    async with owner_bot(api.url) as bot:
        await bot.send_document(5, BufferedInputFile(b"abc", hostile))
    async with staff_bot(api.url) as bot:
        await bot.send_document(5, b"abc", filename=hostile)
    assert [content for _, content in api.files.values()] == [b"abc", b"abc"]
    assert all("\r" not in name and "\n" not in name for name, _ in api.files.values())


async def test_owner_downloads_a_file(api: Api) -> None:
    async with owner_bot(api.url) as bot:
        content = await bot.download_file("docs/a.txt")
    assert content is not None
    assert content.read() == b"abc"


async def test_staff_downloads_a_file(api: Api) -> None:
    api.answer = result({"file_id": "f", "file_unique_id": "u", "file_path": "docs/a.txt"})
    async with staff_bot(api.url) as bot:
        assert await (await bot.get_file("f")).download_as_bytearray() == b"abc"


async def test_missing_file_is_a_download_error_without_its_address(api: Api) -> None:
    async with owner_bot(api.url) as bot:
        with pytest.raises(owner.DownloadError) as caught:
            await bot.download_file("docs/gone.txt")
    assert "404" in str(caught.value)
    assert TOKEN not in told(caught.value)


# What Telegram refuses


@pytest.mark.parametrize(
    ("answer", "owner_error", "staff_error"),
    [
        (refusal(429, "Too Many Requests: retry after 3", retry_after=3), TelegramRetryAfter, RetryAfter),
        (refusal(403, "Forbidden: bot was blocked by the user"), TelegramForbiddenError, Forbidden),
        (refusal(400, "Bad Request: chat not found"), TelegramBadRequest, BadRequest),
        (refusal(500, "Internal Server Error"), TelegramServerError, NetworkError),
        (page(502), TelegramServerError, NetworkError),
    ],
    ids=["429", "403", "400", "500", "502 page"],
)
async def test_refusals_are_the_libraries_own_errors(api: Api, answer, owner_error, staff_error) -> None:
    api.answer = answer
    async with owner_bot(api.url) as bot:
        with pytest.raises(owner_error) as caught:
            await say(bot)
        assert not isinstance(caught.value, (owner.NotSentError, owner.MaybeSentError))
    async with staff_bot(api.url) as bot:
        with pytest.raises(staff_error) as raised:
            await say(bot)
        assert not isinstance(raised.value, (staff.NotSentError, staff.MaybeSentError))


# Surely not sent, maybe sent


@BOTS
async def test_nobody_listens_is_surely_not_sent(open_bot, errors) -> None:
    async with open_bot(DEAD) as bot:
        with pytest.raises(errors.NotSentError):
            await say(bot)


@BOTS
async def test_unknown_host_is_surely_not_sent(open_bot, errors) -> None:
    async with open_bot("http://telegram.invalid") as bot:
        with pytest.raises(errors.NotSentError):
            await say(bot)


@BOTS
async def test_plain_server_behind_https_is_surely_not_sent(api: Api, open_bot, errors) -> None:
    async with open_bot(api.url.replace("http:", "https:")) as bot:
        with pytest.raises(errors.NotSentError):
            await say(bot)
    assert api.requests == []


@BOTS
async def test_broken_after_the_request_is_maybe_sent(api: Api, open_bot, errors) -> None:
    api.answer = break_off
    async with open_bot(api.url) as bot:
        with pytest.raises(errors.MaybeSentError):
            await say(bot)
    assert len(api.requests) == 1, "a message must not be repeated behind the caller's back"


@BOTS
async def test_unreadable_answer_is_maybe_sent(api: Api, open_bot, errors) -> None:
    api.answer = page(200)
    async with open_bot(api.url) as bot:
        with pytest.raises(errors.MaybeSentError):
            await say(bot)


async def test_unreadable_answer_to_a_call_is_maybe_sent(api: Api) -> None:
    api.answer = page(200)
    async with owner_bot(api.url) as bot:
        with pytest.raises(owner.MaybeSentError):
            await bot(owner.Call(api_method="sendMessage", params={}))


async def test_silence_is_maybe_sent(api: Api) -> None:
    api.answer = silence
    async with owner_bot(api.url, timeout=0.1) as bot:
        with pytest.raises(owner.MaybeSentError):
            await say(bot)
    async with staff_bot(api.url, read_timeout=0.1) as bot:
        with pytest.raises(staff.MaybeSentError) as caught:
            await say(bot)
    assert isinstance(caught.value, TimedOut)


async def test_silent_upload_is_bounded(api: Api) -> None:
    api.answer = silence
    async with staff_bot(api.url, read_timeout=0.1) as bot:
        with pytest.raises(staff.MaybeSentError):
            await bot.send_document(5, b"abc")


async def test_no_free_connection_in_time_is_surely_not_sent(api: Api) -> None:
    api.answer = silence
    async with staff_bot(api.url, connections=1, connect_timeout=0.05, pool_timeout=0.05) as bot:
        first = asyncio.create_task(say(bot))
        await asyncio.sleep(0.05)
        with pytest.raises(staff.NotSentError) as caught:
            await say(bot)
        first.cancel()
    assert isinstance(caught.value, TimedOut)
    assert len(api.requests) == 1


async def test_redirect_does_not_carry_the_token_elsewhere(api: Api) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(f"{DEAD}/bot{TOKEN}/sendMessage")

    api.answer = elsewhere
    async with staff_bot(api.url) as bot:
        with pytest.raises(NetworkError, match="307"):
            await say(bot)


# The token stays inside


def told(error: BaseException) -> str:
    """Everything a log could show of an error."""
    return "".join(traceback.format_exception(error)) + repr(error)


@BOTS
@pytest.mark.parametrize("trouble", ["dead", "broken", "silent", "page", "pool"])
async def test_token_is_never_told(api: Api, open_bot, errors, trouble, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "telegram.Bot")  # below INFO the library itself tells its address
    api.answer = {"broken": break_off, "page": page(200), "silent": silence, "pool": silence}.get(trouble)
    wait = {"timeout": 0.05} if open_bot is owner_bot else {"read_timeout": 0.05}
    pool = {"connections": 1, "connect_timeout": 0.02} if trouble == "pool" else {}
    async with open_bot(DEAD if trouble == "dead" else api.url, **wait, **pool) as bot:
        results = await asyncio.gather(say(bot), say(bot), return_exceptions=True)
    errors_told = [told(e) for e in results if isinstance(e, BaseException)]
    assert errors_told
    assert not any("SECRET" in text for text in errors_told)
    assert "SECRET" not in caplog.text


# Proxies


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int) -> None:
    far_reader, far_writer = await asyncio.open_connection(host, port)
    await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))


async def http_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    host, port = head.split()[1].split(":")
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n" if host != "refused.test" else b"HTTP/1.1 403 No\r\n\r\n")
    if host == "refused.test":
        writer.close()
    else:
        await tunnel(reader, writer, host, int(port))


async def socks_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly((await reader.readexactly(2))[1])
    writer.write(b"\x05\x00")
    kind = (await reader.readexactly(4))[3]
    size = 4 if kind == 1 else (await reader.readexactly(1))[0]
    address = await reader.readexactly(size)
    port = int.from_bytes(await reader.readexactly(2), "big")
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    await tunnel(reader, writer, ".".join(map(str, address)) if kind == 1 else address.decode(), port)


@asynccontextmanager
async def proxy(serve: Any) -> AsyncIterator[str]:
    used: list[int] = []

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        used.append(1)
        await serve(reader, writer)

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    assert used, "the proxy was passed by"


@BOTS
@pytest.mark.parametrize(("scheme", "serve"), [("http", http_proxy), ("socks5", socks_proxy)])
async def test_messages_go_through_the_proxy(api: Api, open_bot, errors, scheme, serve) -> None:
    async with proxy(serve) as address, open_bot(api.url, proxy=f"{scheme}://{address}") as bot:
        assert (await say(bot)).message_id == 7


@BOTS
async def test_dead_proxy_is_surely_not_sent(api: Api, open_bot, errors) -> None:
    async with open_bot(api.url, proxy="socks5://127.0.0.1:9") as bot:
        with pytest.raises(errors.NotSentError) as caught:
            await say(bot)
    assert TOKEN not in told(caught.value)


@BOTS
async def test_refusing_proxy_is_surely_not_sent(open_bot, errors) -> None:
    async with (
        proxy(http_proxy) as address,
        open_bot("http://refused.test", proxy=f"http://{address}") as bot,
    ):
        with pytest.raises(errors.NotSentError):
            await say(bot)


async def test_unknown_proxy_scheme_is_told_with_a_remedy() -> None:
    with pytest.raises(UserFacingError, match="socks5"):
        async with staff_bot(DEAD, proxy="ftp://127.0.0.1:1"):
            pass


# Against the stand, which checks every request as Telegram does


async def test_stand_takes_everything_the_owner_session_sends() -> None:
    async with running_kit(limits=False) as kit:
        await kit.says()
        session = owner.OwnerSession(kit.stand.url)
        bot = OwnerBot(OWNER_TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
        picture = BufferedInputFile(PICTURE, "车.png")
        photo = await bot.send_photo(kit.li, picture, caption="<i>车</i>", reply_markup=OWNER_KEYS)
        assert photo.caption_entities
        assert photo.photo
        downloaded = await bot.download(photo.photo[-1])
        assert downloaded is not None
        assert downloaded.read() == PICTURE
        assert len(await bot.send_media_group(kit.li, [InputMediaPhoto(media=picture)] * 2)) == 2
        await bot.set_my_commands([BotCommand(command="book", description="预约")])
        params = {"chat_id": kit.li, "text": "<b>您好</b>", "parse_mode": "HTML"}
        sent = await bot(owner.Call(api_method="sendMessage", params=params))
        assert (sent["text"], sent["entities"][0]["type"]) == ("您好", "bold")
        answer = ReplyParameters(message_id=sent["message_id"])
        assert (await bot.send_message(kit.li, "x", reply_parameters=answer)).reply_to_message
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(kit.stand.add_user("Nobody", "en", "+1"), "x")
        await session.close()


async def test_stand_takes_everything_the_staff_request_sends() -> None:
    async with running_kit(limits=False) as kit:
        await kit.says(bot="staff")
        request, url = staff.StaffRequest(), kit.stand.url
        bot = StaffBot(STAFF_TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)
        photo = await bot.send_photo(
            kit.li,
            PICTURE,
            caption="<i>车</i>",
            parse_mode="HTML",
            filename="车.png",
            reply_markup=STAFF_KEYS,
        )
        assert photo.caption_entities
        assert await (await photo.photo[-1].get_file()).download_as_bytearray() == PICTURE
        album = [InputMediaDocument(b"one", filename="1.txt"), InputMediaDocument(b"two", filename="2.txt")]
        assert len(await bot.send_media_group(kit.li, album)) == 2
        assert await bot.set_my_commands([("today", "今天")])
        with pytest.raises(Forbidden):
            await bot.send_message(kit.stand.add_user("Nobody", "en", "+1"), "x")
        await request.shutdown()


# A tap without what it quotes


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": MESSAGE},
        {"update_id": 1, "callback_query": {"id": "1", "inline_message_id": "x"}},
        {"update_id": 1, "callback_query": None},
        {"update_id": 1, "callback_query": {"id": "1", "message": ["not", "a", "message"]}},
    ],
)
async def test_update_without_a_quoted_keyboard_stays_as_it_came(update: dict[str, Any]) -> None:
    assert owner.without_quoted_keyboard(update) == update


async def test_only_the_quoted_keyboard_is_left_out() -> None:
    query = {"id": "1", "data": "d", "message": MESSAGE | {"reply_markup": {"inline_keyboard": []}}}
    update = {"update_id": 1, "callback_query": query}
    bare = owner.without_quoted_keyboard(update)
    assert bare == {"update_id": 1, "callback_query": query | {"message": MESSAGE}}
    assert "reply_markup" in update["callback_query"]["message"], "the update itself is left alone"
