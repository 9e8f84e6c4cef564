"""People in the stand, for stories: they say, tap and read as in Telegram, over real HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]


@dataclass(slots=True)
class World:
    """The stand's `/sim/` as a story needs it."""

    http: aiohttp.ClientSession

    async def get(self, path: str) -> Json:
        async with self.http.get(path) as answer:
            answer.raise_for_status()
            found: Json = await answer.json()
            return found

    async def post(self, path: str, **body: Any) -> Json:
        async with self.http.post(path, json=body) as answer:
            found: Json = await answer.json()
            assert answer.status < 400, (path, body, found)
            return found

    async def settle(self) -> None:
        """Until no work is pending."""
        await self.post("/sim/settle")

    async def newcomer(self, name: str, language: str = "zh-hans", phone: str = "+8613912345678") -> Person:
        added = await self.post("/sim/users", name=name, language_code=language, phone=phone)
        return Person(self, int(added["id"]), "owner")

    async def known(self, name: str, bot: str = "owner") -> Person:
        """Somebody of the seeds."""
        users = (await self.get("/sim/state"))["users"]
        return Person(self, next(int(user["id"]) for user in users if user["name"] == name), bot)

    async def advance(self, duration: str) -> None:
        await self.post("/sim/clock", advance=duration)


@dataclass(slots=True)
class Person:
    """An account and the bot it writes to; `chat` a group instead of the private chat."""

    world: World
    id: int
    bot: str
    chat: int = 0
    thread: int | None = None

    @property
    def where(self) -> int:
        return self.chat or self.id

    async def messages(self) -> list[Json]:
        found = await self.world.get(f"/sim/chats/{self.where}/messages?bot={self.bot}")
        messages: list[Json] = found["messages"]
        if self.thread is not None:
            messages = [message for message in messages if message["thread"] == self.thread]
        return [message for message in messages if not message["deleted"]]

    async def said(self) -> list[Json]:
        """What the bots have said here."""
        return [message for message in await self.messages() if message["from"]["is_bot"]]

    async def last(self) -> Json:
        return (await self.said())[-1]

    async def texts(self) -> str:
        return "\n".join(message.get("text") or message.get("caption") or "" for message in await self.said())

    async def say(self, text: str, **more: Any) -> int:
        if self.thread is not None:
            more["thread"] = self.thread
        sent = await self.world.post(
            f"/sim/chats/{self.where}/messages", **{"from": self.id, "bot": self.bot, "text": text, **more}
        )
        await self.world.settle()
        return int(sent["message_id"])

    async def send(self, **content: Any) -> int:
        """A photo, voice, document, contact or location instead of text."""
        if self.thread is not None:
            content["thread"] = self.thread
        sent = await self.world.post(
            f"/sim/chats/{self.where}/messages", **{"from": self.id, "bot": self.bot, **content}
        )
        await self.world.settle()
        return int(sent["message_id"])

    async def tap(self, wanted: str) -> Json | None:
        """Tap the newest button whose label or data contains the words; the callback's answer."""
        for message in reversed(await self.said()):
            for button in [button for row in message["buttons"] or [] for button in row]:
                if wanted in button["text"] or wanted in (button.get("data") or ""):
                    return await self.press(message["id"], button["data"])
        raise AssertionError(f"no button {wanted!r} in: {await self.labels()}")

    async def press(self, message_id: int, data: str) -> Json | None:
        answered = await self.world.post(
            f"/sim/chats/{self.where}/taps",
            **{"from": self.id, "bot": self.bot, "message_id": message_id, "data": data},
        )
        await self.world.settle()
        answer: Json | None = answered["answer"]
        return answer

    async def labels(self) -> list[str]:
        """Labels of every button that can be tapped here now."""
        return [
            button["text"]
            for message in await self.said()
            for row in message["buttons"] or []
            for button in row
        ]
