"""A one-time link reveals nothing to anybody but the first who opens it, and then of its own owner only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone

from dealership.domain.identity import format_plate
from dealership.services import binding
from dialogs.model import Command
from locales import catalogue

TOKEN = "a-token-of-the-busy-owner"


def _seen(phone: Phone, token: str) -> str:
    """All words a chat shows after it opened a link."""
    turn = phone.send(Command("start", f"v_{token}"))
    told = [*phone.screen.paragraphs, *([turn.toast] if turn.toast else [])]
    labels = [button.label for row in phone.screen.rows for button in row]
    return "\n".join(catalogue("zh-CN").html(message) for message in (*told, *labels))


@pytest.fixture
def plates(cast: Cast) -> list[str]:
    """The plates of somebody for whose first car a link was made, and who has no chat yet."""
    cars = [car for car, _ in cast.uow.vehicles.of_owner(cast.accounts["busy"])]
    cast.uow.owners.update(cast.accounts["busy"], name="欧阳震华")
    cast.uow.connection.exec_driver_sql(f"DELETE FROM owner_chat WHERE owner_id = {cast.accounts['busy']}")
    binding.issue_link(cast.uow, cars[0], cast.accounts["busy"], TOKEN, None, TUESDAY, timedelta(days=1))
    return [format_plate(car.plate or "") for car in cars]


def test_the_first_who_opens_a_link_sees_its_car(cast: Cast, plates: list[str]) -> None:
    assert plates[0] in _seen(cast.owner("new"), TOKEN)


@pytest.mark.parametrize("how", ["used", "expired", "revoked"])
def test_a_link_that_is_over_looks_like_one_that_never_was(cast: Cast, plates: list[str], how: str) -> None:
    if how == "used":
        _seen(cast.owner("new"), TOKEN)
    else:
        changed = "expires_at = 1" if how == "expired" else "revoked_at = 1"
        cast.uow.connection.exec_driver_sql(f"UPDATE link SET {changed}")
    phone = cast.owner("known")
    over, invented = _seen(phone, TOKEN), _seen(phone, "an-invented-token")
    assert over == invented
    assert not any(told in over for told in (*plates, "欧阳震华", "13800000003"))
