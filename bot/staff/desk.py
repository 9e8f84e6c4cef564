"""The staff's front desk: what an update of the staff bot does, inside its transaction.

Whoever writes is a member of staff, or is told kindly how to become one. A member's world is their own store.
In groups only commands, taps and answers to one's own screen are meant for us, never plain chatter; whoever
cannot be named (an anonymous administrator, a channel) is refused with a sentence. What a role may not do is
said, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.incoming import Incoming, Membership, Nothing, Pressed
from bot.life import Answer, answered
from bot.staff import relay
from dealership.domain.company import Company
from dealership.domain.message import Arg, Message
from dealership.domain.records import Session, StaffMember
from dealership.domain.rights import Action, NotAllowedError, may
from dealership.services import cases, staff
from dealership.services.ports import NotFoundError
from dealership.services.shop import Shop
from dialogs.actions import Acted, act
from dialogs.engine import Engine, Turn
from dialogs.model import Command, Screen, Tap
from dialogs.staff.actions import STAFF_ACTIONS
from dialogs.staff.handover import QR
from dialogs.staff.people import MEMBER, in_group
from dialogs.staff.reports import PICTURE
from dialogs.talk import Talk
from dialogs.world import World
from locales import language_for
from storage.uow import UnitOfWork

BOT = "staff"
PASSED_ON = "👌"
NOBODY = 0
"""No account has this number: what is said to nobody in particular belongs to no session."""


@dataclass(frozen=True)
class StaffDesk:
    """Staff dialogs over the company."""

    engine: Engine
    world: World
    bot: str = BOT

    @cached_property
    def _worlds(self) -> Mapping[int, World]:
        """For each store the world its staff see."""
        return {store_id: _narrowed(self.world, shop) for store_id, shop in self.world.shops.items()}

    def receive(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        if isinstance(incoming.what, Membership):
            return self._membership(uow, incoming, incoming.what, now)
        if incoming.edited:
            corrected = relay.words(incoming)
            if corrected is not None:
                cases.edited(uow, corrected, now)
            return None
        session = self._session(uow, incoming)
        for_us, about_case = _meant_for_us(incoming, session), incoming.thread_id or incoming.reply_to
        if not for_us and not about_case:
            return None
        member = self._member(uow, incoming.user_id)
        passed_on = self._relayed(uow, incoming, session, member, now)
        if passed_on is not None or not for_us:
            return passed_on
        if incoming.anonymous:
            return self._said(incoming, "staff-anonymous")
        if member is not None and not _may_show_here(uow, incoming, member):
            return self._said(incoming, "staff-other-group")
        return self._received(uow, incoming, session, member, now)

    def _received(
        self, uow: UnitOfWork, incoming: Incoming, session: Session, member: StaffMember | None, now: datetime
    ) -> Answer | None:
        newcomer = self._joined(uow, incoming, now)
        if newcomer is not None:
            return self._serve(uow, replace(incoming, what=Command("welcome")), session, newcomer, now)
        return self._serve(uow, incoming, session, member, now) if member else self._stranger(incoming)

    def _relayed(
        self, uow: UnitOfWork, incoming: Incoming, session: Session, member: StaffMember | None, now: datetime
    ) -> Answer | None:
        """Words for an owner go out and get a reaction; None when they are for nobody outside (or for our question)."""
        case = None if _answers(incoming, session) else relay.case_for(uow, incoming, member)
        if case is None:
            return None
        if incoming.anonymous:  # perhaps of the one who took the case: silence would look like passed on
            return self._said(incoming, "staff-anonymous")
        if member is None or not may(member.role, Action.TAKE_CHAT) or member.store_id != case.store_id:
            return self._said(incoming, "staff-not-allowed")
        words = relay.words(incoming)
        if words is None:
            return self._said(incoming, "human-use-words")
        if not cases.from_staff(uow, self.world.shops[case.store_id], case, member, words, now):
            phone = uow.owners.get(case.owner_id).phone
            return self._said(incoming, "case-call-them", {"phone": phone or "–"})
        return Answer(session, None, reaction=PASSED_ON)

    def again(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> Answer | None:
        session = uow.sessions.load(BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        if session is not None:
            shown = session.shown_version >= session.version
            return None if shown and incoming.callback_id is None else self.present(uow, session, now)
        if isinstance(incoming.what, Membership) or not incoming.private:
            return None
        return None if self._member(uow, incoming.user_id) else self._stranger(incoming)

    def present(self, uow: UnitOfWork, session: Session, now: datetime) -> Answer | None:
        member = self._member(uow, session.user_id)
        if member is None:
            return Answer(session, Screen((Message("staff-stranger"),)))
        talk = self._talk(uow, session, member, now)
        return Answer(session, _in_place(talk, _shown(self.engine, talk)).screen)

    # --- members -------------------------------------------------------------------------------------------

    def _serve(
        self, uow: UnitOfWork, incoming: Incoming, session: Session, member: StaffMember, now: datetime
    ) -> Answer | None:
        talk = self._talk(uow, session, member, now)
        try:
            acted = self._act(talk, incoming)
        except (NotAllowedError, NotFoundError) as error:
            talk = self._talk(uow, session, member, now)
            acted = self._explained(talk, incoming, error)
        if acted.turn is None or acted.turn.screen is None:
            return Answer(talk.session, None, acted.toast, spent=acted.spent)
        if session.version == 0:
            uow.sessions.create(session, now)
        saved = talk.saved()
        uow.sessions.save(saved, now)
        answer = answered(saved, _in_place(talk, acted.turn), incoming)
        return replace(answer, spent=acted.spent)

    def _act(self, talk: Talk, incoming: Incoming) -> Acted:
        match incoming.what:
            case Pressed(token):
                return act(talk, self.engine, STAFF_ACTIONS, token, BOT)
            case Tap() if not incoming.private and incoming.message_id != talk.session.screen_id:
                return Acted(toast=Message("staff-not-yours"))
            case Command("bind"):
                return self._bind(talk, incoming)
            case Nothing() | Membership():
                return Acted(toast=Message("engine-stale"))
            case event:
                return Acted(self.engine.accept(talk, event))

    def _explained(self, talk: Talk, incoming: Incoming, error: Exception) -> Acted:
        """What may not be done, or is there no more: a word to a tap, a sentence above the menu to anything else."""
        key = "staff-not-allowed" if isinstance(error, NotAllowedError) else "staff-gone"
        if incoming.callback_id is not None:
            return Acted(toast=Message(key))
        return self._menu(talk, Message(key))

    def _bind(self, talk: Talk, incoming: Incoming) -> Acted:
        if incoming.private:
            return self._menu(talk, Message("staff-bind-in-group"))
        staff.bind_group(talk.uow, talk.memo[MEMBER], incoming.chat_id, incoming.forum, talk.now)
        topics = "yes" if incoming.forum else "no"
        said = Message("staff-bound", {"store": {"labels": dict(talk.store.name)}, "topics": topics})
        return self._menu(talk, said)

    def _menu(self, talk: Talk, note: Message) -> Acted:
        """A sentence above the menu; in a group the sentence alone."""
        self.engine.start(talk, self.engine.root, {})
        return Acted(self.engine.present(talk, note=note))

    def _joined(self, uow: UnitOfWork, incoming: Incoming, now: datetime) -> StaffMember | None:
        """Who has just come in by an invite."""
        match incoming.what:
            case Command("start", payload) if payload.startswith(staff.JOIN) and incoming.private:
                language, company = self._language(incoming), self.world.company
                return staff.join(uow, company, payload, incoming.user_id, incoming.name, language, now)
        return None

    def _member(self, uow: UnitOfWork, user_id: int) -> StaffMember | None:
        """The member behind an account, if their store is still one of ours."""
        member = uow.staff.find_by_account(user_id)
        return member if member is not None and member.store_id in self.world.shops else None

    def _talk(self, uow: UnitOfWork, session: Session, member: StaffMember, now: datetime) -> Talk:
        world = replace(self._worlds[member.store_id], uow=uow, now=now)
        talk = Talk.open(world, replace(session, person_id=member.id, language=member.language), member.name)
        talk.memo[MEMBER] = member
        return talk

    def _session(self, uow: UnitOfWork, incoming: Incoming) -> Session:
        """The talk with this account here; a new one is only kept once something has been shown in it."""
        key = (BOT, incoming.chat_id, incoming.thread_id, incoming.user_id)
        known = uow.sessions.load(*key)
        return known or Session(*key, None, self._language(incoming), {}, 0, 0, None)

    # --- everybody else ------------------------------------------------------------------------------------

    def _stranger(self, incoming: Incoming) -> Answer:
        used = isinstance(incoming.what, Command) and incoming.what.payload.startswith(staff.JOIN)
        said = self._said(incoming, "staff-invite-used" if used else "staff-stranger")
        if incoming.callback_id is None:
            return said
        return replace(said, screen=said.screen if incoming.private else None, toast=Message("staff-only"))

    def _membership(
        self, uow: UnitOfWork, incoming: Incoming, change: Membership, now: datetime
    ) -> Answer | None:
        if incoming.private:
            staff.set_blocked(uow, incoming.user_id, None if change.active else now)
            return None
        if not change.active:
            staff.lose_group(uow, incoming.chat_id, now)
            return None
        if _chat_of(incoming) == "channel":
            return replace(self._said(incoming, "staff-no-channels"), leave_chat=True)
        return self._said(incoming, "staff-added") if _is_new_here(incoming) else None

    def _said(self, incoming: Incoming, key: str, args: Mapping[str, Arg] | None = None) -> Answer:
        """One sentence that belongs to no talk."""
        return Answer(self._nobody(incoming), Screen((Message(key, args or {}),)), anew=True)

    def _nobody(self, incoming: Incoming) -> Session:
        place = (BOT, incoming.chat_id, incoming.thread_id, NOBODY)
        return Session(*place, None, self._language(incoming), {}, 0, 0, None)

    def _language(self, incoming: Incoming) -> str:
        return language_for(incoming.language_code, self.world.company.default_language)


def _narrowed(world: World, shop: Shop) -> World:
    """The world with this store alone, so that every question is about it."""
    company: Company = replace(world.company, stores=(shop.store,))
    return replace(world, company=company, shops={shop.id: shop})


def _may_show_here(uow: UnitOfWork, incoming: Incoming, member: StaffMember) -> bool:
    """A store's affairs are shown in private and in its own group; anywhere else only /bind is heard."""
    if incoming.private or incoming.what == Command("bind"):
        return True
    group = uow.staff.find_group_by_chat(incoming.chat_id)
    return group is not None and group.store_id == member.store_id


def _meant_for_us(incoming: Incoming, session: Session) -> bool:
    """Private words always; in groups commands, taps, and answers to one's own screen."""
    if incoming.private or incoming.callback_id is not None or isinstance(incoming.what, Command):
        return True
    return _answers(incoming, session)


def _answers(incoming: Incoming, session: Session) -> bool:
    """A reply to one's own screen: never meant for anybody else."""
    return session.screen_id is not None and incoming.reply_to == session.screen_id


def _shown(engine: Engine, talk: Talk) -> Turn:
    """The screen as it is; the menu when its dialog has nothing to show to this member any more."""
    try:
        return engine.present(talk)
    except (NotAllowedError, NotFoundError):
        return engine.start(talk, engine.root, {})


def _in_place(talk: Talk, turn: Turn) -> Turn:
    """In a group a finished dialog leaves its last word and no menu behind; elsewhere a link may have its QR code.

    A report may have its picture anywhere.
    """
    screen = turn.screen
    if screen is None:
        return turn
    screen = replace(screen, report=talk.memo.get(PICTURE))
    if not in_group(talk):
        return replace(turn, screen=replace(screen, qr=talk.memo.get(QR)))
    if len(talk.frames) > 1 or len(screen.paragraphs) < 2:
        return replace(turn, screen=screen)
    return replace(turn, screen=Screen(screen.paragraphs[:-1]))


def _chat_of(incoming: Incoming) -> str:
    return str(((incoming.raw.get("my_chat_member") or {}).get("chat") or {}).get("type"))


def _is_new_here(incoming: Incoming) -> bool:
    """Added just now, and not merely given other rights."""
    former = (incoming.raw.get("my_chat_member") or {}).get("old_chat_member") or {}
    return former.get("status") in ("left", "kicked", None)
