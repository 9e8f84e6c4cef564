"""The shop floor in a browser: owners tap and type on the phone, staff in their list, as a newcomer would."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect
from support.chats import World

from bot.demo import Demo

SHOTS = Path(os.environ.get("SERVICEBAY_SCREENSHOTS", "screenshots"))


@dataclass(slots=True)
class Floor:
    """The running demo, its `/sim/` and its page."""

    demo: Demo
    world: World
    page: Page

    async def open(self, language: str) -> None:
        await self.page.goto(f"{self.demo.stand.url}/?lang={language}")
        await expect(self.page.locator(".lamp.on")).to_be_attached()

    @property
    def phone(self) -> Locator:
        return self.page.locator(".phone")

    @property
    def desk(self) -> Locator:
        return self.page.locator(".staff-panel")

    async def owner(self, name: str) -> None:
        """Take up this owner's phone."""
        await self.page.get_by_role("tab", name=re.compile(name)).click()

    async def colleague(self, name: str) -> None:
        """Open this person's chat with the staff bot."""
        await self.desk.get_by_role("navigation").get_by_role("button", name=re.compile(name)).first.click()

    async def tap(self, label: str, place: Locator | None = None) -> None:
        """Tap the newest button with this label, and wait until the house is at rest."""
        buttons = (place or self.phone).get_by_role("button", name=re.compile(label))
        await buttons.last.click()
        await self.world.settle()

    async def say(self, words: str, place: Locator | None = None) -> None:
        box = (place or self.phone).locator("textarea")
        await box.fill(words)
        await box.press("Enter")
        await self.world.settle()

    async def reads(self, words: str, place: Locator | None = None) -> None:
        """The words stand somewhere in the chat."""
        await expect(place or self.phone).to_contain_text(re.compile(words))

    async def picture(self, name: str) -> None:
        """A screenshot into the folder git does not keep."""
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png")
