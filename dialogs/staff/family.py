"""All dialogs of the staff bot: one line each."""

from __future__ import annotations

from dialogs.engine import engine_of
from dialogs.staff.commands import COMMANDS
from dialogs.staff.home import HOME
from dialogs.staff.settings import SETTINGS

STAFF_DIALOGS = (
    HOME,
    SETTINGS,
)

STAFF_ENGINE = engine_of(*STAFF_DIALOGS, commands=COMMANDS)
