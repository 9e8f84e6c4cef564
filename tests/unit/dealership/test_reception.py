"""What staff do about a visit: confirm, arrived, did not come, note; who may, and what the owner hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from support.people import Scene, hire, keys_in, shop_of

from dealership.domain.company import Company
from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, NotAllowedError, Role, may
from dealership.services import booking, reception
from dealership.services.shop import Shop
from storage.database import Database
from storage.uow import UnitOfWork

ACTS: dict[Action, Callable[..., Any]] = {
    Action.CONFIRM_BOOKING: reception.confirm,
    Action.MARK_ARRIVED: reception.arrived,
    Action.MARK_NO_SHOW: reception.did_not_come,
}


@pytest.fixture
async def scene(sqlite_database: Database, company: Company) -> Scene:
    return await Scene(sqlite_database, shop_of(company)).set()


@pytest.fixture
async def requested(sqlite_database: Database, company: Company) -> Scene:
    return await Scene(sqlite_database, shop_of(company)).set(fault="刹车异响")


async def test_a_requested_visit_is_confirmed_once_and_the_owner_is_told(requested: Scene) -> None:
    said = await requested.do(reception.confirm, requested.advisor, requested.visit_id)
    again = await requested.do(reception.confirm, requested.advisor, requested.visit_id)
    assert (said.key, again.key, again.args) == ("visit-confirmed", "visit-as-it-is", {"state": "confirmed"})
    assert (await requested.visit()).state == "confirmed"
    told = [keys_in(post) for post in await requested.posted("owner")]
    assert sum("receipt-confirmed" in keys for keys in told) == 1


async def test_a_car_arrives_on_its_day_and_not_before(scene: Scene) -> None:
    early = await scene.do(reception.arrived, scene.advisor, scene.visit_id)
    assert early.key == "visit-not-today"
    scene.now = scene.at(1, 10)
    assert (await scene.do(reception.arrived, scene.advisor, scene.visit_id)).key == "visit-arrived"
    assert (await scene.visit()).state == "arrived"


async def test_nobody_fails_to_come_before_their_time(scene: Scene) -> None:
    scene.now = scene.at(1, 10, 59)
    assert (await scene.do(reception.did_not_come, scene.advisor, scene.visit_id)).key == "visit-not-yet"
    assert (await scene.visit()).state == "confirmed"


async def test_who_did_not_come_frees_the_place_and_is_offered_another_time(scene: Scene) -> None:
    scene.now = scene.at(1, 11, 31)
    assert (await scene.do(reception.did_not_come, scene.advisor, scene.visit_id)).key == "visit-no-show"

    def claims(uow: UnitOfWork) -> int:
        return uow.appointments.release(scene.visit_id)

    assert await scene.database.run(claims) == 0
    posts = [post for post in await scene.posted("owner") if "missed" in keys_in(post)]
    assert [keys_in(post) for post in posts] == [{"missed", "missed-again"}]


async def test_who_came_after_all_has_arrived(scene: Scene) -> None:
    scene.now = scene.at(1, 11, 31)
    await scene.do(reception.did_not_come, scene.advisor, scene.visit_id)
    assert (await scene.do(reception.arrived, scene.advisor, scene.visit_id)).key == "visit-arrived"


async def test_a_cancelled_visit_neither_arrives_nor_is_confirmed(scene: Scene) -> None:
    await scene.database.run(
        lambda uow: booking.cancel(uow, scene.shop, uow.appointments.get(scene.visit_id), "time", scene.now)
    )
    scene.now = scene.at(1, 11, 31)
    for act in ACTS.values():
        said = await scene.do(act, scene.advisor, scene.visit_id)
        assert (said.key, said.args) == ("visit-as-it-is", {"state": "cancelled"})


async def test_notes_name_their_author_and_are_for_staff_alone(scene: Scene) -> None:
    for words in ("等件", "已到货"):
        said = await scene.database.run(
            lambda uow, words=words: reception.note(
                uow, scene.shop, scene.advisor, scene.visit_id, words, scene.now
            )
        )
        assert said.key == "visit-noted"
    name = scene.advisor.name
    assert (await scene.visit()).note == f"{name}: 等件\n{name}: 已到货"
    assert "等件" not in str(await scene.posted("owner"))
    assert "等件" in str(await scene.posted("staff"))


async def test_notes_do_not_grow_without_end(scene: Scene) -> None:
    def note(uow: UnitOfWork) -> str:
        return reception.note(uow, scene.shop, scene.advisor, scene.visit_id, "x" * 900, scene.now).key

    assert [await scene.database.run(note) for _ in range(3)] == [
        "visit-noted",
        "visit-noted",
        "visit-note-full",
    ]


async def test_the_board_shows_the_stores_own_day_in_order(scene: Scene, company: Company) -> None:
    def board(uow: UnitOfWork) -> list[tuple[int, str, str | None]]:
        rows = reception.board(uow, scene.shop, scene.advisor, scene.shop.today(scene.at(1, 11)))
        return [(row.visit.id, row.owner.name, row.vehicle.plate) for row in rows]

    assert await scene.database.run(board) == [(scene.visit_id, "王芳", "沪A12345")]
    berlin = shop_of(company, "berlin")

    def elsewhere(uow: UnitOfWork) -> int:
        return len(reception.board(uow, berlin, hire(uow, berlin), scene.shop.today(scene.at(1, 11))))

    assert await scene.database.run(elsewhere) == 0


@pytest.mark.parametrize("role", Role)
async def test_each_role_may_exactly_what_the_table_says(scene: Scene, role: Role) -> None:
    """Whoever asks, by whatever button: the services decide, in the member's own store and in no other."""
    scene.now = scene.at(1, 12)

    def attempt(uow: UnitOfWork) -> dict[str, bool]:
        member = hire(uow, scene.shop, role)
        outcome = {}
        for action, act in ACTS.items():
            outcome[action.value] = _allowed(act, uow, scene.shop, member, scene.visit_id, scene.now)
        note = lambda *args: reception.note(*args[:-1], "words", args[-1])  # noqa: E731
        outcome["add_note"] = _allowed(note, uow, scene.shop, member, scene.visit_id, scene.now)
        outcome["see_board"] = _allowed(reception.board, uow, scene.shop, member, scene.shop.today(scene.now))
        return outcome

    outcome = await scene.database.run(attempt)
    assert outcome == {action: may(role, Action(action)) for action in outcome}


async def test_staff_of_another_store_and_who_has_left_may_nothing(scene: Scene, company: Company) -> None:
    def attempt(uow: UnitOfWork) -> list[bool]:
        gone = hire(uow, scene.shop, Role.GENERAL_MANAGER)
        uow.staff.update(gone.id, left_at=scene.now)
        strangers = [uow.staff.get(gone.id), hire(uow, shop_of(company, "berlin"), Role.GENERAL_MANAGER)]
        return [
            _allowed(act, uow, scene.shop, member, scene.visit_id, scene.now)
            for member in strangers
            for act in ACTS.values()
        ]

    assert not any(await scene.database.run(attempt))


async def test_every_copy_of_a_card_is_edited_and_a_new_reader_gets_one(scene: Scene) -> None:
    first = await scene.posted("staff", "card")
    assert [(post["chat"], post["edits"]) for post in first] == [(scene.advisor.user_id, None)]
    late = await scene.database.run(lambda uow: hire(uow, scene.shop, advisor=scene.advisor.advisor))
    scene.now = scene.at(1, 11) + timedelta(minutes=5)
    await scene.do(reception.arrived, scene.advisor, scene.visit_id)
    second = {post["chat"]: post["edits"] for post in await scene.posted("staff", "card")}
    assert second == {scene.advisor.user_id: first[0]["id"], late.user_id: None}


def _allowed(act: Callable[..., Any], uow: UnitOfWork, shop: Shop, member: StaffMember, *args: Any) -> bool:
    try:
        act(uow, shop, member, *args)
    except NotAllowedError:
        return False
    return True
