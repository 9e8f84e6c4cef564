"""The whole world for stories: stand, both bots, the lively company, and a real browser on the page."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, async_playwright
from support.chats import World
from support.floor import Floor

from bot.config.people import load_people
from bot.demo import Demo
from dealership.domain.company import Company

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DATA = Path(__file__).parents[2] / "bot" / "data"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"no browser at {CHROMIUM}")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


@pytest.fixture
async def floor(database_url: str, company: Company, browser: Browser) -> AsyncIterator[Floor]:
    """The demo on a fresh database of each kind, its page open at laptop size."""
    people = load_people(DATA / "demo_people.toml")
    async with (
        Demo(database_url, company, people, port=0) as demo,
        aiohttp.ClientSession(demo.stand.url) as http,
    ):
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(8000)
        yield Floor(demo, World(http), page)
        await page.close()
