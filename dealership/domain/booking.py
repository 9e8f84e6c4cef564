"""A visit's life and its rules: states, estimate, skills, squeeze-ins, repeat repairs, waitlist offers.

Money is minor units of the store's currency, durations are minutes, instants are aware UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dealership.domain.calendar import HolidayTable, add_open_minutes, is_open
from dealership.domain.company import BookingLimits, Interval, Job, OpeningHours, Store

DIAGNOSIS = "diagnosis"  # the menu's job for a described fault, where a store has one


class AppointmentState(StrEnum):
    """Where a visit stands. A hold is not yet a visit; a request is one that staff still have to answer."""

    HELD = "held"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DONE = "done"


_S = AppointmentState

TRANSITIONS: Mapping[AppointmentState, frozenset[AppointmentState]] = {
    _S.HELD: frozenset({_S.REQUESTED, _S.CONFIRMED, _S.EXPIRED}),
    _S.REQUESTED: frozenset({_S.CONFIRMED, _S.CANCELLED, _S.ARRIVED, _S.NO_SHOW}),
    _S.CONFIRMED: frozenset({_S.CANCELLED, _S.ARRIVED, _S.NO_SHOW}),
    _S.NO_SHOW: frozenset({_S.ARRIVED}),  # came after all
    _S.ARRIVED: frozenset({_S.DONE}),
    _S.CANCELLED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.DONE: frozenset(),
}
UPCOMING = frozenset({_S.REQUESTED, _S.CONFIRMED})
OCCUPYING = frozenset({_S.HELD, _S.REQUESTED, _S.CONFIRMED, _S.ARRIVED})  # these keep their claims
NEEDS_REASON = frozenset({_S.CANCELLED, _S.EXPIRED})


class TransitionError(ValueError):
    """A visit cannot go from its state to the wanted one."""


class MissingReasonError(ValueError):
    """Ending a visit this way is recorded with a reason."""


class UnknownJobError(LookupError):
    """The store's menu has no such job (any more)."""


class TooManyBookingsError(ValueError):
    """The owner has as many coming visits as one owner may have."""


def ensure_transition(old: str, new: str, reason: str | None = None) -> None:
    """Raise TransitionError when `new` does not follow `old`, MissingReasonError when it wants a reason."""
    if AppointmentState(new) not in TRANSITIONS[AppointmentState(old)]:
        raise TransitionError(f"a visit that is {old} cannot become {new}")
    if new in NEEDS_REASON and not reason:
        raise MissingReasonError(f"a visit becomes {new} for a reason")


def states_before(new: str) -> frozenset[AppointmentState]:
    """The states from which a visit may become `new`: what a guarded update expects."""
    return frozenset(old for old, after in TRANSITIONS.items() if new in after)


def ensure_may_book(limits: BookingLimits, coming: int) -> None:
    """Raise TooManyBookingsError for an owner who has `coming` visits ahead and wants one more."""
    if coming >= limits.active_per_owner:
        raise TooManyBookingsError(f"{coming} coming visits; one owner may have {limits.active_per_owner}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a visit is likely to take and cost; `price_to` 0 means no price can be given before a look."""

    minutes: int
    price_from: int
    price_to: int


def estimate(store: Store, jobs: Collection[str], *, with_fault: bool = False) -> Estimate:
    """Length and price of some jobs of the menu; a described fault adds a diagnosis.

    Raises UnknownJobError.
    """
    wanted = _jobs(store, jobs)
    minutes = sum(job.minutes for job in wanted)
    if with_fault and DIAGNOSIS not in jobs:
        wanted += _diagnosis(store)
        minutes += store.limits.diagnosis_minutes
    return Estimate(minutes, sum(job.price_from for job in wanted), sum(job.price_to for job in wanted))


def skills_of(store: Store, jobs: Collection[str], *, with_fault: bool = False) -> frozenset[str]:
    """The skills all the jobs need together; a fault needs the menu's diagnosis, or any bay without one.

    Raises UnknownJobError.
    """
    wanted = _jobs(store, jobs) + (_diagnosis(store) if with_fault else [])
    return frozenset(job.skill for job in wanted)


def may_squeeze(store: Store, jobs: Collection[str], used_today: int) -> bool:
    """Whether small jobs may be squeezed into a full day on which `used_today` already were."""
    small = bool(jobs) and all(job.small for job in _jobs(store, jobs))
    return small and used_today < store.limits.squeeze_ins_per_day


@dataclass(frozen=True, slots=True)
class PastVisit:
    """What counts of an earlier visit when a repair may be a repeat."""

    at: datetime
    jobs: tuple[str, ...]
    fault: str | None


def is_repeat_repair(
    limits: BookingLimits,
    jobs: Collection[str],
    fault: str | None,
    earlier: Iterable[PastVisit],
    now: datetime,
) -> bool:
    """Whether a described fault may be one we have repaired within the guarantee period.

    It may when an earlier visit in the period was about a fault too, or did one of the jobs asked for now.
    Staff see the flag and judge; the owner gets priority meanwhile.
    """
    since = now - timedelta(days=limits.repeat_repair_days)
    return bool(fault) and any(
        since <= visit.at <= now and (visit.fault or set(jobs) & set(visit.jobs)) for visit in earlier
    )


def answer_due_at(store: Store, requested_at: datetime, table: HolidayTable | None) -> datetime:
    """When staff are reminded of a request nobody answered, in business minutes.

    Raises NoWorkingTimeError for a store that does not open within a year.
    """
    return add_open_minutes(store.hours, store.zone, requested_at, store.limits.requested_reminder, table)


def is_offer_time(now: datetime, zone: ZoneInfo, limits: BookingLimits) -> bool:
    """Whether waitlist offers are made at this hour: only while people are awake, shop time."""
    return is_open(_offer_hours(limits), zone, now, None)


def offer_expires_at(now: datetime, zone: ZoneInfo, limits: BookingLimits) -> datetime | None:
    """When a waitlist offer made now lapses; None when it is not the hour for offers.

    Its minutes run only in the hours of offers: one made late in the evening goes on next morning.
    """
    if not is_offer_time(now, zone, limits):
        return None
    return add_open_minutes(_offer_hours(limits), zone, now, limits.waitlist_offer, None)


def _offer_hours(limits: BookingLimits) -> OpeningHours:
    return OpeningHours(((Interval(limits.waitlist_from, limits.waitlist_until),),) * 7, holiday_region="")


def _jobs(store: Store, keys: Collection[str]) -> list[Job]:
    menu = {job.key: job for job in store.menu}
    try:
        return [menu[key] for key in dict.fromkeys(keys)]
    except KeyError as error:
        raise UnknownJobError(f"the menu of store {store.key} has no job {error}") from None


def _diagnosis(store: Store) -> list[Job]:
    return [job for job in store.menu if job.key == DIAGNOSIS]
