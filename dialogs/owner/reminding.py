"""Which reminders an owner wants: every kind but those about a booking can be switched off."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.message import Message
from dealership.services import matters
from dialogs.inputs import Toggles
from dialogs.model import Dialog, Done, Option, Step
from dialogs.talk import Talk

KINDS = ("insurance", "inspection", "licence", "warranty", "birthday", "wedding_day", "survey")


def options(_talk: Talk) -> Sequence[Option]:
    return [Option(kind, Message(f"reminder-kind-{kind}")) for kind in KINDS]


def wanted(talk: Talk) -> Sequence[str]:
    off = talk.uow.planned.switched_off(talk.owner_id)
    return [kind for kind in KINDS if kind not in off]


def keep(talk: Talk) -> Done:
    """Write down what has changed."""
    before, chosen = wanted(talk), talk.answers["switches"]
    for kind in KINDS:
        if (kind in chosen) != (kind in before):
            matters.switch(talk.uow, talk.owner_id, kind, talk.now, on=kind in chosen)
    return Done(Message("reminders-kept"))


REMINDERS = Dialog("reminders", Step("switches", Toggles(options, wanted, width=2), why=False), done=keep)
