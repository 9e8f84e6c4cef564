"""Complaints through both bots over real HTTP, on both databases: heard, taken, solved, and closed by the owner's yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from support.people import new_car
from support.staff_house import StaffHouse, label, running_house

from dealership.domain.company import Company
from dealership.domain.records import Case, Complaint
from dealership.domain.rights import Role
from scheduler.sweeps.complaints import climb, wake
from storage.database import Database

DESK = "chen-siyuan"
REDO, WASH, SERVICE = "redo", "free_wash", "free_service"


@pytest.fixture
async def house(database: Database, company: Company) -> AsyncIterator[StaffHouse]:
    async with running_house(database, company) as house:
        yield house


@pytest.fixture
async def advisor(house: StaffHouse) -> int:
    return await house.colleague("陈思远", Role.SERVICE_ADVISOR, advisor=DESK)


@pytest.fixture
async def manager(house: StaffHouse) -> int:
    return await house.colleague("方国梁", Role.SERVICE_MANAGER)


@pytest.fixture
async def owner(house: StaffHouse) -> int:
    """Somebody with one car, who chats with us."""
    account = house.person("王芳")
    await house.says(account, "/start", bot="owner")
    await house.run(
        lambda uow: new_car(
            uow, house.shop, uow.owners.find_by_account("owner", account).id, f"沪A{account % 90000:05}"
        )
    )
    return account


async def complaint_of(house: StaffHouse, account: int) -> tuple[Case, Complaint]:
    def read(uow: object) -> tuple[Case, Complaint]:
        person = uow.owners.find_by_account("owner", account)  # type: ignore[attr-defined]
        case = uow.complaints.of_owner(person.id, 1)[0]  # type: ignore[attr-defined]
        return case, uow.complaints.get(case.id)  # type: ignore[attr-defined]

    found: tuple[Case, Complaint] = await house.run(read)
    return found


async def later(house: StaffHouse, **passed: float) -> None:
    """Time passes; the sweeps do what is due, and it is delivered."""
    house.clock.time += timedelta(**passed)
    await climb(house.database, house.shops, house.clock.now())
    await wake(house.database, house.shops, house.clock.now())
    await house.settle()


def option(house: StaffHouse, key: str) -> str:
    """The beginning of a solution's button at the desk."""
    return next(one.label["zh-CN"] for one in house.shop.store.solutions if one.key == key)


async def button_with(house: StaffHouse, account: int, words: str) -> str:
    """The newest button with these words on it; empty when there is none."""
    return next((text for text in await house.buttons(account) if words in text), "")


async def offers(house: StaffHouse, account: int, *keys: str) -> None:
    """Tick these on the menu and send them."""
    await house.taps(account, label("case-offer-button"))
    for key in keys:
        if not await button_with(house, account, option(house, key)):
            await house.taps(account, label("input-more"))
        await house.taps(account, await button_with(house, account, option(house, key)))
    await house.taps(account, label("input-next", count=len(keys)))


async def resolves(house: StaffHouse, account: int) -> None:
    await house.taps(account, label("case-resolve-button"))
    for words in ("支架松了", "换了新支架", "交车前复查"):
        await house.says(account, words)
    for _ in range(2):
        await house.taps(account, label("case-resolve-nothing"))


async def test_from_the_first_word_to_the_owners_yes(
    house: StaffHouse, advisor: int, manager: int, owner: int
) -> None:
    await house.says(owner, "空调异响修了三次还没好，我要投诉", bot="owner")
    case, complaint = await complaint_of(house, owner)
    assert str(case.id) in await house.last(owner, "owner")
    assert "修了三次" in complaint.words
    assert "空调异响" in "".join([str(one["text"]) for one in await house.shown(advisor)])
    assert await house.taps(advisor, label("case-take")) == label("chat-taken")
    await house.says(owner, "把问题修好就行", bot="owner")
    await offers(house, advisor, REDO, WASH)
    assert label("case-offer-sent") in await house.last(advisor)
    assert (await complaint_of(house, owner))[0].state == "offered"
    await house.taps(owner, label("solution-take", solution=option(house, REDO)), bot="owner")
    case, complaint = await complaint_of(house, owner)
    assert (case.state, complaint.solved_at is not None) == ("agreed", True)
    await resolves(house, advisor)
    assert "换了新支架" in await house.last(owner, "owner")
    await house.taps(owner, label("settled-yes"), bot="owner")
    for _ in range(2):
        await house.taps(owner, label("rating-yes"), bot="owner")
    case, complaint = await complaint_of(house, owner)
    assert (case.state, complaint.closed_how, complaint.rated_speed) == ("closed", "yes", "yes")
    assert complaint.next_step_at is None


async def test_what_costs_more_than_the_role_may_decide_waits_for_the_manager(
    house: StaffHouse, advisor: int, manager: int, owner: int
) -> None:
    await house.says(owner, "洗车把漆刮了，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    await offers(house, advisor, WASH, SERVICE)
    assert label("case-offer-asked") in await house.last(advisor)
    assert (await complaint_of(house, owner))[0].state == "taken"
    assert await house.taps(manager, label("case-confirm")) == label("case-offer-sent")
    assert (await complaint_of(house, owner))[0].state == "offered"
    await house.taps(owner, label("solution-none"), bot="owner")
    assert (await complaint_of(house, owner))[0].state == "taken"
    assert label("case-declined", number=str((await complaint_of(house, owner))[0].id)) in [
        one["text"] for one in await house.shown(advisor)
    ]


async def test_a_threat_of_media_at_night_names_who_knows_and_when_they_call(
    house: StaffHouse, advisor: int, manager: int, owner: int
) -> None:
    house.clock.time += timedelta(hours=14)
    await house.says(owner, "再不退钱我就找媒体曝光你们", bot="owner")
    said = await house.last(owner, "owner")
    assert "方国梁" in said
    assert "23:15" in said
    assert any("媒体" in str(one["text"]) for one in await house.shown(manager))


async def test_two_asks_and_a_recorded_silence_close_it_and_a_new_word_opens_it_again(
    house: StaffHouse, advisor: int, owner: int
) -> None:
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    await resolves(house, advisor)
    await later(house, days=3)
    assert (await complaint_of(house, owner))[1].asks == 2
    await later(house, days=3)
    case, complaint = await complaint_of(house, owner)
    assert (case.state, complaint.closed_how) == ("closed", "silence")
    await house.says(owner, "还是没人理，我要投诉", bot="owner")
    await house.taps(owner, label("complaint-same-same", number=str(case.id)), bot="owner")
    again, complaint = await complaint_of(house, owner)
    assert (again.id, again.state, complaint.reopened) == (case.id, "taken", 1)
    assert complaint.next_step_at is not None


async def test_the_owners_no_sends_it_back(house: StaffHouse, advisor: int, owner: int) -> None:
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    await resolves(house, advisor)
    await house.taps(owner, label("settled-no"), bot="owner")
    case, complaint = await complaint_of(house, owner)
    assert (case.state, complaint.run, complaint.answered_at) == ("taken", 2, None)


async def test_lists_find_it_by_number_plate_and_phone(house: StaffHouse, advisor: int, owner: int) -> None:
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    case, complaint = await complaint_of(house, owner)
    plate = await house.run(lambda uow: uow.vehicles.get(complaint.vehicle_id).plate)
    named = label("cases-option", number=str(case.id), owner="王芳", level="ordinary")
    await house.says(advisor, "/mine")
    assert named not in await house.buttons(advisor)
    for words in (str(case.id), plate):
        await house.says(advisor, "/open")
        await house.says(advisor, words)
        assert named in await house.buttons(advisor)
    await later(house, minutes=16)
    await house.says(advisor, "/overdue")
    assert named in await house.buttons(advisor)


async def test_on_hold_until_a_day_comes_back_by_itself(house: StaffHouse, advisor: int, owner: int) -> None:
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    await house.taps(advisor, label("case-hold-button"))
    await house.says(advisor, "后天")
    case, complaint = await complaint_of(house, owner)
    assert case.state == "hold"
    assert complaint.wake_at is not None
    await later(house, days=2)
    assert (await complaint_of(house, owner))[0].state == "taken"
    assert label("case-woken", number=str(case.id)) in [one["text"] for one in await house.shown(advisor)]


async def test_who_leaves_leaves_no_complaint_behind(
    house: StaffHouse, advisor: int, manager: int, owner: int
) -> None:
    boss = await house.colleague("顾小满", Role.ADMINISTRATOR)
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    await house.says(boss, "/team")
    name = label("team-member", name="陈思远", role=label("role-service_advisor"), blocked="no")
    await house.taps(boss, name)
    await house.taps(boss, label("colleague-remove"))
    case, complaint = await complaint_of(house, owner)
    assert (case.state, case.taken_by, complaint.taken_at) == ("new", None, None)
    assert label("case-orphaned", name="陈思远", number=str(case.id)) in [
        one["text"] for one in await house.shown(manager)
    ]


async def test_an_owner_who_blocked_us_is_called_and_their_yes_by_phone_is_written_down(
    house: StaffHouse, advisor: int, owner: int
) -> None:
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    await house.taps(advisor, label("case-take"))
    case, _ = await complaint_of(house, owner)
    await house.kit.sim(f"chats/{owner}/block", {"from": owner, "bot": "owner", "blocked": True})
    await house.settle()
    assert label("case-blocked", number=str(case.id), phone="–") in await house.last(advisor)
    await resolves(house, advisor)
    assert label("case-call-them", phone="–") in await house.last(advisor)
    await house.taps(advisor, label("case-button"))
    await house.taps(advisor, label("case-do-phone"))
    assert (await complaint_of(house, owner))[1].closed_how == "phone"


async def test_who_is_removed_or_of_another_store_can_do_nothing_with_old_buttons(
    house: StaffHouse, advisor: int, manager: int, owner: int
) -> None:
    stranger = await house.colleague("Jana", Role.SERVICE_MANAGER, shop=list(house.shops.values())[1])
    await house.says(owner, "等了三个小时没人理，我要投诉", bot="owner")
    case, _ = await complaint_of(house, owner)
    card = next(one for one in reversed(await house.shown(advisor)) if one.get("buttons"))
    data = card["buttons"][0][0]["data"]
    await house.says(stranger, "/start")
    screen = (await house.shown(stranger))[-1]
    await house.taps(stranger, message_id=screen["id"], data=data)
    await house.run(
        lambda uow: uow.staff.update(uow.staff.find_by_account(advisor).id, left_at=house.clock.now())
    )
    await house.taps(advisor, message_id=card["id"], data=data)
    assert (await complaint_of(house, owner))[0].taken_by is None
    await house.says(stranger, "/open")
    assert label(
        "cases-option", number=str(case.id), owner="王芳", level="ordinary"
    ) not in await house.buttons(stranger)
