"""All dialogs of the owners' bot: one line each."""

from __future__ import annotations

from dialogs.engine import engine_of
from dialogs.owner.again import AGAIN_VISIT
from dialogs.owner.bind import BIND
from dialogs.owner.booking import BOOKING
from dialogs.owner.cars import CARS
from dialogs.owner.changes import CANCEL, MOVE, REMARK
from dialogs.owner.commands import COMMANDS
from dialogs.owner.complaint import COMPLAINT
from dialogs.owner.free_text import early, late, lost
from dialogs.owner.home import HOME
from dialogs.owner.human import HUMAN
from dialogs.owner.invited import INVITED
from dialogs.owner.reminding import REMINDERS
from dialogs.owner.settings import CONSENTS, DELETION, HELP, MYDATA, PRIVACY, SETTINGS
from dialogs.owner.settling import RATING
from dialogs.owner.surveys import SURVEY_DIALOGS
from dialogs.owner.upkeep import UPKEEP
from dialogs.owner.visits import VISITS
from dialogs.owner.welcome import WELCOME

OWNER_DIALOGS = (
    HOME,
    WELCOME,
    BOOKING,
    AGAIN_VISIT,
    INVITED,
    *UPKEEP,
    BIND,
    VISITS,
    MOVE,
    CANCEL,
    REMARK,
    HUMAN,
    COMPLAINT,
    RATING,
    CARS,
    SETTINGS,
    REMINDERS,
    CONSENTS,
    PRIVACY,
    MYDATA,
    DELETION,
    HELP,
    *SURVEY_DIALOGS,
)

OWNER_ENGINE = engine_of(
    *OWNER_DIALOGS, commands=COMMANDS, early=early, late=late, lost=lost, human=HUMAN.key
)
