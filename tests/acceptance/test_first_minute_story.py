"""What a newcomer meets first: somebody who has not pressed start becomes a known owner with a booked visit."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from support.floor import Floor
from support.sayings import saying

FIRST = {"zh-CN": ("叶知秋", "^保养$"), "en": ("Oskar Lindqvist", "^Oil"), "ru": ("Глеб Ярцев", "ТО$")}


@pytest.mark.parametrize("language", FIRST)
async def test_from_the_start_button_to_the_first_receipt(floor: Floor, language: str) -> None:
    name, job = FIRST[language]
    await floor.open(language)
    await expect(floor.page.get_by_role("tab", selected=True)).to_contain_text([name])
    await floor.tap(floor.labelled("start"))
    for key in ("welcome-ok", "welcome-go", "home-bind", "input-share-contact", "home-booking"):
        await floor.tap(saying(language, key))
    await floor.tap(job)
    for key in ("input-next", "input-earliest", "booking-yes"):
        await floor.tap(saying(language, key))
    await floor.reads(saying(language, "receipt-booked"))
    await expect(floor.page.locator(".guide li.done")).to_have_count(3)
