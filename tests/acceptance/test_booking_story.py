"""An owner in each language books a visit in the browser, by buttons and by typing, moves it and cancels it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from support.floor import Floor
from support.sayings import saying


@dataclass(frozen=True)
class Speaker:
    """Whose phone it is, what the oil service is called, and how they ask for it in one message."""

    language: str
    owner: str
    job: str
    wish: str

    def says(self, key: str) -> str:
        return saying(self.language, key)


SPEAKERS = (
    Speaker("zh-CN", "林晓雯", "^保养$", "明天下午三点来换个机油，三万五了"),
    Speaker("en", "Naomi Castell", "^Oil", "oil change tomorrow at 3 pm please"),
    Speaker("ru", "Тимур", "ТО$", "завтра в 15:00 на замену масла"),
)
each_language = pytest.mark.parametrize("me", SPEAKERS, ids=lambda me: me.language)


@each_language
async def test_booked_by_buttons_then_moved_then_cancelled(floor: Floor, me: Speaker) -> None:
    await floor.open(me.language)
    await floor.owner(me.owner)
    await floor.tap(me.says("home-booking"))
    await floor.tap(me.job)
    for key in ("input-next", "input-earliest", "booking-yes"):
        await floor.tap(me.says(key))
    await floor.reads(me.says("receipt-booked"))
    assert floor.taps <= 6
    await floor.picture(f"booked-{me.language}")
    for key in ("receipt-move", "input-earliest", "move-yes"):
        await floor.tap(me.says(key))
    await floor.reads(me.says("receipt-moved"))
    for key in ("receipt-cancel", "cancel_booking-time"):
        await floor.tap(me.says(key))
    await floor.reads(me.says("receipt-cancelled"))


@each_language
async def test_booked_by_one_message_and_one_tap(floor: Floor, me: Speaker) -> None:
    await floor.open(me.language)
    await floor.owner(me.owner)
    await floor.say(me.wish)
    await floor.reads("15:00")
    await floor.tap(me.says("booking-yes"))
    await floor.reads(me.says("receipt-booked"))


@each_language
async def test_same_as_last_time_in_three_taps(floor: Floor, me: Speaker) -> None:
    await floor.open(me.language)
    await floor.owner(me.owner)
    for label in (me.says("home-again_visit"), r"\d\d:\d\d", me.says("booking-yes")):
        await floor.tap(label)
    await floor.reads(me.says("receipt-booked"))
    assert floor.taps == 3
