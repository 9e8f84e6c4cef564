"""Two records of one car become one: nothing told is lost or told twice, and no import makes two of them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from support.people import TUESDAY, book, hire, new_car, new_owner, shop_of
from support.sheets import bring, content, write_csv

from dealership.domain.company import Company
from dealership.domain.rights import NotAllowedError, Role
from dealership.services import records
from dealership.services.holds import Wish
from storage.database import Database
from storage.schema import metadata
from storage.uow import UnitOfWork

BY_PLATE = [
    ["客户编号", "姓名", "车牌", "车型", "进厂日期", "工单号", "项目", "里程"],
    ["K1", "王芳", "沪A12345", "", "2025-01-02", "W1", "保养", "12000"],
    ["K1", "王芳", "沪A12345", "", "2025-07-02", "W2", "轮胎", "19000"],
]
BY_VIN = [
    ["客户编号", "姓名", "VIN", "车型", "保险到期", "进厂日期", "工单号", "项目", "里程"],
    ["K2", "王强", "WVWZZZ1JZXW000001", "星途 X7", "2026-11-30", "2025-01-02", "W1", "保养", "12000"],
]


@pytest.fixture
async def files(database: Database, company: Company, tmp_path: Path) -> list[Path]:
    """One car recorded by its plate in one file and by its VIN in another."""
    paths = [write_csv(tmp_path / "plate.csv", BY_PLATE), write_csv(tmp_path / "vin.csv", BY_VIN)]
    for path in paths:
        await bring(database, company, path)
    return paths


def _merged(uow: UnitOfWork, company: Company, role: str = Role.SERVICE_MANAGER) -> tuple[int, int]:
    shop = shop_of(company)
    kept, gone = (uow.vehicles.find(plate="沪A12345"), uow.vehicles.find(vin="WVWZZZ1JZXW000001"))
    assert kept is not None and gone is not None
    assert records.merge_cars(uow, shop, hire(uow, shop, role), kept.id, gone.id, TUESDAY)
    return kept.id, gone.id


async def test_a_car_of_two_records_has_the_facts_of_both_once_and_the_drivers_of_both(
    database: Database, company: Company, files: list[Path]
) -> None:
    kept_id, _ = await database.run(lambda uow: _merged(uow, company))
    car = await database.run(lambda uow: uow.vehicles.get(kept_id))
    assert (car.plate, car.vin, car.model, car.odometer_km) == (
        "沪A12345",
        "WVWZZZ1JZXW000001",
        "星途 X7",
        19000,
    )
    _, _, drivers, readings, visits, _ = await content(database)
    assert len(visits) == 2 and len(readings) == 2 and len(drivers) == 2
    audit = text("SELECT subject_id FROM audit WHERE action = 'vehicle.merged'")
    assert await database.run(lambda uow: uow.connection.execute(audit).scalars().all()) == [kept_id]


async def test_the_next_import_finds_the_one_car_by_either_name(
    database: Database, company: Company, files: list[Path]
) -> None:
    await database.run(lambda uow: _merged(uow, company))
    before = await content(database)
    for path in files:
        await bring(database, company, path)
    after = await content(database)
    assert after[1:4] == before[1:4] and list(map(len, after)) == list(map(len, before))


async def test_an_old_plate_goes_on_leading_to_the_car(
    database: Database, company: Company, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "in.csv",
        [["姓名", "手机", "车牌"], ["王芳", "13800000001", "沪A12345"], ["王芳", "13800000001", "沪A1234S"]],
    )
    await bring(database, company, path)
    shop = shop_of(company)

    def merge(uow: UnitOfWork) -> int:
        kept, typo = uow.vehicles.find(plate="沪A12345"), uow.vehicles.find(plate="沪A1234S")
        assert kept is not None and typo is not None
        assert records.merge_cars(uow, shop, hire(uow, shop, Role.SERVICE_MANAGER), kept.id, typo.id, TUESDAY)
        return kept.id

    kept_id = await database.run(merge)
    await bring(database, company, path)
    found = await database.run(lambda uow: uow.vehicles.find(plate="沪A1234S"))
    assert found is not None and (found.id, found.plate) == (kept_id, "沪A12345")
    owners = await database.run(
        lambda uow: records.find(uow, shop, hire(uow, shop, Role.SERVICE_MANAGER), "沪A1234S", 8)
    )
    assert [one.cars for one in owners] == [("沪A12345",)]


async def test_bookings_and_the_stronger_trust_go_with_the_car(database: Database, company: Company) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> tuple[Any, ...]:
        owner_id = new_owner(uow, shop)
        kept, gone = (
            new_car(uow, shop, owner_id, "沪A12345", "claimed"),
            new_car(uow, shop, owner_id, "沪A12346"),
        )
        visit = book(uow, shop, Wish(owner_id, gone, ("oil_service",)), TUESDAY.replace(day=2))
        manager = hire(uow, shop, Role.SERVICE_MANAGER)
        assert records.merge_cars(uow, shop, manager, kept, gone, TUESDAY)
        mine = [(car.id, trust) for car, trust in uow.vehicles.of_owner(owner_id)]
        return mine == [(kept, "proven")], uow.appointments.get(visit.id).vehicle_id == kept

    assert await database.run(work) == (True, True)


async def test_a_merge_again_or_the_other_way_round_or_with_an_emptied_record_leaves_one_car(
    database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> list[tuple[int, int | None]]:
        manager, owner_id = hire(uow, shop, Role.SERVICE_MANAGER), new_owner(uow, shop)
        first, second, third = (new_car(uow, shop, owner_id, f"沪A1234{n}") for n in (5, 6, 7))
        for kept, gone in ((first, second), (first, second), (second, first), (second, third)):
            assert records.merge_cars(uow, shop, manager, kept, gone, TUESDAY)
        assert not records.merge_cars(uow, shop, manager, first, first, TUESDAY)
        assert [car.id for car, _ in uow.vehicles.of_owner(owner_id)] == [first]
        became = uow.connection.execute(text("SELECT id, merged_into FROM vehicle ORDER BY id")).all()
        return [(row[0] - first, row[1] and row[1] - first) for row in became]

    assert await database.run(work) == [(0, None), (1, 0), (2, 0)]


async def test_two_vins_are_two_cars(sqlite_database: Database, company: Company) -> None:
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> bool:
        first, second = (
            uow.vehicles.add(TUESDAY, store_id=shop.id, vin=f"WVWZZZ1JZXW00000{n}") for n in (1, 2)
        )
        return records.merge_cars(uow, shop, hire(uow, shop, Role.GENERAL_MANAGER), first, second, TUESDAY)

    assert not await sqlite_database.run(work)


async def test_only_who_may_correct_records_merges_cars_and_only_of_their_own_store(
    sqlite_database: Database, company: Company
) -> None:
    shop, berlin = shop_of(company), shop_of(company, "berlin")

    def work(uow: UnitOfWork) -> None:
        mine, other = (new_car(uow, shop, new_owner(uow, shop), plate) for plate in ("沪A12345", "沪A12346"))
        theirs = new_car(uow, berlin, new_owner(uow, berlin), "沪A12347")
        manager = hire(uow, shop, Role.SERVICE_MANAGER)
        for who, one in ((hire(uow, shop, Role.SERVICE_ADVISOR), other), (manager, theirs)):
            with pytest.raises(NotAllowedError):
                records.merge_cars(uow, shop, who, mine, one, TUESDAY)
        assert records.find_car(uow, shop, manager, "沪A12347") is None

    await sqlite_database.run(work)


async def test_nothing_of_any_table_is_left_with_the_emptied_record(
    database: Database, company: Company, files: list[Path]
) -> None:
    _, gone_id = await database.run(lambda uow: _merged(uow, company))
    hanging = [
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.target_fullname == "vehicle.id" for key in column.foreign_keys)
    ]
    assert len(hanging) >= 8

    def left(uow: UnitOfWork) -> int:
        asked = [text(f"SELECT count(*) FROM {table} WHERE {column} = :gone") for table, column in hanging]
        return sum(uow.connection.execute(one, {"gone": gone_id}).scalar_one() for one in asked)

    assert await database.run(left) == 0
