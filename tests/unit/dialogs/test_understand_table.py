"""The table for people: what was read, from which words, how sure, and whether it would be asked back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.understanding.cli import table

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def rows(text: str, lang: str) -> dict[str, str]:
    lines = table(text, lang, MONDAY, ZONE).splitlines()
    return {line.split()[0]: " ".join(line.split()[1:]) for line in lines[1:]}


def test_a_time_names_its_weekday_and_the_words_it_was_read_from() -> None:
    shown = rows("下周三下午三点换机油，三万五了", "zh")
    assert shown["when"] == "datetime: Wed 2026-12-02 15:00 “下周三下午三点” 0.95"
    assert shown["odometer"].startswith("35000 “三万五”")
    assert shown["job"].startswith("oil_service “换机油”")
    assert shown["asks"] == "back no"


def test_what_is_dangerous_or_unsure_is_said() -> None:
    assert rows("brakes failed!!", "en")["danger"] == "yes"
    assert rows("周一", "zh")["asks"] == "back yes"


def test_columns_stand_below_each_other_in_a_terminal() -> None:
    from dialogs.understanding.cli import _width

    lines = table("明天换机油", "zh", MONDAY, ZONE).splitlines()
    starts = {_width(line[: line.index(mark)]) for line in lines for mark in ("“",) if mark in line}
    assert len(starts) == 1
