"""Official calendars: holidays, make-up working days, and years nobody has published."""

from __future__ import annotations

from datetime import date

import pytest

from bot.config.holidays import holiday_table, known_regions


@pytest.mark.parametrize(
    ("region", "day", "working"),
    [
        ("CN", date(2026, 10, 1), False),
        ("CN", date(2026, 10, 5), False),  # a bridge of the National Day week
        ("CN", date(2026, 10, 10), True),  # a Saturday made up for it
        ("CN", date(2026, 10, 17), None),  # an ordinary Saturday: the shop's hours decide
        ("CN", date(2026, 10, 15), None),
        ("CN", date(2030, 10, 1), False),  # statutory, though the year is not announced
        ("CN", date(2030, 10, 12), None),
        ("CN", date(1950, 6, 6), None),
        ("DE-BE", date(2027, 3, 8), False),  # Berlin's own
        ("DE", date(2027, 3, 8), None),
        ("DE", date(2026, 12, 25), False),
        ("RU", date(2024, 4, 27), True),  # a Saturday made up for May
    ],
)
def test_the_calendar_speaks_only_of_days_it_changes(region: str, day: date, working: bool | None) -> None:
    table = holiday_table(region)
    assert table is not None
    assert table.is_working_day(day) is working


@pytest.mark.parametrize("region", ["CN", "DE-BE", "RU", "US"])
@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_no_year_raises(region: str, day: date) -> None:
    table = holiday_table(region)
    assert table is not None
    assert table.is_working_day(day) in (True, False, None)


def test_known_years_end_where_the_announcements_end() -> None:
    china, germany = holiday_table("CN"), holiday_table("DE-BE")
    assert china is not None and germany is not None
    assert 2026 in china.known_years
    assert 2040 not in china.known_years
    assert 2040 in germany.known_years


def test_a_store_may_have_no_calendar() -> None:
    assert holiday_table("") is None


def test_every_known_region_has_a_table() -> None:
    for region in sorted(known_regions())[::25]:
        table = holiday_table(region)
        assert table is not None
        table.is_working_day(date(2026, 1, 1))
