"""Two or three solutions for an owner, ticked on the store's menu with what each costs."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.message import Message, labels, money
from dealership.services import solutions
from dialogs.inputs import Several
from dialogs.model import Dialog, Done, Fail, Option, Step
from dialogs.staff.desk.about import kept
from dialogs.staff.people import member
from dialogs.talk import Talk


def menu(talk: Talk) -> Sequence[Option]:
    """The store's solutions, those one may grant alone first."""
    kept(talk)
    role, care = member(talk).role, talk.shop.care
    ordered = sorted(care.solutions, key=lambda one: (not care.may_grant(role, one.cost), one.cost))
    return [
        Option(
            one.key,
            Message(
                "case-offer-option",
                {
                    "solution": labels(one.label),
                    "cost": money(one.cost, talk.store.currency),
                    "free": "yes" if care.may_grant(role, one.cost) else "no",
                },
            ),
        )
        for one in ordered
    ]


def send(talk: Talk) -> Done | Fail:
    """Send what was ticked, when it is two or three."""
    chosen = [str(key) for key in talk.answers["solutions"]]
    if not solutions.LEAST <= len(chosen) <= solutions.MOST:
        return Fail(Message("case-offer-count"), forget=("solutions",))
    case, _ = kept(talk)
    return Done(solutions.offer(talk.uow, talk.shop, member(talk), case.id, chosen, talk.now))


OFFER = Dialog("case-offer", Step("solutions", Several(menu, width=1), why=False), done=send, keeps=("case",))
