"""Outbox rows reach real chats: both bots' own clients over HTTP to the stand, with its faults and its limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiohttp import web
from icalendar import Calendar
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, Json, Kit, running_kit
from telegram import Bot as StaffTelegram

from bot.api import Api, NotSentError, ThreadGoneError
from bot.owner.api import OwnerApi
from bot.owner.transport import OwnerSession
from bot.sending import Sending
from bot.staff.api import StaffApi
from bot.staff.transport import StaffRequest
from dealership.domain.message import Message, labels
from dealership.domain.rates import Rates
from dealership.domain.records import Outgoing
from scheduler.delivery import Delivery, Pace
from scheduler.outcome import PATIENCE
from storage.database import Database
from storage.uow import UnitOfWork

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
FAST = Pace(
    rates=Rates(chat_seconds=0.01, margin=0),
    halt=0.05,
    patience={trouble: replace(patience, first=0.02) for trouble, patience in PATIENCE.items()},
)
CALENDAR: dict[str, Any] = {
    "uid": "visit-7",
    "sequence": 3,
    "start": "2026-09-02T07:00:00+00:00",
    "finish": "2026-09-02T08:30:00+00:00",
    "title": Message("visit-fault", {"fault": "机油"}).to_json(),
    "text": Message("visit-fault", {"fault": "car, store"}).to_json(),
    "place": labels({"zh-CN": "上海市测试路 1 号", "en": "1 Test Road"}),
    "latitude": 31.2,
    "longitude": 121.5,
}


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class World:
    """The stand with a person in it, both bots' deliveries, and short ways to say something."""

    kit: Kit
    database: Database
    apis: dict[str, Api]
    deliveries: dict[str, Delivery]

    async def plan(self, name: str, chat_id: int | None = None, bot: str = "owner", **more: Any) -> int:
        payload = {"text": [words(name)], **more.pop("payload", {})}
        values = {"store_id": 1, "purpose": "test", "language": "zh-CN", "dedup_key": name, **more}

        def work(uow: UnitOfWork) -> int | None:
            return uow.outbox.add(now(), bot=bot, chat_id=chat_id or self.kit.li, payload=payload, **values)

        row_id = await self.database.run(work)
        assert row_id is not None
        return row_id

    async def deliver(self, bot: str = "owner") -> None:
        await self.deliveries[bot].drain(now())

    async def state(self, row_id: int) -> str:
        return (await self.database.run(lambda uow: uow.outbox.message_of(row_id)))[0]

    async def tries(self, row_id: int) -> list[str]:
        return await self.database.run(lambda uow: [tried[1] for tried in uow.outbox.attempts_of(row_id)])

    async def fault(self, kind: str, **more: Any) -> None:
        await self.kit.sim("faults", {"kind": kind, **more})

    async def shown(self, chat_id: int | None = None, bot: str = "owner") -> list[Json]:
        """What the bot has said in the chat."""
        return [message for message in await self.kit.shown(chat_id, bot) if message["from"]["is_bot"]]

    async def texts(self, chat_id: int | None = None, bot: str = "owner") -> list[str]:
        shown = await self.shown(chat_id, bot)
        return [message.get("text") or message.get("caption") or "" for message in shown]


def words(text: str) -> Json:
    """A paragraph that says nothing but these words."""
    return Message("visit-price-one", {"low": text, "price": text}).to_json()


@asynccontextmanager
async def worlds(database: Database, **stand: Any) -> AsyncIterator[World]:
    async with running_kit(**stand) as kit:
        session, request = OwnerSession(kit.stand.url), StaffRequest()
        staff = StaffTelegram(
            STAFF_TOKEN,
            base_url=f"{kit.stand.url}/bot",
            base_file_url=f"{kit.stand.url}/file/bot",
            request=request,
            get_updates_request=request,
        )
        apis: dict[str, Api] = {
            "owner": OwnerApi(Bot(OWNER_TOKEN, session=session)),
            "staff": StaffApi(staff),
        }
        deliveries = {
            bot: Delivery(bot, database, Sending(api, apis, database, now), now, pace=FAST)
            for bot, api in apis.items()
        }
        await kit.says("/start")
        await kit.says("/start", bot="staff")
        yield World(kit, database, apis, deliveries)
        await session.close()
        await request.shutdown()


@pytest.fixture
async def world(sqlite_database: Database) -> AsyncIterator[World]:
    async with worlds(sqlite_database) as made:
        yield made


# --- what a row becomes ------------------------------------------------------------------------------------


async def test_text_and_buttons_arrive_in_the_readers_language(world: World) -> None:
    button = {"label": Message("card-take-chat").to_json(), "token": "abc"}
    await world.plan("你好 <b>", payload={"rows": [[button]]})
    await world.deliver()
    (message,) = await world.shown()
    assert message["text"] == "你好 <b>"
    assert message["buttons"][0][0]["data"] == "t:abc"


async def test_a_post_is_edited_in_place_and_sent_anew_when_it_is_gone(world: World) -> None:
    first = await world.plan("one")
    await world.deliver()
    await world.plan("two", edits_id=first)
    await world.deliver()
    assert await world.texts() == ["two"]
    (message,) = await world.shown()
    await world.kit.ok("deleteMessage", chat_id=world.kit.li, message_id=message["id"])
    await world.plan("three", edits_id=first)
    await world.deliver()
    await world.plan("four", edits_id=first)
    await world.deliver()
    alive = [message for message in await world.shown() if not message["deleted"]]
    assert [message["text"] for message in alive] == ["four"]


async def test_an_edit_that_changes_nothing_is_as_good_as_sent(world: World) -> None:
    first = await world.plan("same")
    await world.deliver()
    again = await world.plan("same again", edits_id=first, payload={"text": [words("same")]})
    await world.deliver()
    assert await world.state(again) == "sent"
    assert await world.texts() == ["same"]


async def test_a_receipt_carries_its_calendar_file(world: World) -> None:
    await world.plan("receipt", payload={"calendar": CALENDAR})
    await world.plan("cancelled", payload={"calendar": {**CALENDAR, "cancelled": True, "sequence": 4}})
    await world.deliver()
    booked, cancelled = await world.shown()
    assert booked["caption"] == "receipt"
    event = await calendar_of(world, booked)
    assert (event["method"], event["status"], event["sequence"]) == ("PUBLISH", "CONFIRMED", 3)
    assert event["dtstart"] == datetime(2026, 9, 2, 7, 0, tzinfo=UTC)
    assert event["dtend"] - event["dtstart"] == timedelta(minutes=90)
    assert event["location"] == "上海市测试路 1 号"
    gone = await calendar_of(world, cancelled)
    assert (gone["method"], gone["status"], gone["uid"]) == ("CANCEL", "CANCELLED", event["uid"])


async def calendar_of(world: World, message: Json) -> dict[str, Any]:
    async with world.kit.http.get(message["document"]["url"]) as answer:
        whole = Calendar.from_ical(await answer.read())
    event = whole.walk("VEVENT")[0]
    assert whole["prodid"]
    return {
        "method": str(whole["method"]),
        "status": str(event["status"]),
        "sequence": int(event["sequence"]),
        "uid": str(event["uid"]),
        "location": str(event["location"]),
        "dtstart": event["dtstart"].dt,
        "dtend": event["dtend"].dt,
    }


async def test_a_caption_is_edited_as_a_caption(world: World) -> None:
    first = await world.plan("receipt", payload={"calendar": CALENDAR})
    await world.deliver()
    await world.plan("receipt, changed", edits_id=first)
    await world.deliver()
    assert await world.texts() == ["receipt, changed"]


async def test_a_place_is_sent_as_a_place(world: World) -> None:
    title = labels({"zh-CN": "星途", "en": "Star"})
    venue = {"latitude": 31.2, "longitude": 121.5, "title": title, "address": title}
    await world.plan("venue", payload={"text": [], "venue": venue})
    await world.deliver()
    (message,) = await world.shown()
    assert message["venue"]["title"] == "星途"


async def test_an_answer_quotes_the_message_it_answers_and_goes_without_when_that_is_gone(
    world: World,
) -> None:
    question = (await world.kit.says("a question"))["message_id"]
    await world.plan("an answer", reply_to=question)
    await world.plan("to nothing", reply_to=987_654)
    await world.deliver()
    answer, alone = await world.shown()
    assert answer["reply_to"] == question
    assert alone["reply_to"] is None


# --- files -------------------------------------------------------------------------------------------------


async def received(world: World, kind: str = "photo", bot: str = "owner", **more: Any) -> Json:
    """A file the bot was sent by a person, as the payload names it."""
    before = await world.kit.updates(bot)
    offset = before[-1]["update_id"] + 1 if before else 0
    await world.kit.sim(
        f"chats/{world.kit.li}/messages", {"from": world.kit.li, "bot": bot, kind: True, **more}
    )
    message = (await world.kit.updates(bot, offset))[-1]["message"]
    file = message[kind][-1] if kind == "photo" else message[kind]
    return {"kind": kind, "bot": bot, "file_id": file["file_id"], "file_unique_id": file["file_unique_id"],
            "name": file.get("file_name"), "size": file.get("file_size")}  # fmt: skip


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
async def test_a_file_crosses_to_the_other_bot_and_is_uploaded_once(world: World, kind: str) -> None:
    media = await received(world, kind)
    await world.plan("first", bot="staff", payload={"media": media})
    await world.plan("second", bot="staff", payload={"media": media})
    await world.deliver("staff")
    first, second = await world.shown(bot="staff")
    assert first[kind]
    assert second[kind]
    assert await world.texts(bot="staff") == ["first", "second"]
    fetched = await world.kit.sim("calls?bot=owner&method=getFile")
    assert len(fetched["calls"]) == 1


async def test_a_file_of_the_bots_own_goes_by_its_id(world: World) -> None:
    media = await received(world, "photo", bot="staff")
    await world.plan("mine", bot="staff", payload={"media": media})
    await world.deliver("staff")
    (message,) = await world.shown(bot="staff")
    assert message["photo"]


async def test_what_is_too_big_to_cross_is_said_with_the_words_that_came_with_it(world: World) -> None:
    media = {**await received(world, "document"), "size": 21 * 1024 * 1024}
    await world.plan("look at this", bot="staff", payload={"media": media})
    await world.deliver("staff")
    (text,) = await world.texts(bot="staff")
    assert text.startswith("look at this")
    assert "20 MB" in text


async def test_a_file_nobody_can_fetch_is_said_too(world: World) -> None:
    media = {**await received(world, "document"), "file_id": "nonsense"}
    row = await world.plan("look", bot="staff", payload={"media": media})
    await world.deliver("staff")
    (text,) = await world.texts(bot="staff")
    assert text.startswith("look")
    assert len(text) > len("look")
    assert await world.state(row) == "sent"


async def test_a_fetch_that_fails_for_a_while_is_tried_again_and_then_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(file_id: str) -> bytes:
        raise NotSentError("no route")

    media = await received(world, "document")
    monkeypatch.setattr(world.apis["owner"], "download", unreachable)
    row = await world.plan("look", bot="staff", payload={"media": media})
    await world.deliver("staff")
    assert await world.tries(row) == ["file"] * 4 + ["sent"]


async def test_long_words_go_before_their_file_rather_than_be_cut(world: World) -> None:
    media = await received(world)
    long = "字" * 1500
    await world.plan("long", bot="staff", payload={"text": [words(long)], "media": media})
    await world.deliver("staff")
    text, photo = await world.shown(bot="staff")
    assert text["text"] == long
    assert photo["photo"]


# --- troubles over real HTTP -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["429", "5xx"])
async def test_refused_for_now_arrives_once_later(world: World, kind: str) -> None:
    await world.fault(kind, method="sendMessage", count=2, retry_after=1)
    rows = [await world.plan("first"), await world.plan("second")]
    await world.deliver()
    assert await world.texts() == ["first", "second"]
    assert [await world.state(row) for row in rows] == ["sent", "sent"]
    assert len(await world.tries(rows[0])) == 3


async def test_a_broken_answer_is_repeated_at_most_once_and_visibly(world: World) -> None:
    await world.fault("broken", method="sendMessage")
    row = await world.plan("maybe")
    await world.deliver()
    assert await world.texts() == ["maybe", "maybe"]
    assert await world.tries(row) == ["maybe", "sent"]


async def test_answers_that_stay_broken_end_as_uncertain_and_the_chat_goes_on(world: World) -> None:
    await world.fault("broken", method="sendMessage", count=2)
    row, after = await world.plan("maybe"), await world.plan("after")
    await world.deliver()
    assert await world.state(row) == "uncertain"
    assert await world.state(after) == "sent"


async def test_who_blocked_the_bot_is_not_written_to(world: World) -> None:
    await world.kit.sim(
        f"chats/{world.kit.li}/block", {"from": world.kit.li, "bot": "owner", "blocked": True}
    )
    row = await world.plan("hello")
    await world.deliver()
    assert await world.state(row) == "blocked"


async def test_nothing_is_lost_while_the_server_is_down(sqlite_database: Database) -> None:
    async with worlds(sqlite_database) as world:
        row = await world.plan("patience")
        runner = world.kit.stand._runner
        assert runner is not None
        port = int(world.kit.stand.url.rsplit(":", 1)[1])
        site = next(iter(runner.sites))
        await site.stop()
        delivering = asyncio.create_task(world.deliver())
        await asyncio.sleep(0.15)
        assert await world.state(row) in ("planned", "sending")
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await delivering
        assert await world.state(row) == "sent"
        assert set(await world.tries(row)) == {"unsent", "sent"}


# --- topics ------------------------------------------------------------------------------------------------


class Mender:
    """Makes a new topic, as the staff side does."""

    def __init__(self, api: Api) -> None:
        self.api, self.mended = api, 0

    async def ensure(self, row: Outgoing) -> int | None:
        return row.thread_id

    async def mend(self, row: Outgoing, gone: ThreadGoneError) -> int | None:
        self.mended += 1
        topic = await self.api.call("createForumTopic", {"chat_id": row.chat_id, "name": "again"})
        return int(topic["message_thread_id"])

    async def posted(self, row: Outgoing, thread: int | None, message_id: int) -> None: ...


@pytest.mark.parametrize("trouble", ["delete", "close"])
async def test_words_for_a_lost_topic_go_to_a_new_one(world: World, trouble: str) -> None:
    group, thread = await forum(world)
    await world.kit.sim(f"chats/{group}/topics", {trouble: thread})
    mender = Mender(world.apis["staff"])
    sending = Sending(world.apis["staff"], world.apis, world.database, now, mender)
    await world.plan("words", group, "staff", thread_id=thread)
    await Delivery("staff", world.database, sending, now, pace=FAST).drain(now())
    (message,) = [m for m in await world.shown(group, "staff") if m.get("text") == "words"]
    assert mender.mended == 1
    assert message["thread"] not in (None, thread)


async def test_without_a_mender_they_go_to_the_group_itself(world: World) -> None:
    group, thread = await forum(world)
    await world.kit.sim(f"chats/{group}/topics", {"delete": thread})
    await world.plan("words", group, "staff", thread_id=thread)
    await world.deliver("staff")
    (message,) = [m for m in await world.shown(group, "staff") if m.get("text") == "words"]
    assert message["thread"] is None


async def forum(world: World) -> tuple[int, int]:
    """A staff group with one topic."""
    group = world.kit.stand.add_group("Staff", members=[world.kit.li], bot_admins=["staff"])
    topic = await world.apis["staff"].call("createForumTopic", {"chat_id": group, "name": "Li"})
    return group, int(topic["message_thread_id"])


# --- limits ------------------------------------------------------------------------------------------------


async def test_telegrams_limits_are_kept_without_a_single_refusal(sqlite_database: Database) -> None:
    async with worlds(sqlite_database) as world:
        people = [
            world.kit.stand.add_user(f"P{number}", "en", f"+1555000{number:04}") for number in range(24)
        ]
        for person in people:
            await world.kit.says("/start", person)
            for number in range(2):
                await world.plan(f"{person} {number}", person)
        sending = Sending(world.apis["owner"], world.apis, world.database, now)
        began = asyncio.get_running_loop().time()
        await Delivery("owner", world.database, sending, now).drain(now())
        took = asyncio.get_running_loop().time() - began
        calls = (await world.kit.sim("calls?bot=owner&method=sendMessage&limit=200"))["calls"]
        assert len(calls) == 48
        assert all(call["ok"] for call in calls)
        assert 1.0 <= took <= 4.0
