"""Reading of dates on many messages: shipped forms come back, no past date is taken, nothing fails or takes long.

Each limit of time is thread CPU time with the collector off, the best of three, so that a busy machine does not
count. The judge is proven by a reader that is slow, fails, or takes what has been.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from proof.figures import record, sized
from support.fuzzed_texts import fuzzed
from support.shipped_forms import LANGUAGES, ZONE, make_case

from dialogs.understanding import When, understand

CASES = sized(600, 10_000)
FUZZED = sized(3_000, 100_000)
LONGEST_MS = 20.0
SEED = 1
Read = Callable[[str, str, datetime], When | None]

pytestmark = pytest.mark.proof


def read(text: str, lang: str, now: datetime) -> When | None:
    return understand(text, lang=lang, now=now, zone=ZONE).when


def not_read_back(reader: Read, count: int) -> list[str]:
    """Messages in a shipped form that do not come back as the date they were made from."""
    rng, found = random.Random(SEED), []
    for number in range(count):
        lang = tuple(LANGUAGES)[number % len(LANGUAGES)]
        case = make_case(rng, lang)
        when = reader(case.text, lang, case.now.replace(tzinfo=ZONE))
        if when is None or when.value() != case.wanted:
            found.append(f"{case.text!r} at {case.now}: {when and when.value()}, not {case.wanted}")
    return found


def breaches(reader: Read, count: int) -> Iterator[str]:
    """What a reader must never do on any text."""
    rng = random.Random(SEED)
    for lang in LANGUAGES:
        reader("2026-12-08", lang, datetime(2026, 11, 23, 9, tzinfo=ZONE))
    for number in range(count):
        lang = tuple(LANGUAGES)[number % len(LANGUAGES)]
        text, now = (
            fuzzed(rng),
            datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=rng.randrange(2_000_000)),
        )
        try:
            when, spent = timed(reader, text, lang, now)
        except Exception as error:
            yield f"failed with {error!r}: {text!r}"
            continue
        if spent > LONGEST_MS:
            yield f"took {spent:.1f} ms: {text!r}"
        if when is not None and not when.ask and is_past(when, now):
            yield f"took the past {when.value()} at {now}: {text!r}"


def timed(reader: Read, text: str, lang: str, now: datetime) -> tuple[When | None, float]:
    spent: list[float] = []
    gc.disable()
    try:
        while not spent or (spent[-1] > LONGEST_MS and len(spent) < 3):
            begun = time.thread_time()
            when = reader(text, lang, now)
            spent.append((time.thread_time() - begun) * 1000)
    finally:
        gc.enable()
    return when, min(spent)


def is_past(when: When, now: datetime) -> bool:
    """Whether all that was taken has been."""
    if when.kind in ("earliest", "exclude"):
        return False
    end = when.end if when.end is not None else when.start
    if when.kind in ("date", "options") or end is None:
        return max(when.days) < now.date()
    return end < now if isinstance(end, datetime) else end <= now.date()


def test_every_shipped_form_reads_back_as_the_date_it_was_made_from() -> None:
    assert not_read_back(read, CASES) == []
    record("reading", "shipped_forms", {"cases": CASES, "not_read_back": 0, "seed": SEED})


def test_no_text_fails_takes_long_or_gives_a_past_date() -> None:
    assert list(breaches(read, FUZZED)) == []
    record("reading", "fuzzed", {"texts": FUZZED, "breaches": 0, "limit_ms": LONGEST_MS, "seed": SEED})


def slow(text: str, lang: str, now: datetime) -> When | None:
    end = time.thread_time() + 0.03
    while len(text) > 200 and time.thread_time() < end:
        pass
    return None


def failing(text: str, lang: str, now: datetime) -> When | None:
    return When("date", days=(now.date().replace(day=31 if "3" in text else 1),), ask=True)


def backward(text: str, lang: str, now: datetime) -> When | None:
    found = read(text, lang, now)
    return found and replace(found, days=tuple(day - timedelta(400) for day in found.days), ask=False)


@pytest.mark.parametrize(
    ("reader", "named"), [(slow, "took "), (failing, "failed with"), (backward, "took the past")]
)
def test_a_reader_broken_on_purpose_is_named(reader: Read, named: str) -> None:
    assert any(breach.startswith(named) for breach in breaches(reader, 300))


def test_a_form_that_is_misread_is_named() -> None:
    assert not_read_back(backward, 30)
