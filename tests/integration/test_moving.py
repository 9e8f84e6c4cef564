"""Moving a visit on both databases: its own place counts as free, and it never has less than its whole place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from support.people import TUESDAY, Scene, book, new_car, new_owner, shop_of

from dealership.domain.company import Company
from dealership.domain.records import Appointment
from dealership.domain.slots import place_claims
from dealership.services import booking, holds
from dealership.services.holds import Wish
from storage.database import Database
from storage.schema import claim
from storage.uow import UnitOfWork

QUARTER = timedelta(minutes=15)


@pytest.fixture
async def scene(database: Database, company: Company) -> Scene:
    """The advisor's visit tomorrow at eleven; the other lifts are taken around it."""
    return await Scene(database, shop_of(company)).set()


def moving(uow: UnitOfWork, scene: Scene) -> Wish:
    visit = uow.appointments.get(scene.visit_id)
    return Wish(visit.owner_id, visit.vehicle_id, visit.jobs, advisor=visit.advisor, instead_of=visit)


def block_other_bays(uow: UnitOfWork, scene: Scene) -> None:
    """Tomorrow only the visit's own bay is left."""
    visit = uow.appointments.get(scene.visit_id)
    slot = int(scene.at(1, 0).timestamp()) // 900
    others = [f"bay:{bay.key}" for bay in scene.shop.store.bays if bay.key != visit.bay]
    assert uow.appointments.claim(1, visit.id, [(bay, at) for bay in others for at in range(slot, slot + 96)])
    rows = claim.update().where(claim.c.resource.in_(others)).values(appointment_id=_other(uow, scene))
    uow.connection.execute(rows)


def _other(uow: UnitOfWork, scene: Scene) -> int:
    owner = new_owner(uow, scene.shop, "李雷", phone="+8613800000077")
    car = new_car(uow, scene.shop, owner, "沪Q77777")
    return book(uow, scene.shop, Wish(owner, car, ("wash",)), scene.at(9, 10)).id


def whole_place(uow: UnitOfWork, scene: Scene, visit: Appointment) -> bool:
    needs = place_claims(
        scene.shop.store, [f"bay:{visit.bay}"], visit.advisor, visit.start_at, visit.finish_at
    )
    return needs == uow.appointments.claims_of(visit.id)


async def test_a_visit_may_move_by_less_than_its_length(scene: Scene) -> None:
    def act(uow: UnitOfWork) -> None:
        block_other_bays(uow, scene)
        wish, start = moving(uow, scene), scene.at(1, 11) + QUARTER
        request = holds.request_of(scene.shop, wish)
        day = scene.shop.today(start)
        assert start in scene.shop.free_times(uow, day, request, TUESDAY)
        held = holds.hold(uow, scene.shop, wish, start, TUESDAY)
        assert held is not None
        assert whole_place(uow, scene, uow.appointments.get(scene.visit_id))
        visit = uow.appointments.get(scene.visit_id)
        moved = booking.move(uow, scene.shop, visit, held, TUESDAY)
        assert moved is not None
        assert moved.start_at == start
        assert whole_place(uow, scene, moved)
        assert uow.appointments.claims_of(held.id) == frozenset()

    await scene.database.run(act)


async def test_a_place_that_rests_on_the_old_one_is_worth_nothing_once_the_visit_is_elsewhere(
    scene: Scene,
) -> None:
    def act(uow: UnitOfWork) -> None:
        wish = moving(uow, scene)
        near = holds.hold(uow, scene.shop, wish, scene.at(1, 11) + QUARTER, TUESDAY)
        far = holds.hold(uow, scene.shop, wish, scene.at(3, 15), TUESDAY)
        assert near is not None
        assert far is not None
        assert booking.move(uow, scene.shop, uow.appointments.get(scene.visit_id), far, TUESDAY)
        moved = uow.appointments.get(scene.visit_id)
        assert booking.move(uow, scene.shop, moved, near, TUESDAY) is None
        assert whole_place(uow, scene, uow.appointments.get(scene.visit_id))
        assert uow.connection.execute(select(claim).where(claim.c.appointment_id == near.id)).all() == []

    await scene.database.run(act)
