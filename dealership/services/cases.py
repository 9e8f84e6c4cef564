"""Conversations with a person: opened by an owner, taken by staff, words and files passed both ways.

The same tables will carry complaints. Every message that crosses is linked to its copy, so replies, edits
and reactions find their way; nothing is ever read out of a text.
"""

from __future__ import annotations

from datetime import datetime

from dealership.domain.message import Message
from dealership.services import describe
from dealership.services.cards import targets
from dealership.services.notify import Post, Press, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

CONVERSATION = "conversation"


def alert(uow: UnitOfWork, shop: Shop, owner_id: int, vehicle_id: int, words: str, now: datetime) -> None:
    """Danger: the advisors hear of it at once, before anything is booked."""
    owner = uow.owners.get(owner_id)
    about = {**describe.owner(owner), "car": describe.car(uow.vehicles.get(vehicle_id)), "words": words}
    row = [Press(Message("card-take-chat"), "chat.take", {"owner": owner_id})]
    post = Post([Message("card-danger", about)], rows=[row])
    for target in targets(uow, shop):
        key = f"danger:{owner_id}:{int(now.timestamp()) // 60}:{target['chat_id']}"
        queue(uow, shop.id, post, target, purpose="danger", dedup_key=key, now=now)
