"""What an owner gets in writing about a visit: booked, requested, moved, cancelled.

Every receipt names weekday, date, time and the shop's zone, and can be put into a calendar. A receipt is
sent once per revision of the visit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dealership.domain.booking import AppointmentState
from dealership.domain.message import Arg, Message, labels
from dealership.domain.records import Appointment
from dealership.services import describe
from dealership.services.notify import Post, Press, tell_owner
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop


def booked(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """The receipt of a new visit with the calendar file, then the way there."""
    key = "receipt-requested" if visit.state == AppointmentState.REQUESTED else "receipt-booked"
    _send(uow, shop, visit, key, now, rows=_rows(visit), calendar={})
    venue = {
        "latitude": shop.store.place.latitude,
        "longitude": shop.store.place.longitude,
        "title": labels(shop.store.name),
        "address": labels(shop.store.address),
    }
    tell_owner(
        uow, visit.owner_id, shop.id, Post((), venue=venue), purpose="receipt", now=now,
        dedup_key=f"venue:{visit.id}",
    )  # fmt: skip


def confirmed(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """Staff said yes to a requested visit."""
    _send(uow, shop, visit, "receipt-confirmed", now, rows=_rows(visit), calendar={})


def moved(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """The new time of a visit, with the calendar entry replaced."""
    _send(uow, shop, visit, "receipt-moved", now, rows=_rows(visit), calendar={})


def cancelled(uow: UnitOfWork, shop: Shop, visit: Appointment, now: datetime) -> None:
    """The visit is off; the calendar entry is withdrawn."""
    again = Press(Message("receipt-book-again"), "open", {"dialog": "booking", "answers": {}})
    _send(uow, shop, visit, "receipt-cancelled", now, rows=[[again]], calendar={"cancelled": True})


def _send(
    uow: UnitOfWork,
    shop: Shop,
    visit: Appointment,
    key: str,
    now: datetime,
    *,
    rows: Sequence[Sequence[Press]],
    calendar: Mapping[str, Any],
) -> None:
    """The words with their buttons and the calendar file; `calendar` is what it says beside the visit."""
    about = describe.own_visit(uow, shop, visit, describe.EXCERPT)
    file = {**_calendar(shop, visit, about), **calendar}
    post = Post([Message(key, about)], rows, calendar=file)
    dedup_key = f"{key}:{visit.id}:{visit.revision}"
    tell_owner(uow, visit.owner_id, shop.id, post, purpose="receipt", dedup_key=dedup_key, now=now)


def _rows(visit: Appointment) -> list[list[Press]]:
    about = {"answers": {"appointment": visit.id}}
    return [
        [
            Press(Message("receipt-move"), "open", {"dialog": "move", **about}),
            Press(Message("receipt-cancel"), "open", {"dialog": "cancel_booking", **about}),
        ],
        [Press(Message("receipt-remark"), "open", {"dialog": "remark", **about})],
    ]


def _calendar(shop: Shop, visit: Appointment, about: Mapping[str, Arg]) -> dict[str, Any]:
    return {
        "uid": f"visit-{visit.id}",
        "sequence": visit.revision,
        "start": visit.start_at.isoformat(),
        "finish": visit.finish_at.isoformat(),
        "title": Message("calendar-title", {"jobs": about["jobs"]}).to_json(),
        "text": Message("calendar-text", {key: about[key] for key in ("car", "store", "phone")}).to_json(),
        "place": labels(shop.store.address),
        "latitude": shop.store.place.latitude,
        "longitude": shop.store.place.longitude,
    }
