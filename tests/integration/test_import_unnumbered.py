"""Rows that know a person by name and car alone lead to that person, whichever file comes first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from support.databases import sqlite_url
from support.people import TUESDAY
from support.sheets import bring, content, write_csv

from dealership.domain.company import Company
from dealership.domain.people import sought
from storage.database import Database, open_database
from storage.uow import UnitOfWork

OWNERS = [["姓名", "手机", "生日"], ["王芳", "13800000001", "1985-05-01"], ["李雷", "13800000002", ""]]
CARS = [
    ["姓名", "手机", "车牌", "VIN"],
    ["王芳", "13800000001", "沪A12345", "LSVAA4187E2000001"],
    ["李雷", "13800000002", "沪A12346", ""],
]
VISITS = [
    ["车主", "车牌", "进厂日期", "项目", "驾照到期日", "用车人"],
    ["王芳", "沪A12345", "2025-01-02", "保养", "2027-03-01", ""],
    ["李雷", "沪A12345", "2025-02-02", "轮胎", "", "否"],
    ["韩梅", "沪A12347", "2025-03-02", "检查", "", ""],
]
FILES = {"owners": OWNERS, "cars": CARS, "visits": VISITS}


@pytest.mark.parametrize("order", list(permutations(FILES)), ids="-".join)
async def test_a_name_with_a_car_is_whoever_of_that_name_has_it_in_any_order(
    database: Database, company: Company, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for name in order:
        await bring(database, company, write_csv(tmp_path / f"{name}.csv", FILES[name]))
    owners, _, drivers, _, visits, _ = await content(database)
    assert sorted(row.split("'")[1] for row in owners) == ["李雷", "李雷", "王芳", "韩梅"]
    (wang,) = [row for row in owners if "王芳" in row]
    assert "+8613800000001" in wang and "1985-05-01" in wang and "2027-03-01" in wang
    assert len(drivers) == 3 and sum("王芳" in row for row in drivers) == 1
    assert len(visits) == 3 and sum("王芳" in row for row in visits) == 1
    before = await content(database)
    for name in reversed(order):
        await bring(database, company, tmp_path / f"{name}.csv")
    assert await content(database) == before


async def test_rows_of_one_file_with_and_without_a_number_are_one_person_in_any_order(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["王芳", "13800000001", "沪A12345", "2025-01-02"],
        ["王芳", "", "沪A12345", "2025-02-02"],
        ["王芳", "", "沪A12345", "2025-03-02"],
    ]
    found = []
    for turn in permutations(rows):
        url = sqlite_url(tmp_path) if database.dialect == "sqlite" else ""
        own = open_database(url) if url else database
        await bring(
            own, company, write_csv(tmp_path / "in.csv", [["姓名", "手机", "车牌", "进厂日期"], *turn])
        )
        found.append(await content(own))
        if url:
            await own.close()
    assert len(found[0][0]) == len(found[0][2]) == 1 and len(found[0][4]) == 3
    assert all(one == found[0] for one in found)


async def test_who_is_known_by_name_and_car_but_chats_is_left_to_staff(
    database: Database, company: Company, tmp_path: Path
) -> None:
    await bring(database, company, write_csv(tmp_path / "visits.csv", VISITS))

    def chat(uow: UnitOfWork) -> None:
        (known,) = uow.people.find(sought("王芳", "CN"), 1)
        uow.owners.link_account("owner", 7, 7, known.id, TUESDAY)

    await database.run(chat)
    await bring(database, company, write_csv(tmp_path / "cars.csv", CARS))
    owners, _, drivers, *_ = await content(database)
    assert sum("王芳" in row for row in owners) == 2 and sum("王芳" in row for row in drivers) == 2
