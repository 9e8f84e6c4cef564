"""A dealer's spreadsheets become records: who is who, twice is once, in any order, after a kill, beside a bot."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from sqlalchemy import text
from support.databases import sqlite_url
from support.people import TUESDAY, new_car, new_owner, shop_of
from support.sheets import bring, content, import_of, write_csv

from bot.errors import UserFacingError
from dealership.domain.company import Company
from storage.database import Database, open_database
from storage.uow import UnitOfWork

OWNERS = [
    ["客户编号", "客户姓名", "手机号", "生日", "驾照到期日", "客户等级", "VIP", "专属顾问"],
    ["K1", "王芳", "138 0000 0001", "1985-05-01", "2027/3/1", "重点", "是", "陈思远"],
    ["K2", "李雷", "13800000002", "", "", "普通", "", ""],
    ["", "张伟", "+86 13800000003", "1990年2月28日", "", "", "", ""],
    ["", "", "13800000004", "", "", "", "", ""],
]
CARS = [
    ["customer number", "name", "phone", "plate", "VIN", "model", "delivered", "insurance until"],
    ["K1", "", "", "沪A12345", "LSVAA4187E2000001", "星途 X7", "2024-02-01", "2026-11-30"],
    ["K1", "", "", "沪A·D12345", "", "海川 EV", "", ""],
    ["", "张伟", "13800000003", "沪B00001", "LSVAA4187E2000002", "星途 X5", "", ""],
]
VISITS = [
    ["госномер", "дата визита", "пробег", "работы", "сумма", "рекомендации"],
    ["沪A12345", "01.03.2025", "12 000 км", "Замена масла", "1 234,50", "Передние колодки"],
    ["沪A12345", "01.09.2025", "19000", "Фильтр", "500", ""],
    ["沪B00001", "2025-06-02", "8000", "Осмотр", "0", ""],
]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The same dealer's owners, cars and visits, in three languages and encodings."""
    return [
        write_csv(tmp_path / "owners.csv", OWNERS, "gb18030"),
        write_csv(tmp_path / "cars.csv", CARS, "utf-8-sig"),
        write_csv(tmp_path / "visits.csv", VISITS),
    ]


async def test_owners_cars_and_visits_arrive_from_three_languages_and_encodings(
    database: Database, company: Company, files: list[Path]
) -> None:
    for path in files:
        _, reasons = await bring(database, company, path)
        assert [reason for reason in reasons if "check digit" not in reason] == []
    owners, cars, drivers, readings, visits, findings = await content(database)
    assert len(owners) == 4 and len(cars) == 3 and len(drivers) == 3 and len(readings) == 3
    assert any("王芳" in row and "+8613800000001" in row and "chen-siyuan" in row for row in owners)
    assert any("沪A12345" in row and "'19000', '2025-09-01'" in row for row in cars)
    assert any("'123450', 'CNY', '12000'" in row for row in visits) and len(visits) == 3
    assert len(findings) == 1 and "declined" in findings[0]


async def test_imported_twice_and_in_another_order_is_the_same(
    database: Database, company: Company, files: list[Path], tmp_path: Path
) -> None:
    for path in files:
        await bring(database, company, path)
    once = await content(database)
    for path in (files[2], files[0], files[1]):
        await bring(database, company, path)
    shuffled = [CARS[0], *reversed(CARS[1:])]
    await bring(database, company, write_csv(tmp_path / "again.csv", shuffled))
    assert await content(database) == once


async def test_visits_before_their_cars_and_owners_lead_to_the_same_records(
    database: Database, company: Company, files: list[Path], tmp_path: Path
) -> None:
    for path in reversed(files):
        await bring(database, company, path)
    backwards = await content(database)
    other = open_database(sqlite_url(tmp_path))
    for path in files:
        await bring(other, company, path)
    assert backwards == await content(other)
    await other.close()


async def test_a_killed_import_goes_on_where_it_stopped(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        [f"K{i}", f"车主{i}", f"1390000{i:04}", f"沪C{i:05}", f"2025-01-{1 + i % 28:02}", 1000 + i]
        for i in range(40)
    ]
    path = write_csv(tmp_path / "all.csv", [["客户编号", "姓名", "手机", "车牌", "进厂日期", "里程"], *rows])
    stops = random.Random(7)
    for _ in range(12):
        work = import_of(database, company, path)
        await work.begin()
        work.pace.size = 5
        task = asyncio.create_task(work.run())
        await asyncio.sleep(stops.random() * 0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await bring(database, company, path)
    owners, cars, drivers, readings, visits, _ = await content(database)
    assert [len(kind) for kind in (owners, cars, drivers, readings, visits)] == [40] * 5


async def test_postgresql_knows_after_the_first_chunk_that_phones_seldom_repeat(
    database: Database, company: Company, tmp_path: Path
) -> None:
    """Otherwise it takes a phone for one of 200 and reads all owners for each row."""
    if database.dialect != "postgresql":
        pytest.skip("SQLite plans by its indexes alone")

    def stop(phase: str, _done: int, _total: int) -> None:
        if phase == "owners":
            raise InterruptedError

    rows = [[f"K{i}", f"{13800000000 + i}"] for i in range(100)]
    work = import_of(database, company, write_csv(tmp_path / "o.csv", [["customer number", "phone"], *rows]))
    work.progress = stop
    await work.begin()
    with pytest.raises(InterruptedError):
        await work.run()
    asked = text("SELECT n_distinct FROM pg_stats WHERE tablename = 'owner' AND attname = 'phone'")
    assert await database.run(lambda uow: uow.connection.execute(asked).scalars().all()) == [-1]


async def test_a_process_whose_import_was_taken_over_stops_with_a_sentence(
    database: Database, company: Company, files: list[Path]
) -> None:
    first, second = import_of(database, company, files[0]), import_of(database, company, files[0])
    await first.begin()
    await second.begin()
    with pytest.raises(UserFacingError, match="taken this import over"):
        await first.run()
    await second.run()
    assert len((await content(database))[0]) == 4


async def test_somebody_who_was_erased_is_not_recorded_again(
    database: Database, company: Company, files: list[Path]
) -> None:
    await bring(database, company, files[0])

    def erase(uow: UnitOfWork) -> None:
        uow.owners.erase(uow.owners.by_phone("+8613800000001")[0].id, TUESDAY)

    await database.run(erase)
    summary, _ = await bring(database, company, files[0])
    assert summary.counts["rows of forgotten owners"] == 1
    assert not any("王芳" in row for row in (await content(database))[0])
    await bring(database, company, files[1])
    owners, cars, *_ = await content(database)
    assert any("沪A12345" in row for row in cars) and not any("K1" in row for row in owners)


async def test_an_owner_who_chats_is_found_by_their_own_phone_and_keeps_what_they_told(
    database: Database, company: Company, files: list[Path]
) -> None:
    def chat(uow: UnitOfWork) -> int:
        shop = shop_of(company)
        owner_id = new_owner(uow, shop, "小芳", phone="+8613800000001", privacy_seen_at=TUESDAY)
        new_car(uow, shop, owner_id, "沪A12345", trust="claimed")
        return owner_id

    owner_id = await database.run(chat)
    for path in files:
        await bring(database, company, path)
    person = await database.run(lambda uow: uow.owners.get(owner_id))
    cars = await database.run(lambda uow: uow.vehicles.of_owner(owner_id))
    assert person.name == "小芳" and person.grade == "key" and person.service_consent_at is None
    assert {(car.plate, trust) for car, trust in cars} == {("沪A12345", "proven"), ("沪AD12345", "proven")}


async def test_a_phone_of_two_persons_is_adopted_by_neither(
    database: Database, company: Company, tmp_path: Path
) -> None:
    await database.run(lambda uow: new_owner(uow, shop_of(company), "小芳", phone="+8613800000001"))
    rows = [["姓名", "手机"], ["王芳", "13800000001"], ["王强", "13800000001"]]
    await bring(database, company, write_csv(tmp_path / "two.csv", rows))
    found = await database.run(lambda uow: uow.owners.by_phone("+8613800000001"))
    assert sorted(person.name for person in found) == ["小芳", "王强", "王芳"]


async def test_a_bad_row_is_told_with_its_reason_and_takes_nothing_in(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["姓名", "手机", "车牌", "进厂日期", "里程"],
        ["王芳", "13800000001", "沪A12345", "2025-02-30", "100"],
        ["李雷", "13800000002", "沪A12346", "2025-02-28", "-5"],
        ["韩梅", "13800000003", "沪A12347", "2025-02-28", "100"],
        ["张三", "", "", "", ""],
        ["李四", "12", "", "", ""],
    ]
    summary, reasons = await bring(database, company, write_csv(tmp_path / "bad.csv", rows))
    assert summary.counts["bad"] == 4 and summary.counts["rows"] == 1
    assert "visited_on: '2025-02-30' is no day of the calendar" in reasons
    assert any(reason.startswith("odometer_km: '-5'") for reason in reasons)
    owners, cars, *_ = await content(database)
    assert len(owners) == 1 and len(cars) == 1


async def test_values_that_disagree_are_listed_and_the_same_is_kept_in_any_order(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["客户编号", "姓名", "手机", "生日"],
        ["K1", "王芳", "13800000001", "1985-05-01"],
        ["K1", "王芳", "13800000001", "1985-05-02"],
    ]
    _, reasons = await bring(database, company, write_csv(tmp_path / "a.csv", rows))
    assert reasons == ["birthday: 1985-05-01 or 1985-05-02"]
    once = await content(database)
    _, reasons = await bring(database, company, write_csv(tmp_path / "b.csv", [rows[0], rows[2], rows[1]]))
    assert "1985-05-02" in once[0][0] and await content(database) == once


async def test_one_plate_claimed_by_two_cars_goes_to_one_of_them_and_is_listed(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [["车牌", "VIN"], ["沪A12345", "WVWZZZ1JZXW000002"], ["沪A12345", "WVWZZZ1JZXW000001"]]
    _, reasons = await bring(database, company, write_csv(tmp_path / "a.csv", rows))
    assert reasons == ["plate: 沪A12345, but another car has it"]
    cars = (await content(database))[1]
    assert ["沪A12345" in row for row in cars if "000001" in row] == [True] and len(cars) == 2


async def test_consent_counts_with_date_and_source_only(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["姓名", "手机", "营销同意", "营销同意日期", "同意来源"],
        ["王芳", "13800000001", "是", "2024-05-01", "合同"],
        ["李雷", "13800000002", "是", "", "合同"],
        ["韩梅", "13800000003", "是", "2024-05-01", ""],
        ["张三", "13800000004", "否", "2024-05-01", "合同"],
    ]
    _, reasons = await bring(database, company, write_csv(tmp_path / "a.csv", rows))
    assert sorted(reasons) == [
        "marketing consent without date is none",
        "marketing consent without source is none",
    ]
    given = await database.run(
        lambda uow: uow.connection.execute(
            text("SELECT name, consent_how FROM owner WHERE marketing_consent_at IS NOT NULL")
        ).all()
    )
    assert [tuple(row) for row in given] == [("王芳", "合同")]
