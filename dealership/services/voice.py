"""One voice in practice: an owner's planned messages are put before the governor, and what may go goes out as one.

What a kind knows of itself (whether it is still true, how it is worded) comes in as a `Speaker`. Whatever is decided
is written down with its reason; the same question is asked once more when a message is about to be sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from dealership.domain.company import Company
from dealership.domain.governor import (
    Candidate,
    Drop,
    Hold,
    Listener,
    Merge,
    Reason,
    Send,
    Verdict,
    decide,
)
from dealership.domain.lanes import lane_of_kinds, unsure_of_kinds
from dealership.domain.records import Owner, Planned
from dealership.domain.voice import Consent
from dealership.services import matters, tasks
from dealership.services.notify import OWNER, Post, Press, to_owner
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

PURPOSE = "planned"
MEMORY = timedelta(days=31)
"""How far back what an owner got still counts (the longest gap between two of a kind)."""


class Speaker(Protocol):
    """What a kind of message knows of itself."""

    def untrue(self, uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> str:
        """Why it is not so any more (a word for the ledger); empty while it is."""

    def words(self, uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> Post:
        """What is said, and its buttons."""

    def said(self, uow: UnitOfWork, shop: Shop, row: Planned, now: datetime) -> None:
        """What follows from its going out."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The house as it speaks to owners: its rules, its shops, its kinds."""

    company: Company
    shops: Mapping[int, Shop]
    speakers: Mapping[str, Speaker]

    def look_at(self, uow: UnitOfWork, owner_id: int, now: datetime) -> bool:
        """Decide everything of one owner that is to be decided now; False when there was nothing (any more)."""
        owner = uow.owners.get(owner_id)
        rows = uow.planned.to_decide(owner_id, now, self._end_of_day(owner, now))
        if not any(row.look_at is not None and row.look_at <= now for row in rows):
            return False
        candidates = [self._candidate(uow, row, now) for row in rows]
        listener = self._listener(uow, owner, uow.planned.said_since(owner_id, now - MEMORY))
        verdicts = decide(candidates, listener, now, self.company.voice)
        known = {row.id: row for row in rows}
        for planned_id, verdict in verdicts.items():  # in the order of the voice: within a lane it is kept
            self._carry_out(uow, known[planned_id], verdict, rows, now)
        return True

    def second_look(self, uow: UnitOfWork, outbox_id: int, now: datetime) -> str:
        """Asked at the moment of sending: why this message must not go out after all; empty when it may."""
        rows = uow.planned.of_outbox(outbox_id)
        if not rows:
            return ""
        candidates = [self._candidate(uow, row, now) for row in rows]
        owner = uow.owners.get(rows[0].owner_id)
        verdicts = decide(candidates, self._listener(uow, owner, ()), now, self.company.voice)
        ends = [verdict for verdict in verdicts.values() if isinstance(verdict, Drop)]
        if len(ends) < len(rows):
            return ""
        uow.planned.take_back(outbox_id, now, ends[0].reason, ends[0].detail)
        return ends[0].reason

    # --- asking --------------------------------------------------------------------------------------------

    def _candidate(self, uow: UnitOfWork, row: Planned, now: datetime) -> Candidate:
        speaker = self.speakers.get(row.kind)
        if speaker is None or row.store_id not in self.shops:
            return Candidate(row.id, row.kind, row.due_at, "unknown")
        try:
            untrue = speaker.untrue(uow, self.shops[row.store_id], row, now)
        except NotFoundError:
            untrue = "gone"
        return Candidate(row.id, row.kind, row.due_at, untrue)

    def _listener(self, uow: UnitOfWork, owner: Owner, past: Sequence[tuple[str, datetime]]) -> Listener:
        shop = self._home(owner)
        chat = uow.owners.find_chat(OWNER, owner.id)
        given = {Consent.SERVICE: owner.service_consent_at, Consent.MARKETING: owner.marketing_consent_at}
        return Listener(
            zone=shop.zone,
            shop_zone=shop.zone,
            reachable=chat is not None and chat.blocked_at is None,
            stopped=owner.stopped_at is not None,
            consents=[consent for consent, at in given.items() if at is not None],
            switched_off=uow.planned.switched_off(owner.id),
            complaint_open=uow.cases.find_open(owner.id, "complaint") is not None,
            past=past,
            holidays=shop.table,
        )

    def _home(self, owner: Owner) -> Shop:
        return self.shops.get(owner.store_id) or next(iter(self.shops.values()))

    def _end_of_day(self, owner: Owner, now: datetime) -> datetime:
        zone = self._home(owner).zone
        return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)

    # --- doing ---------------------------------------------------------------------------------------------

    def _carry_out(
        self, uow: UnitOfWork, row: Planned, verdict: Verdict, rows: Sequence[Planned], now: datetime
    ) -> None:
        match verdict:
            case Drop(reason, detail):
                self._let_go(uow, row, reason, detail, now)
            case Hold(until, reason):
                uow.planned.hold(row.id, until, reason)
            case Send(takes):
                self._speak(uow, [row, *(other for other in rows if other.id in takes)], now)
            case Merge():
                pass  # its carrier takes it along

    def _let_go(self, uow: UnitOfWork, row: Planned, reason: Reason, detail: str, now: datetime) -> None:
        uow.planned.end(row.id, now, "dropped", reason, detail=detail)
        if detail == matters.AGAIN:
            uow.planned.set_free(row.id)
        if reason is Reason.UNREACHABLE:
            self._call(uow, row, tasks.UNREACHABLE, now)

    def _call(self, uow: UnitOfWork, row: Planned, why: str, now: datetime) -> None:
        """After the last message of a ladder somebody calls, unless the owner wants to hear nothing."""
        ladder = self.company.voice.ladders.get(row.kind)
        if ladder is None or not ladder.task or row.step < ladder.last:
            return
        if uow.owners.get(row.owner_id).stopped_at is None:
            tasks.plan(uow, self.shops[row.store_id], row, why, now)

    def _speak(self, uow: UnitOfWork, rows: Sequence[Planned], now: datetime) -> None:
        """One message for all of them, in the order of the voice; each says what follows from it."""
        shop = self.shops[rows[0].store_id]
        posts = [self.speakers[row.kind].words(uow, self.shops[row.store_id], row, now) for row in rows]
        post = Post([text for post in posts for text in post.paragraphs], _buttons(posts))
        key = f"planned:{rows[0].id}"
        kinds = [row.kind for row in rows]
        manners = {"lane": int(lane_of_kinds(kinds)), "unsure": str(unsure_of_kinds(kinds))}
        queued = to_owner(
            uow, rows[0].owner_id, shop.id, post, purpose=PURPOSE, dedup_key=key, now=now, **manners
        )
        for number, row in enumerate(rows):
            if queued is None:
                self._let_go(uow, row, Reason.UNREACHABLE, "", now)
                continue
            state, reason = ("merged", Reason.MERGED) if number else ("sent", Reason.DUE)
            uow.planned.end(row.id, now, state, reason, outbox_id=queued)
            self._call(uow, row, tasks.NO_ANSWER, now)
            self.speakers[row.kind].said(uow, self.shops[row.store_id], row, now)


def _buttons(posts: Sequence[Post]) -> Sequence[Sequence[Press]]:
    """All rows of a message alone; of several in one, the first row of each."""
    if len(posts) == 1:
        return posts[0].rows
    return [row for post in posts for row in post.rows[:1]]
