"""An owner and the staff talk through both bots: words and files cross, replies find their way, topics heal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from support.chats import Person, World

from bot.config.people import load_people
from bot.demo import Demo
from dealership.domain.company import Company

DATA = Path(__file__).parent.parent.parent / "bot" / "data"


@pytest.fixture
async def demo(sqlite_database_url: str, company: Company) -> AsyncIterator[Demo]:
    people = load_people(DATA / "demo_people.toml")
    async with Demo(sqlite_database_url, company, people, port=0) as running:
        yield running


@pytest.fixture
async def world(demo: Demo) -> AsyncIterator[World]:
    async with aiohttp.ClientSession(demo.stand.url) as http:
        yield World(http)


async def in_topic(world: World, name: str, words: str) -> Person:
    """A member of staff standing in the topic of the owner whose name it carries."""
    member = await world.known(name, "staff")
    groups = (await world.get("/sim/state"))["groups"]
    for group in groups:
        for topic in group["topics"]:
            if words in topic["name"]:
                return Person(world, member.id, "staff", group["id"], topic["id"])
    raise AssertionError(f"no topic of {words}")


async def test_words_and_files_cross_both_ways(world: World) -> None:
    owner = await world.known("林晓雯")
    await owner.tap("human")
    await owner.say("配件什么时候到？")
    advisor = await in_topic(world, "陈思远", "林晓雯")
    assert "配件什么时候到？" in await advisor.texts()
    await advisor.tap("接")
    assert "陈思远" in await owner.texts()
    await advisor.say("明天下午就到。")
    assert "明天下午就到。" in await owner.texts()
    await owner.send(photo=True, caption="就是这里")
    assert any(message.get("photo") for message in await advisor.said())
    await advisor.send(voice=True)
    assert any(message.get("voice") for message in await owner.said())


async def taken(world: World, name: str) -> tuple[Person, Person]:
    """An owner in conversation, and the advisor who has it, in its topic."""
    owner = await world.known(name)
    await owner.tap("human")
    await owner.say("在吗")
    advisor = await in_topic(world, "陈思远", name)
    await advisor.tap("接")
    return owner, advisor


async def test_places_and_phone_numbers_cross_both_ways(world: World) -> None:
    owner, advisor = await taken(world, "林晓雯")
    place = {"latitude": 31.25, "longitude": 121.5}
    for here, there in ((owner, advisor), (advisor, owner)):
        await here.send(location=place)
        assert [message["location"] for message in await there.said() if message.get("location")] == [place]
        await here.send(contact={"phone_number": "+8613912340000", "first_name": "拖车师傅"})
        assert "+8613912340000" in await there.texts()


async def test_an_owner_reaches_the_store_the_car_belongs_to(world: World) -> None:
    owner = await world.known("Полина Штерн")
    await owner.tap("human")
    await owner.say("Добрый день")
    advisor = await in_topic(world, "Jana Albrecht", "Полина Штерн")
    groups = (await world.get("/sim/state"))["groups"]
    assert str(advisor.id) in next(group["members"] for group in groups if group["id"] == advisor.chat)


async def test_what_cannot_cross_is_told_to_whoever_sent_it(world: World) -> None:
    owner, advisor = await taken(world, "林晓雯")
    for here, bot in ((owner, "owner"), (advisor, "staff")):
        last = (await here.messages())[-1]
        chat = {"id": here.where, "type": "private" if bot == "owner" else "supergroup"}
        dice = {"message_id": last["id"] + 50, "date": 0, "chat": chat, "dice": {"emoji": "🎲", "value": 3},
                "from": {"id": here.id, "is_bot": False, "first_name": "X"}}  # fmt: skip
        if here.thread is not None:
            dice |= {"message_thread_id": here.thread, "is_topic_message": True}
        await world.post("/sim/updates", bot=bot, update={"message": dice})
        await world.settle()
        assert "语音" in (await here.last())["text"]
    assert "[dice]" not in await owner.texts() + await advisor.texts()


async def test_colleagues_in_a_topic_talk_among_themselves(world: World) -> None:
    owner = await world.known("林晓雯")
    await owner.tap("human")
    await owner.say("在吗")
    advisor = await in_topic(world, "陈思远", "林晓雯")
    await advisor.tap("接")
    colleague = await in_topic(world, "周雨桐", "林晓雯")
    await colleague.say("这单我来看看？")
    assert "这单我来看看" not in await owner.texts()


async def test_a_correction_follows_what_was_passed_on(world: World) -> None:
    owner = await world.known("林晓雯")
    await owner.tap("human")
    sent = await owner.say("周三取车")
    path = f"/sim/chats/{owner.id}/edits"
    await world.post(path, **{"from": owner.id, "bot": "owner", "message_id": sent, "text": "周四取车"})
    await world.settle()
    advisor = await in_topic(world, "陈思远", "林晓雯")
    assert "周四取车" in await advisor.texts()
    assert "周三取车" not in await advisor.texts()


async def test_a_deleted_topic_is_made_anew_and_nothing_is_lost(world: World) -> None:
    owner = await world.known("林晓雯")
    await owner.tap("human")
    await owner.say("第一句")
    before = await in_topic(world, "陈思远", "林晓雯")
    await world.post(f"/sim/chats/{before.chat}/topics", delete=before.thread)
    await owner.say("第二句")
    after = await in_topic(world, "陈思远", "林晓雯")
    assert after.thread != before.thread
    assert "第二句" in await after.texts()


async def test_a_new_topic_has_its_pinned_card_with_the_button_to_end(world: World) -> None:
    owner, before = await taken(world, "林晓雯")
    await world.post(f"/sim/chats/{before.chat}/topics", delete=before.thread)
    await owner.say("还在吗？")
    after = await in_topic(world, "陈思远", "林晓雯")
    (card,) = [message for message in await after.said() if message["buttons"]]
    assert card["pinned"]
    await after.tap(card["buttons"][0][0]["text"])
    assert "这次对话先到这里" in await owner.texts()


@pytest.mark.parametrize("nobody", [{"anonymous": True}, {"as_channel": "晴川快讯"}])
async def test_words_of_nobody_in_particular_are_refused_in_a_case_topic(
    world: World, nobody: dict[str, Any]
) -> None:
    owner, advisor = await taken(world, "林晓雯")
    await advisor.say("车已经好了", **nobody)
    assert "匿名" in (await advisor.last())["text"]
    assert "车已经好了" not in await owner.texts()


async def test_who_sends_a_file_too_big_to_cross_is_told_so(world: World) -> None:
    owner, advisor = await taken(world, "林晓雯")
    for here, there in ((owner, advisor), (advisor, owner)):
        sent = await here.send(document={"name": "录像.mp4", "size": 21 * 1024 * 1024})
        (told,) = [message for message in await here.said() if message["reply_to"] == sent]
        assert "20 MB" in told["text"]
        assert "20 MB" in (await there.last())["text"]
