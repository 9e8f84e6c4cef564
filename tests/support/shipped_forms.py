"""Every form in which a date or a time is shipped or commonly typed, by language, and talk to put around it.

The patterns of `locales/` come first: what the bots show must be read back as what it was made from.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dealership.domain.message import Message, day, moment
from locales import catalogue

ZONE = ZoneInfo("Asia/Shanghai")
LANGUAGES = {"zh": "zh-CN", "en": "en", "ru": "ru"}
DAY_STYLES = ("full", "short", "plain", "numeric")
MOMENT_STYLES = ("full", "short")
DateForm = Callable[[date], str]
TimeForm = Callable[[time], str]

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


TYPED: dict[str, tuple[DateForm, ...]] = {
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
TIMES: dict[str, tuple[TimeForm, ...]] = {
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


@dataclass(frozen=True)
class Case:
    """A message made from `day` and, if there is one, `at`; `now` is the shop's wall clock."""

    text: str
    lang: str
    now: datetime
    day: date
    at: time | None

    @property
    def wanted(self) -> str:
        return self.day.isoformat() if self.at is None else datetime.combine(self.day, self.at).isoformat()


def shown_day(on: date, style: str, lang: str) -> str:
    """As the bots show it."""
    return _shown(day(on, style), lang)  # type: ignore[arg-type]


def shown_moment(on: date, at: time, style: str, lang: str) -> str:
    return _shown(moment(datetime.combine(on, at, ZONE), ZONE, style), lang)  # type: ignore[arg-type]


def _shown(value: object, lang: str) -> str:
    return catalogue(LANGUAGES[lang]).text(Message("input-day", {"day": value}))


def make_case(rng: random.Random, lang: str) -> Case:
    now = datetime(2026, 1, 1) + timedelta(minutes=rng.randrange(4 * 365 * 24 * 60))
    on = now.date() + timedelta(rng.randint(1, 300))
    at = rng.choice((None, time(rng.randint(8, 20), rng.choice((0, 15, 30, 45)))))
    before, after = rng.choice(TALK[lang])
    return Case(before + _said(rng, lang, on, at) + after, lang, now, on, at)


def _said(rng: random.Random, lang: str, on: date, at: time | None) -> str:
    if at is not None and rng.random() < 0.3:
        return shown_moment(on, at, rng.choice(MOMENT_STYLES), lang)
    said = shown_day(on, rng.choice(DAY_STYLES), lang) if rng.random() < 0.4 else rng.choice(TYPED[lang])(on)
    return said if at is None else f"{said} {rng.choice(TIMES[lang])(at)}"
