"""The shape of a reminder kind: a value with three or four functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from dealership.domain.records import Planned
from dealership.services.notify import Post
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from storage.due import Due


def nothing_follows(uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> None:
    """Most reminders are only said."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One kind: `plan` what falls due in a store around now (it may be late, and is asked again and again); whether a
    planned one is still true; its words; what follows from its going out."""

    key: str
    plan: Callable[[Shop, datetime], Iterable[Due]]
    untrue: Callable[[UnitOfWork, Shop, Planned, datetime], str]
    words: Callable[[UnitOfWork, Shop, Planned, datetime], Post]
    said: Callable[[UnitOfWork, Shop, Planned, datetime], None] = nothing_follows
