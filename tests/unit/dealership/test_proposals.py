"""Other times proposed by staff: held within the day's share, taken with one tap, and never in anybody's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from support.people import Scene, book, hire, keys_in, new_car, new_owner, shop_of

from dealership.domain.company import BookingLimits, Company
from dealership.domain.proposals import day_range, free_slots, may_hold
from dealership.domain.rights import Action, NotAllowedError, Role, may
from dealership.services import booking, holds, proposals
from dealership.services.holds import Wish
from dealership.services.ports import NotFoundError
from dealership.services.shop import Shop
from storage.database import Database
from storage.schema import claim
from storage.uow import UnitOfWork


@pytest.fixture
async def scene(sqlite_database: Database, company: Company) -> Scene:
    return await Scene(sqlite_database, shop_of(company)).set()


async def send(scene: Scene, *times: datetime) -> proposals.Sent:
    sent: proposals.Sent = await scene.do(proposals.send, scene.advisor, scene.visit_id, times)
    return sent


async def held(scene: Scene) -> list[datetime]:
    """Times kept for the owner now."""

    def kept(uow: UnitOfWork) -> list[datetime]:
        return [
            place.start_at for place in uow.appointments.proposed_for(uow.appointments.get(scene.visit_id))
        ]

    return await scene.database.run(kept)


async def offered(scene: Scene) -> list[dict[str, Any]]:
    """What the buttons of the newest proposal do."""

    def tokens(uow: UnitOfWork) -> list[dict[str, Any]]:
        found = [uow.tokens.find(button["token"], "owner") for row in rows for button in row]
        return [{"action": one[1], **one[2]} for one in found if one]

    rows = (await scene.posted("owner", "proposal"))[-1]["rows"]
    return await scene.database.run(tokens)


async def take(scene: Scene, at: datetime, hold: int | None) -> str | None:
    def act(uow: UnitOfWork) -> str | None:
        visit = uow.appointments.get(scene.visit_id)
        said = proposals.take(uow, scene.shop, visit, at, hold, scene.now)
        return said.key if said else None

    return await scene.database.run(act)


async def test_the_owner_gets_a_button_for_each_time_and_one_for_none(scene: Scene) -> None:
    times = [scene.at(2, 10), scene.at(3, 14)]
    assert await send(scene, *times) == proposals.Sent()
    assert await held(scene) == times
    buttons = await offered(scene)
    assert [button["action"] for button in buttons] == ["proposal.take", "proposal.take", "proposal.none"]
    assert [button.get("at") for button in buttons] == [*(at.isoformat() for at in times), None]


async def test_taking_a_time_moves_the_visit_and_frees_all_else(scene: Scene) -> None:
    await send(scene, scene.at(2, 10), scene.at(3, 14))
    first, second, _ = await offered(scene)
    assert await take(scene, scene.at(3, 14), second["hold"]) == "proposal-taken"
    visit = await scene.visit()
    assert (visit.state, visit.start_at) == ("confirmed", scene.at(3, 14))
    assert await held(scene) == []
    told = [keys_in(post) for post in await scene.posted("owner")]
    assert any("receipt-moved" in keys for keys in told)
    assert await take(scene, scene.at(3, 14), second["hold"]) == "proposal-taken"  # a double tap
    assert first["hold"] != second["hold"]
    assert await claims_without_a_visit(scene) == 0


async def test_a_request_is_confirmed_by_taking_a_time_staff_named(
    sqlite_database: Database, company: Company
) -> None:
    scene = await Scene(sqlite_database, shop_of(company)).set(fault="异响")
    await send(scene, scene.at(2, 10))
    assert await take(scene, scene.at(2, 10), (await offered(scene))[0]["hold"]) == "proposal-taken"
    assert (await scene.visit()).state == "confirmed"


async def test_a_time_that_has_lapsed_is_taken_if_it_is_still_free(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))
    hold = (await offered(scene))[0]["hold"]
    await scene.database.run(lambda uow: holds.let_go(uow, scene.shop, hold, scene.now, "expired"))
    scene.now += timedelta(hours=5)
    assert await take(scene, scene.at(2, 10), hold) == "proposal-taken"


async def test_a_time_that_has_lapsed_and_gone_explains_itself(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))
    hold = (await offered(scene))[0]["hold"]

    def lose(uow: UnitOfWork) -> None:
        holds.let_go(uow, scene.shop, hold, scene.now, "expired")
        fill(uow, scene.shop, scene.at(2, 10))

    await scene.database.run(lose)
    assert await take(scene, scene.at(2, 10), hold) is None
    assert (await scene.visit()).start_at == scene.at(1, 11)


async def test_nothing_is_sent_when_a_time_has_gone_meanwhile(scene: Scene) -> None:
    await scene.database.run(lambda uow: fill(uow, scene.shop, scene.at(2, 10)))
    assert await send(scene, scene.at(2, 10), scene.at(3, 10)) == proposals.Sent(gone=(scene.at(2, 10),))
    assert await scene.posted("owner", "proposal") == []
    assert await held(scene) == []


async def test_a_newer_proposal_replaces_an_older_one(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))
    scene.now += timedelta(minutes=1)
    await send(scene, scene.at(3, 10))
    assert await held(scene) == [scene.at(3, 10)]


async def test_none_of_them_frees_the_times_and_tells_the_staff(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))

    def decline(uow: UnitOfWork) -> None:
        proposals.decline(uow, scene.shop, uow.appointments.get(scene.visit_id), scene.now)

    await scene.posted("staff")
    await scene.database.run(decline)
    assert await held(scene) == []
    assert any("card-said-declined" in keys_in(post) for post in await scene.posted("staff"))
    assert (await scene.visit()).start_at == scene.at(1, 11)


async def test_none_of_them_tapped_after_one_was_taken_is_a_slip(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))
    taking, none = await offered(scene)
    await take(scene, scene.at(2, 10), taking["hold"])
    await scene.posted("staff")

    def decline(uow: UnitOfWork) -> bool:
        visit = uow.appointments.get(scene.visit_id)
        return proposals.decline(
            uow, scene.shop, visit, scene.now, datetime.fromisoformat(none["instead_of"])
        )

    assert await scene.database.run(decline) is False
    assert not any("card-said-declined" in keys_in(post) for post in await scene.posted("staff"))


async def test_cancelling_the_visit_frees_what_was_proposed(scene: Scene) -> None:
    await send(scene, scene.at(2, 10))
    visit = await scene.visit()
    await scene.database.run(lambda uow: booking.cancel(uow, scene.shop, visit, "time", scene.now))
    assert await held(scene) == []
    with pytest.raises(NotFoundError):
        await send(scene, scene.at(2, 10))


async def test_an_owner_without_a_chat_is_told_to_be_called_and_nothing_is_held(
    sqlite_database: Database, company: Company
) -> None:
    scene = await Scene(sqlite_database, shop_of(company)).set(chats=False)
    assert await send(scene, scene.at(2, 10)) == proposals.Sent(reached=False)
    assert await held(scene) == []


async def test_beyond_the_days_share_a_time_is_offered_but_not_held(
    sqlite_database: Database, company: Company
) -> None:
    plain = shop_of(company)
    scene = await Scene(sqlite_database, narrow(plain, proposal_share=0.0)).set()
    await send(scene, scene.at(2, 10))
    assert await held(scene) == []
    button = (await offered(scene))[0]
    assert button["hold"] is None
    assert await take(scene, scene.at(2, 10), None) == "proposal-taken"


async def test_proposals_to_many_keep_at_most_a_tenth_of_a_days_free_capacity(scene: Scene) -> None:
    day = scene.shop.today(scene.at(2, 10))
    first, end = day_range(scene.shop.store, day, None)

    def free(uow: UnitOfWork) -> int:
        taken = uow.appointments.taken(scene.shop.id, first, end)
        return free_slots(scene.shop.store, day, taken, None)

    before = await scene.database.run(free)

    def propose_to_many(uow: UnitOfWork) -> int:
        for number in range(8):
            owner_id = new_owner(uow, scene.shop)
            car = new_car(uow, scene.shop, owner_id, f"沪B1234{number}")
            at = scene.at(4 + number % 2, (9, 10, 14, 15)[number % 4])
            visit = book(uow, scene.shop, Wish(owner_id, car, ("oil_service",)), at)
            times = [scene.at(2, 9 + number % 3), scene.at(2, 14 + number % 3)]
            proposals.send(uow, scene.shop, scene.advisor, visit.id, times, scene.now)
        return uow.appointments.proposed_slots(scene.shop.id, first, end)

    kept = await scene.database.run(propose_to_many)
    assert 0 < kept <= before * scene.shop.store.limits.proposal_share
    assert await scene.database.run(free) == before - kept


async def test_a_full_day_has_nothing_to_keep(scene: Scene) -> None:
    day = scene.shop.today(scene.at(2, 10))
    first, end = day_range(scene.shop.store, day, None)
    everything = [(f"bay:{bay.key}", slot) for bay in scene.shop.store.bays for slot in range(first, end)]
    assert free_slots(scene.shop.store, day, everything, None) == 0
    assert free_slots(scene.shop.store, scene.shop.today(scene.at(2, 10)), [], None) > 100


@given(st.integers(0, 500), st.integers(0, 50), st.integers(1, 40))
def test_the_share_is_of_what_would_be_free_without_such_messages(free: int, held: int, wanted: int) -> None:
    limits = BookingLimits()
    assert may_hold(limits, free, held, wanted) == (held + wanted <= (free + held) * 0.1)


@pytest.mark.parametrize("role", Role)
async def test_only_who_may_propose_does(scene: Scene, role: Role) -> None:
    def attempt(uow: UnitOfWork) -> bool:
        try:
            proposals.send(
                uow, scene.shop, hire(uow, scene.shop, role), scene.visit_id, [scene.at(2, 10)], scene.now
            )
        except NotAllowedError:
            return False
        return True

    assert await scene.database.run(attempt) == may(role, Action.PROPOSE_TIMES)


def fill(uow: UnitOfWork, shop: Shop, at: datetime) -> None:
    """Others take every place at this time."""
    stranger = new_owner(uow, shop, "别人")
    car = new_car(uow, shop, stranger, "沪C99999")
    wish = Wish(stranger, car, ("oil_service",))
    while holds.hold(uow, shop, wish, at, at - timedelta(hours=30)) is not None:
        pass


def narrow(shop: Shop, **limits: Any) -> Shop:
    """The shop with other limits."""
    return replace(shop, store=replace(shop.store, limits=replace(shop.store.limits, **limits)))


async def claims_without_a_visit(scene: Scene) -> int:
    """Claims of anything but the visit itself."""

    def count(uow: UnitOfWork) -> int:
        others = select(func.count()).where(claim.c.appointment_id != scene.visit_id)
        return int(uow.connection.execute(others).scalar_one())

    return await scene.database.run(count)
