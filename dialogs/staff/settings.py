"""Settings of a member of staff: the language of chats and cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealership.domain.message import Message
from dealership.services import staff
from dialogs.inputs import Menu
from dialogs.model import Dialog, Done, Option, Result, Step
from dialogs.staff.people import member
from dialogs.talk import Talk

LANGUAGES = ("zh-CN", "en", "ru")


def items(_talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    return [(Option(one, Message(f"staff-language-{one}")), _chosen(one)) for one in LANGUAGES]


def _chosen(language: str) -> Callable[[Talk], Result]:
    def choose(talk: Talk) -> Result:
        staff.set_language(talk.uow, member(talk), language)
        talk.language = language
        return Done(Message("staff-language-kept"))

    return choose


SETTINGS = Dialog("staff-settings", Step("menu", Menu(items, width=3), why=False))
