"""Pictures of the screens an owner and the staff meet, in every language, to be looked at: `python tests/acceptance/gallery.py`.

A sheet for each route, language and width goes into the folder git does not keep. A step is a key of a sentence
(its button is tapped), `>words` (typed), or `+key` (attached). A step that cannot be made is named and the route goes on.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiohttp

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from playwright.async_api import Browser, Error, async_playwright
from support.chats import World
from support.databases import sqlite_url
from support.floor import SHOTS, Floor
from support.sayings import saying

from bot.config import load_company
from bot.config.people import load_people
from bot.demo import DATA, Demo

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
CAST = {  # who knows us, who does not yet, an advisor, an administrator
    "zh-CN": ("林晓雯", "叶知秋", "陈思远", "顾小满"),
    "en": ("Naomi Castell", "Oskar Lindqvist", "Jana Albrecht", "Mats Ohlendorf"),
    "ru": ("Тимур Белозёров", "Глеб Ярцев", "Виктор", ""),
}
WIDTHS = {390: 844, 1366: 768}
KNOWN, NEW, ADVISOR, ADMINISTRATOR = range(4)
ROUTES: Mapping[str, tuple[int, Sequence[str]]] = {
    "first": (NEW, ["start", "welcome-ok", "engine-why", "welcome-go", "home-bind", "engine-why", "input-share-contact"]),
    "booking": (KNOWN, ["home-booking", "0", "engine-why", "input-next", "0", "0", "input-change", "input-keep"]),
    "booked": (KNOWN, ["booking-yes", "receipt-move", "input-earliest", "move-yes", "receipt-remark", ">OK"]),
    "again": (KNOWN, [">/start", "home-again_visit", "0", "booking-yes", "receipt-cancel", "cancel_booking-time"]),
    "visits": (KNOWN, [">/bookings", "0", "engine-back", ">/mycar", "0", "engine-back"]),
    "settings": (KNOWN, [">/settings", "settings-consents", "engine-back", ">/language", ">/privacy", ">/mydata",
                         ">/deletemydata", "deletion-no", ">/help", ">/stop"]),
    "unclear": (KNOWN, [">/book", ">qwerty", ">/nonsense", "+attach-sample-voice", "+kind-location", ">/cancel", ">/cancel"]),
    "person": (KNOWN, [">/human", ">?", "+attach-sample-photo", "human-end"]),
    "desk": (ADVISOR, [">/start", "staff-home-today", "board-tomorrow", "0", "card-propose", "input-earliest",
                       "propose-send", "card-add-note", ">OK 1", "staff-home-handover"]),
    "team": (ADMINISTRATOR, [">/start", "staff-home-team", "team-invite", "role-service_advisor", "invite-no-desk",
                             "staff-home-settings"]),
}  # fmt: skip


class Route:
    """One way through the screens; a picture after each step."""

    def __init__(self, floor: Floor, staff: bool) -> None:
        self.floor, self.place = floor, floor.desk if staff else floor.phone
        self.shots: list[bytes] = []

    async def walk(self, steps: Sequence[str]) -> None:
        await self.look()
        for step in steps:
            try:
                await self.go(step)
            except (Error, AssertionError, KeyError) as error:
                print(f"  {step}: {str(error).splitlines()[0][:90]}")
            await self.look()

    async def go(self, step: str) -> None:
        if step.startswith(">"):
            await self.floor.say(step[1:], self.place)
        elif step.startswith("+"):
            await self.floor.attach(step[1:], self.place)
        elif step.isdecimal():
            rows = self.place.locator(".inline-buttons").last.get_by_role("button")
            await rows.nth(int(step)).click()
        elif step == "start":
            await self.floor.tap(self.floor.labelled("start"), self.place)
        else:
            await self.floor.tap(saying(self.floor.language, step), self.place)
        await self.floor.world.settle()

    async def look(self) -> None:
        await asyncio.sleep(0.2)
        self.shots.append(await self.floor.page.screenshot())


async def sheet(browser: Browser, shots: Sequence[bytes], size: tuple[int, int], path: Path) -> None:
    """Pictures side by side, at most eight to a row."""
    across = min(len(shots), 8 if size[0] < 500 else 2)
    down = -(-len(shots) // across)
    page = await browser.new_page(viewport={"width": (size[0] + 8) * across, "height": (size[1] + 8) * down})
    pictures = "".join(
        f'<img style="margin:4px" src="data:image/png;base64,{base64.b64encode(shot).decode()}">'
        for shot in shots
    )
    await page.set_content(f'<body style="margin:0;background:#888;font-size:0">{pictures}</body>')
    await page.screenshot(path=path)
    await page.close()


async def routes(browser: Browser, demo: Demo, language: str, width: int, wanted: Sequence[str]) -> None:
    """Every wanted route with one demo, one after the other."""
    async with aiohttp.ClientSession(demo.stand.url) as http:
        for name in wanted:
            who, steps = ROUTES[name]
            if not CAST[language][who]:
                continue
            print(f"{language} {width} {name}", flush=True)
            page = await browser.new_page(viewport={"width": width, "height": WIDTHS[width]})
            page.set_default_timeout(4000)
            await page.add_init_script("localStorage.setItem('servicebay.guide', '1')")
            floor = Floor(demo, World(http), page)
            await floor.open(language)
            if who < ADVISOR:
                await floor.owner(CAST[language][who])
            else:
                if width < 760:
                    await page.locator(".tabs [data-view=staff]").click()
                await floor.colleague(CAST[language][who])
            route = Route(floor, who >= ADVISOR)
            await route.walk(steps)
            await sheet(
                browser, route.shots, (width, WIDTHS[width]), SHOTS / f"{language}-{width}-{name}.png"
            )
            await page.close()


async def main(languages: Sequence[str], width: int, wanted: Sequence[str]) -> None:
    company, people = load_company(DATA / "demo.toml"), load_people(DATA / "demo_people.toml")
    SHOTS.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for language in languages:
            with tempfile.TemporaryDirectory() as folder:
                async with Demo(sqlite_url(Path(folder)), company, people, port=0, locale=language) as demo:
                    await routes(browser, demo, language, width, wanted)
        await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=re.split(r"\n", __doc__ or "")[0])
    parser.add_argument("--languages", default="zh-CN,en,ru")
    parser.add_argument("--width", type=int, choices=sorted(WIDTHS), default=390)
    parser.add_argument("--routes", default=",".join(ROUTES))
    given = parser.parse_args()
    asyncio.run(main(given.languages.split(","), given.width, given.routes.split(",")))
