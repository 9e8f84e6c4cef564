"""Messages become text: escaped words, formats of each language, no limit that a person could hit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dealership.domain.message import Message, day, duration, items, moment, money
from locales import LANGUAGES, catalogue

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 7, 29, 7, 0, tzinfo=UTC)


def shown(arg: object, language: str) -> str:
    return catalogue(language).text(Message("booking-time-option", {"at": arg}))


def test_words_of_any_length_are_rendered_whole() -> None:
    words = "<&" * 3000
    html = catalogue("zh-CN").html(Message("booking-extra-remark", {"value": words}))
    assert html == "📝 " + "&lt;&amp;" * 3000


def test_times_are_worded_once_and_nobodys_words_are_kept() -> None:
    words = catalogue("en")
    words._filled.cache_clear()
    for _ in range(2):
        words.text(Message("booking-done", {"at": moment(AT, SHANGHAI)}))
        words.text(Message("booking-extra-remark", {"value": "the key is with Anna"}))
        words.text(Message("booking-extra-remark", {"value": items(["call Anna"])}))
    kept = words._filled.cache_info()
    assert (kept.currsize, kept.hits) == (1, 1)


def test_long_words_inside_a_list_inside_a_choice_are_rendered_whole() -> None:
    lines = items([Message("booking-extra-remark", {"value": "x" * 4000})], "lines")
    html = catalogue("en").html(
        Message("cars-card", {"trust": "proven", "car": "C", "known": "yes", "record": lines})
    )
    assert html.endswith("📝 " + "x" * 4000)


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("zh-CN", "7月29日 周三 15:00（北京时间）", "7月29日 周三 15:00"),
        ("en", "Wednesday 29 July, 15:00 (Shanghai time)", "Wed 29 Jul, 15:00"),
        ("ru", "среда, 29 июля, 15:00 по шанхайскому времени", "ср 29.07, 15:00"),
    ],
)
def test_an_instant_names_weekday_date_time_and_the_shops_zone(language: str, full: str, short: str) -> None:
    assert shown(moment(AT, SHANGHAI), language) == full
    assert shown(moment(AT, SHANGHAI, "short"), language) == short


def test_a_zone_without_a_name_of_ours_is_named_by_its_offset() -> None:
    assert shown(moment(AT, ZoneInfo("Asia/Novosibirsk"), "zone"), "en") == "GMT+07:00"


@pytest.mark.parametrize(
    ("language", "labels"),
    [("zh-CN", ["周三 7/29", "7/29"]), ("en", ["Wed 29 Jul", "29 Jul"]), ("ru", ["ср 29.07", "29.07"])],
)
def test_days_on_buttons_are_short(language: str, labels: list[str]) -> None:
    on = date(2026, 7, 29)
    assert [shown(day(on, "short"), language), shown(day(on, "numeric"), language)] == labels


def test_money_is_whole_where_it_is_and_exact_where_it_is_not() -> None:
    assert [shown(money(38000, "CNY"), language) for language in LANGUAGES] == ["¥380", "¥380", "380\xa0¥"]
    assert [shown(money(1250, "EUR"), language) for language in LANGUAGES] == [
        "€12.50",
        "€12.50",
        "12,50\xa0€",
    ]


def test_lengths_are_said_in_hours_and_minutes() -> None:
    assert [shown(duration(90), language) for language in LANGUAGES] == [
        "1 小时 30 分钟",
        "1 h 30 min",
        "1 ч 30 мин",
    ]


def test_russian_counts_have_their_forms() -> None:
    said = [
        catalogue("ru").text(Message("booking-extra-photos", {"value": count})) for count in (1, 2, 5, 21)
    ]
    assert [one.split()[-1] for one in said] == ["фотография", "фотографии", "фотографий", "фотография"]
