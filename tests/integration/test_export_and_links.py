"""What came in goes out and comes back the same; a link opens one record, once; owners are found by what one has in hand."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.databases import sqlite_url
from support.people import TUESDAY, new_car, new_owner, shop_of
from support.sheets import bring, content, write_csv

from bot.errors import UserFacingError
from bot.export_cli import export
from bot.links_cli import Batch, first_name, make, read_segment
from bot.owners_cli import sought
from dealership.domain.company import Company
from dealership.services import binding
from dealership.services.binding import Verdict
from storage.database import Database, open_database
from storage.uow import UnitOfWork

ROWS = [
    ["客户编号", "姓名", "手机", "农历生日", "车牌", "VIN", "车型", "交车日期", "进厂日期", "工单号", "里程", "项目", "金额", "建议项目", "营销同意日期", "同意来源"],
    ["K1", "=王芳", "13800000001", "闰四月初三", "沪A12345", "WVWZZZ1JZXW000001", "X7", "2024-01-02", "2025-01-02", "W1", "12000", "+机油", "1,234.5", "刹车片", "2024-05-01", "合同"],
    ["", "李雷 '-", "13800000002", "", "沪A12346", "", "", "", "2025-01-03", "", "100", "@检查", "0", "", "", ""],
    ["K3", "", "", "", "", "WVWZZZ1JZXW000003", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip
BATCH = Batch("b1", TUESDAY, TUESDAY + timedelta(days=30), "shop_bot")


async def test_export_and_import_into_an_empty_house_give_the_same_rows(
    database: Database, company: Company, tmp_path: Path
) -> None:
    await bring(database, company, write_csv(tmp_path / "in.csv", ROWS))
    await database.run(
        lambda uow: new_car(uow, shop_of(company), new_owner(uow, shop_of(company)), "沪B00001")
    )
    counts = await export(database, company, tmp_path / "out")
    assert counts == {"owners": 4, "cars": 4, "odometers": 2, "visits": 2, "findings": 1}
    cells = [
        cell
        for kind in counts
        for row in csv.reader((tmp_path / "out" / f"{kind}.csv").open(encoding="utf-8-sig"))
        for cell in row
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells) and "'=王芳" in cells
    other = open_database(sqlite_url(tmp_path))
    for kind in reversed(counts):
        _, reasons = await bring(other, company, tmp_path / "out" / f"{kind}.csv")
        assert reasons == []
    assert await content(other) == await content(database)
    before = await content(database)
    for kind in counts:
        await bring(database, company, tmp_path / "out" / f"{kind}.csv")
    assert await content(database) == before
    await other.close()


async def _links(database: Database, company: Company, tmp_path: Path, **segment: object) -> list[list[str]]:
    (tmp_path / "links.csv").unlink(missing_ok=True)
    count = await make(database, tmp_path / "links.csv", "csv", segment, BATCH, "ru")
    with (tmp_path / "links.csv").open(encoding="utf-8-sig") as file:
        headings, *rows = csv.reader(file)
    assert headings == ["Госномер", "Имя", "Код", "Ссылка"]
    assert len(rows) == count and (tmp_path / "links.csv").stat().st_mode & 0o077 == 0
    return rows


@pytest.mark.parametrize("way", ["link", "code"])
async def test_a_link_or_its_code_opens_its_owners_record_once_and_nobody_elses(
    database: Database, company: Company, tmp_path: Path, way: str
) -> None:
    rows = [
        ["姓名", "手机", "车牌", "VIN"],
        ["王芳", "13800000001", "沪A12345", ""],
        ["李雷", "13800000002", "沪A12346", ""],
    ]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    mine = next(row for row in await _links(database, company, tmp_path) if row[0] == "沪A·12345")
    assert mine[1] == "王…"
    shop = shop_of(company)

    def open_it(uow: UnitOfWork, account: int) -> binding.Bound:
        visitor = new_owner(uow, shop, "visitor", phone=None)
        if way == "link":
            return binding.by_link(uow, (account, account), visitor, mine[3].partition("v_")[2], TUESDAY)
        return binding.by_words(uow, company, shop, (account, account), visitor, mine[2].lower(), TUESDAY)

    bound = await database.run(lambda uow: open_it(uow, 7))
    person = await database.run(lambda uow: uow.owners.get(bound.owner_id))
    assert bound.verdict == Verdict.BOUND and person.name == "王芳"
    again = await database.run(lambda uow: open_it(uow, 8))
    assert again.verdict == Verdict.USED and again.vehicles == ()
    assert len(await _links(database, company, tmp_path)) == 1  # who chats needs none


async def test_used_expired_revoked_and_invented_codes_answer_alike_and_tries_are_limited(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [["姓名", "手机"], ["王芳", "13800000001"], ["李雷", "13800000002"]]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    mine, _ = await _links(database, company, tmp_path)
    shop = shop_of(company)

    def tried(code: str, days: int = 0) -> Verdict:
        def work(uow: UnitOfWork) -> Verdict:
            visitor = new_owner(uow, shop, "visitor", phone=None)
            at = TUESDAY + timedelta(days=days)
            return binding.by_words(uow, company, shop, (9, 9), visitor, code, at).verdict

        return work

    assert await database.run(tried(mine[2], days=31)) == Verdict.USED
    assert await database.run(lambda uow: uow.links.revoke("b1", TUESDAY)) == 2
    answers = [
        await database.run(tried(code))
        for code in (mine[2], "BCDFG-HJKMN", "bcdfg hjkmn", "ZZZZZZZZZZ", "ZZZZZ-ZZZZX")
    ]
    assert answers == [Verdict.USED] * 5 or answers == [Verdict.USED] * 4 + [Verdict.TOO_MANY]
    assert await database.run(tried("ZZZZZ-ZZZZX")) == Verdict.TOO_MANY
    (batch,) = await database.run(lambda uow: uow.links.batches(TUESDAY))
    assert (batch[0], batch[2:]) == ("b1", (2, 0, 2, 0))


async def test_a_segment_narrows_who_gets_a_link(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["姓名", "手机", "车牌", "车型", "交车日期"],
        ["王芳", "13800000001", "沪A12345", "X7", "2026-05-01"],
        ["李雷", "13800000002", "沪A12346", "X5", "2020-05-01"],
    ]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    segment = read_segment(["delivered-after=2026-01-01", "model=X7"], company)
    assert segment == {"delivered_after": date(2026, 1, 1), "model": "X7"}
    assert [row[0] for row in await _links(database, company, tmp_path, **segment)] == ["沪A·12345"]


async def test_sheets_of_qr_codes_are_a_pdf_of_as_many_pages_as_needed(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [["姓名", "手机", "车牌"], *(["王芳", f"138000000{i:02}", f"沪A123{i:02}"] for i in range(22))]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    assert await make(database, tmp_path / "links.pdf", "pdf", {}, BATCH, "zh-CN") == 22
    data = (tmp_path / "links.pdf").read_bytes()
    assert data.startswith(b"%PDF") and b"/Count 2" in data


@pytest.mark.parametrize("text", ["沪a 12345", "138 0000 0001", "王芳", "wvwzzz1jzxw000001", "K1", "芳"])
async def test_an_owner_is_found_by_plate_phone_name_vin_or_number(
    database: Database, company: Company, tmp_path: Path, text: str
) -> None:
    rows = [
        ["客户编号", "姓名", "手机", "车牌", "VIN"],
        ["K1", "王芳", "13800000001", "沪A12345", "WVWZZZ1JZXW000001"],
        ["K2", "李雷", "13800000002", "", ""],
    ]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    found = await database.run(lambda uow: uow.people.find(sought(text, company)))
    assert [one.name for one in found] == (["王芳"] if text != "芳" else [])


async def test_a_surname_of_one_character_finds_whose_name_begins_with_it(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [["姓名", "手机"], ["佟丽", "13800000001"], ["李佟", "13800000002"]]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    for text, names in (("佟", ["佟丽"]), ("%", []), ("", [])):
        found = await database.run(lambda uow, text=text: uow.people.find(sought(text, company)))
        assert [one.name for one in found] == names


async def test_links_are_never_written_over_a_file_that_may_be_the_only_place_of_others(
    database: Database, company: Company, tmp_path: Path
) -> None:
    await bring(
        database, company, write_csv(tmp_path / "in.csv", [["姓名", "手机"], ["王芳", "13800000001"]])
    )
    kept = tmp_path / "links.csv"
    kept.write_text("printed yesterday")
    with pytest.raises(UserFacingError, match=r"links\.csv is there already"):
        await make(database, kept, "csv", {}, BATCH, "en")
    assert kept.read_text() == "printed yesterday"
    assert await database.run(lambda uow: uow.links.batches(TUESDAY)) == []


async def test_an_export_that_cannot_be_written_is_told(
    database: Database, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "owners.csv").mkdir()
    with pytest.raises(UserFacingError, match=r"owners\.csv cannot be written"):
        await export(database, company, tmp_path)


def test_a_slip_shows_a_first_name_only() -> None:
    assert [first_name(name) for name in ("王芳", "Ivan Petrov", "Анна", "")] == ["王…", "Ivan", "Анна", ""]
