"""Files as dealers have them, and damaged ones: never a crash, never a half row, always a reason."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.damaged import CELLS, SCRATCHES, bomb, scratched
from support.sheets import NOW, bring, content, write_csv

from bot.errors import UserFacingError
from bot.import_cli import context_for, known_sheets
from bot.intake import files
from bot.intake.run import read_all
from bot.intake.table import Table, bare, harmless
from dealership.domain.company import Company
from dealership.domain.intake.rows import FIELDS
from storage.database import Database

SAMPLES = Path(__file__).parents[2] / "docs" / "howto" / "samples"


async def test_every_sample_of_the_documents_is_taken_whole(
    sqlite_database: Database, company: Company
) -> None:
    for name in ("owners-zh.csv", "cars-ru.csv", "visits-en.csv", "clients-ru.xlsx"):
        summary, _ = await bring(sqlite_database, company, SAMPLES / name)
        assert summary.counts["bad"] == 0 and summary.counts["rows"] >= 2
    owners, cars, drivers, readings, visits, findings = await content(sqlite_database)
    assert [len(kind) for kind in (owners, cars, drivers, readings, visits, findings)] == [4, 3, 3, 5, 3, 1]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "车主姓名,手机\n王芳,1"),
        ("cp1251", "ФИО;Телефон\nАнна Воронова;1"),
        ("utf-8", "имя,телефон"),
        ("utf-8-sig", "姓名"),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    ((_, lines),) = files.read(path)
    assert "".join(map(str, next(lines).cells))[:2] == text[:2]


@given(st.text(max_size=30))
def test_text_that_looks_like_a_formula_goes_out_harmless_and_comes_back(text: str) -> None:
    assert bare(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), CELLS, max_size=8))
def test_any_cells_are_a_row_with_all_it_needs_or_a_reason(
    company: Company, cells: dict[str, object]
) -> None:
    from bot.intake.table import Row, Sheet

    told = {key: cell for key, cell in cells.items() if not (isinstance(cell, str) and not cell.strip())}
    row = Row(Sheet(0, "", 1, (), ()), 2, told, [])  # type: ignore[arg-type]
    good, notes = read_all([row], context_for(company, company.stores[0], NOW))
    assert len(good) + sum(note["kind"] == "bad" and bool(note["reason"]) for note in notes) == 1
    for values in good:
        assert values.get("owner_key") or values.get("car_key")
        assert "visited_on" not in values or ("mark" in values and "car_key" in values)


def _book() -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in [
        ["姓名", "手机", "生日"],
        ["王芳", "13800000001", date(1985, 5, 1)],
        ["李雷", 13800000002, 31000],
    ]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


BOOK, TABLE = _book(), "姓名,手机,生日\n王芳,13800000001,1985-05-01\n".encode("gb18030")


@given(
    st.sampled_from([BOOK, TABLE]),
    SCRATCHES,
    st.integers(0, 10_000),
)
def test_a_damaged_file_is_read_or_told_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory,
    company: Company,
    data: bytes,
    cuts: list[tuple[int, int]],
    end: int,
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(scratched(data, cuts)[: end or None])
    try:
        table = Table(path, {})
        known_sheets(table)
        read_all(list(table.rows()), context_for(company, company.stores[0], NOW))
    except UserFacingError as error:
        assert error.message and error.remedy


def test_a_workbook_is_known_by_what_it_is_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "clients.xls"
    path.write_bytes(BOOK)
    assert [row.cells["name"] for row in Table(path, {}).rows()] == ["王芳", "李雷"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb())
    with pytest.raises(UserFacingError, match="unpack"):
        known_sheets(Table(path, {}))


def test_a_million_empty_rows_are_passed_over(tmp_path: Path, company: Company) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("name,phone\n" + ",\n" * 1_000_000 + "Anna,13800000001\n")
    rows = list(Table(path, {}).rows())
    assert [row.line for row in rows] == [1_000_002]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b,c\n1,2,3\n"])
def test_a_file_without_headings_says_how_to_name_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(UserFacingError, match="no headings"):
        known_sheets(Table(path, {}))
    rows = list(Table(path, {"a": "name", "b": "phone"}).rows())
    assert [dict(row.cells) for row in rows] == ([{"name": "1", "phone": "2"}] if "a" in text else [])


async def test_rows_not_taken_can_be_mended_in_their_file_and_imported_again(
    sqlite_database: Database, company: Company, tmp_path: Path
) -> None:
    from support.sheets import import_of

    from bot.intake import report

    path = write_csv(
        tmp_path / "a.csv",
        [["姓名", "手机", "生日"], ["王芳", "13800000001", "1985-02-30"], ["李雷", "13800000002", ""]],
    )
    work = import_of(sqlite_database, company, path)
    await work.begin()
    await work.run()
    (bad,) = await report.write(work, work.table.sheets())
    assert bad.name == "a.csv.not-taken.csv" and bad.stat().st_mode & 0o077 == 0
    bad.write_text(bad.read_text("utf-8-sig").replace("1985-02-30", "1985-02-28"), "utf-8")
    await bring(sqlite_database, company, bad)
    assert len((await content(sqlite_database))[0]) == 2
