"""The report of complaints: how many of which kind, how soon they were heard, what is still open and for how long.

Source: domain.md §8. Times are hours as the clock goes; "within the promise" is the answer the owner was promised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

from dealership.domain.complaints import Category
from dealership.domain.message import Arg, Message, day, duration
from dealership.domain.report import Report, Section, Span, share
from dealership.domain.sla import Level
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dealership.services.survey_reports import NONE, percent

Row = Mapping[str, Any]
AGES = (1, 3, 7)
"""Days: younger than one, than three, than seven, and older."""


def complaint_report(uow: UnitOfWork, shops: Sequence[Shop], span: Span, now: datetime) -> Report:
    """Complaints opened in a span, as they stand now."""
    rows, before = (_opened(uow, shops, one) for one in (span, span.before))
    title = Message(
        "report-complaints-title", {"first": day(span.first, "plain"), "last": day(span.last, "plain")}
    )
    sections = (
        _by("category", "report-category", rows, Category),
        _by("source", "report-source", rows, sorted({row["source"] for row in rows})),
        _ageing(rows, now),
        _by_colleague(uow, rows),
    )
    return Report(title, _facts(rows, before), tuple(one for one in sections if one.rows))


def _opened(uow: UnitOfWork, shops: Sequence[Shop], span: Span) -> Sequence[Row]:
    since = shops[0].moment(span.first, time(0))
    until = shops[0].moment(span.last + timedelta(days=1), time(0))
    return uow.reports.complaints([shop.id for shop in shops], since, until)


def _facts(rows: Sequence[Row], before: Sequence[Row]) -> Section:
    columns = (Message("report-figure"), Message("report-now"), Message("report-before"))
    pairs = zip(_figures(rows), _figures(before), strict=True)
    shown = [(label, value, old) for (label, value), (_, old) in pairs]
    return Section(Message("report-overview"), columns, shown)


def _figures(rows: Sequence[Row]) -> Iterator[tuple[Message, Arg]]:
    answered = [row for row in rows if row["answered_at"] and row["promised_at"]]
    rated = [row for row in rows if row["rated_result"]]
    yield Message("report-opened"), len(rows)
    yield Message("report-closed"), sum(row["closed_at"] is not None for row in rows)
    for step in ("taken", "answered", "solved"):
        yield Message(f"report-time-{step}"), _usual(rows, step)
    yield Message("report-within"), percent(share(sum(map(_in_time, answered)), len(answered)))
    yield Message("report-reopened"), sum(row["reopened"] > 0 for row in rows)
    content = sum(row["rated_result"] != "no" for row in rated)
    yield Message("report-content"), percent(share(content, len(rated)))


def _in_time(row: Row) -> bool:
    return bool(row["answered_at"] <= row["promised_at"])


def _usual(rows: Sequence[Row], step: str) -> Arg:
    """How long it took in the middle of all cases."""
    took = [
        (row[f"{step}_at"] - row["opened_at"]) / timedelta(minutes=1) for row in rows if row[f"{step}_at"]
    ]
    return duration(round(median(took))) if took else NONE


def _by(column: str, key: str, rows: Sequence[Row], values: Sequence[str] | type[Category]) -> Section:
    """How many of each, the bar divided by level, the gravest first."""
    levels = (Level.CRITICAL, Level.SERIOUS, Level.ORDINARY)
    counted = Counter((row[column], row["level"]) for row in rows)
    known = [value for value in values if any(counted[value, level] for level in levels)]
    parts = [[counted[value, level] for level in levels] for value in known]
    table = [(Message(f"{key}-{value}"), sum(part)) for value, part in zip(known, parts, strict=True)]
    columns = (Message(key), Message("report-count"))
    legend = [Message(f"report-level-{level}") for level in levels]
    whole = max(map(sum, parts), default=0)
    return Section(Message(f"{key}-title"), columns, table, parts, legend, whole)


def _ageing(rows: Sequence[Row], now: datetime) -> Section:
    """What is open, by how long it has been."""
    is_within: list[tuple[str, Callable[[int], bool]]] = [
        ("day", lambda days: days < AGES[0]),
        ("days", lambda days: AGES[0] <= days < AGES[1]),
        ("week", lambda days: AGES[1] <= days < AGES[2]),
        ("older", lambda days: days >= AGES[2]),
    ]
    ages = [(now - row["opened_at"]).days for row in rows if row["closed_at"] is None]
    counts = [(Message(f"report-age-{name}"), sum(map(holds, ages))) for name, holds in is_within]
    columns = (Message("report-age"), Message("report-count"))
    bars = [[count] for _, count in counts]
    most = max((count for _, count in counts), default=0)
    return Section(
        Message("report-ageing"), columns, counts if ages else (), bars if ages else (), whole=most
    )


def _by_colleague(uow: UnitOfWork, rows: Sequence[Row]) -> Section:
    """Who had them, and how many of these are over."""
    had = Counter(row["taken_by"] for row in rows if row["taken_by"])
    over = Counter(row["taken_by"] for row in rows if row["taken_by"] and row["closed_at"])
    table = [(uow.staff.get(who).name, count, over[who]) for who, count in had.most_common()]
    columns = (Message("report-colleague"), Message("report-count"), Message("report-closed"))
    return Section(Message("report-by-colleague"), columns, table)
