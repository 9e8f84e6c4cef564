"""All dialogs of the staff bot: one line each."""

from __future__ import annotations

from dialogs.engine import engine_of
from dialogs.staff.board import BOARD
from dialogs.staff.commands import COMMANDS
from dialogs.staff.desk import DESK
from dialogs.staff.handover import HANDOVER
from dialogs.staff.home import HOME
from dialogs.staff.ledger import LEDGER
from dialogs.staff.note import NOTE
from dialogs.staff.propose import PROPOSE
from dialogs.staff.records import RECORDS
from dialogs.staff.reports import REPORT
from dialogs.staff.settings import SETTINGS
from dialogs.staff.tasks import TASKS
from dialogs.staff.team import COLLEAGUE, INVITE, TEAM
from dialogs.staff.visit import VISIT
from dialogs.staff.words import late

STAFF_DIALOGS = (
    HOME,
    BOARD,
    VISIT,
    PROPOSE,
    NOTE,
    HANDOVER,
    TASKS,
    LEDGER,
    *RECORDS,
    *DESK,
    REPORT,
    TEAM,
    COLLEAGUE,
    INVITE,
    SETTINGS,
)

STAFF_ENGINE = engine_of(*STAFF_DIALOGS, commands=COMMANDS, late=late)
