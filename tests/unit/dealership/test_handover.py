"""Hand-over links and staff's word about who drives a car."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.people import TUESDAY, Scene, hire, keys_in, new_car, new_owner, shop_of

from dealership.domain.company import Company
from dealership.domain.rights import Action, NotAllowedError, Role, may
from dealership.services import binding, handover
from dealership.services.binding import Verdict
from dealership.services.ports import NotFoundError
from storage.database import Database
from storage.uow import UnitOfWork

DAYS = timedelta(days=30)
VIN = "LSGJT52U38H012345"


@pytest.fixture
async def scene(sqlite_database: Database, company: Company) -> Scene:
    return await Scene(sqlite_database, shop_of(company)).set()


async def test_a_link_binds_the_car_once(scene: Scene) -> None:
    def work(uow: UnitOfWork) -> tuple[Verdict, str | None, Verdict]:
        link = handover.issue_link(uow, scene.shop, scene.advisor, " 沪a·b8888 ", DAYS, TUESDAY)
        assert link is not None
        opener = new_owner(uow, scene.shop, "新车主", phone=None)
        token = link.payload.removeprefix("v_")
        first = binding.by_link(uow, (1, 1), opener, token, TUESDAY)
        second = binding.by_link(uow, (2, 2), new_owner(uow, scene.shop), token, TUESDAY)
        return first.verdict, first.vehicles[0].plate, second.verdict

    assert await scene.database.run(work) == (Verdict.BOUND, "沪AB8888", Verdict.USED)


async def test_a_link_opens_nothing_after_its_days(scene: Scene) -> None:
    def work(uow: UnitOfWork) -> Verdict:
        link = handover.issue_link(uow, scene.shop, scene.advisor, VIN, DAYS, TUESDAY)
        assert link is not None
        assert link.vehicle.vin == VIN
        token = link.payload.removeprefix("v_")
        return binding.by_link(uow, (1, 1), scene.owner_id, token, TUESDAY + DAYS).verdict

    assert await scene.database.run(work) == Verdict.USED


async def test_a_recorded_owner_without_a_chat_becomes_who_opens_the_link(scene: Scene) -> None:
    def work(uow: UnitOfWork) -> tuple[int, int]:
        recorded = new_owner(uow, scene.shop, "档案车主", chats=False, phone="+8613900000009")
        new_car(uow, scene.shop, recorded, "沪D77777")
        link = handover.issue_link(uow, scene.shop, scene.advisor, "沪D77777", DAYS, TUESDAY)
        assert link is not None
        opener = new_owner(uow, scene.shop, "新来的", phone=None)
        return recorded, binding.by_link(
            uow, (9, 9), opener, link.payload.removeprefix("v_"), TUESDAY
        ).owner_id

    recorded, became = await scene.database.run(work)
    assert recorded == became


async def test_an_owner_who_chats_already_is_not_given_to_somebody_else(scene: Scene) -> None:
    """The husband's record stays his when his wife opens a link for their car."""

    def work(uow: UnitOfWork) -> tuple[int, int]:
        link = handover.issue_link(uow, scene.shop, scene.advisor, "沪A12345", DAYS, TUESDAY)
        assert link is not None
        opener = new_owner(uow, scene.shop, "家人", phone=None)
        return opener, binding.by_link(uow, (9, 9), opener, link.payload.removeprefix("v_"), TUESDAY).owner_id

    opener, became = await scene.database.run(work)
    assert opener == became != scene.owner_id


async def test_a_link_of_somebody_who_came_into_the_chat_since_opens_nothing_to_others(scene: Scene) -> None:
    def work(uow: UnitOfWork) -> tuple[Verdict, int]:
        recorded = new_owner(uow, scene.shop, "档案车主", chats=False, phone="+8613900000009")
        new_car(uow, scene.shop, recorded, "沪D77777")
        link = handover.issue_link(uow, scene.shop, scene.advisor, "沪D77777", DAYS, TUESDAY)
        assert link is not None
        uow.owners.link_account("owner", 5, 5, recorded, TUESDAY)
        finder = new_owner(uow, scene.shop, "捡到的人", phone=None)
        bound = binding.by_link(uow, (9, 9), finder, link.payload.removeprefix("v_"), TUESDAY)
        assert bound.owner_id == finder
        return bound.verdict, len(uow.vehicles.of_owner(finder))

    assert await scene.database.run(work) == (Verdict.USED, 0)


async def test_what_is_neither_plate_nor_vin_makes_no_link(scene: Scene) -> None:
    for text in ("", "你好", "x" * 200, "沪"):
        link = await scene.database.run(
            lambda uow, text=text: handover.issue_link(uow, scene.shop, scene.advisor, text, DAYS, TUESDAY)
        )
        assert link is None


async def test_a_car_of_another_store_is_not_ours_to_hand_over(scene: Scene, company: Company) -> None:
    berlin = shop_of(company, "berlin")

    def work(uow: UnitOfWork) -> None:
        new_car(uow, berlin, new_owner(uow, berlin), "B-QC 123")
        handover.issue_link(uow, scene.shop, scene.advisor, "沪A12345", DAYS, TUESDAY)
        handover.issue_link(uow, berlin, scene.advisor, "沪A12345", DAYS, TUESDAY)

    with pytest.raises(NotAllowedError):
        await scene.database.run(work)


async def test_staff_confirm_a_claimed_car_and_the_owner_is_told(scene: Scene, company: Company) -> None:
    def claim(uow: UnitOfWork) -> int:
        claimer = new_owner(uow, scene.shop, "李伟", phone="+8613700000000")
        binding.by_words(uow, company, scene.shop, (77, 77), claimer, "沪A12345", TUESDAY)
        return claimer

    claimer = await scene.database.run(claim)
    cards = [post for post in await scene.posted("staff") if "card-claim" in keys_in(post)]
    assert [card["chat"] for card in cards] == [scene.advisor.user_id]
    said = await scene.do(handover.confirm_vehicle, scene.advisor, claimer, scene.vehicle_id)
    assert said.key == "claim-confirmed"
    trust = await scene.database.run(
        lambda uow: {driver.id: level for driver, level in uow.vehicles.drivers(scene.vehicle_id)}
    )
    assert trust == {scene.owner_id: "proven", claimer: "proven"}
    assert any("claim-told" in keys_in(post) for post in await scene.posted("owner"))
    edited = [post for post in await scene.posted("staff") if "card-claim-done" in keys_in(post)]
    assert [post["edits"] for post in edited] == [cards[0]["id"]]
    assert (
        await scene.do(handover.confirm_vehicle, scene.advisor, claimer, scene.vehicle_id)
    ).key == "claim-known"


async def test_a_claims_card_says_whether_the_car_was_somebody_elses(scene: Scene, company: Company) -> None:
    def claim(uow: UnitOfWork) -> None:
        claimer = new_owner(uow, scene.shop, "李伟", phone="+8613700000000")
        for plate in ("沪A12345", "沪A99999"):
            binding.by_words(uow, company, scene.shop, (77, 77), claimer, plate, TUESDAY)

    await scene.database.run(claim)
    cards = [post for post in await scene.posted("staff") if "card-claim" in keys_in(post)]
    assert [card["text"][0]["args"]["others"] for card in cards] == ["yes", "no"]


async def test_nobody_is_bound_who_never_claimed_the_car(scene: Scene) -> None:
    stranger = await scene.database.run(lambda uow: new_owner(uow, scene.shop, "路人"))
    with pytest.raises(NotFoundError):
        await scene.do(handover.confirm_vehicle, scene.advisor, stranger, scene.vehicle_id)


@pytest.mark.parametrize("role", Role)
async def test_roles_and_hand_overs(scene: Scene, role: Role) -> None:
    def allowed(uow: UnitOfWork) -> tuple[bool, bool]:
        member, found = hire(uow, scene.shop, role), []
        for act in (
            lambda: handover.issue_link(uow, scene.shop, member, "沪A12345", DAYS, TUESDAY),
            lambda: handover.confirm_vehicle(
                uow, scene.shop, member, scene.owner_id, scene.vehicle_id, TUESDAY
            ),
        ):
            try:
                act()
                found.append(True)
            except NotAllowedError:
                found.append(False)
        return found[0], found[1]

    expected = may(role, Action.ISSUE_HANDOVER_LINK), may(role, Action.CONFIRM_VEHICLE)
    assert await scene.database.run(allowed) == expected
