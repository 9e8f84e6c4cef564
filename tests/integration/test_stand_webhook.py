"""Webhooks of the stand: secret, order within a chat, retries, methods in the answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData, MultipartWriter, web
from stand_kit import Kit, running_kit

pytestmark = pytest.mark.asyncio


class Receiver:
    """A bot's web server that keeps what it gets and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[str | None, dict[str, Any]]] = []
        self.answers: list[web.Response | MultipartWriter] = []
        self.arrived = asyncio.Event()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        self.arrived.set()
        answer = self.answers.pop(0) if self.answers else web.Response()
        return web.Response(body=answer) if isinstance(answer, MultipartWriter) else answer

    async def count(self, number: int) -> list[dict[str, Any]]:
        while len(self.got) < number:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 3)
        return [update for _, update in self.got]


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        yield kit


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_come_with_the_secret_in_order(kit: Kit, receiver: Receiver) -> None:
    await kit.says("pending")
    await kit.ok("setWebhook", url=receiver.url, secret_token="s-1", allowed_updates=["message"])
    for text in "abc":
        await kit.says(text)
    assert (await kit.sim("settle", {}))["ok"]
    assert [update["message"]["text"] for _, update in receiver.got] == ["pending", "a", "b", "c"]
    assert {secret for secret, _ in receiver.got} == {"s-1"}
    info = await kit.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == (
        receiver.url,
        0,
        ["message"],
    )


async def test_an_unwelcome_update_comes_again(kit: Kit, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=503)]
    await kit.ok("setWebhook", url=receiver.url)
    said = await kit.says("insist")
    assert [update["update_id"] for update in await receiver.count(3)] == [said["update_id"]] * 3
    info = await kit.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_chat_that_waits_does_not_hold_up_others(kit: Kit, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500)]
    other = kit.stand.add_user("Other", "en", "")
    await kit.ok("setWebhook", url=receiver.url)
    for text, user in (("first", kit.li), ("second", kit.li), ("third", other)):
        await kit.says(text, user=user)
    await kit.sim("settle", {})
    texts = [update["message"]["text"] for _, update in receiver.got]
    assert texts.index("third") < texts.index("second")
    assert [text for text in texts if text != "third"] == ["first", "first", "second"]


async def test_polling_and_webhook_exclude_each_other(kit: Kit, receiver: Receiver) -> None:
    await kit.ok("setWebhook", url=receiver.url)
    answer = await kit.call("getUpdates")
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await kit.ok("deleteWebhook")
    await kit.says("polled")
    assert [update["message"]["text"] for update in await kit.updates()] == ["polled"]


async def test_drop_pending_updates_forgets_them(kit: Kit, receiver: Receiver) -> None:
    await kit.says("forgotten")
    await kit.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    await kit.says("new")
    assert [update["message"]["text"] for update in await receiver.count(1)] == ["new"]


@pytest.mark.parametrize("kind", ["json", "form", "multipart"])
async def test_a_method_in_the_answer_is_executed(kit: Kit, receiver: Receiver, kind: str) -> None:
    fields = {"method": "sendMessage", "chat_id": str(kit.li), "text": "inside the answer"}
    if kind == "json":
        receiver.answers = [web.json_response(fields)]
    elif kind == "form":
        body = FormData(fields)()
        receiver.answers = [web.Response(body=body, content_type="application/x-www-form-urlencoded")]
    else:
        receiver.answers = [multipart(fields)]
    await kit.ok("setWebhook", url=receiver.url)
    await kit.says()
    await kit.sim("settle", {})
    assert (await kit.shown())[-1]["text"] == "inside the answer"
    assert (await kit.sim("calls?method=sendMessage"))["calls"][-1]["ok"]


def multipart(fields: dict[str, str]) -> MultipartWriter:
    writer = MultipartWriter("form-data")
    for name, value in fields.items():
        writer.append(value).set_content_disposition("form-data", name=name)
    return writer


async def test_a_repeated_update_is_posted_twice(kit: Kit, receiver: Receiver) -> None:
    await kit.ok("setWebhook", url=receiver.url)
    await kit.sim("faults", {"kind": "repeat_update"})
    said = await kit.says("twice")
    assert [update["update_id"] for update in await receiver.count(2)] == [said["update_id"]] * 2


async def test_a_dead_address_is_named(kit: Kit) -> None:
    await kit.ok("setWebhook", url="http://127.0.0.1:9/hook")
    await kit.says()
    info: dict[str, Any] = {}
    while "last_error_message" not in info:
        info = await kit.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert info["pending_update_count"] == 1
