"""Every form a date or time is shipped in is read back as the date it was made from, with talk around it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding import understand

ZONE = ZoneInfo("Asia/Shanghai")
ZH_DIGITS = "零一二三四五六七八九"
EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EN_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
RU_DAYS = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
RU_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def zh_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else ZH_DIGITS[tens] + "十"
    return head + (ZH_DIGITS[ones] if ones or not head else "")


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


DATES = {
    "zh": (
        lambda d: f"{d.month}月{d.day}号",
        lambda d: f"{d.month}月{d.day}日",
        lambda d: f"{zh_number(d.month)}月{zh_number(d.day)}号",
        lambda d: f"{d.year}年{d.month}月{d.day}日",
        lambda d: f"{d:%Y-%m-%d}",
        lambda d: f"{d:%Y/%m/%d}",
        lambda d: f"{d.month}/{d.day}",
        lambda d: f"{d.month}月{d.day}日（周{'一二三四五六日'[d.weekday()]}）",
        lambda d: f"周{'一二三四五六日'[d.weekday()]}，{d.month}月{d.day}日",
        lambda d: f"星期{'一二三四五六天'[d.weekday()]}{d.month}月{d.day}号",
    ),
    "en": (
        lambda d: f"{EN_MONTHS[d.month - 1]} {d.day}",
        lambda d: f"{EN_MONTHS[d.month - 1][:3]} {ordinal(d.day)}",
        lambda d: f"{d.day} {EN_MONTHS[d.month - 1]}",
        lambda d: f"the {ordinal(d.day)} of {EN_MONTHS[d.month - 1]}",
        lambda d: f"{d:%Y-%m-%d}",
        lambda d: f"{EN_MONTHS[d.month - 1]} {d.day}, {d.year}",
        lambda d: f"{d.day}-{EN_MONTHS[d.month - 1][:3]}-{d.year}",
        lambda d: f"{EN_DAYS[d.weekday()]}, {d.day} {EN_MONTHS[d.month - 1]}",
        lambda d: f"{EN_DAYS[d.weekday()][:3]} {EN_MONTHS[d.month - 1][:3]} {d.day}",
        lambda d: f"{d.month}/{d.day}/{d.year}",
    ),
    "ru": (
        lambda d: f"{d.day} {RU_MONTHS[d.month - 1]}",
        lambda d: f"{d.day}-го {RU_MONTHS[d.month - 1]}",
        lambda d: f"{d:%d.%m}",
        lambda d: f"{d:%d.%m.%Y}",
        lambda d: f"{d.day} {RU_MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d.day} {RU_MONTHS[d.month - 1]} {d.year} года",
        lambda d: f"в {RU_DAYS[d.weekday()]}, {d.day} {RU_MONTHS[d.month - 1]}",
        lambda d: f"{d:%Y-%m-%d}",
    ),
}
TIMES = {
    "zh": (
        lambda t: f"{t:%H:%M}",
        lambda t: f"{t.hour}点{t.minute}分" if t.minute else f"{t.hour}点",
        lambda t: f"{part_zh(t)}{zh_number(t.hour % 12 or 12)}点{zh_minute(t.minute)}",
        lambda t: f"{part_zh(t)}{t.hour % 12 or 12}:{t:%M}",
    ),
    "en": (
        lambda t: f"at {t:%H:%M}",
        lambda t: f"at {t.hour % 12 or 12}:{t:%M} {'am' if t.hour < 12 else 'pm'}",
        lambda t: f"{t.hour % 12 or 12}{f':{t:%M}' if t.minute else ''}{'am' if t.hour < 12 else 'pm'}",
        lambda t: f"at {t.hour % 12 or 12}.{t:%M}{'am' if t.hour < 12 else 'pm'}",
    ),
    "ru": (
        lambda t: f"в {t:%H:%M}",
        lambda t: f"в {t:%H.%M}",
        lambda t: f"к {t:%H:%M}",
        lambda t: f"в {t.hour} часов {t.minute} минут" if t.minute else f"в {t.hour} часов",
    ),
}
TALK = {
    "zh": (
        ("", ""),
        ("您好，我想约", ""),
        ("师傅，", "可以吗？"),
        ("粤B12345，跑了3万公里，", "做保养"),
        ("", "吧，谢谢"),
    ),
    "en": (
        ("", ""),
        ("hi, could I come ", "?"),
        ("oil change please, ", ""),
        ("my Audi A4 has 42,000 km, ", " ok?"),
    ),
    "ru": (
        ("", ""),
        ("здравствуйте, можно ", "?"),
        ("нужна замена масла, ", ""),
        ("пробег 60 тыс, ", ", спасибо"),
    ),
}


def part_zh(at: time) -> str:
    return "上午" if at.hour < 12 else "中午" if at.hour == 12 else "下午" if at.hour < 18 else "晚上"


def zh_minute(minute: int) -> str:
    return {0: "", 15: "一刻", 30: "半", 45: "三刻"}.get(minute, f"{zh_number(minute)}分")


nows = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
quarters = st.builds(time, st.integers(8, 20), st.sampled_from((0, 15, 30, 45)))


@st.composite
def cases(draw: st.DrawFn, lang: str) -> tuple[str, datetime, date, time | None]:
    now = draw(nows)
    day = now.date() + timedelta(draw(st.integers(1, 300)))
    at = draw(st.none() | quarters)
    text = draw(st.sampled_from(DATES[lang]))(day)
    if at is not None:
        text += " " + draw(st.sampled_from(TIMES[lang]))(at)
    before, after = draw(st.sampled_from(TALK[lang]))
    return before + text + after, now, day, at


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_every_shipped_form_is_read_back(lang: str) -> None:
    @settings(deadline=None)
    @given(cases(lang))
    def check(case: tuple[str, datetime, date, time | None]) -> None:
        text, now, day, at = case
        found = understand(text, lang=lang, now=now.replace(tzinfo=ZONE), zone=ZONE).when
        assert found is not None, text
        wanted = day.isoformat() if at is None else datetime.combine(day, at).isoformat()
        assert found.value() == wanted, text

    check()
