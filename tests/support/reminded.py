"""Walking through what buttons of reminders open."""

from __future__ import annotations

from support.cast import Cast
from support.explorer import Journey


def of_reminders(journey: Journey, cast: Cast) -> None:
    """What buttons of reminders open: a message about the car of somebody known was sent."""
    car = cast.uow.vehicles.of_owner(cast.accounts["known"])[0][0].id
    planned = cast.reminded("known", car, "odometer")
    invited = {"store": "1", "car": str(car), "reason": ["oil_service"]}
    for name in ("known", "regular"):
        journey.begin(cast.owner(name), "invited", **invited)
    for dialog in ("odometer", "serviced", "car_gone"):
        journey.begin(cast.owner("known"), dialog, planned=planned, vehicle=car)
