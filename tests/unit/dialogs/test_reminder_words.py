"""Every reminder and every part of a journey can be sent: in each language, within the limits, on a small phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.cast import Cast
from support.people import TUESDAY
from support.screens import faults_of_payload, unexpected

from dealership.domain.upkeep import Upkeep
from dealership.services.notify import Post, Press
from scheduler.journeys import JOURNEYS
from scheduler.reminders import REMINDERS
from scheduler.reminders.kind import Reminder
from storage.schema import finding, odometer_reading, vehicle

NOT_HERE = ("visit_tomorrow", "visit_soon", "visit_late", "survey", "asked_again")
PERIODS = {
    "festival": (
        "new_year:2026",
        "spring_festival:2026",
        "dragon_boat:2026",
        "mid_autumn:2026",
        "christmas:2026",
    )
}
DUE = (date(2026, 9, 20), date(2026, 8, 20))
KINDS = [kind for kind in (*REMINDERS, *JOURNEYS) if kind.key not in NOT_HERE]


def payload_of(post: Post) -> dict[str, object]:
    def button(press: Press) -> dict[str, object]:
        return {"label": press.label.to_json(), "token": "t" * 16}

    return {
        "text": [text.to_json() for text in post.paragraphs],
        "rows": [[button(press) for press in row] for row in post.rows],
    }


def prepare(cast: Cast, car: int) -> None:
    """The car has a model with a plan, readings, a declined finding, a service by kilometres."""
    run = cast.uow.connection.execute
    run(vehicle.update().where(vehicle.c.id == car).values(model="Solin 5", delivered_on=date(2024, 1, 1)))
    for on, km in ((date(2026, 1, 1), 128_000), (date(2026, 6, 1), 141_300)):
        run(odometer_reading.insert().values(vehicle_id=car, read_on=on, km=km))
    about = {"store_id": 1, "vehicle_id": car, "mark": "a", "what": "前刹车片 <3 mm", "state": "declined"}
    run(finding.insert().values(**about, found_on=date(2026, 3, 1)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_reminder_fits_a_small_phone_in_every_language(cast: Cast, kind: Reminder) -> None:
    uow, shop = cast.uow, cast.pudong
    car = uow.vehicles.of_owner(cast.accounts["known"])[0][0].id
    prepare(cast, car)
    row = uow.planned.get(cast.reminded("known", car, kind.key))
    row = replace(row, appointment_id=cast.visits["coming"] if kind.key == "after_visit" else None)
    faults = []
    for due_on in DUE:
        counted = Upkeep(car, 1, kind.key, date(2026, 3, 1), due_on, 150_000, due_on > date(2026, 9, 1))
        uow.upkeep.mark(car, TUESDAY)
        uow.upkeep.keep([(counted, TUESDAY)])
        for period in PERIODS.get(kind.key, (row.period,)):
            for step in range(3):
                said = kind.words(uow, shop, replace(row, step=step, period=period), TUESDAY)
                faults += list(faults_of_payload(payload_of(said)))
    assert not faults, unexpected(faults)
