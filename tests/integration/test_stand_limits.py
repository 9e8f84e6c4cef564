"""Telegram's pace in the stand: one chat, one group, one token; measured by the stand's clock."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from stand_kit import Kit, TestClock, running_kit

pytestmark = pytest.mark.asyncio


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest_asyncio.fixture
async def kit(clock: TestClock) -> AsyncIterator[Kit]:
    async with running_kit(clock=clock) as kit:
        await kit.says()
        yield kit


async def test_a_chat_takes_a_short_burst_then_one_message_a_second(kit: Kit, clock: TestClock) -> None:
    for _ in range(8):
        await kit.ok("sendMessage", chat_id=kit.li, text="x")
    answer = await kit.call("sendMessage", chat_id=kit.li, text="x")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
    assert answer["description"] == "Too Many Requests: retry after 1"
    for _ in range(10):
        clock.tick(1)
        await kit.ok("sendMessage", chat_id=kit.li, text="x")
        await kit.refused("sendMessage", chat_id=kit.li, text="x")


async def test_edits_in_a_private_chat_are_free(kit: Kit) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="x")
    for number in range(50):
        await kit.ok("editMessageText", chat_id=kit.li, message_id=sent["message_id"], text=str(number))


async def test_a_group_takes_20_messages_a_minute_and_edits_count(kit: Kit, clock: TestClock) -> None:
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["staff"])
    sent = await kit.ok("sendMessage", "staff", chat_id=group, text="x")
    for number in range(9):
        await kit.ok("sendMessage", "staff", chat_id=group, text="x")
        await kit.ok(
            "editMessageText", "staff", chat_id=group, message_id=sent["message_id"], text=str(number)
        )
    clock.tick(20)
    await kit.ok("createForumTopic", "staff", chat_id=group, name="x")
    answer = await kit.call("sendMessage", "staff", chat_id=group, text="x")
    assert answer["parameters"] == {"retry_after": 40}
    answer = await kit.call(
        "editMessageText", "staff", chat_id=group, message_id=sent["message_id"], text="y"
    )
    assert answer["parameters"] == {"retry_after": 40}
    clock.tick(40)
    await kit.ok("sendMessage", "staff", chat_id=group, text="x")


async def test_a_token_takes_30_messages_a_second(kit: Kit, clock: TestClock) -> None:
    people = [kit.stand.add_user(f"User {n}", "en", "") for n in range(31)]
    for person in people:
        await kit.says(user=person)
        await kit.says(user=person, bot="staff")
    for person in people[:30]:
        await kit.ok("sendMessage", chat_id=person, text="x")
    assert (await kit.call("sendMessage", chat_id=people[30], text="x"))["parameters"] == {"retry_after": 1}
    await kit.ok("sendMessage", "staff", chat_id=people[30], text="the other token is free")
    clock.tick(1)
    await kit.ok("sendMessage", chat_id=people[30], text="x")


async def test_an_album_counts_each_of_its_messages(kit: Kit) -> None:
    await kit.sim(f"chats/{kit.li}/messages", {"photo": True})
    photo = (await kit.updates())[-1]["message"]["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo}] * 8
    assert len(await kit.ok("sendMediaGroup", chat_id=kit.li, media=media)) == 8, "an album passes as a whole"
    answer = await kit.call("sendMediaGroup", chat_id=kit.li, media=media)
    assert answer["parameters"] == {"retry_after": 1}
    assert len(await kit.shown()) == 10


async def test_limits_can_be_switched_off() -> None:
    async with running_kit(limits=False) as kit:
        await kit.says()
        for _ in range(40):
            await kit.ok("sendMessage", chat_id=kit.li, text="x")
