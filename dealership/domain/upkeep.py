"""A car's next service: from its plan, its last service and its own readings (domain.md §4). Pure dates.

What comes out depends on what is known of the car and never on today, so it is counted once, kept, and counted anew
only when something new is known. `ask_on` is the day on which the owner is asked for the odometer, because the day
found rests on a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dealership.domain.company import MaintenancePlan
from dealership.domain.due import ServiceDue, first_service, periodic_service
from dealership.domain.odometer import Habits, Pace, Reading, pace_of

ANY_MODEL = "*"
"""A plan of this name is for every model without a plan of its own."""


@dataclass(frozen=True, slots=True)
class CarFacts:
    """What is known of a car. `served_on`: its last service, here or elsewhere; `served_km`: the odometer then."""

    vehicle_id: int
    store_id: int
    model: str
    delivered_on: date | None
    readings: tuple[Reading, ...] = ()
    served_on: date | None = None
    served_km: int | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """A car's next service as it stands; without `kind` nothing is due by any plan.

    `base_on`: the delivery or the service it is counted from, which names the matter however its day moves.
    """

    vehicle_id: int
    store_id: int
    kind: str = ""
    base_on: date | None = None
    due_on: date | None = None
    due_km: int | None = None
    by_km: bool = False
    ask_on: date | None = None


def plan_for(plans: Iterable[MaintenancePlan], model: str) -> MaintenancePlan | None:
    """The plan of the model: the longest name it begins with, else the one for any."""
    wanted = model.casefold()
    named = [plan for plan in plans if plan.model == ANY_MODEL or wanted.startswith(plan.model.casefold())]
    return max(named, key=lambda plan: (plan.model != ANY_MODEL, len(plan.model)), default=None)


def next_service(plan: MaintenancePlan | None, car: CarFacts, ask_before: int) -> Upkeep:
    """When the car wants service next; `ask_before`: so many days ahead an unsure owner is asked."""
    base = car.served_on or car.delivered_on
    if plan is None or base is None:
        return Upkeep(car.vehicle_id, car.store_id)
    pace = pace_on_last_day(car, habits_of(plan))
    if car.served_on is None:
        due = first_service(plan, base, pace)
        km: int | None = plan.first_km
    else:
        due = periodic_service(plan, base, car.served_km, pace)
        km = None if car.served_km is None else car.served_km + plan.every_km
    due = replace(due, on=max(due.on, base))  # readings from before may promise it for a day before it began
    ask_on = _ask_on(due, pace, base, habits_of(plan), ask_before)
    return Upkeep(car.vehicle_id, car.store_id, due.kind, base, due.on, km, due.by == "km", ask_on)


def habits_of(plan: MaintenancePlan) -> Habits:
    """How far cars of the model are driven."""
    return Habits(km_per_day=plan.km_per_year / 365)


def pace_on_last_day(car: CarFacts, habits: Habits) -> Pace | None:
    """The pace as it was seen on the day of the last reading: how old that is, is asked for separately."""
    readings = with_delivery(car, habits)
    return pace_of(readings, max((it.on for it in readings), default=date.min), habits)


def with_delivery(car: CarFacts, habits: Habits) -> tuple[Reading, ...]:
    """The readings, and zero at delivery unless the first of them says that the car was not new then."""
    start, first = car.delivered_on, min(car.readings, key=lambda it: it.on, default=None)
    if start is None or (first is not None and first.on <= start):
        return car.readings
    most = habits.km_per_day * habits.most * (first.on - start).days if first else 0
    is_new = first is None or first.km <= most
    return (Reading(start, 0), *car.readings) if is_new else car.readings


def _ask_on(due: ServiceDue, pace: Pace | None, base: date, habits: Habits, ask_before: int) -> date | None:
    """Shortly before the day found; halfway there when nobody has read the odometer since the base."""
    before = due.on - timedelta(days=ask_before)
    if pace is not None and due.sure and pace.last.on + timedelta(days=habits.stale) >= before:
        return None
    unread = pace is None or pace.last.on <= base
    return base + (due.on - base) / 2 if unread else before
