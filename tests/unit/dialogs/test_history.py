"""Owners see what the house brought in about them, and nobody else; who is erased leaves no name on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from support.cast import Cast
from support.people import TUESDAY
from support.phone import Phone

from locales import LANGUAGES, catalogue
from storage.schema import odometer_reading, service_visit


@pytest.fixture
def car(cast: Cast) -> int:
    """A proven car with what an import writes: two visits, a reading, due days; about its owner a birthday."""
    owner_id = cast.accounts["known"]
    vehicle_id = cast.uow.vehicles.of_owner(owner_id)[0][0].id
    about: dict[str, Any] = {"store_id": 1, "vehicle_id": vehicle_id, "currency": "CNY"}
    visits = [
        {**about, "owner_id": owner_id, "visited_on": date(2025, 3, 1), "mark": "a", "work": "机油<机滤>"},
        {**about, "owner_id": None, "visited_on": date(2025, 9, 1), "mark": "b", "work": None},
    ]
    cast.uow.connection.execute(service_visit.insert(), visits)
    reading = {"vehicle_id": vehicle_id, "read_on": date(2025, 3, 1), "km": 12000}
    cast.uow.connection.execute(odometer_reading.insert(), [reading])
    cast.uow.vehicles.update(vehicle_id, insured_until=date(2099, 1, 2), inspection_due=date(2020, 1, 2))
    cast.uow.owners.update(owner_id, birthday=date(1985, 5, 1), reference="K1")
    return vehicle_id


def _shown(phone: Phone, language: str = "zh-CN") -> str:
    return "\n".join(catalogue(language).html(message) for message in phone.screen.paragraphs)


def test_a_proven_car_shows_its_last_visits_and_due_days_but_not_what_has_passed(
    cast: Cast, car: int
) -> None:
    phone = cast.owner("known")
    phone.open("cars")
    phone.tap(str(car))
    shown = _shown(phone)
    assert "2025年9月1日" in shown and "机油&lt;机滤&gt;" in shown and "保险到 2099年1月2日" in shown
    assert "2020" not in shown
    assert shown.index("2026年") < shown.index("2025年9月1日") < shown.index("2025年3月1日")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_of_ones_data_has_all_that_was_brought_in(cast: Cast, car: int, language: str) -> None:
    phone = cast.owner("known")
    phone.open("mydata")
    shown = _shown(phone, language)
    for told in ("1985", "K1", "12", "机油", "2025"):
        assert told in shown
    assert "known" not in shown and "{" not in shown


@pytest.mark.parametrize("name", ["claimed", "busy"])
def test_nobody_else_sees_it_not_even_who_typed_its_plate(cast: Cast, car: int, name: str) -> None:
    cast.uow.vehicles.bind(cast.accounts[name], car, "claimed", TUESDAY, known_as="沪A10001")
    phone = cast.owner(name)
    phone.open("mydata")
    shown = _shown(phone)
    phone.open("cars")
    phone.tap(str(car))
    shown += _shown(phone)
    assert not any(told in shown for told in ("机油", "12000", "12,000", "2099", "1985"))


def test_who_is_erased_leaves_no_name_on_a_visit_and_no_birthday(cast: Cast, car: int) -> None:
    owner_id = cast.accounts["known"]
    cast.uow.owners.erase(owner_id, TUESDAY)
    asked = text("SELECT count(*) FROM service_visit WHERE owner_id = :owner")
    assert cast.uow.connection.execute(asked, {"owner": owner_id}).scalar() == 0
    known = cast.uow.history.personal(owner_id)
    assert (known.birthday, known.reference) == (None, None)
    assert (
        cast.uow.history.visits_of_owner(owner_id) == []
        and cast.uow.history.readings_of_owner(owner_id) == []
    )
