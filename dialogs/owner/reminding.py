"""Which reminders an owner wants: every kind but those about a booking can be switched off."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.message import Message
from dealership.domain.voice import SWITCHES
from dealership.services import matters
from dialogs.inputs import Toggles
from dialogs.model import Dialog, Done, Option, Step
from dialogs.talk import Talk


def options(_talk: Talk) -> Sequence[Option]:
    return [Option(switch, Message(f"reminder-kind-{switch}")) for switch in SWITCHES]


def wanted(talk: Talk) -> Sequence[str]:
    """What is on: nothing behind the switch is off."""
    off = talk.uow.planned.switched_off(talk.owner_id)
    return [switch for switch, kinds in SWITCHES.items() if not off.intersection(kinds)]


def keep(talk: Talk) -> Done:
    """Write down what has changed."""
    before, chosen = wanted(talk), talk.answers["switches"]
    for switch in SWITCHES:
        if (switch in chosen) != (switch in before):
            matters.switch(talk.uow, talk.owner_id, switch, talk.now, on=switch in chosen)
    return Done(Message("reminders-kept"))


REMINDERS = Dialog("reminders", Step("switches", Toggles(options, wanted, width=2), why=False), done=keep)
