"""The shop floor in a browser: owners tap and type on the phone, staff in their list, as a newcomer would."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect
from support.chats import World
from support.sayings import saying

from bot.demo import Demo

SHOTS = Path(os.environ.get("SERVICEBAY_SCREENSHOTS", "screenshots"))


@dataclass(slots=True)
class Floor:
    """The running demo, its `/sim/` and its page; `taps` counts buttons tapped."""

    demo: Demo
    world: World
    page: Page
    language: str = "zh-CN"
    taps: int = 0

    async def open(self, language: str) -> None:
        self.language = language
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
        """Open the newest place of this name on the staff's side: a topic, or a person's chat with the bot."""
        place = self.desk.get_by_role("navigation").get_by_role("button", name=re.compile(name))
        await place.first.click()

    async def newcomer(self, kind: str, name: str) -> None:
        """Add an owner or a colleague by the page's form."""
        await self.page.get_by_role("button", name=self.labelled(f"add-{kind}"), exact=True).click()
        form = self.page.get_by_role("dialog")
        await form.get_by_label(self.labelled("person-name")).fill(name)
        await self.page.keyboard.press("Enter")
        await expect(form).to_have_count(0)

    async def tap(self, label: str, place: Locator | None = None) -> None:
        """Tap the newest button with this label, and wait until the house is at rest."""
        buttons = (place or self.phone).get_by_role("button", name=re.compile(label))
        await buttons.last.click()
        self.taps += 1
        await self.world.settle()

    async def say(self, words: str, place: Locator | None = None) -> None:
        box = (place or self.phone).locator("textarea")
        await box.fill(words)
        await box.press("Enter")
        await self.world.settle()

    async def attach(self, what: str, place: Locator | None = None, file: Path | None = None) -> None:
        """Send what the attachment menu offers under this key; a file is chosen as from one's own disk."""
        place = place or self.phone
        sent = place.locator(".message.mine")
        before = await sent.count()
        await place.get_by_role("button", name=self.labelled("attach"), exact=True).click()
        entry = self.page.get_by_role("menuitem", name=re.compile(saying(self.language, what)))
        if file is None:
            await entry.first.click()
        else:
            async with self.page.expect_file_chooser() as chosen:
                await entry.first.click()
            await (await chosen.value).set_files(file)
        await expect(sent).to_have_count(before + 1)
        await self.world.settle()

    async def reads(self, words: str, place: Locator | None = None) -> None:
        """The words stand somewhere in the chat."""
        await expect(place or self.phone).to_contain_text(re.compile(words))

    async def sees(self, place: Locator) -> None:
        """The newest picture that came is there, and is drawn."""
        picture = place.locator(".message.theirs .photo img").last
        await picture.scroll_into_view_if_needed()
        drawn = "(img) => img.decode().then(() => img.naturalWidth > 100)"
        assert await picture.evaluate(drawn)

    async def hears(self, place: Locator) -> None:
        """The newest voice message that came can be played."""
        voice = place.locator(".message.theirs .voice").last
        await voice.get_by_role("button", name=self.labelled("voice-play")).click()
        await expect(voice.get_by_role("button", name=self.labelled("voice-pause"))).to_be_visible()

    def labelled(self, key: str) -> str:
        """The page's own word for this key, as a test looks for it."""
        return re.sub(r"\\(.)", r"\1", saying(self.language, key))

    async def picture(self, name: str) -> None:
        """A screenshot into the folder git does not keep."""
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png")
