"""Journeys: what an owner is asked in the days after something happened. One journey a file, one line here.

Each part is a short message with a real question: all is well, a question (a person answers), or something is wrong:
then a complaint is heard at once. The journey stops when the car is sold, and rests while somebody is already talking
with the owner.
"""

from __future__ import annotations

from scheduler.journeys.after_delivery import AFTER_DELIVERY
from scheduler.journeys.after_visit import AFTER_VISIT
from scheduler.journeys.with_the_car import WITH_THE_CAR
from scheduler.reminders.kind import Reminder

JOURNEYS: tuple[Reminder, ...] = (AFTER_DELIVERY, WITH_THE_CAR, AFTER_VISIT)
"""In shape a journey is a reminder kind with several parts (`Planned.step`)."""
