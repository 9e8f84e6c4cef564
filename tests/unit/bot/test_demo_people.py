"""The demo's people fit the demo's company, and their days are relative."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.sheets import content

from bot.config import ConfigurationError, load_company
from bot.config.people import Moment, load_people, parse_moment
from bot.demo_file import bring
from dealership.domain.company import Company, Store
from storage.database import Database

DATA = Path(__file__).parents[3] / "bot" / "data"
PEOPLE = load_people(DATA / "demo_people.toml")
COMPANY = load_company(DATA / "demo.toml")

OWNER = """
groups = []
staff = []
[[owners]]
name = "N"
phone = "+86 190 0000 0101"
language = "en"
store = "main"
[[owners.cars]]
plate = "P"
vin = "V"
model = "M"
colour = "C"
trust = "proven"
delivered = WHEN
"""


def store_of(key: str, company: Company = COMPANY) -> Store:
    return next(store for store in company.stores if store.key == key)


def test_a_relative_day_is_counted_on_the_stores_calendar() -> None:
    moment = parse_moment("+1d 10:30")
    berlin = ZoneInfo("Europe/Berlin")
    assert moment.at(date(2026, 10, 24), berlin).astimezone(UTC) == datetime(2026, 10, 25, 9, 30, tzinfo=UTC)
    assert parse_moment("-40d") == Moment(-40)
    assert Moment(-40).day(date(2026, 3, 1)) == date(2026, 1, 20)


def test_everybody_belongs_to_a_store_and_a_desk_of_it() -> None:
    people = [(one.store, one.advisor) for one in PEOPLE.staff]
    people += [(one.store, one.advisor) for one in PEOPLE.owners]
    for store, desk in people:
        assert desk is None or desk in {advisor.key for advisor in store_of(store).advisors}


def test_each_store_has_a_group_advisors_and_an_administrator() -> None:
    stores = {store.key for store in COMPANY.stores}
    assert {group.store for group in PEOPLE.groups} == stores
    for role in ("service_advisor", "service_manager", "administrator"):
        assert {one.store for one in PEOPLE.staff if one.role == role} == stores


def test_every_language_and_a_dozen_owners_are_there() -> None:
    assert len(PEOPLE.owners) >= 12
    for store in COMPANY.stores:
        assert {one.language for one in PEOPLE.owners if one.store == store.key} == {"zh-CN", "en", "ru"}
    assert any(len(owner.cars) > 1 for owner in PEOPLE.owners)
    assert any(not owner.cars for owner in PEOPLE.owners)


def test_phones_plates_and_vins_are_used_once() -> None:
    cars = [car for owner in PEOPLE.owners for car in owner.cars]
    for values in (
        [car.plate for car in cars],
        [car.vin for car in cars],
        [o.phone for o in PEOPLE.owners],
    ):
        assert len(values) == len(set(values))


def test_vins_have_a_right_check_digit() -> None:
    worth = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    for car in (car for owner in PEOPLE.owners for car in owner.cars):
        total = sum((worth.get(c) or int(c)) * w for c, w in zip(car.vin, weights, strict=True))
        assert car.vin[8] == "0123456789X"[total % 11], car.vin


def test_history_runs_forward_and_models_and_jobs_are_the_companys() -> None:
    for owner in PEOPLE.owners:
        store = store_of(owner.store)
        models, menu = {plan.model for plan in store.plans}, {job.key for job in store.menu}
        for car in owner.cars:
            assert car.model in models
            steps = [(car.delivered.days, 0), *((visit.when.days, visit.odometer) for visit in car.visits)]
            assert steps == sorted(steps) and steps[-1][0] < 0
            jobs = [visit.jobs for visit in car.visits] + [booking.jobs for booking in car.appointments]
            assert menu >= set().union(*jobs)
            for booking in car.appointments:
                assert booking.when.days in (0, 1, 2) and booking.when.clock
                assert bool(booking.jobs) != bool(booking.fault)
                assert (booking.odometer or 0) >= steps[-1][1]


@pytest.mark.parametrize("value", ["tomorrow", "1d", "+1d 25:00", "+1d 10", "+99999d", 5])
def test_other_ways_to_write_a_day_are_told(tmp_path: Path, value: object) -> None:
    path = tmp_path / "people.toml"
    written = f'"{value}"' if isinstance(value, str) else str(value)
    path.write_text(OWNER.replace("WHEN", written), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"people.toml: owners\[no. 1\].cars\[M\].delivered: "):
        load_people(path)


async def test_everybody_comes_through_the_import_as_the_file_says(
    sqlite_database: Database, company: Company
) -> None:
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    await bring(sqlite_database, company, PEOPLE, now)
    await bring(sqlite_database, company, PEOPLE, now)
    owners, cars, drivers, readings, visits, _ = await content(sqlite_database)
    mine = [(owner, car) for owner in PEOPLE.owners for car in owner.cars]
    assert (len(owners), len(cars)) == (len(PEOPLE.owners), len(mine))
    assert len(drivers) == sum(car.trust == "proven" for _, car in mine)
    assert len(readings) == sum(len(car.visits) for _, car in mine) and not visits
    assert all(
        any(repr(one.name) in row and repr(one.language) in row for row in owners) for one in PEOPLE.owners
    )
    newest = max(visit.odometer for visit in mine[0][1].visits)
    assert any(repr(str(newest)) in row for row in cars)
