"""Slash commands of the staff bot: they work at any moment, in direct messages and in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dealership.domain.message import Message, labels
from dialogs.model import Ask, Done, Result, Start
from dialogs.staff.home import next_day
from dialogs.talk import Talk

Handler = Callable[[Talk, str], Result | None]


def opens(dialog: str) -> Handler:
    return lambda _talk, _payload: Start(dialog)


def lists(which: str) -> Handler:
    """A list of cases."""
    return lambda _talk, _payload: Start("cases", {"which": which})


def start(_talk: Talk, payload: str) -> Result:
    """/start: the menu. An invite that lets in comes as "welcome" instead, so one seen here opened nothing."""
    return Start("staff-home", note=Message("staff-invite-used") if payload else None)


def welcome(talk: Talk, _payload: str) -> Result:
    """Somebody has just joined."""
    return Start("staff-home", note=Message("staff-welcome", {"company": labels(talk.company.name)}))


def today(talk: Talk, _payload: str) -> Result:
    return Start("board", {"day": talk.today.isoformat()})


def tomorrow(talk: Talk, _payload: str) -> Result:
    return Start("board", {"day": next_day(talk)})


def cancel(talk: Talk, _payload: str) -> Result:
    """/cancel: the present dialog ends; with nothing going on it says so."""
    if len(talk.frames) == 1:
        return Ask({}, Message("engine-nothing-to-cancel"))
    return Done(Message("engine-cancelled"))


COMMANDS: Mapping[str, Handler] = {
    "start": start,
    "welcome": welcome,
    "menu": opens("staff-home"),
    "help": opens("staff-home"),
    "today": today,
    "tomorrow": tomorrow,
    "tasks": opens("tasks"),
    "mine": lists("mine"),
    "open": lists("open"),
    "overdue": lists("overdue"),
    "duty": opens("duty"),
    "report": opens("report"),
    "owners": opens("owners"),
    "why": opens("owners"),
    "handover": opens("handover"),
    "team": opens("team"),
    "invite": opens("team"),
    "settings": opens("staff-settings"),
    "language": opens("staff-settings"),
    "cancel": cancel,
}

LISTED = ("today", "tomorrow", "tasks", "mine", "settings")
"""The commands in Telegram's menu; five at most."""
