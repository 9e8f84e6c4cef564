"""The desk: lists of cases, the page of one, and what can be done with it."""

from dialogs.staff.desk.duty import ABSENCE, DUTY, DUTY_DAY
from dialogs.staff.desk.entry import ENTRY
from dialogs.staff.desk.hand import HAND, HOLD
from dialogs.staff.desk.lists import CASES
from dialogs.staff.desk.offer import OFFER
from dialogs.staff.desk.page import NOTE, PAGE
from dialogs.staff.desk.past import PAST
from dialogs.staff.desk.resolve import RESOLVE

DESK = (CASES, PAGE, OFFER, HOLD, HAND, NOTE, PAST, RESOLVE, ENTRY, DUTY, DUTY_DAY, ABSENCE)

__all__ = ["DESK"]
