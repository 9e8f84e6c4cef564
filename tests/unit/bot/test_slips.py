"""Slips of start links: every letter of a name or plate can be drawn, and nothing runs over into the next slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.intake import sheet
from bot.intake.sheet import CHINESE, OWN, SMALLEST, Slip, fitted, runs, write_pdf
from dealership.domain.message import Message
from locales import catalogue

OURS = sheet.register()


@pytest.mark.parametrize(
    "text", ["B-ÄÖ 12", "А123ВС 777", "Ёлкина", "Łukasz Þórr", "Straße №1", "BCDFG-HJKMN…"]
)
def test_latin_and_cyrillic_letters_and_marks_are_drawn_with_the_font_in_the_file(text: str) -> None:
    assert list(runs(text, OURS)) == [(OWN, text)]


def test_a_chinese_plate_takes_each_letter_from_the_font_that_has_it() -> None:
    assert list(runs("粤B·12345澳", OURS)) == [(CHINESE, "粤"), (OWN, "B·12345"), (CHINESE, "澳")]


@pytest.mark.parametrize("language", ["zh-CN", "en", "ru"])
def test_every_hint_fits_at_its_full_size(language: str) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("unused.pdf")
    room = (A4[0] - 2 * sheet.MARGIN) / sheet.COLUMNS - sheet.QR_SIZE - 3 * sheet.GAP
    lines = catalogue(language).text(Message("slip-hint", {"code": "BCDFG-HJKMN"})).split("\n")
    assert len(lines) == 3
    for line in (*lines, "BCDFG-HJKMN"):
        assert sheet.width_of(canvas, OURS, line, sheet.HINT) <= room


def test_a_long_line_gets_smaller_then_shorter() -> None:
    def width(text: str, size: float) -> float:
        return len(text) * size

    assert fitted("short", 10, 100, width) == ("short", 10)
    assert fitted("a little longer", 10, 120, width) == ("a little longer", 8)
    text, size = fitted("much longer than any line may be", 10, 60, width)
    assert (text, size) == ("much long…", SMALLEST)


def test_a_name_nobody_foresaw_and_none_at_all_are_a_slip_like_any_other(tmp_path: Path) -> None:
    slips = [
        Slip(plate, name, "BCDFG-HJKMN", "https://t.me/b?start=v_x", "ru")
        for plate, name in (("", ""), ("🚗", "‏שרה"))
    ]
    write_pdf(tmp_path / "a.pdf", slips)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
