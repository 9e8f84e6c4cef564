"""A store at work: its configuration with its official calendar, and what is free there now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dealership.domain.calendar import (
    HolidayTable,
    NoWorkingTimeError,
    add_open_minutes,
    is_open,
    local_day,
    opening,
)
from dealership.domain.care import Care
from dealership.domain.company import Interval, Store
from dealership.domain.due import LunarCalendar
from dealership.domain.slots import (
    Claim,
    Plan,
    Request,
    Taken,
    claim_range,
    days_with_room,
    earliest,
    nearest,
    plan_claims,
    starts_on,
    without,
)
from dealership.domain.survey import SurveyRules
from dealership.domain.voice import VoiceRules
from dealership.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shop:
    """One store and the calendar it keeps. Reads claims through the unit of work; decides nothing by itself."""

    store: Store
    table: HolidayTable | None
    voice: VoiceRules = field(default_factory=VoiceRules)
    care: Care = field(default_factory=Care)
    surveys: SurveyRules = field(default_factory=SurveyRules)
    lunar: LunarCalendar | None = None

    @property
    def id(self) -> int:
        return self.store.id

    @property
    def zone(self) -> ZoneInfo:
        return self.store.zone

    def today(self, now: datetime) -> date:
        return local_day(now, self.store.zone)

    def horizon(self, now: datetime) -> date:
        """The last day that can be booked."""
        return self.today(now) + timedelta(days=self.store.limits.horizon_days)

    def is_open_on(self, day: date) -> bool:
        """Whether the store works at all on this day."""
        return bool(self.hours_on(day))

    def is_open_at(self, at: datetime) -> bool:
        """Whether the store works at this instant."""
        return is_open(self.store.hours, self.store.zone, at, self.table)

    def opens_at(self, now: datetime) -> datetime | None:
        """Now while the store works, else when it opens next; None when it does not within a year."""
        try:
            return add_open_minutes(self.store.hours, self.store.zone, now, 0, self.table)
        except NoWorkingTimeError:
            return None

    def hours_on(self, day: date) -> Sequence[Interval]:
        """The day's opening hours, local."""
        return opening(self.store.hours, day, self.table)

    def moment(self, day: date, clock: time) -> datetime:
        """A local time of a local day, as an instant."""
        return datetime.combine(day, clock, self.store.zone)

    def covering(self, matter: str) -> tuple[str, ...]:
        """The jobs of the menu here that take care of what owners are reminded of: service, inspection, check."""
        return tuple(job.key for job in self.store.menu if matter in job.covers)

    def middle_of(self, day: date) -> datetime:
        """Noon of a local day, as an instant."""
        return self.moment(day, time(12))

    def free_times(
        self, uow: UnitOfWork, day: date, request: Request, now: datetime, *, walk_in: bool = False
    ) -> list[datetime]:
        taken = self._taken(uow, day, day, request)
        return starts_on(self.store, day, request, taken, now, self.table, walk_in=walk_in)

    def last_start(self, day: date, request: Request, now: datetime) -> datetime | None:
        """The last time of a day at which the work could begin with nobody else there; None when it never could."""
        return max(starts_on(self.store, day, request, {}, now, self.table), default=None)

    def free_days(
        self, uow: UnitOfWork, first: date, days: int, request: Request, now: datetime
    ) -> list[tuple[date, bool]]:
        taken = self._taken(uow, first, first + timedelta(days=days - 1), request)
        return days_with_room(self.store, first, request, taken, now, self.table, days=days)

    def nearest_times(
        self,
        uow: UnitOfWork,
        wanted: datetime,
        request: Request,
        now: datetime,
        *,
        limit: int = 3,
        walk_in: bool = False,
    ) -> list[datetime]:
        read = self._reader(uow, request)
        return nearest(self.store, wanted, request, read, now, self.table, limit=limit, walk_in=walk_in)

    def earliest_time(
        self, uow: UnitOfWork, request: Request, now: datetime, *, walk_in: bool = False
    ) -> datetime | None:
        return earliest(self.store, request, self._reader(uow, request), now, self.table, walk_in=walk_in)

    def plans(
        self, uow: UnitOfWork, start: datetime, request: Request, now: datetime, *, walk_in: bool = False
    ) -> Sequence[Plan]:
        day = local_day(start, self.store.zone)
        taken = self._taken(uow, day, day, request)
        return plan_claims(self.store, start, request, taken, now, self.table, walk_in=walk_in)

    def _taken(self, uow: UnitOfWork, first: date, last: date, request: Request) -> Taken:
        return self._reader(uow, request)(*claim_range(self.store, first, last, request, self.table))

    def _reader(self, uow: UnitOfWork, request: Request) -> _Reader:
        own = uow.appointments.claims_of(request.instead_of) if request.instead_of else frozenset()
        return _Reader(uow, self.store.id, own)


@dataclass(frozen=True, slots=True)
class _Reader:
    uow: UnitOfWork
    store_id: int
    own: Collection[Claim]

    def __call__(self, first: int, end: int) -> Taken:
        taken = self.uow.appointments.taken(self.store_id, first, end)
        return without(taken, self.own) if self.own else taken
