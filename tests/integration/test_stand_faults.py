"""Troubles on order really happen: refusals, slowness, broken connections, repeated updates, lost topics."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from stand_kit import Kit, buttons, running_kit

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        await kit.says()
        await kit.updates(offset=2**40)
        yield kit


@pytest.mark.parametrize(
    ("fault", "code", "description"),
    [
        ({"kind": "429", "retry_after": 5}, 429, "Too Many Requests: retry after 5"),
        ({"kind": "403"}, 403, "Forbidden: bot was blocked by the user"),
        ({"kind": "5xx"}, 502, "Bad Gateway"),
    ],
)
async def test_a_refusal_happens_once_and_changes_nothing(
    kit: Kit, fault: dict[str, object], code: int, description: str
) -> None:
    await kit.sim("faults", fault)
    before = len(await kit.shown())
    answer = await kit.call("sendMessage", chat_id=kit.li, text="x")
    assert (answer["error_code"], answer["description"]) == (code, description)
    assert len(await kit.shown()) == before
    await kit.ok("sendMessage", chat_id=kit.li, text="x")


async def test_a_fault_hits_only_what_it_names(kit: Kit) -> None:
    other = kit.stand.add_user("Other", "en", "")
    await kit.says(user=other)
    await kit.sim(
        "faults", {"kind": "5xx", "bot": "owner", "method": "sendMessage", "chat_id": other, "count": None}
    )
    await kit.ok("sendMessage", chat_id=kit.li, text="x")
    await kit.ok("getMe")
    for _ in range(3):
        assert await kit.refused("sendMessage", chat_id=other, text="x") == "Bad Gateway"
    assert len((await kit.sim("faults"))["faults"]) == 1
    assert (await kit.sim("faults", {"clear": True}))["faults"] == []
    await kit.ok("sendMessage", chat_id=other, text="x")


async def test_slow_answers_late_but_well(kit: Kit) -> None:
    await kit.sim("faults", {"kind": "slow", "delay": 0.15})
    began = time.monotonic()
    await kit.ok("sendMessage", chat_id=kit.li, text="x")
    assert time.monotonic() - began >= 0.15


async def test_broken_applies_the_request_and_hangs_up(kit: Kit) -> None:
    await kit.sim("faults", {"kind": "broken"})
    with pytest.raises(aiohttp.ClientConnectionError):
        await kit.ok("sendMessage", chat_id=kit.li, text="sent all the same")
    assert (await kit.shown())[-1]["text"] == "sent all the same"


async def test_an_update_is_repeated_after_its_acknowledgement(kit: Kit) -> None:
    await kit.sim("faults", {"kind": "repeat_update"})
    said = await kit.says("once")
    for _ in range(2):
        assert [u["update_id"] for u in await kit.updates(offset=said["update_id"])] == [said["update_id"]]
    again = await kit.updates(offset=said["update_id"] + 1)
    assert [u["update_id"] for u in again] == [said["update_id"]]
    assert await kit.updates(offset=said["update_id"] + 1) == []


async def test_a_double_tap_is_two_queries(kit: Kit) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="?", reply_markup=buttons("A"))
    await kit.sim("faults", {"kind": "double_tap"})
    for _ in range(2):
        await kit.sim(f"chats/{kit.li}/taps", {"message_id": sent["message_id"], "text": "A", "wait": False})
    queries = [u["callback_query"] for u in await kit.updates()]
    assert len({query["id"] for query in queries}) == 3
    assert {query["data"] for query in queries} == {"data:A"}


async def test_a_topic_is_lost_under_the_bot(kit: Kit) -> None:
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["staff"])
    topic = await kit.ok("createForumTopic", "staff", chat_id=group, name="Case")
    await kit.sim("faults", {"kind": "topic_deleted", "bot": "staff"})
    await kit.ok("sendMessage", "staff", chat_id=group, text="outside of topics nothing happens")
    at = {"chat_id": group, "message_thread_id": topic["message_thread_id"], "text": "x"}
    assert await kit.refused("sendMessage", "staff", **at) == "Bad Request: TOPIC_DELETED"
    assert await kit.refused("sendMessage", "staff", **at) == "Bad Request: message thread not found"


async def test_polling_breaks_only_when_it_is_named(kit: Kit) -> None:
    await kit.sim("faults", {"kind": "5xx"})
    await kit.ok("getUpdates")
    await kit.sim("faults", {"clear": True})
    await kit.sim("faults", {"kind": "5xx", "method": "getUpdates"})
    assert await kit.refused("getUpdates") == "Bad Gateway"


async def test_a_long_poll_wakes_for_an_update(kit: Kit) -> None:
    poll = asyncio.create_task(kit.updates(timeout=5))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await kit.says("now")
    assert [u["message"]["text"] for u in await poll] == ["now"]
    assert time.monotonic() - began < 1


async def test_only_wanted_kinds_are_queued(kit: Kit) -> None:
    await kit.ok("getUpdates", allowed_updates=["callback_query"])
    assert (await kit.says("unheard"))["update_id"] is None
    await kit.ok("getUpdates", allowed_updates=[])
    assert (await kit.says("heard"))["update_id"]


async def test_a_negative_offset_keeps_the_last(kit: Kit) -> None:
    for text in "abc":
        await kit.says(text)
    assert [u["message"]["text"] for u in await kit.updates(offset=-1)] == ["c"]
    assert [u["message"]["text"] for u in await kit.updates()] == ["c"]


async def test_a_bot_that_was_down_finds_the_updates_of_the_last_24_hours(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kit.says("old")
    await kit.sim("clock", {"advance": "PT23H"})
    await kit.says("young")
    await kit.sim("clock", {"advance": "PT2H"})
    assert [u["message"]["text"] for u in await kit.updates()] == ["old", "young"], (
        "a bot that polls is not down"
    )
    await kit.says("unfetched")
    await kit.sim("clock", {"advance": "PT25H"})
    monkeypatch.setattr("bot.stand.updates.ALIVE_SECONDS", -1.0)
    texts = [u["message"]["text"] for u in await kit.updates()]
    assert texts == ["old", "young", "unfetched"], "what was delivered stays until it is acknowledged"
    await kit.updates(offset=2**40)
    await kit.says("lost")
    await kit.sim("clock", {"advance": "PT25H"})
    assert await kit.updates() == []


async def test_a_raw_callback_query_can_be_answered(kit: Kit) -> None:
    await kit.sim("updates", {"update": {"callback_query": {"id": "forged-1", "data": "other-chat"}}})
    assert (await kit.sim("state"))["unanswered"] == 1
    await kit.ok("answerCallbackQuery", callback_query_id="forged-1")
    assert (await kit.sim("state"))["unanswered"] == 0
