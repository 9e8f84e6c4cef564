"""Which store the owner means, asked where there are several and none is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealership.domain.message import Arg, Message, items, labels
from dialogs.model import Option
from dialogs.owner.people import home_store
from dialogs.talk import Talk


def options(talk: Talk) -> Sequence[Option]:
    return [
        Option(str(store.id), Message("booking-store-option", {"store": labels(store.name)}))
        for store in talk.company.stores
    ]


def lines(talk: Talk) -> Mapping[str, Arg]:
    """Where each store is."""
    lines = [
        Message("booking-store-line", {"store": labels(store.name), "address": labels(store.address)})
        for store in talk.company.stores
    ]
    return {"stores": items(lines, "lines")}


def settled(talk: Talk) -> bool:
    """Whether the store needs no asking."""
    store = home_store(talk)
    if store is not None:
        talk.answer("store", str(store))
    return store is not None


def is_open(talk: Talk) -> bool:
    """Whether nobody knows yet which of several stores it is: what belongs to a store waits until one is chosen."""
    return not talk.answers.get("store") and home_store(talk) is None
