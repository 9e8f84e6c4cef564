"""What is measured: one entry per bot process. To add one, add it to SUBJECTS."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from chats import Rule, Script, by_rules, card, data, echo, first_button, no_text

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS_PYTHON = ROOT / ".bench-venv" / "bin" / "python"
OWNER_TOKEN, STAFF_TOKEN = "1001:owners-bot-under-load", "1002:staffs-bot-under-load"


@dataclass(frozen=True)
class Subject:
    """A bot process and the script its chats follow.

    In `command`, `setup` and `environment` these are filled in: {directory} an empty directory of the subject's
    own, in which it runs; {database} an empty PostgreSQL database of its own; {redis}; {port} of the webhook.
    """

    key: str
    name: str
    command: tuple[str, ...]
    script: Script
    token: str = OWNER_TOKEN
    environment: Mapping[str, str] = field(default_factory=dict)
    setup: tuple[tuple[str, ...], ...] = ()
    """Commands run in the directory before the process starts."""
    modes: tuple[str, ...] = ("webhook", "polling")
    shows: bool = True
    """Whether each step ends with a screen; if not, with the short answer to a tap."""
    requires: str = ""
    """A file of this repository without which the subject is skipped."""

    def is_there(self) -> bool:
        """Whether the subject can run in this tree."""
        return (ROOT / self.requires).exists()


def _peer(*arguments: str) -> tuple[str, ...]:
    return (str(PEERS_PYTHON), str(HERE / "peers" / arguments[0]), *arguments[1:])


BOOKING = first_button("/start", no_text("返回|取消|Back|Cancel"))

PEERS = (
    Subject("raw", "raw aiohttp echo", _peer("raw_echo.py"), echo, modes=("webhook",)),
    Subject("aiogram", "aiogram echo", _peer("aiogram_echo.py"), echo),
    Subject(
        "aiogram-ours",
        "aiogram echo, our session",
        _peer("aiogram_echo.py", "ours"),
        echo,
    ),
    Subject("fsm", "aiogram FSM booking, memory", _peer("aiogram_fsm.py"), BOOKING),
    Subject(
        "dialog",
        "aiogram-dialog booking, memory",
        _peer("aiogram_dialog_booking.py", "memory"),
        BOOKING,
    ),
    Subject(
        "dialog-redis",
        "aiogram-dialog booking, Redis",
        _peer("aiogram_dialog_booking.py", "{redis}"),
        BOOKING,
    ),
    Subject(
        "lean",
        "lean booking, memory",
        _peer("lean_booking.py"),
        BOOKING,
        modes=("webhook",),
    ),
    Subject("ptb", "PTB echo, httpx", _peer("ptb_echo.py", "httpx"), echo),
    Subject("ptb-ours", "PTB echo, our transport", _peer("ptb_echo.py", "ours"), echo),
)

_OURS = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")
OURS_BOOKING = by_rules(
    "/start",
    Rule(data(":summary:yes$"), last=True),
    Rule(data(r":time:\d")),
    Rule(data(r":day:\d")),
    Rule(data(":reason:next$")),
    Rule(data(":reason:wipers$")),
    Rule(data(":car:add$"), say="沪A{chat.id}"),
    Rule(data(":menu:booking$")),
    Rule(data(":consents:done$")),
    Rule(data(":privacy:ok$")),
)
"""A known car from the menu to "booked" in 6 taps, after an owner's first minute."""


def _ours(key: str, name: str, database: str) -> Subject:
    return Subject(
        key,
        name,
        (*_OURS, "run"),
        OURS_BOOKING,
        environment={"SERVICEBAY_DATABASE_URL": database},
        setup=((*_OURS, "init"), (sys.executable, str(HERE / "shop.py")), (*_OURS, "migrate")),
        requires="bot/run.py",
    )


def _staff(booking: Subject, key: str, name: str) -> Subject:
    """The same process, tapped by staff."""
    filled = (*booking.setup, (sys.executable, str(HERE / "staffed.py")))
    return replace(booking, key=key, name=name, script=card, token=STAFF_TOKEN, setup=filled, shows=False)


_SQLITE = _ours("sqlite", "Servicebay booking, SQLite", "sqlite:///{directory}/bench.sqlite3")
_POSTGRESQL = _ours("postgresql", "Servicebay booking, PostgreSQL", "{database}")

SUBJECTS = (
    *PEERS,
    _SQLITE,
    _POSTGRESQL,
    _staff(_SQLITE, "staff", "Servicebay staff tap, SQLite"),
    _staff(_POSTGRESQL, "staff-postgresql", "Servicebay staff tap, PostgreSQL"),
)


class Capacity(NamedTuple):
    """Free times and a race on one database: a key, a name, the database's URL, and a PostgreSQL server or not."""

    key: str
    name: str
    database: str
    on_server: bool

    def commands(self, past: int) -> tuple[tuple[str, ...], ...]:
        """An empty shop, a migrated database, then the figures."""
        migrated = "import sys; from storage.migrate import upgrade; upgrade(sys.argv[1])"
        return (
            (*_OURS, "init"),
            (sys.executable, str(HERE / "shop.py")),
            (sys.executable, "-c", migrated, self.database),
            (sys.executable, str(HERE / "capacity.py"), self.database, str(past)),
        )


CAPACITIES = (
    Capacity("capacity", "SQLite", "sqlite:///{directory}/capacity.sqlite3", on_server=False),
    Capacity("capacity-postgresql", "PostgreSQL", "{database}", on_server=True),
)
