"""Messages that were once misread, each with what it means."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogs.understanding import Understanding, understand
from dialogs.understanding.facts import Facts

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)  # a Monday


def read(text: str, lang: str) -> Understanding:
    return understand(text, lang=lang, now=NOW, zone=ZONE)


def facts(text: str, lang: str) -> Facts:
    found = read(text, lang).facts
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("how about a week from Friday", "2026-12-04"),
        ("a week from Friday", "2026-12-04"),
        ("not tomorrow, the day after", "2026-11-25"),
        ("not Friday, the day after", "2026-11-28"),
    ],
)
def test_a_day_told_by_another_day_is_that_day(text: str, day: str) -> None:
    found = read(text, "en")
    assert found.when is not None
    assert (found.when.value(), found.ask) == (day, False)


@pytest.mark.parametrize(
    ("text", "lang"), [("any day next week except Tuesday", "en"), ("下周除了周二都行", "zh")]
)
def test_a_stretch_of_days_with_one_ruled_out_is_not_taken_whole(text: str, lang: str) -> None:
    found = read(text, lang)
    assert found.when is not None
    assert found.ask or found.when.kind in ("options", "exclude")


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        (
            "I drove 5 hours on Sunday and now there's a rattle from the front left",
            "en",
            {"intents": ("fault_report",)},
        ),
        ("got a flat on the M25, can someone come", "en", {"intent": "roadside"}),
        ("ближе к вечеру, часов в шесть", "ru", {"intents": ()}),
        ("除了机油其他都别动", "zh", {"jobs": ("oil_service",), "unwanted_jobs": (), "intent": "book"}),
        ("вместо масла тормоза", "ru", {"jobs": ("brake_service",), "unwanted_jobs": ("oil_service",)}),
        ("brakes instead of oil", "en", {"jobs": ("brake_service",), "unwanted_jobs": ("oil_service",)}),
        ("transmission service", "en", {"jobs": ("transmission",)}),
        ("还是算了，太贵", "zh", {"intents": ("no",)}),
    ],
)
def test_what_is_told_is_read(text: str, lang: str, wanted: dict[str, Any]) -> None:
    found = facts(text, lang)
    assert {name: getattr(found, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("no it is fine now", "en", "no"),
        ("把我的车删掉", "zh", "other"),
        ("удалите мою машину", "ru", "other"),
        ("我的候补呢", "zh", "my_booking"),
        ("передумал", "ru", "cancel"),
        ("changed my mind", "en", "cancel"),
    ],
)
def test_short_words_lead_where_they_are_meant(text: str, lang: str, intent: str) -> None:
    found = read(text, lang)
    assert found.facts is not None
    assert (found.facts.intent, found.when) == (intent, None)


def test_an_hour_of_the_night_is_read_as_said_and_asked_back() -> None:
    found = read("в 3 ночи", "ru")
    assert found.when is not None
    assert (found.when.value(), found.ask) == ("2026-11-24T03:00:00", True)


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("礼拜天带孩子所以礼拜六来", "zh", "2026-11-28"),
        ("can't leave the kids on Friday so Saturday", "en", "2026-11-28"),
        ("в четверг занят, поэтому в пятницу", "ru", "2026-11-27"),
        ("周四三点下班四点能到", "zh", "2026-11-26T16:00:00"),
        ("не в понедельник а в среду", "ru", "2026-11-25"),
        ("tomorrow下午三点", "zh", "2026-11-24T15:00:00"),
        ("next Friday上午10点", "zh", "2026-12-04T10:00:00"),
        ("11月3O号", "zh", "2026-11-30"),
        ("周五下午3.点半", "zh", "2026-11-27T15:30:00"),
    ],
)
def test_the_wish_is_told_from_its_reason_and_from_slips(text: str, lang: str, wanted: str) -> None:
    found = read(text, lang)
    assert found.when is not None
    assert (found.when.value(), found.ask) == (wanted, False)


def test_last_thursday_has_been() -> None:
    assert read("picked the car up last Thursday", "en").when is None


def test_a_car_to_be_fetched_for_a_wash_is_a_booking_with_a_time() -> None:
    found = read("can you pick the car up tomorrow at 10 for a wash?", "en")
    assert found.when is not None
    assert found.when.value() == "2026-11-24T10:00:00"
    assert found.facts is not None
    assert (found.facts.intent, found.facts.jobs) == ("book", ("wash",))


def test_parts_without_end_are_read_in_time_and_the_nearest_counts() -> None:
    found = facts("закипает " * 200 + "тормоза скрипят", "ru")
    assert {fault.place for fault in found.faults} >= {"brakes"}


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("was in on Nov 3, need to come back Nov 30 at 9", "en", "2026-11-30T09:00:00"),
        ("明天早上八点半一开门我就到", "zh", "2026-11-24T08:30:00"),
        ("元月八号来保养", "zh", "2027-01-08"),
    ],
)
def test_a_comma_ends_a_clause_and_the_hour_outweighs_its_part_of_the_day(
    text: str, lang: str, wanted: str
) -> None:
    found = read(text, lang)
    assert found.when is not None
    assert (found.when.value(), found.ask) == (wanted, False)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("头月八号来保养", "zh"),
        ("礼拜那个八号来", "zh"),
        ("o'clock Friday please", "en"),
        ("в пятницу часов", "ru"),
    ],
)
def test_a_word_of_time_left_unread_beside_a_date_is_asked_about(text: str, lang: str) -> None:
    found = read(text, lang)
    assert found.when is not None
    assert found.when.ask


@pytest.mark.parametrize(
    ("text", "lang"),
    [("mileage:35000, 3pm", "en"), ("里程:35000，周三三点", "zh"), ("пробег:35000, в среду в 3 часа", "ru")],
)
def test_numbers_of_the_clock_do_not_hide_the_odometer(text: str, lang: str) -> None:
    found = facts(text, lang)
    assert found.odometer_km == 35_000
    assert [item.kind for item in found.found if item.kind == "odometer"] == ["odometer"]
