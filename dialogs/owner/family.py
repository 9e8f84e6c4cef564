"""All dialogs of the owners' bot: one line each."""

from __future__ import annotations

from dialogs.engine import engine_of
from dialogs.owner.booking import BOOKING
from dialogs.owner.home import HOME

OWNER_DIALOGS = (HOME, BOOKING)

OWNER_ENGINE = engine_of(*OWNER_DIALOGS)
