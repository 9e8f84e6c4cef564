"""Virtual owners at the stand's door: they book by buttons and remember every answer they gave.

An owner acts only on what the chat shows, waits until an act has shown its effect, and names what went wrong:
`stuck` (an act without effect), `answer lost` (what was ticked is not ticked), `screen missing`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

JOBS = ("oil_service", "tyres", "battery", "air_conditioning", "wash", "wipers", "alignment")
MOST_STEPS = 60
Json = dict[str, Any]


class BreachError(Exception):
    """Something the product promises did not hold; the text begins with what."""


@dataclass(frozen=True)
class Shown:
    """A message of a dialog: its id, words, and buttons by what they choose; `ticked` are options with a tick."""

    message_id: int
    text: str
    buttons: dict[str, str]
    step: str
    ticked: frozenset[str] = frozenset()

    @property
    def options(self) -> list[str]:
        return list(self.buttons)

    def says_the_same(self, other: Shown) -> bool:
        """The same screen, maybe sent twice."""
        return (self.text, self.buttons, self.ticked) == (other.text, other.buttons, other.ticked)


NOTHING = Shown(0, "", {}, "nowhere")
TICK = "\N{WHITE HEAVY CHECK MARK}"


def newest_screen(messages: Sequence[Json]) -> Shown:
    """The lowest message with a dialog's buttons; those of receipts carry tokens."""
    for message in reversed(messages):
        buttons = [button for row in message["buttons"] for button in row if "data" in button]
        if buttons and not message["deleted"] and not buttons[0]["data"].startswith("t:"):
            choices = {one["data"].split(":", 2)[2]: one["data"] for one in buttons}
            ticked = {one["data"].split(":", 2)[2] for one in buttons if one["text"].startswith(TICK)}
            step = buttons[0]["data"].split(":")[1]
            return Shown(message["id"], message["text"], choices, step, frozenset(ticked))
    return NOTHING


@dataclass
class Owner:
    """One person with a car. `patience`: seconds until an act counts as lost; restarts take a second or two."""

    http: aiohttp.ClientSession
    account: int
    rng: random.Random
    patience: float
    ticked: frozenset[str] = frozenset()
    time: int = 0
    advisor: str | None = None
    confirmed: bool = False
    read: str = ""  # the last screen acted on: at the end the summary that was confirmed
    acts: int = 0
    taps: int = 0
    before: Shown = NOTHING
    update_id: int = 0
    waits: bool = False
    waited: list[float] = field(default_factory=list)
    story: list[str] = field(default_factory=list)

    async def book(self) -> None:
        """From /start to the visit and a look at it. BreachError names what did not hold."""
        await self._say("/start")
        while (screen := await self.screen()).step != "menu" or not self.confirmed:
            if self.acts > MOST_STEPS:
                raise BreachError(f"stuck: still at {screen.step} after {self.story}")
            await self._answer(screen)
        await self._say("/bookings")

    async def _say(self, text: str) -> None:
        """The answer to words stands below them."""
        self.story.append(text)
        said = await self._post("messages", {"text": text})
        await self._effect(lambda screen: screen.message_id > said["message_id"], text)

    async def _answer(self, screen: Shown) -> None:
        choice = self._choice(screen)
        if screen.step == "reason" and choice in JOBS:
            self.ticked ^= {choice}
        if screen.step == "time" and choice.isdecimal():
            self.time = int(choice)
        if screen.step == "advisor":
            self.advisor = choice
        self.confirmed, self.read = choice == "yes", screen.text
        self.taps += 1
        self.story.append(f"{screen.step}:{choice} at {screen.message_id}")
        self.before = screen
        body = {"message_id": screen.message_id, "data": screen.buttons[choice], "wait": False}
        await self._post("taps", body)
        await self._effect(self.is_answered, self.story[-1])

    def _choice(self, screen: Shown) -> str:
        """What this owner taps here. Jobs may be ticked and unticked on the way."""
        match screen.step:
            case "menu":
                return "booking"
            case "reason":
                return self._job(screen)
            case "day":
                return self._one(screen, [key for key in screen.options if key[:2] == "20"] or ["~1"])
            case "time":
                return self._one(screen, [key for key in screen.options if key.isdecimal()] or ["other"])
            case "summary":
                return self._change(screen)
            case "advisor":
                return self._one(
                    screen, [key for key in screen.options if key[0] not in "!~" and key != "any"]
                )
            case "full":
                return self._one(
                    screen, [key for key in screen.options if key.startswith("at.")] or ["other"]
                )
        raise BreachError(f"stuck: nothing to do at {screen.step} with {screen.options}")

    def _one(self, screen: Shown, wanted: Sequence[str]) -> str:
        there = [key for key in wanted if key in screen.buttons]
        if not there:
            raise BreachError(f"screen missing: {screen.step} offers {screen.options}")
        return self.rng.choice(there)

    def _job(self, screen: Shown) -> str:
        """Tick until there is enough."""
        jobs = [key for key in screen.options if key in JOBS]
        wants_more = not self.ticked or (len(self.ticked) < 3 and self.rng.random() < 0.5)
        return self.rng.choice(jobs) if wants_more else "next"

    def _change(self, screen: Shown) -> str:
        """Half of them choose their advisor before they say yes."""
        if self.advisor or ("change" not in screen.buttons and "change.advisor" not in screen.buttons):
            return self._one(screen, ["yes"])
        if "change.advisor" in screen.buttons:
            return "change.advisor"
        if "keep" in screen.buttons:
            self.advisor = "any"
            return "keep"
        return self.rng.choice(["yes", "change"])

    # --- reading and writing -------------------------------------------------------------------------------

    async def screen(self) -> Shown:
        return newest_screen(await self.messages())

    async def messages(self) -> list[Json]:
        async with self.http.get(f"/sim/chats/{self.account}/messages", params={"bot": "owner"}) as answer:
            return list((await answer.json())["messages"])

    def is_answered(self, screen: Shown) -> bool:
        """Whether the last tap shows its effect: another screen, and what was ticked is ticked."""
        if screen.says_the_same(self.before):
            return False
        return screen.step != "reason" or screen.ticked == self.ticked

    async def _effect(self, shows: Callable[[Shown], bool], act: str) -> None:
        loop, pause = asyncio.get_running_loop(), 0.01
        begun = loop.time()
        while not shows(screen := await self.screen()):
            if loop.time() - begun > self.patience:
                lost = screen.step == "reason" and screen.ticked != self.ticked
                what = (
                    f"answer lost: ticked {set(self.ticked)}, shown {set(screen.ticked)}" if lost else "stuck"
                )
                raise BreachError(f"{what}: {act} had no effect, {self.story}")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.2)
        self.waited.append(loop.time() - begun)
        self.waits = False

    async def _post(self, what: str, body: Json) -> Json:
        self.waits, self.update_id, self.acts = True, 0, self.acts + 1
        body = {"from": self.account, "bot": "owner", **body}
        async with self.http.post(f"/sim/chats/{self.account}/{what}", json=body) as answer:
            told = dict(await answer.json())
            assert answer.status == 200, told
        self.update_id = told["update_id"]
        return told
