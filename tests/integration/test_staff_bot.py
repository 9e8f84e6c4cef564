"""The staff bot over real HTTP, on both databases: joining, rights, board, cards, proposals, groups, strangers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from support.people import book, new_car, new_owner
from support.staff_house import StaffHouse, label, running_house

from dealership.domain.company import Company
from dealership.domain.records import Appointment
from dealership.domain.rights import Role
from dealership.services import reception, staff
from dealership.services.holds import Wish
from storage.database import Database
from storage.schema import action_token, failed_update, session, staff_member
from storage.uow import UnitOfWork

DESK = "chen-siyuan"


@pytest.fixture
async def house(database: Database, company: Company) -> AsyncIterator[StaffHouse]:
    async with running_house(database, company) as house:
        yield house


@pytest.fixture
async def advisor(house: StaffHouse) -> int:
    return await house.colleague("陈思远", Role.SERVICE_ADVISOR, advisor=DESK)


def at(house: StaffHouse, days: int, hour: int) -> datetime:
    day = house.shop.today(house.clock.now()) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=house.shop.zone)


async def visit(house: StaffHouse, days: int = 1, hour: int = 11, **wish: Any) -> Appointment:
    """A visit of an owner who chats with us."""
    account = house.person("王芳")
    await house.says(account, "/start", bot="owner")

    def write(uow: UnitOfWork) -> Appointment:
        known = uow.owners.find_by_account("owner", account)
        owner_id = known.id if known else new_owner(uow, house.shop)
        car = new_car(uow, house.shop, owner_id, f"沪A{10000 + account % 80000}")
        values = {"jobs": ("oil_service",), "advisor": DESK, **wish}
        return book(uow, house.shop, Wish(owner_id, car, **values), at(house, days, hour), house.clock.now())

    booked: Appointment = await house.run(write)
    await house.settle()
    return booked


async def state_of(house: StaffHouse, booked: Appointment) -> str:
    found: Appointment = await house.run(lambda uow: uow.appointments.get(booked.id))
    return found.state


async def owner_account(house: StaffHouse, booked: Appointment) -> int:
    chat = await house.run(lambda uow: uow.owners.find_chat("owner", booked.owner_id))
    return int(chat.chat_id)


# --- joining -----------------------------------------------------------------------------------------------


async def test_an_invite_opens_the_bot_and_is_good_once(house: StaffHouse) -> None:
    first, second = house.person("周雨桐"), house.person("路人")
    payload = await house.run(
        lambda uow: staff.invite(
            uow, house.shop.store, Role.SERVICE_ADVISOR, house.clock.now(), timedelta(days=7)
        )
    )
    await house.says(first, f"/start {payload}")
    assert label("staff-home-today") in await house.buttons(first)
    await house.says(second, f"/start {payload}")
    assert await house.last(second) == label("staff-invite-used")
    await house.says(first, f"/start {payload}")
    assert label("staff-invite-used") in await house.last(first)
    assert label("staff-home-today") in await house.buttons(first)


async def test_expired_and_foreign_invites_say_one_kind_sentence(house: StaffHouse) -> None:
    stranger = house.person("路人")
    payload = await house.run(
        lambda uow: staff.invite(
            uow, house.shop.store, Role.SERVICE_ADVISOR, house.clock.now(), timedelta(days=7)
        )
    )
    house.clock.tick(8 * 86400)
    for word in (payload, "j_nothing", "j_"):
        await house.says(stranger, f"/start {word}")
        assert await house.last(stranger) == label("staff-invite-used")
    members = await house.run(
        lambda uow: uow.connection.execute(select(func.count()).select_from(staff_member)).scalar()
    )
    assert members == 0


async def test_strangers_are_told_how_to_join_whatever_they_send(house: StaffHouse) -> None:
    stranger = house.person("Reader", "en")
    for said in ("/start", "hello", "/today"):
        await house.says(stranger, said)
        assert await house.last(stranger) == label("staff-stranger", "en")
    sessions = await house.run(
        lambda uow: uow.connection.execute(select(func.count()).select_from(session)).scalar()
    )
    assert sessions == 0


async def test_a_strangers_tap_on_a_button_of_somebody_else_is_told_why(
    house: StaffHouse, advisor: int
) -> None:
    booked = await visit(house, fault="异响", jobs=())
    card = (await house.shown(advisor))[-1]
    stranger = house.person("路人")
    await house.says(stranger, "/start")
    screen = (await house.shown(stranger))[-1]
    toast = await house.taps(stranger, message_id=screen["id"], data=card["buttons"][0][0]["data"])
    assert toast == label("staff-only")
    assert await state_of(house, booked) == "requested"


async def test_who_was_removed_is_a_stranger_at_once(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house, fault="异响", jobs=())
    boss = await house.colleague("顾小满", Role.ADMINISTRATOR)
    await house.says(boss, "/team")
    await house.taps(
        boss, label("team-member", name="陈思远", role=label("role-service_advisor"), blocked="no")
    )
    await house.taps(boss, label("colleague-remove"))
    assert label("colleague-removed", name="陈思远") in await house.last(boss)
    await house.taps(advisor, label("card-confirm"))
    assert await state_of(house, booked) == "requested"
    await house.says(advisor, "/today")
    assert await house.last(advisor) == label("staff-stranger")


async def test_an_administrator_invites_and_the_link_lets_in(house: StaffHouse) -> None:
    boss = await house.colleague("顾小满", Role.ADMINISTRATOR)
    await house.says(boss, "/invite")
    await house.taps(boss, label("team-invite"))
    await house.taps(boss, label("role-service_advisor"))
    await house.taps(boss, "周雨桐")
    link = next(line for line in (await house.last(boss)).splitlines() if line.startswith("https://"))
    assert link.startswith("https://t.me/servicebay_staff_bot?start=j_")
    newcomer = house.person("周雨桐")
    await house.says(newcomer, f"/start {link.partition('=')[2]}")
    assert label("staff-welcome", company="晴川汽车") in await house.last(newcomer)


# --- board -------------------------------------------------------------------------------------------------


async def test_the_board_marks_who_came_and_who_did_not(house: StaffHouse, advisor: int) -> None:
    came, missed = await visit(house, 0, 14), await visit(house, 0, 15)
    house.clock.time = at(house, 0, 16)
    await house.says(advisor, "/today")
    assert label("board-arrived", at="14:00") in await house.buttons(advisor)
    await house.taps(advisor, label("board-arrived", at="14:00"))
    await house.taps(advisor, label("board-missed", at="15:00"))
    assert await state_of(house, came) == "arrived"
    assert await state_of(house, missed) == "no_show"
    assert label("missed-again") in await house.buttons(await owner_account(house, missed), "owner")


async def test_tomorrow_nobody_has_arrived_yet(house: StaffHouse, advisor: int) -> None:
    await visit(house, 1, 11)
    await house.says(advisor, "/tomorrow")
    buttons = await house.buttons(advisor)
    assert label("board-open", at="11:00") in buttons
    assert label("board-arrived", at="11:00") not in buttons


async def test_the_board_has_pages_and_other_days(house: StaffHouse, advisor: int) -> None:
    for hour in (9, 10, 11, 13, 14, 15):
        await visit(house, 1, hour)
    await house.says(advisor, "/tomorrow")
    assert label("board-open", at="14:00") not in await house.buttons(advisor)
    await house.taps(advisor, label("input-more"))
    assert label("board-open", at="14:00") in await house.buttons(advisor)
    await house.taps(advisor, label("board-today"))
    assert label("board-open", at="14:00") not in await house.buttons(advisor)


# --- cards -------------------------------------------------------------------------------------------------


async def test_a_requested_visit_is_confirmed_on_its_card(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house, fault="刹车有 <异响> & 抖", jobs=())
    assert "刹车有 <异响> & 抖" in await house.last(advisor)
    assert await house.taps(advisor, label("card-confirm")) == label("visit-confirmed")
    assert await state_of(house, booked) == "confirmed"
    card = (await house.shown(advisor))[-1]
    assert card["edits"] == 1
    assert label("card-head", state="confirmed", number=str(booked.id)).replace("<b>", "").replace(
        "</b>", ""
    ) in str(card["text"])
    texts = [str(one.get("text")) for one in await house.shown(await owner_account(house, booked), "owner")]
    assert any(f"单号 {booked.id}" in text for text in texts)


async def test_the_same_tap_twice_is_one_confirmation(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house, fault="异响", jobs=())
    card = (await house.shown(advisor))[-1]
    data = card["buttons"][0][0]["data"]
    assert await house.taps(advisor, message_id=card["id"], data=data) == label("visit-confirmed")
    again = await house.taps(advisor, message_id=card["id"], data=data)
    assert again == label("visit-as-it-is", state="confirmed")
    assert await state_of(house, booked) == "confirmed"


async def test_a_note_is_written_from_the_card(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house)
    await house.taps(advisor, label("card-add-note"))
    await house.says(advisor, "等刹车片到货")
    assert label("visit-noted") in await house.last(advisor)
    found = await house.run(lambda uow: uow.appointments.get(booked.id))
    assert found.note == "陈思远: 等刹车片到货"
    assert any("等刹车片到货" in str(one.get("text")) and one["edits"] for one in await house.shown(advisor))


async def test_the_chat_is_taken_by_one(house: StaffHouse, advisor: int) -> None:
    other = await house.colleague("周雨桐", Role.SERVICE_ADVISOR, advisor="zhou-yutong")
    booked = await visit(house)
    assert await house.taps(advisor, label("card-take-chat")) == label("chat-taken")
    await house.says(other, "/tomorrow")
    await house.taps(other, label("board-open", at="11:00"))
    await house.taps(other, label("card-take-chat"))
    assert label("chat-taken-by", name="陈思远") in await house.last(other)
    assert "陈思远" in await house.last(await owner_account(house, booked), "owner")


# --- other times -------------------------------------------------------------------------------------------


async def test_proposed_times_are_taken_with_one_tap(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house)
    account = await owner_account(house, booked)
    await house.taps(advisor, label("card-propose"))
    await house.says(advisor, "后天上午十点")
    await house.taps(advisor, label("propose-add"))
    await house.says(advisor, "9月5日下午两点")
    await house.taps(advisor, label("propose-send"))
    assert label("propose-sent") in await house.last(advisor)
    times = [text for text in await house.buttons(account, "owner") if text.startswith("🕒")]
    assert len(times) == 2
    toast = await house.taps(account, times[1], bot="owner")
    assert toast == label("proposal-taken", at=times[1].removeprefix("🕒 "))
    moved = await house.run(lambda uow: uow.appointments.get(booked.id))
    assert moved.start_at == at(house, 4, 14)
    held = await house.run(lambda uow: uow.appointments.proposed_for(moved))
    assert held == []
    assert any(f"单号 {booked.id} 改到" in str(one.get("text")) for one in await house.shown(advisor))


async def test_none_of_them_is_an_answer_too(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house)
    account = await owner_account(house, booked)
    await house.taps(advisor, label("card-propose"))
    await house.taps(advisor, label("input-earliest"))
    await house.taps(advisor, label("propose-send"))
    await house.taps(account, label("proposal-none"), bot="owner")
    assert label("proposal-declined") in await house.last(account, "owner")
    assert any("建议的时间车主都不方便" in str(one.get("text")) for one in await house.shown(advisor))


async def test_a_proposal_is_the_owners_own_and_nobody_elses(house: StaffHouse, advisor: int) -> None:
    booked = await visit(house)
    await house.taps(advisor, label("card-propose"))
    await house.taps(advisor, label("input-earliest"))
    await house.taps(advisor, label("propose-send"))
    token = await house.run(
        lambda uow: uow.connection.execute(
            select(action_token.c.token).where(action_token.c.action == "proposal.take")
        ).scalar()
    )
    thief = house.person("别人")
    await house.says(thief, "/start", bot="owner")
    screen = (await house.shown(thief, "owner"))[-1]
    toast = await house.taps(thief, bot="owner", message_id=screen["id"], data=f"t:{token}")
    assert toast == label("engine-stale")
    found = await house.run(lambda uow: uow.appointments.get(booked.id))
    assert found.start_at == booked.start_at


# --- groups ------------------------------------------------------------------------------------------------


@pytest.fixture
async def group(house: StaffHouse, advisor: int) -> int:
    """The store's forum group, bound by the administrator."""
    boss = await house.colleague("顾小满", Role.ADMINISTRATOR)
    chat = house.kit.stand.add_group("浦东服务组", members=[boss, advisor], bot_admins=["staff"])
    await house.says(boss, "/bind", chat)
    return chat


async def test_bind_makes_the_group_the_stores(house: StaffHouse, group: int, advisor: int) -> None:
    assert "浦东" in await house.last(group)
    booked = await visit(house)
    assert f"单号 {booked.id}" in await house.last(group)
    assert f"单号 {booked.id}" not in await house.last(advisor)


async def test_only_an_administrator_binds(house: StaffHouse, advisor: int) -> None:
    chat = house.kit.stand.add_group("别的群", members=[advisor], bot_admins=["staff"])
    await house.says(advisor, "/bind", chat)
    assert await house.last(chat) == label("staff-not-allowed")
    assert await house.run(lambda uow: uow.staff.find_group_by_chat(chat)) is None


async def test_a_tap_in_the_group_is_by_whoever_tapped(house: StaffHouse, group: int, advisor: int) -> None:
    booked = await visit(house, fault="异响", jobs=())
    guest = house.person("实习生")
    await house.kit.sim(f"chats/{group}/members", {"from": guest, "status": "member"})
    assert await house.taps(guest, label("card-confirm"), group) == label("staff-only")
    assert await state_of(house, booked) == "requested"
    assert await house.taps(advisor, label("card-confirm"), group) == label("visit-confirmed")
    assert await state_of(house, booked) == "confirmed"


async def test_in_a_group_a_dialog_is_its_openers(house: StaffHouse, group: int, advisor: int) -> None:
    other = await house.colleague("周雨桐", Role.SERVICE_ADVISOR)
    await house.kit.sim(f"chats/{group}/members", {"from": other, "status": "member"})
    await visit(house, 1, 11)
    await house.says(advisor, "/tomorrow", group)
    assert await house.taps(other, label("board-open", at="11:00"), group) == label("staff-not-yours")
    before = len(await house.shown(group))
    await house.taps(advisor, label("board-open", at="11:00"), group)
    assert label("card-add-note") in await house.buttons(group)
    assert len(await house.shown(group)) == before


async def test_chatter_is_left_alone_and_a_reply_is_the_note(
    house: StaffHouse, group: int, advisor: int
) -> None:
    booked = await visit(house)
    await house.taps(advisor, label("card-add-note"), group)
    question = (await house.shown(group))[-1]
    before = len(await house.shown(group))
    await house.says(advisor, "中午吃什么？", group)
    assert len(await house.shown(group)) == before
    await house.says(advisor, "等件", group, reply_to=question["id"])
    assert await house.last(group) == label("visit-noted")
    found = await house.run(lambda uow: uow.appointments.get(booked.id))
    assert found.note == "陈思远: 等件"


async def test_nobody_can_act_anonymously(house: StaffHouse, group: int, advisor: int) -> None:
    await house.says(advisor, "/today", group, anonymous=True)
    assert await house.last(group) == label("staff-anonymous")


async def test_commands_to_another_bot_are_not_ours(house: StaffHouse, group: int, advisor: int) -> None:
    before = len(await house.shown(group))
    await house.says(advisor, "/today@another_bot", group)
    assert len(await house.shown(group)) == before
    await house.says(advisor, "/today@Servicebay_Staff_Bot", group)
    assert len(await house.shown(group)) == before + 1


async def test_a_lost_group_gives_the_cards_back_to_direct_messages(
    house: StaffHouse, group: int, advisor: int
) -> None:
    await house.kit.sim(f"chats/{group}/members", {"bot": "staff", "status": "left"})
    await house.settle()
    booked = await visit(house)
    assert f"单号 {booked.id}" in await house.last(advisor)


async def test_added_to_a_group_it_says_what_to_do(house: StaffHouse, advisor: int) -> None:
    chat = house.kit.stand.add_group("新群", members=[advisor])
    await house.kit.sim(f"chats/{chat}/members", {"bot": "staff", "status": "member", "from": advisor})
    await house.settle()
    assert await house.last(chat) == label("staff-added")


# --- rights and forged taps --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.MARKETING, Role.CUSTOMER_CARE, Role.ADMINISTRATOR])
async def test_a_role_without_the_right_is_told_so_and_changes_nothing(house: StaffHouse, role: Role) -> None:
    """Even with a button of their own making: a card drawn for their chat."""
    booked = await visit(house, fault="异响", jobs=())
    account = await house.colleague("某人", role)
    token = await house.run(lambda uow: _forged(uow, account, booked))
    screen = (await house.shown(account))[-1]
    toast = await house.taps(account, message_id=screen["id"], data=f"t:{token}")
    assert toast == label("staff-not-allowed")
    assert await state_of(house, booked) == "requested"
    await house.says(account, "/today")
    assert label("staff-not-allowed") in await house.last(account)
    assert label("staff-home-today") not in await house.buttons(account)


async def test_staff_of_another_store_may_not_touch_it(house: StaffHouse, company: Company) -> None:
    booked = await visit(house, fault="异响", jobs=())
    berlin = house.shops[company.stores[1].id]
    account = await house.colleague("Jana", Role.GENERAL_MANAGER, berlin)
    token = await house.run(lambda uow: _forged(uow, account, booked))
    screen = (await house.shown(account))[-1]
    toast = await house.taps(account, message_id=screen["id"], data=f"t:{token}")
    assert toast == label("staff-not-allowed")
    assert await state_of(house, booked) == "requested"


async def test_forged_and_old_buttons_explain_themselves(house: StaffHouse, advisor: int) -> None:
    other = await house.colleague("周雨桐", Role.SERVICE_ADVISOR)
    booked = await visit(house, fault="异响", jobs=())
    card = (await house.shown(advisor))[-1]
    screen = (await house.shown(other))[-1]
    foreign = card["buttons"][0][0]["data"]
    for data in (foreign, "t:" + "A" * 16, "t:", "x", "0:0:0", "1:rows:arrived.1", "::", ":" * 60):
        await house.taps(other, message_id=screen["id"], data=data)
    assert await state_of(house, booked) == "requested"
    await house.says(other, "/today")
    frame = (await house.shown(other))[-1]
    prefix = frame["buttons"][0][0]["data"].rpartition(":")[0]
    for option in (
        "arrived.999999",
        "missed.x",
        "page.99999999999",
        "day.tomorrow",
        "open.0",
        "nothing.1",
        "~1",
        "!human",
    ):
        await house.taps(other, message_id=frame["id"], data=f"{prefix}:{option}"[:64])
    await house.says(other, "/today")
    assert label("board-refresh") in await house.buttons(other)


async def test_settings_change_the_language_of_chat_and_cards(house: StaffHouse, advisor: int) -> None:
    await house.says(advisor, "/settings")
    await house.taps(advisor, label("staff-language-ru"))
    assert label("staff-language-kept", "ru") in await house.last(advisor)
    booked = await visit(house)
    assert f"№ {booked.id}" in await house.last(advisor)


async def test_a_handover_link_comes_as_text_and_picture(house: StaffHouse, advisor: int) -> None:
    await house.says(advisor, "/handover")
    await house.says(advisor, "沪B·88888")
    shown = await house.shown(advisor)
    assert "https://t.me/servicebay_owner_bot?start=v_" in str(shown[-2]["text"])
    assert "photo" in shown[-1]
    link = next(word for word in str(shown[-2]["text"]).split() if word.startswith("https://"))
    owner = house.person("新车主")
    await house.says(owner, f"/start {link.partition('=')[2]}", bot="owner")
    cars = await house.run(
        lambda uow: uow.vehicles.of_owner(uow.owners.find_by_account("owner", owner).id)  # type: ignore[union-attr]
    )
    assert [(car.plate, trust) for car, trust in cars] == [("沪B88888", "proven")]


async def test_a_failing_update_is_raised_and_told_after_the_third_time(
    house: StaffHouse, advisor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """python-telegram-bot swallows what a handler raises; the door does not."""

    def broken(*_args: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(reception, "board", broken)
    await house.says(advisor, "/today")
    assert await house.last(advisor) == label("engine-sorry")
    monkeypatch.undo()
    await house.says(advisor, "/today")
    assert label("board-refresh") in await house.buttons(advisor)


async def test_a_repeated_update_shows_the_screen_and_changes_nothing(
    house: StaffHouse, advisor: int
) -> None:
    raw: dict[str, Any] = {
        "update_id": 10**9,
        "message": {
            "message_id": 1, "date": 1_788_220_800, "text": "/settings",
            "from": {"id": advisor, "is_bot": False, "first_name": "x"},
            "chat": {"id": advisor, "type": "private", "first_name": "x"},
        },
    }  # fmt: skip
    for _ in range(2):
        await house.staff_door.feed(raw)
    assert (await house.last(advisor)).startswith(label("staff-settings-menu"))


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1},
        {"update_id": 2, "message": None},
        {"update_id": 3, "message": {"message_id": "x"}},
        {"update_id": 4, "callback_query": {"id": "1"}},
        {"update_id": 5, "callback_query": {"id": "1", "from": {"id": 7}, "message": 3}},
        {"update_id": 6, "my_chat_member": {}},
        {"update_id": 7, "poll": {"id": "1"}},
        {"update_id": 8, "message": {"message_id": 1, "date": 10**18, "chat": {"id": 1}, "text": "x"}},
    ],
)
async def test_what_is_not_an_update_harms_nothing(house: StaffHouse, raw: dict[str, Any]) -> None:
    await house.staff_door.feed(raw)
    failed = select(func.count()).select_from(failed_update)
    assert await house.run(lambda uow: uow.connection.execute(failed).scalar()) == 0
    calls = (await house.kit.sim("calls?bot=staff"))["calls"]
    assert {call["method"] for call in calls} <= {"getUpdates", "getMe", "answerCallbackQuery"}


def _forged(uow: UnitOfWork, account: int, booked: Appointment) -> str:
    """A token that confirms the visit, good in this account's chat."""
    uow.tokens.add(
        "forged-token", "staff", account, "visit.confirm", {"appointment": booked.id}, booked.start_at
    )
    return "forged-token"


async def test_a_note_written_in_a_case_topic_stays_inside(
    house: StaffHouse, group: int, advisor: int
) -> None:
    """The same person's other words in that topic go to the owner; an answer to our own question never does."""
    booked = await visit(house)
    account = await owner_account(house, booked)
    await house.taps(advisor, label("card-take-chat"), group)
    topic = await house.kit.sim(f"chats/{group}/topics", {"name": "王芳", "from": advisor})
    case = await house.run(lambda uow: uow.cases.find_open(booked.owner_id, "conversation"))
    await house.run(
        lambda uow: uow.cases.update(case.id, expected=("taken",), chat_id=group, thread_id=topic["thread"])
    )
    card = next(one for one in await house.shown(group) if f"单号 {booked.id}" in str(one.get("text")))
    note = next(
        button["data"]
        for row in card["buttons"]
        for button in row
        if button["text"] == label("card-add-note")
    )
    copy = await house.apis["staff"].call(
        "sendMessage",
        {
            "chat_id": group,
            "message_thread_id": topic["thread"],
            "text": "card",
            "reply_markup": {"inline_keyboard": [[{"text": "note", "callback_data": note}]]},
        },
    )
    await house.taps(advisor, "note", group, message_id=copy["message_id"], thread=topic["thread"])
    question = (await house.shown(group))[-1]
    assert question["thread"] == topic["thread"]
    before = len(await house.shown(account, "owner"))
    await house.says(advisor, "这位车主很急", group, reply_to=question["id"], thread=topic["thread"])
    assert (await house.run(lambda uow: uow.appointments.get(booked.id))).note == "陈思远: 这位车主很急"
    assert len(await house.shown(account, "owner")) == before
    await house.says(advisor, "您好，马上为您安排", group, thread=topic["thread"])
    assert "您好，马上为您安排" in await house.last(account, "owner")
