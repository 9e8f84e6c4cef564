"""Joining by a one-time invite, leaving, the group of a store: what staff may do, and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from support.people import TUESDAY, hire, keys_in, shop_of

from dealership.domain.company import Company
from dealership.domain.records import StaffMember
from dealership.domain.rights import NotAllowedError, Role
from dealership.services import cards, staff
from dealership.services.ports import NotFoundError
from storage.database import Database
from storage.schema import audit, outbox, staff_invite
from storage.uow import UnitOfWork

WEEK = timedelta(days=7)
ACCOUNT = 42


def _joined(
    uow: UnitOfWork, company: Company, payload: str, now=TUESDAY, account: int = ACCOUNT
) -> StaffMember | None:  # type: ignore[no-untyped-def]
    return staff.join(uow, company, payload, account, "周雨桐", "ru", now)


async def test_an_invite_lets_one_person_in_once(sqlite_database: Database, company: Company) -> None:
    store = shop_of(company).store

    def work(uow: UnitOfWork) -> tuple[StaffMember | None, StaffMember | None]:
        payload = staff.invite(uow, store, Role.SERVICE_ADVISOR, TUESDAY, WEEK, store.advisors[1].key)
        return _joined(uow, company, payload), _joined(uow, company, payload, account=43)

    first, second = await sqlite_database.run(work)
    assert first is not None
    assert (first.role, first.store_id, first.advisor) == ("service_advisor", store.id, store.advisors[1].key)
    assert (first.name, first.language, first.user_id) == ("周雨桐", "ru", ACCOUNT)
    assert second is None


async def test_expired_invented_and_foreign_invites_open_nothing(
    sqlite_database: Database, company: Company
) -> None:
    store = shop_of(company).store

    def work(uow: UnitOfWork) -> list[StaffMember | None]:
        payload = staff.invite(uow, store, Role.SERVICE_ADVISOR, TUESDAY, WEEK)
        return [
            _joined(uow, company, payload, TUESDAY + WEEK),
            _joined(uow, company, "j_invented"),
            _joined(uow, company, payload.removeprefix("j_")),
            _joined(uow, company, "v_" + payload.removeprefix("j_")),
        ]

    assert await sqlite_database.run(work) == [None] * 4


async def test_only_the_hash_of_an_invite_is_kept(sqlite_database: Database, company: Company) -> None:
    store = shop_of(company).store

    def work(uow: UnitOfWork) -> tuple[str, str]:
        payload = staff.invite(uow, store, Role.SERVICE_ADVISOR, TUESDAY, WEEK)
        rows = [*uow.connection.execute(select(staff_invite)), *uow.connection.execute(select(audit))]
        return payload, str(rows)

    payload, rows = await sqlite_database.run(work)
    assert payload.removeprefix("j_") not in rows
    assert len(payload) <= 64


async def test_unknown_roles_and_desks_are_refused_with_those_there_are(
    sqlite_database: Database, company: Company
) -> None:
    store = shop_of(company).store
    with pytest.raises(staff.UnknownRoleError, match="service_advisor"):
        await sqlite_database.run(lambda uow: staff.invite(uow, store, "boss", TUESDAY, WEEK))
    with pytest.raises(staff.UnknownDeskError, match=store.advisors[0].key):
        await sqlite_database.run(
            lambda uow: staff.invite(uow, store, Role.SERVICE_ADVISOR, TUESDAY, WEEK, "nowhere")
        )


async def test_who_left_is_unknown_until_they_join_again(sqlite_database: Database, company: Company) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> tuple[StaffMember | None, StaffMember | None, StaffMember]:
        boss, gone = hire(uow, shop, Role.ADMINISTRATOR), hire(uow, shop, user_id=ACCOUNT)
        staff.remove(uow, boss, gone.id, TUESDAY)
        away = uow.staff.find_by_account(ACCOUNT)
        payload = staff.invite(uow, shop.store, Role.CUSTOMER_CARE, TUESDAY, WEEK, by=boss)
        return away, _joined(uow, company, payload), gone

    away, back, gone = await sqlite_database.run(work)
    assert away is None
    assert back is not None
    assert (back.id, back.role, back.left_at) == (gone.id, "customer_care", None)


async def test_nobody_removes_themselves_or_colleagues_of_another_store(
    sqlite_database: Database, company: Company
) -> None:
    def work(uow: UnitOfWork) -> tuple[StaffMember, StaffMember]:
        return hire(uow, shop_of(company), Role.ADMINISTRATOR), hire(uow, shop_of(company, "berlin"))

    boss, other = await sqlite_database.run(work)
    for gone in (boss, other):
        with pytest.raises(NotAllowedError):
            await sqlite_database.run(lambda uow, gone=gone: staff.remove(uow, boss, gone.id, TUESDAY))
    with pytest.raises(NotFoundError):
        await sqlite_database.run(lambda uow: staff.colleague(uow, boss, other.id))


async def test_only_who_looks_after_staff_invites_and_only_for_their_own_store(
    sqlite_database: Database, company: Company
) -> None:
    here, there = shop_of(company), shop_of(company, "berlin")

    def work(uow: UnitOfWork) -> dict[str, bool]:
        may = {}
        for role in Role:
            member = hire(uow, here, role)
            for name, shop in (("own", here), ("other", there)):
                try:
                    staff.invite(uow, shop.store, Role.MARKETING, TUESDAY, WEEK, by=member)
                    may[f"{role} {name}"] = True
                except NotAllowedError:
                    may[f"{role} {name}"] = False
        return may

    may = await sqlite_database.run(work)
    assert {key for key, allowed in may.items() if allowed} == {"administrator own", "general_manager own"}


async def test_cards_follow_the_group_and_come_back_when_it_is_lost(
    sqlite_database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> tuple[list[int], list[int], list[int], StaffMember, StaffMember]:
        def chats() -> list[int]:
            return [target["chat_id"] for target in cards.targets(uow, shop)]

        boss, advisor = hire(uow, shop, Role.ADMINISTRATOR), hire(uow, shop)
        before = chats()
        staff.bind_group(uow, boss, -100, True, TUESDAY)
        bound = chats()
        staff.lose_group(uow, -100, TUESDAY)
        return before, bound, chats(), boss, advisor

    before, bound, after, boss, advisor = await sqlite_database.run(work)
    assert (before, bound, after) == ([advisor.user_id], [-100], [advisor.user_id])

    def told(uow: UnitOfWork) -> list[tuple[int, set[str]]]:
        rows = uow.connection.execute(select(outbox.c.chat_id, outbox.c.payload)).all()
        return [(row[0], keys_in(row[1])) for row in rows]

    assert await sqlite_database.run(told) == [(boss.user_id, {"staff-group-lost"})]


async def test_a_group_that_became_a_supergroup_stays_the_stores(
    sqlite_database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> list[int]:
        staff.bind_group(uow, hire(uow, shop, Role.ADMINISTRATOR), -5, False, TUESDAY)
        uow.staff.move_group(-5, -1005)
        return [target["chat_id"] for target in cards.targets(uow, shop)]

    assert await sqlite_database.run(work) == [-1005]


async def test_who_blocked_the_bot_gets_no_cards_until_they_start_it_again(
    sqlite_database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> tuple[int, int]:
        member = hire(uow, shop)
        assert member.user_id is not None
        staff.set_blocked(uow, member.user_id, TUESDAY)
        blocked = len(cards.targets(uow, shop))
        staff.set_blocked(uow, member.user_id, None)
        return blocked, len(cards.targets(uow, shop))

    assert await sqlite_database.run(work) == (0, 1)
