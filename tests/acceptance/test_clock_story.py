"""The stand's clock is moved: by a day, a month, a year; owners in three languages get what is due, and book from it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import pytest
from support.floor import Floor
from support.sayings import saying

sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What a database has to do with it is tested elsewhere; months pass here."""


@dataclass(frozen=True)
class Driver:
    """Whose phone it is; their car wants its service in about five weeks, and has a visit tomorrow."""

    language: str
    name: str
    service: str
    wished: str

    def says(self, key: str) -> str:
        return saying(self.language, key)


DRIVERS = (
    Driver("zh-CN", "林晓雯", "快该保养了", "新年快乐"),
    Driver("en", "Naomi Castell", "is due for service", "Happy New Year"),
    Driver("ru", "Полина Штерн", "скоро ТО", "с Новым годом"),
)
each_driver = pytest.mark.parametrize("me", DRIVERS, ids=lambda me: me.language)


@sqlite_alone
@each_driver
async def test_a_day_later_the_visit_is_spoken_of_and_weeks_later_the_service_is_booked_in_two_taps(
    floor: Floor, me: Driver
) -> None:
    await floor.open(me.language)
    await floor.owner(me.name)
    await floor.world.advance("P1D")
    await floor.reads(me.says("reminder-visit_soon"))
    await floor.picture(f"clock-day-{me.language}")
    await floor.world.advance("P21D")
    await floor.reads(me.service)
    await floor.picture(f"clock-month-{me.language}")
    floor.taps = 0
    await floor.tap(me.says("reminder-service-book"))
    await floor.picture(f"clock-times-{me.language}")
    await floor.tap(r"\d\d:\d\d")
    await floor.reads(me.says("receipt-booked"))
    assert floor.taps == 2
    await floor.picture(f"clock-booked-{me.language}")


@pytest.mark.skipif(os.environ.get("SERVICEBAY_PROOF") != "full", reason="a year takes minutes: make proof")
@sqlite_alone
async def test_in_a_year_each_owner_is_written_to_in_their_language_and_nobody_too_often(
    floor: Floor,
) -> None:
    await floor.open("zh-CN")
    for _ in range(12):
        await floor.world.advance("P30D")
        await floor.world.settle()
    for me in DRIVERS:
        person = await floor.world.known(me.name)
        told = await person.texts()
        assert re.search(me.service, told), told
        assert re.search(me.wished, told), told
        assert len(re.findall(me.service, told)) <= 4, told
        await floor.owner(me.name)
        await floor.picture(f"clock-year-{me.language}")
