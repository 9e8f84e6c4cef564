"""Complaints as whole stories in the stand, with the clock moved: nobody takes one overnight, a threat at night,
and from the first word over two solutions to the owner's yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest
from support.chats import Person, World
from support.staff_house import label

from bot.config.people import load_people
from bot.demo import Demo
from dealership.domain.company import Company
from dealership.domain.records import Case, Complaint
from dealership.services.shop import Shop

DATA = Path(__file__).parents[2] / "bot" / "data"
PEOPLE = {
    "zh-CN": ("林晓雯", "等了三个小时没人理，我要投诉", "再不解决我就找媒体曝光"),
    "en": (
        "Naomi Castell",
        "I want to complain, nobody talked to me for three hours",
        "I will call my lawyer and the press",
    ),
    "ru": (
        "Полина Штерн",
        "Хочу пожаловаться, ждала три часа и никто не подошёл",
        "Иду в суд и к журналистам",
    ),
}
each_language = pytest.mark.parametrize("language", list(PEOPLE))


@pytest.fixture
async def demo(database_url: str, company: Company) -> AsyncIterator[Demo]:
    """The demo without its groups: everybody at the desk is written to directly."""
    people = load_people(DATA / "demo_people.toml").model_copy(update={"groups": []})
    demo = Demo(database_url, company, people, port=0)
    demo.clock.set(friday(company, time(17, 50)))
    async with demo:
        yield demo


@pytest.fixture
async def world(demo: Demo) -> AsyncIterator[World]:
    async with aiohttp.ClientSession(demo.stand.url) as http:
        yield World(http)


def friday(company: Company, at: time) -> datetime:
    """The next Friday that is an ordinary working day in Shanghai."""
    zone = company.stores[0].zone
    day = date(2026, 9, 4)
    return datetime.combine(day, at, zone).astimezone(UTC)


async def complains(world: World, name: str, words: str) -> Person:
    owner = await world.known(name)
    await owner.say(words)
    return owner


async def complaint(demo: Demo, owner: Person) -> tuple[Case, Complaint, Shop]:
    def read(uow: object) -> tuple[Case, Complaint]:
        known = uow.owners.find_by_account("owner", owner.id)  # type: ignore[attr-defined]
        case = uow.complaints.of_owner(known.id, 1)[0]  # type: ignore[attr-defined]
        return case, uow.complaints.get(case.id)  # type: ignore[attr-defined]

    case, found = await demo.database.run(read)
    return case, found, demo.house.shops[case.store_id]


async def test_nobody_takes_it_overnight_and_everybody_up_to_the_top_is_called_once_a_step(
    demo: Demo, world: World
) -> None:
    owner = await complains(world, "林晓雯", PEOPLE["zh-CN"][1])
    case, _, shop = await complaint(demo, owner)
    await world.advance("PT16H20M")  # to Saturday, ten past ten
    steps = await demo.database.run(lambda uow: uow.complaints.climbed(case.id))
    taken = [step for step in steps if step.key.startswith("taken")]
    assert [step.key for step in taken] == [f"taken:{number}" for number in range(len(taken))]
    assert all(
        shop.is_open_at(step.due_at) or shop.is_open_at(step.due_at - timedelta(seconds=1)) for step in steps
    )
    assert all(step.done_at - step.due_at <= timedelta(seconds=60) for step in steps)
    names = await demo.database.run(
        lambda uow: [{uow.staff.get(one).role for one in step.told} for step in taken]
    )
    assert names[1] == {"service_advisor", "customer_care"}
    assert names[2] == {"service_manager"}
    assert all(told == {"general_manager"} for told in names[3:])
    assert len(names) >= 5
    calls = await (await world.known("贺明哲", "staff")).said()
    assert len([one for one in calls if str(case.id) in str(one["text"])]) >= len(names) - 3


@each_language
async def test_a_threat_at_night_reaches_a_person_at_once_and_the_owner_knows_who(
    demo: Demo, world: World, language: str
) -> None:
    name, _, threat = PEOPLE[language]
    demo.clock.set(demo.clock.now() + timedelta(hours=5, minutes=10))  # eleven at night in Shanghai
    owner = await complains(world, name, threat)
    case, found, shop = await complaint(demo, owner)
    assert (found.level, found.reason) == ("critical", "threat")
    first = (await demo.database.run(lambda uow: uow.complaints.climbed(case.id)))[0]
    assert first.done_at == case.opened_at
    called = await demo.database.run(lambda uow: [uow.staff.get(one) for one in first.told])
    assert called
    said = await owner.texts()
    assert called[0].name in said
    assert shop.store.phone in said
    assert str(case.id) in await Person(world, called[0].user_id or 0, "staff").texts()


@each_language
async def test_two_solutions_one_is_chosen_done_and_yes(demo: Demo, world: World, language: str) -> None:
    name, words, _ = PEOPLE[language]
    demo.clock.set(friday(demo.company, time(15)))
    owner = await complains(world, name, words)
    case, _, shop = await complaint(demo, owner)
    advisor = await staff_of(demo, world, shop)
    tongue = await language_of(demo, advisor)
    await advisor.tap(label("case-take", tongue))
    await advisor.say("/mine")
    await advisor.tap(f"case.{case.id}")
    for tap in ("offer", "redo", "free_wash", "next"):
        await advisor.tap(f":{tap}")
    assert label("solution-none", language) in await owner.labels()
    chosen = next(one for one in shop.store.solutions if one.key == "redo")
    await owner.tap(label("solution-take", language, solution=chosen.label[language]))
    assert (await complaint(demo, owner))[0].state == "agreed"
    await advisor.say("/mine")
    await advisor.tap(f"case.{case.id}")
    await advisor.tap(":resolve")
    for said in ("支架松了", "换了新支架", "交车前复查"):
        await advisor.say(said)
    for _ in range(2):
        await advisor.tap(":none")
    await owner.tap(label("settled-yes", language))
    for _ in range(2):
        await owner.tap(label("rating-mostly", language))
    closed, found, _ = await complaint(demo, owner)
    assert (closed.state, found.closed_how, found.rated_result) == ("closed", "yes", "mostly")
    trail = await demo.database.run(lambda uow: [one.action for one in uow.complaints.trail(case.id)])
    wanted = [
        "case.opened",
        "case.taken",
        "case.offered",
        "case.agreed",
        "case.done",
        "case.ask",
        "case.closed",
        "case.rated",
    ]
    assert [one for one in trail if one in wanted] == wanted


async def staff_of(demo: Demo, world: World, shop: Shop) -> Person:
    """The first advisor of the store who has started the bot."""
    members = await demo.database.run(lambda uow: uow.staff.of_store(shop.id, ["service_advisor"]))
    return Person(world, members[0].user_id or 0, "staff")


async def language_of(demo: Demo, person: Person) -> str:
    member = await demo.database.run(lambda uow: uow.staff.find_by_account(person.id))
    return str(member.language)
