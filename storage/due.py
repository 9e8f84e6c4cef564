"""Building blocks of what falls due: each makes a `Due`, a set of planned messages that the database finds by itself.

A reminder kind is composed of these and needs no SQL of its own. Instants are integers of microseconds in the
database, so a span is added to them there; days are compared with days.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, String, cast, exists, false, func, literal, null, or_, select
from sqlalchemy.engine import default

from dealership.domain.trust import Trust
from dealership.services.closing import YES
from storage.schema import (
    appointment,
    case,
    complaint,
    finding,
    owner,
    owner_chat,
    planned_message,
    upkeep,
    vehicle,
    vehicle_driver,
)
from storage.types import Id, UtcInstant

COLUMNS = (
    "store_id",
    "owner_id",
    "vehicle_id",
    "appointment_id",
    "kind",
    "step",
    "period",
    "dedup_key",
    "due_at",
    "look_at",
    "state",
    "reason",
    "detail",
)
CAR_DAYS = {
    "insurance": vehicle.c.insured_until,
    "inspection": vehicle.c.inspection_due,
    "warranty": vehicle.c.warranty_until,
}
OPEN_FINDINGS = ("declined", "postponed")
OWNER_DAYS = {"licence": owner.c.licence_until}
YEARLY_DAYS = {"birthday": owner.c.birthday, "wedding_day": owner.c.wedding_on}
MICROSECOND = timedelta(microseconds=1)
ANY_LENGTH = (0, 10**6)
"""Minutes of every visit there is."""
LONGEST_VISIT = timedelta(days=31)
"""How far back the start of a visit is looked for that ends now: bounds the search by an index."""
SPREAD = 7919
"""A prime: neighbouring numbers fall far apart in a hundred."""


@dataclass(frozen=True, slots=True)
class Due:
    """An opaque set of messages to be planned; `planned_message` takes it as it is."""

    statement: Select[Any]


def visits(
    kind: str,
    store_id: int,
    states: Collection[str],
    since: datetime,
    until: datetime,
    *,
    due_at: datetime | timedelta,
    look: timedelta = timedelta(0),
) -> Due:
    """One message a visit that starts in [since, until): at an instant, or so long before (negative: after) it starts.

    The governor is asked `look` before that moment. A visit that was agreed upon or changed after it needs no
    reminder: it was just spoken of.
    """
    start = appointment.c.start_at
    moment: Any = literal(due_at, UtcInstant) if isinstance(due_at, datetime) else _earlier(start, due_at)
    found = select(
        *_subject(appointment.c.store_id, appointment.c.owner_id, appointment.c.vehicle_id, appointment.c.id),
        *_when(kind, 0, appointment.c.id, cast(cast(start, Id), String), moment, look),
    ).where(
        appointment.c.store_id == store_id,
        appointment.c.state.in_(list(states)),
        start >= since,
        start < until,
        appointment.c.updated_at < moment,
    )
    return Due(found)


def cars(kind: str, store_id: int, step: int, first: date, last: date, due_at: datetime) -> Due:
    """One message a car whose day of this kind lies in first…last, to the driver it has been proven for longest."""
    day = CAR_DAYS[kind]
    return _to_drivers(vehicle, vehicle.c.id, kind, step, day, (day.between(first, last),), store_id, due_at)


def services(kind: str, store_id: int, step: int, first: date, last: date, due_at: datetime) -> Due:
    """One message a car whose next service is of this kind and falls in first…last; the period is what it counts from."""
    which = (upkeep.c.kind == kind, upkeep.c.due_on.between(first, last))
    return _to_drivers(upkeep, upkeep.c.vehicle_id, kind, step, upkeep.c.base_on, which, store_id, due_at)


def unsure(kind: str, store_id: int, first: date, last: date, due_at: datetime) -> Due:
    """One message a car whose odometer is to be asked for between these days."""
    which = (upkeep.c.ask_on.between(first, last),)
    return _to_drivers(upkeep, upkeep.c.vehicle_id, kind, 0, upkeep.c.base_on, which, store_id, due_at)


def findings(kind: str, store_id: int, step: int, first: date, last: date, due_at: datetime) -> Due:
    """One message a car of which something found in first…last was declined or postponed."""
    which = (finding.c.state.in_(OPEN_FINDINGS), finding.c.found_on.between(first, last))
    day = finding.c.found_on
    return _to_drivers(finding, finding.c.vehicle_id, kind, step, day, which, store_id, due_at)


def _to_drivers(
    table: Any,
    car: Any,
    kind: str,
    step: Any,
    period: Any,
    which: tuple[Any, ...],
    store_id: int,
    due_at: datetime,
) -> Due:
    """One message a car that is meant, to the driver it has been proven for longest: the unique key takes the first."""
    found = (
        select(
            *_subject(table.c.store_id, vehicle_driver.c.owner_id, car),
            *_when(kind, step, car, cast(period, String), literal(due_at, UtcInstant)),
        )
        .select_from(table.join(vehicle_driver, vehicle_driver.c.vehicle_id == car))
        .where(
            table.c.store_id == store_id,
            *which,
            vehicle_driver.c.ended_at.is_(None),
            vehicle_driver.c.trust == Trust.PROVEN,
        )
        .order_by(vehicle_driver.c.since_at, vehicle_driver.c.owner_id)
    )
    return Due(found)


def served(
    kind: str,
    store_id: int,
    states: Collection[str],
    since: datetime,
    until: datetime,
    *,
    period: str,
    minutes: tuple[int, int],
    share: int,
    due_at: datetime,
    step: int = 0,
) -> Due:
    """One message a visit that was to end in [since, until) and whose work takes minutes in [first, last).

    Of a hundred such visits `share` are chosen, always the same ones.
    """
    found = select(
        *_subject(appointment.c.store_id, appointment.c.owner_id, appointment.c.vehicle_id, appointment.c.id),
        *_when(kind, step, appointment.c.id, literal(period, String), literal(due_at, UtcInstant)),
    ).where(
        appointment.c.store_id == store_id,
        appointment.c.state.in_(list(states)),
        appointment.c.start_at >= since - LONGEST_VISIT,
        appointment.c.start_at < until,
        appointment.c.finish_at >= since,
        appointment.c.finish_at < until,
        appointment.c.minutes >= minutes[0],
        appointment.c.minutes < minutes[1],
        (appointment.c.id * SPREAD) % 100 < share,
    )
    return Due(found)


def delivered(kind: str, store_id: int, day: date, period: str, due_at: datetime) -> Due:
    """One message a car handed over on a day, to the driver it has been proven for longest."""
    which = (vehicle.c.delivered_on == day,)
    return _to_drivers(vehicle, vehicle.c.id, kind, 0, literal(period, String), which, store_id, due_at)


def handed_over(kind: str, store_id: int, step: int, first: date, last: date, due_at: datetime) -> Due:
    """One message a car handed over in first…last; the day of the hand-over is its period."""
    day = vehicle.c.delivered_on
    return _to_drivers(vehicle, vehicle.c.id, kind, step, day, (day.between(first, last),), store_id, due_at)


def settled(kind: str, store_id: int, since: datetime, until: datetime, period: str, due_at: datetime) -> Due:
    """One message a complaint the owner's yes has closed in [since, until)."""
    found = (
        select(
            *_subject(case.c.store_id, case.c.owner_id, complaint.c.vehicle_id),
            *_when(kind, 0, case.c.id, literal(period, String), literal(due_at, UtcInstant)),
        )
        .select_from(case.join(complaint, complaint.c.case_id == case.c.id))
        .where(
            case.c.store_id == store_id,
            case.c.closed_at >= since,
            case.c.closed_at < until,
            complaint.c.closed_how == YES,
        )
    )
    return Due(found)


def monthly(kind: str, store_id: int, on: date, months: range, due_at: datetime) -> Due:
    """One message a car handed over whole months before a day, as many as in `months`; the step is how many.

    What was handed over on the 31st has its day on the last one of a shorter month.
    """
    day = cast(vehicle.c.delivered_on, String)
    year, month = (cast(func.substr(day, *part), Integer) for part in ((1, 4), (6, 2)))
    step = literal(on.year * 12 + on.month, Integer) - (year * 12 + month)
    of_month, today = func.substr(day, 9, 2), f"{on.day:02}"
    is_last = (on + timedelta(days=1)).day == 1
    which = (step.between(months[0], months[-1]), of_month >= today if is_last else of_month == today)
    return _to_drivers(vehicle, vehicle.c.id, kind, step, day, which, store_id, due_at)


def owners(kind: str, store_id: int, step: int, first: date, last: date, due_at: datetime) -> Due:
    """One message an owner whose day of this kind lies in first…last."""
    day = OWNER_DAYS[kind]
    return _of_owners(kind, store_id, step, day.between(first, last), cast(day, String), due_at)


def anniversaries(kind: str, store_id: int, days: Collection[str], year: int, due_at: datetime) -> Due:
    """One message a year to owners whose day of the year is one of these ("MM-DD"); who keeps a lunar birthday has that one."""
    of_year = func.substr(cast(YEARLY_DAYS[kind], String), 6, 5).in_(list(days))
    which = of_year & owner.c.lunar_birthday.is_(None) if kind == "birthday" else of_year
    return _of_owners(kind, store_id, 0, which, literal(str(year), String), due_at)


def lunar_anniversaries(kind: str, store_id: int, days: Collection[str], year: int, due_at: datetime) -> Due:
    """The same for lunar birthdays: "MM-DD" of the lunar calendar, a leap month counts as its month."""
    which = or_(*(owner.c.lunar_birthday.endswith(day) for day in days)) if days else false()
    return _of_owners(kind, store_id, 0, which, literal(str(year), String), due_at)


def everybody(kind: str, store_id: int, period: str, due_at: datetime) -> Due:
    """One message to each owner who can be written to (a million rows for the others would say nothing)."""
    chats = exists().where(owner_chat.c.owner_id == owner.c.id, owner_chat.c.blocked_at.is_(None))
    return _of_owners(kind, store_id, 0, chats, literal(period, String), due_at)


def _of_owners(kind: str, store_id: int, step: int, which: Any, period: Any, due_at: datetime) -> Due:
    found = select(
        *_subject(owner.c.store_id, owner.c.id, null()),
        *_when(kind, step, owner.c.id, period, literal(due_at, UtcInstant)),
    ).where(owner.c.store_id == store_id, owner.c.erased_at.is_(None), which)
    return Due(found)


def period_of(at: datetime) -> str:
    """An instant as the period of a planned message, exactly as the database writes it."""
    return str(UtcInstant().process_bind_param(at, default.DefaultDialect()))


def _subject(store: Any, owner: Any, vehicle: Any, visit: Any = None) -> tuple[Any, ...]:
    return (store, owner, vehicle, null() if visit is None else visit)


def _earlier(moment: Any, span: timedelta) -> Any:
    return cast(moment - literal(span // MICROSECOND, Id), UtcInstant)


def _when(
    kind: str, step: Any, subject: Any, period: Any, moment: Any, look: timedelta = timedelta(0)
) -> tuple[Any, ...]:
    """Kind, step, period, key, moment and the state of what has been planned just now."""
    part = literal(step, planned_message.c.step.type) if isinstance(step, int) else step
    key = literal(f"{kind}:", String) + cast(subject, String) + ":" + cast(part, String) + ":" + period
    return (
        literal(kind, String),
        part,
        period,
        key,
        moment,
        _earlier(moment, look) if look else moment,
        literal("waiting", String),
        literal("", String),
        literal("", String),
    )
