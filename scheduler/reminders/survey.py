"""Surveys: a day or two after a visit, some days after a new car was handed over. The first question is on it.

Which survey it is stands in the row's period. Owners are asked once in thirty days (the kind's gap), and not at all
while a complaint is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dealership.domain.booking import AppointmentState
from dealership.domain.message import Message, day, labels
from dealership.domain.records import Planned
from dealership.services import describe, surveys
from dealership.services.notify import Post, Press
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dialogs.surveys import SURVEYS
from dialogs.surveys.options import WIDTH, options_of, title_of
from scheduler.reminders.about_days import stop
from scheduler.reminders.kind import Reminder
from storage import due

SERVED = (AppointmentState.ARRIVED, AppointmentState.DONE)
LONGEST = 10**6
"""Minutes no visit takes."""


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    """Visits and hand-overs whose moment is today or was in the days it is still worth asking."""
    rules, today = shop.surveys, shop.today(now)
    small = rules.small_minutes + 1
    for late in range(shop.voice.kinds["survey"].worth.days):
        on = today - timedelta(days=late)
        yield _served(shop, on, rules.after_days, (small, LONGEST), 100)
        yield _served(shop, on, rules.small_after_days, (0, small), rules.small_share)
        handed_over = on - timedelta(days=rules.sales_after_days)
        yield due.delivered("survey", shop.id, handed_over, "sales", shop.moment(on, shop.voice.day_at))


def _served(shop: Shop, on: date, after: int, minutes: tuple[int, int], share: int) -> due.Due:
    first = on - timedelta(days=after)
    since, until = (shop.moment(day_, time(0)) for day_ in (first, first + timedelta(days=1)))
    asked_at = shop.moment(on, shop.voice.day_at)
    return due.served(
        "survey",
        shop.id,
        SERVED,
        since,
        until,
        period="service",
        minutes=minutes,
        share=share,
        due_at=asked_at,
    )


def plan_again(shop: Shop, now: datetime) -> Iterator[due.Due]:
    """Complaints that were closed with a yes some days ago: what had failed is asked about once more."""
    for late in range(shop.voice.kinds["asked_again"].worth.days):
        on = shop.today(now) - timedelta(days=late)
        closed = on - timedelta(days=shop.surveys.again_after_days)
        since, until = (shop.moment(at, time(0)) for at in (closed, closed + timedelta(days=1)))
        asked_at = shop.moment(on, shop.voice.day_at)
        yield due.settled("asked_again", shop.id, since, until, "complaint", asked_at)


def over(uow: UnitOfWork, _shop: Shop, row: Planned, _now: datetime) -> str:
    """The visit did not take place after all, the car is another's by now, or there is no such survey any more."""
    if row.period not in SURVEYS:
        return "unknown"
    if row.appointment_id is not None:
        state = uow.appointments.get(row.appointment_id).state
        return "" if state in SERVED else state
    if row.vehicle_id is not None and uow.vehicles.find_seen(row.owner_id, row.vehicle_id) is None:
        return "sold"
    return ""


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    """What it is about, and the first question with its answers."""
    survey = SURVEYS[row.period]
    first = survey.questions[0]
    total = survey.place(first.key, {})[1]
    presses = [
        Press(option.label, "survey.answer", {"planned": row.id, "question": first.key, "option": option.id})
        for option in options_of(survey, first)
    ]
    rows = [
        tuple(presses[place : place + WIDTH[first.form]])
        for place in range(0, len(presses), WIDTH[first.form])
    ]
    asked = Message("survey-asked", {"number": 1, "total": total, "question": title_of(survey, first.key)})
    return Post(
        [Message(f"survey-{survey.key}-invite", _about(uow, shop, row)), asked], (*rows, (stop(row),))
    )


def _about(uow: UnitOfWork, shop: Shop, row: Planned) -> dict[str, object]:
    """The car and the day it is about, and the shop."""
    on = shop.today(row.due_at)
    if row.appointment_id is not None:
        on = shop.today(uow.appointments.get(row.appointment_id).start_at)
    car = describe.car_for(uow, row.owner_id, row.vehicle_id) if row.vehicle_id else "–"
    return {"car": car, "day": day(on), "store": labels(shop.store.name)}


def said(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> None:
    surveys.invite(uow, shop, SURVEYS[row.period], row, now)


SURVEY = Reminder("survey", plan, over, words, said)
ASKED_AGAIN = Reminder("asked_again", plan_again, over, words, said)
