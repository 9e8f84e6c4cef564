"""The owners' front desk: what an update of the owners' bot does, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.incoming import Incoming, Membership, Nothing, Pressed
from bot.life import Answer, answered
from dealership.domain.message import Message
from dealership.domain.records import Session
from dialogs.engine import Engine, Turn
from dialogs.model import World
from dialogs.talk import Talk
from locales import language_for
from storage.uow import UnitOfWork

BOT = "owner"


@dataclass(frozen=True, slots=True)
class Desk:
    """Owner dialogs over the company."""

    engine: Engine
    world: World
    bot: str = BOT

    def receive(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        session = self._session(uow, incoming, now)
        talk = Talk.open(replace(self.world, uow=uow, now=now), session, incoming.name)
        turn = self._turn(talk, incoming)
        if turn is None:
            return None
        had_keyboard, talk.contact_shown = talk.contact_shown, turn.screen.contact is not None
        saved = talk.saved()
        uow.sessions.save(saved, now)
        return answered(saved, turn, incoming, put_away=had_keyboard and not talk.contact_shown)

    def again(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        session = uow.sessions.load(BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        return self.present(uow, session, now) if session else None

    def present(self, uow: UnitOfWork, session: Session, now: datetime) -> Answer | None:
        talk = Talk.open(replace(self.world, uow=uow, now=now), session, "")
        turn = self.engine.present(talk)
        return Answer(session, turn.screen)

    def _turn(self, talk: Talk, incoming: Incoming) -> Turn | None:
        what = incoming.what
        if isinstance(what, Membership):
            talk.uow.owners.set_blocked(BOT, incoming.user_id, None if what.active else talk.now)
            return None
        if isinstance(what, Pressed | Nothing):
            return self.engine.present(talk, Message("engine-stale"))
        return self.engine.accept(talk, what)

    def _session(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Session:
        known = uow.sessions.load(BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        if known is not None:
            return known
        language = language_for(incoming.language_code, self.world.company.default_language)
        person = uow.owners.find_by_account(BOT, incoming.user_id)
        store = self.world.company.stores[0]
        owner_id = (
            person.id
            if person
            else uow.owners.add(now, store_id=store.id, name=incoming.name, language=language)
        )
        uow.owners.link_account(BOT, incoming.user_id, incoming.chat_id, owner_id, now)
        new = Session(
            BOT, incoming.chat_id, incoming.thread_id, incoming.user_id, owner_id, language, {}, 0, 0, None
        )
        return uow.sessions.create(new, now)
