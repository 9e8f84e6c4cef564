"""Owners of the small shop who are asked how it was: visits that took place, invitations, taps on them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from support.phone import Phone, new_session
from support.small_shop import DAY, House, at

from dealership.domain.message import Message
from dealership.domain.records import Appointment, SurveyResponse
from dealership.services import privacy
from dialogs.actions import Acted, act
from dialogs.owner.actions import OWNER_ACTIONS
from dialogs.owner.family import OWNER_ENGINE
from dialogs.talk import Talk
from dialogs.world import World
from scheduler.sweeps.surveys import hear_silent
from scheduler.sweeps.voice import plan, speak, voice_of
from storage.schema import appointment, survey_response
from storage.uow import UnitOfWork

MORNING_AFTER = at(10, day=DAY + timedelta(days=2))
"""When a small job of `DAY` is asked about."""


async def served(house: House, number: int = 1, *, consent: bool = True, **of_visit: Any) -> Appointment:
    """A visit at ten that took place; its owner agreed to service messages."""
    wish = await house.owner(number)
    if consent:
        await house.do(lambda uow: privacy.set_consent(uow, wish.owner_id, "service", True, at(8)))
    visit = await house.book(wish, at(8 + number, day=DAY))

    def come(uow: UnitOfWork) -> None:
        change = appointment.update().where(appointment.c.id == visit.id)
        uow.connection.execute(change.values(state="arrived", **of_visit))

    await house.do(come)
    return visit


async def turn(house: House, now: datetime) -> None:
    """One turn of the wheel."""
    await plan(house.database, house.shops, now)
    await speak(house.database, voice_of(house.company, house.shops), now)
    await hear_silent(house.database, house.shops, now)


async def responses(house: House) -> list[SurveyResponse]:
    def work(uow: UnitOfWork) -> list[SurveyResponse]:
        ids = uow.connection.execute(survey_response.select().order_by(survey_response.c.id)).all()
        return [uow.surveys.get(row.id) for row in ids]

    return await house.do(work)


async def answers(house: House, response: SurveyResponse) -> dict[str, Any]:
    return dict(await house.do(lambda uow: uow.surveys.answers(response.id)))


@dataclass
class Chat:
    """One owner's chat, an update a transaction; `number` is the one they were made with."""

    house: House
    number: int
    owner_id: int
    now: datetime
    said: list[str] = field(default_factory=list)
    phone: Phone = field(init=False)

    def __post_init__(self) -> None:
        account = 100 + self.number
        session = new_session("owner", self.owner_id, account)
        self.phone = Phone(OWNER_ENGINE, self._world(None), session)

    def _world(self, uow: Any) -> World:
        return World(self.now, self.house.company, self.house.shops, uow)

    async def invitation(self) -> dict[str, str]:
        """The tokens on the latest invitation by option."""

        def work(uow: UnitOfWork) -> dict[str, str]:
            posts = [row for row in uow.outbox.posted("planned:") if row.chat_id == 100 + self.number]
            rows = posts[-1].payload["rows"]
            tokens = [button["token"] for row in rows for button in row]
            found = {token: uow.tokens.find(token, "owner") for token in tokens}
            return {
                known[2]["option"]: token for token, known in found.items() if known and "option" in known[2]
            }

        return await self.house.do(work)

    async def press(self, token: str) -> Acted:
        """Tap a button of a message nobody asked for."""
        acted: list[Acted] = []

        def work(talk: Talk) -> Any:
            acted.append(act(talk, OWNER_ENGINE, OWNER_ACTIONS, token, "owner"))
            return acted[0].turn or self.phone.turn

        await self._do(lambda phone: phone.do(work))
        return acted[0]

    async def rate(self, option: str) -> Acted:
        """Answer the question on the invitation."""
        return await self.press((await self.invitation())[option])

    async def tap(self, *options: str) -> None:
        for option in options:
            await self._do(lambda phone, option=option: phone.tap(option))

    async def say(self, event: Any) -> None:
        await self._do(lambda phone: phone.send(event))

    async def _do(self, do: Any) -> None:
        def work(uow: UnitOfWork) -> None:
            self.phone.world = self._world(uow)
            do(self.phone)
            if self.phone.turn.screen:
                self.said = [part.key for part in self.phone.turn.screen.paragraphs]

        await self.house.do(work)

    @property
    def paragraphs(self) -> tuple[Message, ...]:
        return self.phone.screen.paragraphs


async def asked(house: House, number: int = 1, **of_visit: Any) -> Chat:
    """An owner with an invitation in their chat."""
    visit = await served(house, number, **of_visit)
    await turn(house, MORNING_AFTER)
    return Chat(house, number, visit.owner_id, MORNING_AFTER + timedelta(minutes=5))


def with_rules(house: House, **rules: Any) -> House:
    """The same house with other numbers of surveys."""
    company = replace(house.company, surveys=replace(house.company.surveys, **rules))
    shops = {key: replace(shop, surveys=company.surveys) for key, shop in house.shops.items()}
    return replace(house, company=company, shops=shops)
