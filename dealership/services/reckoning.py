"""A complaint's clocks by the store's own hours and numbers: what `dealership.domain.sla` is asked with."""

from __future__ import annotations

import hashlib
from datetime import datetime, time

from dealership.domain.calendar import NoWorkingTimeError
from dealership.domain.company import Interval, OpeningHours
from dealership.domain.complaints import terms_of
from dealership.domain.records import Complaint
from dealership.domain.sla import Clock, Level, Run, Works, deadline
from dealership.services.shop import Shop

_ALWAYS = OpeningHours(((Interval(time(0), time(0)),),) * 7, holiday_region="")
COLUMN = {Clock.TAKEN: "taken_at", Clock.ANSWERED: "answered_at", Clock.SOLVED: "solved_at"}
"""Where it is written down when a clock was satisfied."""


def works_of(shop: Shop, at: datetime) -> Works:
    """When the store works; one that does not open for a year is reckoned round the clock."""
    hours = shop.store.hours
    try:
        usual = Works(hours, shop.zone, shop.table)
        deadline(Run(Level.ORDINARY, at), Clock.SOLVED, usual, terms_of(shop.care.rules))
    except NoWorkingTimeError:
        return Works(_ALWAYS, shop.zone)
    return Works(hours, shop.zone, shop.table)


def mark_of(shop: Shop) -> str:
    """A short mark of the opening hours and numbers that clocks are reckoned with."""
    hours = shop.store.hours
    told = (hours.weekly, sorted(hours.closed), sorted(hours.special.items()), hours.holiday_region)
    return hashlib.sha256(repr((told, shop.zone.key, shop.care.rules)).encode()).hexdigest()[:16]


def run_of(complaint: Complaint) -> Run:
    """The complaint as its clocks see it."""
    moments = {clock: getattr(complaint, column) for clock, column in COLUMN.items()}
    stopped = {clock: at for clock, at in moments.items() if at is not None}
    pauses = [(instant(since), instant(until)) for since, until in complaint.pauses]
    known = [(since, until) for since, until in pauses if since is not None]
    return Run(Level(complaint.level), complaint.runs_from, stopped, known)


def due_at(shop: Shop, complaint: Complaint, clock: Clock) -> datetime | None:
    """By when something must have happened; None while we wait for the owner."""
    works = works_of(shop, complaint.runs_from)
    return deadline(run_of(complaint), clock, works, terms_of(shop.care.rules))


def instant(text: str | None) -> datetime | None:
    """An instant as pauses keep it."""
    return None if text is None else datetime.fromisoformat(text)
