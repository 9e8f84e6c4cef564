"""What must hold whatever happens: each rule reads the ledger and the journal and names its breaches. Pure.

The rules are told here a second time, from the trade's numbers (`VoiceRules`) and not from the governor:
a governor that forgets one is found out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.simulate.journal import Deed, Done, Journal
from dealership.domain.ladder import Ladder
from dealership.domain.records import Planned
from dealership.domain.voice import Consent, Kind, VoiceRules

WEEK = timedelta(days=7)
SAID = ("sent", "merged")
GRACE = timedelta(minutes=30)
"""What was decided just before a deed may still be on its way: the second look is taken when a row is claimed."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that did not hold, for whom and when."""

    rule: str
    owner: int | None
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A planned message as it reached its owner."""

    at: datetime
    row: Planned
    kind: Kind


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that happened. `zones` are the owners' own; `until` is the end of the time looked at."""

    ledger: Sequence[Planned]
    journal: Journal
    voice: VoiceRules
    zones: Mapping[int, ZoneInfo]
    until: datetime

    def heard(self) -> Mapping[int, Sequence[Heard]]:
        """By owner, in order of time: every planned message the stand took."""
        taken = {said.row: said.at for said in self.journal.said}
        by_owner: dict[int, list[Heard]] = defaultdict(list)
        for row in self.ledger:
            if row.state in SAID and row.outbox_id in taken:
                by_owner[row.owner_id].append(Heard(taken[row.outbox_id], row, self.voice.kinds[row.kind]))
        return {owner: sorted(all_, key=lambda it: (it.at, it.row.id)) for owner, all_ in by_owner.items()}

    def deeds(self, deed: Deed) -> Mapping[int, Sequence[Done]]:
        by_owner: dict[int, list[Done]] = defaultdict(list)
        for done in self.journal.done:
            if done.deed is deed:
                by_owner[done.owner_id].append(done)
        return by_owner


Rule = Callable[[Evidence], Iterator[Breach]]


def once(evidence: Evidence) -> Iterator[Breach]:
    """Nobody gets the same thing twice; once more at most where an answer was lost."""
    times: dict[int, list[datetime]] = defaultdict(list)
    owners = {}
    for said in evidence.journal.said:
        times[said.row].append(said.at)
        owners[said.row] = said.owner_id
    for row, ats in times.items():
        if len(ats) > 1 + min(1, evidence.journal.lost[row]):
            yield Breach("once", owners[row], ats[-1], f"outbox row {row} was taken {len(ats)} times")
    seen: dict[tuple[int, str, int | None, int, str], int] = {}
    for owner, heard in evidence.heard().items():
        for one in heard:
            row_ = one.row
            key = (owner, row_.kind, row_.appointment_id or row_.vehicle_id, row_.step, row_.period)
            if seen.setdefault(key, row_.id) != row_.id:
                yield Breach("once", owner, one.at, f"{row_.kind} {row_.period} step {row_.step} again")


def after_stop(evidence: Evidence) -> Iterator[Breach]:
    """After /stop only what a booking needs to have said."""
    stops = evidence.deeds(Deed.STOPPED)
    for owner, heard in evidence.heard().items():
        for stop in stops.get(owner, ()):
            for one in heard:
                if one.kind.consent is not Consent.NONE and one.at > stop.at:
                    yield Breach(
                        "after_stop", owner, one.at, f"{one.row.kind} after the stop of {stop.at:%F %R}"
                    )


def after_block(evidence: Evidence) -> Iterator[Breach]:
    """Nothing is taken by a chat that is blocked (the stand would refuse it), and nothing is said after it is known."""
    blocks = evidence.deeds(Deed.BLOCKED)
    back = evidence.deeds(Deed.UNBLOCKED)
    for said in evidence.journal.said:
        for block in blocks.get(said.owner_id or 0, ()):
            until = min(
                (it.at for it in back.get(block.owner_id, ()) if it.at > block.at), default=evidence.until
            )
            if block.at < said.at < until:
                yield Breach("after_block", said.owner_id, said.at, f"{said.purpose} to a blocked chat")


def after_sale(evidence: Evidence) -> Iterator[Breach]:
    """Nothing about a car that was sold."""
    sales = evidence.deeds(Deed.SOLD)
    for owner, heard in evidence.heard().items():
        for sale in sales.get(owner, ()):
            for one in heard:
                if (
                    one.row.vehicle_id == sale.vehicle_id
                    and one.row.appointment_id is None
                    and one.at > sale.at
                ):
                    yield Breach("after_sale", owner, one.at, f"{one.row.kind} of car {sale.vehicle_id}")


def quiet_hours(evidence: Evidence) -> Iterator[Breach]:
    """Nobody is disturbed at night: nothing that is planned is said between `quiet_from` and `quiet_until`."""
    start, end = evidence.voice.quiet_from, evidence.voice.quiet_until
    for owner, heard in evidence.heard().items():
        for one in heard:
            clock = one.at.astimezone(evidence.zones[owner]).time()
            if _between(clock, start, end):
                yield Breach("quiet_hours", owner, one.at, f"{one.row.kind} at {clock:%H:%M}")


def _between(clock: time, start: time, end: time) -> bool:
    return start <= clock < end if start <= end else clock >= start or clock < end


def week(evidence: Evidence) -> Iterator[Breach]:
    """At most so many messages in any seven days, those of bookings not counted; several in one count once."""
    most = evidence.voice.per_week
    for owner, heard in evidence.heard().items():
        times = sorted({one.at for one in heard if one.kind.counts})
        for first, last in zip(times, times[most:], strict=False):
            if last - first < WEEK - GRACE:
                yield Breach("week", owner, last, f"{most + 1} messages since {first:%F %R}")


def gaps(evidence: Evidence) -> Iterator[Breach]:
    """The least time between two of a kind."""
    for owner, heard in evidence.heard().items():
        by_kind: dict[str, list[Heard]] = defaultdict(list)
        for one in heard:
            if one.kind.gap:
                by_kind[one.kind.key].append(one)
        for key, ones in by_kind.items():
            for before, after in pairwise(ones):
                if timedelta(0) < after.at - before.at < after.kind.gap - GRACE:
                    yield Breach("gaps", owner, after.at, f"{key} again after {after.at - before.at}")


def ended(evidence: Evidence) -> Iterator[Breach]:
    """Every planned message ends with a reason; what is over is not left waiting."""
    for row in evidence.ledger:
        worth = evidence.voice.kinds[row.kind].worth
        if row.state == "waiting" and row.due_at + worth < evidence.until - timedelta(hours=2):
            yield Breach("ended", row.owner_id, row.due_at, f"{row.kind} {row.id} still waits")
        if row.state != "waiting" and not row.reason:
            yield Breach("ended", row.owner_id, row.due_at, f"{row.kind} {row.id} ended without a reason")


def ladder(evidence: Evidence) -> Iterator[Breach]:
    """Reminders of a day come in the order of their ladder, none before its day, each step once; what comes after
    the last one was asked for by the owner.
    """
    for owner, heard in evidence.heard().items():
        items: dict[tuple[str, int | None, str], list[Heard]] = defaultdict(list)
        for one in heard:
            known = evidence.voice.ladders.get(one.row.kind)
            if known is not None and one.row.step <= known.last:
                items[(one.row.kind, one.row.vehicle_id, one.row.period)].append(one)
        for (kind, _car, period), steps in items.items():
            yield from _climbed(evidence, owner, evidence.voice.ladders[kind], period, steps)


def _climbed(
    evidence: Evidence, owner: int, ladder_: Ladder, period: str, steps: Sequence[Heard]
) -> Iterator[Breach]:
    kind, numbers = steps[0].row.kind, [one.row.step for one in steps]
    if numbers != sorted(set(numbers)):
        yield Breach("ladder", owner, steps[-1].at, f"{kind} {period}: steps {numbers}")
    try:
        due_on = date.fromisoformat(period)
    except ValueError:
        return
    for one in steps:
        first = ladder_.pushes(due_on)[one.row.step]
        if one.at.astimezone(evidence.zones[owner]).date() < first:
            yield Breach("ladder", owner, one.at, f"{kind} {period}: step {one.row.step} before {first}")


def lanes(evidence: Evidence) -> Iterator[Breach]:
    """What was decided for an owner at one moment is said in the order of the voice: bookings first."""
    for owner, heard in evidence.heard().items():
        carriers = [one for one in heard if one.row.state == "sent"]
        for before, after in pairwise(carriers):
            if before.row.decided_at == after.row.decided_at and after.kind.rank < before.kind.rank:
                yield Breach("lanes", owner, after.at, f"{after.row.kind} only after {before.row.kind}")


def pace(evidence: Evidence) -> Iterator[Breach]:
    """The house keeps Telegram's limits by itself: the stand never has to say 429."""
    if evidence.journal.refused:
        yield Breach("pace", None, evidence.until, f"{evidence.journal.refused} times 429")


RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        once,
        after_stop,
        after_block,
        after_sale,
        quiet_hours,
        week,
        gaps,
        ended,
        ladder,
        lanes,
        pace,
    )
}


def breaches(evidence: Evidence) -> list[Breach]:
    """All of them, soonest first."""
    found = [breach for rule in RULES.values() for breach in rule(evidence)]
    return sorted(found, key=lambda breach: (breach.at, breach.rule))
