"""What did not reach an owner: staff are told if it mattered, so that somebody can call (domain.md §4, unreachable)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dealership.domain.lanes import Lane
from dealership.domain.message import Message
from dealership.domain.records import Finished, Outgoing
from dealership.services import describe
from dealership.services.cards import targets
from dealership.services.notify import OWNER, Post, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

MATTERS = (Lane.RECEIPT, Lane.ESCALATION, Lane.BOOKING)
_LOST = ("blocked", "failed", "uncertain")


def tell_staff(
    uow: UnitOfWork, shops: Mapping[int, Shop], row: Outgoing, ended: Finished, now: datetime
) -> None:
    """Say once a day and owner that something about a booking, or an answer, did not (surely) arrive, and why."""
    if row.bot != OWNER or row.owner_id is None or row.lane not in MATTERS or ended.state not in _LOST:
        return
    shop = shops.get(row.store_id)
    if shop is None:
        return
    owner = uow.owners.get(row.owner_id)
    post = Post([Message(f"delivery-{ended.state}", describe.owner(owner))])
    for target in targets(uow, shop, owner.advisor):
        key = f"undelivered:{owner.id}:{ended.state}:{shop.today(now)}:{target['chat_id']}"
        target = {**target, "owner_id": owner.id}
        queue(uow, shop.id, post, target, purpose="undelivered", dedup_key=key, now=now)
