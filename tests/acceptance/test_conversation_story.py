"""An owner and the shop talk in the browser: whatever one side sends is seen, heard and opened on the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect
from support.floor import Floor
from support.sayings import saying

TALKERS = (("zh-CN", "林晓雯", "陈思远"), ("en", "Naomi Castell", "陈思远"), ("ru", "Полина Штерн", "Виктор"))
PAPER = "定损单.pdf"
each_language = pytest.mark.parametrize(("language", "owner", "advisor"), TALKERS, ids=lambda value: value)


@pytest.fixture
async def talking(floor: Floor, language: str, owner: str, advisor: str) -> Floor:
    """The owner has called for a person, an advisor has taken the conversation in its topic."""
    await floor.open(language)
    await floor.owner(owner)
    await floor.tap(saying(language, "home-human"))
    await floor.say("😀 1")
    await floor.colleague(owner)
    await floor.desk.get_by_label(floor.labelled("write-as")).select_option(
        await floor.desk.locator("option", has_text=advisor).get_attribute("value")
    )
    await floor.desk.locator(".inline-buttons button").first.click()
    await floor.world.settle()
    return floor


@each_language
async def test_photo_and_voice_cross_both_ways(talking: Floor, language: str) -> None:
    for here, there in ((talking.phone, talking.desk), (talking.desk, talking.phone)):
        await talking.attach("attach-sample-photo", here)
        await talking.sees(there)
        await talking.attach("attach-sample-voice", here)
        await talking.hears(there)
    await talking.picture(f"crossing-{language}")


@pytest.mark.parametrize(("language", "owner", "advisor"), TALKERS[:1])
async def test_paper_and_place_cross_both_ways_and_the_owners_number_is_passed_on(
    talking: Floor, tmp_path: Path
) -> None:
    paper = tmp_path / PAPER
    paper.write_bytes(b"%PDF-1.4 " + b"0" * 2000)
    for here, there in ((talking.phone, talking.desk), (talking.desk, talking.phone)):
        arrived = there.locator(".message.theirs")
        await talking.attach("kind-document", here, paper)
        await expect(arrived.locator(".file b", has_text=PAPER)).to_be_visible()
        await talking.attach("kind-location", here)
        await expect(arrived.locator(".place").last).to_be_visible()
    await talking.attach("attach-contact", talking.phone)
    await expect(talking.desk.locator(".message.theirs a[href^='tel:']").last).to_be_visible()
