"""Requests: a described fault that staff have not answered within business minutes is shown to them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dealership.domain.booking import AppointmentState
from dealership.services import cards
from dealership.services.shop import Shop
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork


async def remind_requests(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """Remind staff once of each request that still waits; how many were."""
    return await each(
        database,
        lambda uow, after: uow.appointments.due_reminders(now, after, PAGE),
        lambda uow, visit: _remind(uow, shops[visit.store_id], visit.id, now),
    )


def _remind(uow: UnitOfWork, shop: Shop, appointment_id: int, now: datetime) -> bool:
    if not uow.appointments.take_reminder(appointment_id, now):
        return False
    visit = uow.appointments.get(appointment_id)
    if visit.state != AppointmentState.REQUESTED:
        return False
    cards.post(uow, shop, visit, "reminder", now)
    return True
