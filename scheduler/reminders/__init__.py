"""Reminders: what each kind is due by, how it is worded, what ends it. One kind a file, one line here.

A kind is composed of building blocks of `storage.due`; planning only inserts candidates, the governor decides.
"""

from __future__ import annotations

from scheduler.reminders.declined_finding import DECLINED_FINDING
from scheduler.reminders.festival import FESTIVAL
from scheduler.reminders.first_service import FIRST_SERVICE
from scheduler.reminders.greetings import BIRTHDAY, WEDDING_DAY
from scheduler.reminders.inspection import INSPECTION
from scheduler.reminders.insurance import INSURANCE
from scheduler.reminders.kind import Reminder
from scheduler.reminders.licence import LICENCE
from scheduler.reminders.odometer import ODOMETER
from scheduler.reminders.periodic_service import PERIODIC_SERVICE
from scheduler.reminders.survey import ASKED_AGAIN, SURVEY
from scheduler.reminders.visit_late import VISIT_LATE
from scheduler.reminders.visit_soon import VISIT_SOON
from scheduler.reminders.visit_tomorrow import VISIT_TOMORROW
from scheduler.reminders.warranty import WARRANTY

VISITS: tuple[Reminder, ...] = (VISIT_TOMORROW, VISIT_SOON, VISIT_LATE)
"""Those due by the hour of a visit; all others are due by the day."""
REMINDERS: tuple[Reminder, ...] = (
    *VISITS,
    FIRST_SERVICE,
    PERIODIC_SERVICE,
    ODOMETER,
    INSURANCE,
    INSPECTION,
    LICENCE,
    WARRANTY,
    DECLINED_FINDING,
    BIRTHDAY,
    WEDDING_DAY,
    FESTIVAL,
    SURVEY,
    ASKED_AGAIN,
)
