"""What the reading of dates may never do: take a past date, fail, or take long on any text."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.understanding import understand
from dialogs.understanding.model import When

DATA = Path(__file__).parent / "data"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
LANGS = st.sampled_from(("zh", "en", "ru"))
LONGEST = 4096
PROOF = os.environ.get("HYPOTHESIS_PROFILE") == "proof"
CPU_MS = 20 if PROOF else 40  # tests share the machine with others; the proof holds the limit itself

WORDS = (
    "明天",
    "周三",
    "下周",
    "下午",
    "三点",
    "半",
    "到",
    "以后",
    "之前",
    "不行",
    "改成",
    "或者",
    "12月",
    "5号",
    "初六",
    "国庆",
    "后",
    "第一天",
    "两",
    "小时",
    "、",
    "，",
    "。",
    "不",
    "除了",
    "一点",
    "点",
    "号",
    "tomorrow",
    "next",
    "Wednesday",
    "at",
    "3",
    "pm",
    "between",
    "and",
    "before",
    "after",
    "not",
    "or",
    "the",
    "25th",
    "of",
    "December",
    "half",
    "past",
    "quarter",
    "to",
    ",",
    ".",
    "no",
    "wait",
    "завтра",
    "в",
    "среду",
    "следующую",
    "после",
    "до",
    "с",
    "по",
    "10",
    "часов",
    "утра",
    "не",
    "кроме",
    "через",
    "две",
    "недели",
    "половине",
    "третьего",
    "ой",
    ",",
    ".",
    "12/5",
    "11.28",
    "14:30",
    "9-11",
    "2026-12-08",
    "31",
    "0",
    "13800138000",
    "\n",
    "(",
    ")",
    "-",
    "~",
    "/",
    ":",
    "年",
    "月",
    "日",
    "周",
)
mixtures = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.lists(
    st.sampled_from(WORDS), max_size=30
).map("".join)
nows = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)).map(lambda at: at.replace(tzinfo=ZONE))


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """Lexicons and calendars are loaded once, at the first messages of a process."""
    for path in DATA.glob("dates_dev.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            understand(row["text"], lang=row["lang"], now=NOW, zone=ZONE)


@contextmanager
def without_collector() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cpu_ms(text: str, lang: str) -> float:
    """Thread CPU time of one message, the better of two so that a switched processor does not count."""
    spent = []
    for _ in range(2):
        with without_collector():
            begun = time.thread_time()
            understand(text, lang=lang, now=NOW, zone=ZONE)
            spent.append((time.thread_time() - begun) * 1000)
    return min(spent)


def last_moment(when: When) -> datetime | None:
    """The end of what was taken, as the shop's wall clock."""
    if when.kind in ("earliest", "exclude"):
        return None
    if when.kind in ("date", "options"):
        return datetime.combine(max(when.days), datetime.min.time()) + timedelta(1)
    end = when.end if when.end is not None else when.start
    if isinstance(end, datetime):
        return end.replace(tzinfo=None)
    return None if end is None else datetime.combine(end, datetime.min.time())


@given(mixtures, LANGS, nows)
def test_no_past_date_is_taken_without_asking(text: str, lang: str, now: datetime) -> None:
    when = understand(text, lang=lang, now=now, zone=ZONE).when
    if when is not None and not when.ask:
        end = last_moment(when)
        assert end is None or end >= now.replace(tzinfo=None), text


@example("，".join(["664"] * 200), "zh")
@example("1" * 400 + " km", "en")
@given(st.text(max_size=200) | mixtures, LANGS)
def test_any_text_is_read_without_failing(text: str, lang: str) -> None:
    found = understand(text, lang=lang, now=NOW, zone=ZONE)
    assert found.when is None or found.when.value() is not None


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
@pytest.mark.parametrize(
    "piece",
    ["1", "1.", "1-", "12/5 ", "周", "周三", "三", "十", "明天下午三点，", "a", "a.", "a-", "no ", "not ", "wait ", "at 3 ",
     "next Wednesday ", "половине ", "в среду ", "не ", "或者", "不", "不对", "(", "\u200b", "１", "ﷺ", "0" * 40 + " ", "年", "前"],
)  # fmt: skip
def test_long_monotone_texts_stay_within_their_time(piece: str, lang: str) -> None:
    text = (piece * (LONGEST // len(piece) + 1))[:LONGEST]
    assert cpu_ms(text, lang) < CPU_MS


@settings(max_examples=30, deadline=None)
@given(
    st.text(min_size=500, max_size=LONGEST)
    | st.lists(st.sampled_from(WORDS), min_size=800, max_size=1200).map("".join),
    LANGS,
)
def test_any_long_text_stays_within_its_time(text: str, lang: str) -> None:
    assert cpu_ms(text[:LONGEST], lang) < CPU_MS
