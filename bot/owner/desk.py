"""The owners' front desk: what an update of the owners' bot does, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.incoming import Incoming, Membership, Nothing, Pressed
from bot.life import Answer, answered
from dealership.domain.message import Message
from dealership.domain.records import Session
from dealership.services import cases, complaints
from dialogs.actions import Acted, act
from dialogs.engine import Engine, Turn
from dialogs.model import Command, Screen, Tap, Typed
from dialogs.owner import thought
from dialogs.owner.actions import OWNER_ACTIONS
from dialogs.talk import Talk
from dialogs.world import World
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
        if not incoming.private:
            return self._in_group(incoming)
        if isinstance(incoming.what, Membership):
            self._membership(uow, incoming, now, active=incoming.what.active)
            return None
        if incoming.edited:
            cases.edited(uow, _words(incoming), now)
            return None
        session, newcomer = self._session(uow, incoming, now)
        talk = Talk.open(replace(self.world, uow=uow, now=now), session, incoming.name)
        acted = self._act(talk, incoming, newcomer)
        if acted.turn is None or acted.turn.screen is None:
            reaction = acted.turn.reaction if acted.turn else None
            return Answer(session, None, acted.toast, spent=acted.spent, reaction=reaction)
        had_keyboard, talk.contact_shown = talk.contact_shown, acted.turn.screen.contact is not None
        saved = talk.saved()
        uow.sessions.save(saved, now)
        turn = _without_contact(acted.turn) if had_keyboard and isinstance(incoming.what, Tap) else acted.turn
        answer = answered(saved, turn, incoming, put_away=had_keyboard and not talk.contact_shown)
        return replace(answer, spent=acted.spent)

    def _membership(self, uow: UnitOfWork, incoming: Incoming, now: datetime, *, active: bool) -> None:
        """Blocked or started again; who has a complaint of somebody gone silent is told to call."""
        uow.owners.set_blocked(BOT, incoming.user_id, None if active else now)
        person = None if active else uow.owners.find_by_account(BOT, incoming.user_id)
        if person is not None:
            complaints.cannot_be_written_to(uow, self.world.shops, person, now)

    def again(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        session = uow.sessions.load(BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        if session is None or (session.shown_version >= session.version and incoming.callback_id is None):
            return None
        return self.present(uow, session, now)

    def present(self, uow: UnitOfWork, session: Session, now: datetime) -> Answer | None:
        talk = Talk.open(replace(self.world, uow=uow, now=now), session, "")
        return Answer(session, self.engine.present(talk).screen)

    def _act(self, talk: Talk, incoming: Incoming, newcomer: bool) -> Acted:
        what = incoming.what
        if isinstance(what, Pressed):
            return act(talk, self.engine, OWNER_ACTIONS, what.token, BOT)
        if isinstance(what, Nothing | Membership):
            return Acted(self.engine.present(talk, Message("engine-stale")))
        if newcomer and not (isinstance(what, Command) and what.name == "start"):
            self.engine.start(talk, "welcome", {})
        return Acted(thought.accept(self.engine, talk, what))

    def _in_group(self, incoming: Incoming) -> Answer | None:
        """This bot talks with owners alone: in a group it says so and leaves."""
        if isinstance(incoming.what, Membership) and not incoming.what.active:
            return None
        language = language_for(incoming.language_code, self.world.company.default_language)
        nobody = Session(BOT, incoming.chat_id, 0, incoming.user_id, None, language, {}, 0, 0, None)
        return Answer(nobody, Screen((Message("engine-not-in-groups"),)), leave_chat=True)

    def _session(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> tuple[Session, bool]:
        """The talk with this person, and whether they are new here."""
        known = uow.sessions.load(BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        if known is not None:
            return known, False
        person = uow.owners.find_by_account(BOT, incoming.user_id)
        language = language_for(incoming.language_code, self.world.company.default_language)
        if person is None:
            store = self.world.company.stores[0]
            owner_id = uow.owners.add(now, store_id=store.id, name=incoming.name, language=language)
        else:
            owner_id, language = person.id, person.language
        uow.owners.link_account(BOT, incoming.user_id, incoming.chat_id, owner_id, now)
        new = Session(
            BOT, incoming.chat_id, incoming.thread_id, incoming.user_id, owner_id, language, {}, 0, 0, None
        )
        return uow.sessions.create(new, now), person is None or person.privacy_seen_at is None


def _without_contact(turn: Turn) -> Turn:
    """The keyboard that shares a number is there already: a tap beside it needs no second request."""
    return replace(turn, screen=replace(turn.screen, contact=None)) if turn.screen else turn


def _words(incoming: Incoming) -> cases.Words:
    """An edited message, as the cases know it."""
    text = incoming.what.text if isinstance(incoming.what, Typed) else getattr(incoming.what, "caption", "")
    return cases.Words(BOT, incoming.chat_id, incoming.message_id, text)
