"""What is kept of a message nobody understood: how it was said, not who said it; by consent, and not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.people import TUESDAY, new_owner, shop_of

from dealership.domain.company import Company
from dealership.services import erasure, privacy, teaching
from scheduler.sweeps.keeping import forget_misheard
from storage.database import Database
from storage.uow import UnitOfWork


@pytest.mark.parametrize(
    "told",
    [
        "我的车沪A·D3186，电话 139 1234 5678",
        "我姓王芳，wang.fang@example.com，@wangfang88",
        "my plate AB12 CDE, vin LK9S5B2C8RA109953",
        "跑了35000公里，幺三九一二三四五六七八",
        "номер А123ВС77, телефон 8 (916) 123-45-67",
        "call 021-6234 5678 or see https://example.com/me",
    ],
)
def test_nothing_that_tells_who_it_was_is_left(told: str) -> None:
    words = teaching.scrubbed(told, ["王芳", "沪AD3186"])
    for trace in (
        "3186", "1234", "5678", "王芳", "example", "wangfang", "LK9S", "35000", "幺三九", "916", "А123", "6234", "AB12",
    ):  # fmt: skip
        assert trace not in words, (trace, words)


@pytest.mark.parametrize(
    "told",
    [
        "28号下午3点半",
        "11.28 15:30 有空吗",
        "next wed 9am or 10",
        "5/12 после обеда",
        "2026年11月25日",
        "2026-11-25",
    ],
)
def test_days_and_hours_stay_for_they_are_what_is_misread(told: str) -> None:
    assert teaching.scrubbed(told, ["王芳"]) == told


def kept(uow: UnitOfWork) -> list[str]:
    return [row.text for row in uow.misheard.unlabelled(10)]


async def test_words_are_kept_by_consent_only_and_go_when_it_is_withdrawn(
    database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def talk(uow: UnitOfWork) -> None:
        owner_id = new_owner(uow, shop)

        def say() -> bool:
            person = uow.owners.get(owner_id)
            return teaching.keep(uow, person, shop.id, "home.menu", "阿巴 王芳", TUESDAY, [])

        assert not say()
        privacy.set_consent(uow, owner_id, privacy.LEARNING, True, TUESDAY)
        assert say()
        assert kept(uow) == ["阿巴 ***"]
        privacy.set_consent(uow, owner_id, privacy.LEARNING, False, TUESDAY)
        assert kept(uow) == []

    await database.run(talk)


async def test_words_are_erased_with_their_owner(database: Database, company: Company) -> None:
    shop = shop_of(company)

    def talk(uow: UnitOfWork) -> int:
        owner_id = new_owner(uow, shop)
        privacy.set_consent(uow, owner_id, privacy.LEARNING, True, TUESDAY)
        teaching.keep(uow, uow.owners.get(owner_id), shop.id, "home.menu", "阿巴", TUESDAY, [])
        privacy.ask_deletion(uow, company, owner_id, TUESDAY)
        return owner_id

    owner_id = await database.run(talk)
    later = TUESDAY + timedelta(days=company.retention_days)
    assert await database.run(lambda uow: erasure.erase(uow, company, {1: shop}, owner_id, later))
    assert await database.run(kept) == []


async def test_words_are_forgotten_after_the_days_they_may_be_kept(
    database: Database, company: Company
) -> None:
    shop = shop_of(company)

    def talk(uow: UnitOfWork) -> None:
        owner_id = new_owner(uow, shop)
        privacy.set_consent(uow, owner_id, privacy.LEARNING, True, TUESDAY)
        for days, words in ((0, "旧的"), (2, "新的")):
            said_at = TUESDAY + timedelta(days=days)
            teaching.keep(uow, uow.owners.get(owner_id), shop.id, "home.menu", words, said_at, [])

    await database.run(talk)
    now = TUESDAY + timedelta(days=company.misheard_days + 1)
    assert await forget_misheard(database, company, now) == 1
    assert await database.run(kept) == ["新的"]
