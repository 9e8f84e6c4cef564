"""Some days after a visit: how is the car? Not asked of who has just told us in a survey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from dealership.domain.booking import AppointmentState
from dealership.domain.message import day
from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from scheduler.journeys import parts
from scheduler.reminders.kind import Reminder
from storage import due

SERVED = (AppointmentState.ARRIVED, AppointmentState.DONE)


def plan(shop: Shop, now: datetime) -> Iterator[due.Due]:
    voice, today = shop.voice, shop.today(now)
    late = voice.kinds["after_visit"].worth - timedelta(days=1)
    for step, days in enumerate(voice.journeys["after_visit"]):
        last = today - timedelta(days=days)
        since, until = (shop.moment(at, time(0)) for at in (last - late, last + timedelta(days=1)))
        asked_at = shop.moment(today, voice.day_at)
        yield due.served(
            "after_visit",
            shop.id,
            SERVED,
            since,
            until,
            period="visit",
            minutes=due.ANY_LENGTH,
            share=100,
            due_at=asked_at,
            step=step,
        )


def over(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
    """As for every journey; or the visit did not take place after all, or it was spoken of in a survey."""
    visit = uow.appointments.get(row.appointment_id or 0)
    if visit.state not in SERVED:
        return visit.state
    if uow.surveys.has_answered(row.owner_id, visit.start_at):
        return "asked"
    return parts.over(uow, shop, row, now)


def words(uow: UnitOfWork, shop: Shop, row: Planned, _now: datetime) -> Post:
    visit = uow.appointments.get(row.appointment_id or 0)
    return parts.ask(uow, row, day=day(shop.today(visit.start_at), "plain"))


AFTER_VISIT = Reminder("after_visit", plan, over, words)
