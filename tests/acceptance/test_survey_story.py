"""A visit, and how it was: asked two days later, answered in six taps; what was bad is a complaint on the staff's side."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from support.floor import Floor
from support.sayings import saying

from dealership.domain.booking import AppointmentState
from storage.uow import UnitOfWork

OWNERS = {"zh-CN": "马骏驰", "en": "Naomi Castell", "ru": "Тимур Белозёров"}
WORDS = {
    "zh-CN": "后备箱里全是水渍，擦都没擦",
    "en": "The boot was full of water and nobody wiped it",
    "ru": "В багажнике лужа, никто не вытер",
}


async def asked(floor: Floor, language: str) -> None:
    """The owner's car was in yesterday for an hour; the clock stands at the hour of asking."""
    name, now = OWNERS[language], floor.demo.clock.now()

    def come(uow: UnitOfWork) -> datetime:
        owner = next(one for one, _ in uow.owners.with_chats("owner") if one.name == name)
        shop = floor.demo.house.shops[owner.store_id]
        car = uow.vehicles.of_owner(owner.id)[0][0]
        start = shop.moment(shop.today(now) - timedelta(days=1), time(9))
        uow.appointments.add(
            now, store_id=shop.id, owner_id=owner.id, vehicle_id=car.id, state=AppointmentState.DONE, jobs=("wash",),
            minutes=60, price_from=0, price_to=0, currency=shop.store.currency, start_at=start,
            finish_at=start + timedelta(hours=1), advisor=shop.store.advisors[0].key,
        )  # fmt: skip
        return shop.moment(shop.today(now) + timedelta(days=1), time(10, 1))

    moment = await floor.demo.database.run(come)
    await floor.open(language)
    await floor.owner(name)
    await floor.world.post("/sim/clock", to=moment.isoformat())
    await floor.reads(floor_says(floor, "survey-service-overall"))
    await floor.picture(f"survey-asked-{language}")


def floor_says(floor: Floor, key: str) -> str:
    return saying(floor.language, key)


async def rate(floor: Floor, *steps: int) -> None:
    """Tap these answers, each when its question stands there and the next when that one does."""
    following = ("clean", "explained", "as_ordered", "waiting", "told")
    for number, question in zip(steps, following, strict=True):
        await floor.tap(floor_says(floor, f"survey-steps-{number}"))
        await floor.reads(floor_says(floor, f"survey-service-{question}"))


@pytest.mark.parametrize("language", list(OWNERS))
async def test_six_taps_and_a_word_are_thanked(floor: Floor, language: str) -> None:
    await asked(floor, language)
    before = floor.taps
    await rate(floor, 100, 75, 100, 100, 75)
    await floor.picture(f"survey-sixth-{language}")
    await floor.tap(floor_says(floor, "survey-yes-no-1"))
    assert floor.taps - before == 6
    await floor.reads(floor_says(floor, "survey-service-remark"))
    await floor.picture(f"survey-whole-{language}")
    await floor.tap(floor_says(floor, "survey-pass"))
    await floor.reads(floor_says(floor, "survey-thanks"))


@pytest.mark.parametrize("language", list(OWNERS))
async def test_what_was_bad_is_a_complaint_with_the_owners_words(floor: Floor, language: str) -> None:
    await asked(floor, language)
    await rate(floor, 75, 0, 100, 100, 100)
    await floor.tap(floor_says(floor, "survey-yes-no-1"))
    await floor.reads(floor_says(floor, "survey-happened"))
    await floor.picture(f"survey-happened-{language}")
    await floor.say(WORDS[language])
    await floor.reads(floor_says(floor, "survey-thanks"))
    await floor.picture(f"survey-heard-{language}")
    await floor.colleague(OWNERS[language])
    await floor.reads(WORDS[language], floor.desk)
    await floor.picture(f"survey-desk-{language}")
