"""The governor: what an owner is sent now, what waits, what is let go, and why. Pure; `now` is passed in.

It decides the candidates of one owner together, in the order of one voice (`voice.RANK`), and is asked again at the
moment of sending. Every verdict carries its reason, so "why did I get this, why not that" always has an answer:

- *drop*: no longer true (booked, sold, done, paid), expired, unreachable, stopped, no consent, switched off;
- *hold*: quiet hours, an open complaint, the same kind too soon, the week is full. Held until a moment that is
  always later than now; then it is decided anew;
- *merge*: what may share a message joins the first of its day;
- *send*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dealership.domain.calendar import HolidayTable
from dealership.domain.voice import Consent, Hours, Kind, Sort, VoiceRules

WEEK = timedelta(days=7)
LOOK_AGAIN = timedelta(hours=1)
"""When what waits for somebody (a complaint to be closed) is looked at again."""
SEARCH_DAYS = 8


class Reason(StrEnum):
    """Why; the words of the ledger."""

    DUE = "due"
    UNTRUE = "untrue"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    STOPPED = "stopped"
    NO_CONSENT = "no_consent"
    SWITCHED_OFF = "switched_off"
    EARLY = "early"
    QUIET_HOURS = "quiet_hours"
    OPEN_COMPLAINT = "open_complaint"
    TOO_SOON = "too_soon"
    WEEK_FULL = "week_full"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something planned for an owner. `untrue`: why it is not so any more (a word for the ledger), else empty."""

    id: int
    kind: str
    due_at: datetime
    untrue: str = ""


@dataclass(frozen=True, slots=True)
class Listener:
    """An owner as the governor sees them. `past`: (kind, when) of what they got in the last weeks, in any order.

    `zone` is the owner's own where known, else the shop's; `shop_zone` and `holidays` are the shop's.
    """

    zone: ZoneInfo
    shop_zone: ZoneInfo
    reachable: bool = True
    stopped: bool = False
    consents: Collection[Consent] = (Consent.SERVICE,)
    switched_off: Collection[str] = ()
    complaint_open: bool = False
    past: Sequence[tuple[str, datetime]] = ()
    holidays: HolidayTable | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Goes out now, and takes these others with it."""

    takes: tuple[int, ...] = ()
    reason: Reason = Reason.DUE


@dataclass(frozen=True, slots=True)
class Hold:
    """Waits until then, and is decided anew."""

    until: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Merge:
    """Is said inside another candidate's message."""

    into: int
    reason: Reason = Reason.MERGED


@dataclass(frozen=True, slots=True)
class Drop:
    """Is never said. `detail`: what made it untrue."""

    reason: Reason
    detail: str = ""


Verdict = Send | Hold | Merge | Drop


def decide(
    candidates: Iterable[Candidate], owner: Listener, now: datetime, rules: VoiceRules
) -> Mapping[int, Verdict]:
    """A verdict for every candidate of one owner, by its id."""
    turn = _Turn(owner, now, rules, list(owner.past))
    ordered = sorted(candidates, key=lambda it: (rules.kinds[it.kind].rank, it.due_at, it.id))
    for candidate in ordered:
        turn.verdicts[candidate.id] = turn.verdict(candidate, rules.kinds[candidate.kind])
    return turn.finished()


@dataclass(slots=True)
class _Turn:
    """One owner's turn: what is sent now counts for what comes after it."""

    owner: Listener
    now: datetime
    rules: VoiceRules
    past: list[tuple[str, datetime]]
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    carrier: int | None = None
    passengers: list[int] = field(default_factory=list)

    def verdict(self, candidate: Candidate, kind: Kind) -> Verdict:
        dropped = self._dropped(candidate, kind)
        if dropped is not None:
            return dropped
        if self.carrier is not None and self._rides_along(candidate, kind):
            self.passengers.append(candidate.id)
            self.past.append((kind.key, self.now))
            return Merge(self.carrier)
        held = self._held(candidate, kind)
        if held is not None:
            return held if held.until < self._ends(candidate, kind) else Drop(Reason.EXPIRED, held.reason)
        if kind.merges:
            self.carrier = candidate.id
        self.past.append((kind.key, self.now))
        return Send()

    def _rides_along(self, candidate: Candidate, kind: Kind) -> bool:
        """Whether what falls on this day joins the message that goes out now."""
        today = self.now.astimezone(self.owner.zone).date()
        falls_on = candidate.due_at.astimezone(self.owner.zone).date()
        return kind.merges and falls_on <= today and self._gap_ends(kind) <= self.now

    def finished(self) -> Mapping[int, Verdict]:
        if self.carrier is not None and self.passengers:
            self.verdicts[self.carrier] = Send(tuple(self.passengers))
        return self.verdicts

    # --- never ---------------------------------------------------------------------------------------------

    def _dropped(self, candidate: Candidate, kind: Kind) -> Drop | None:
        if candidate.untrue:
            return Drop(Reason.UNTRUE, candidate.untrue)
        if self.now >= self._ends(candidate, kind):
            return Drop(Reason.EXPIRED)
        reason = self._unwelcome(kind)
        return Drop(reason) if reason else None

    def _ends(self, candidate: Candidate, kind: Kind) -> datetime:
        return candidate.due_at + kind.worth

    def _unwelcome(self, kind: Kind) -> Reason | None:
        """Why this owner does not get this kind at all."""
        if not self.owner.reachable:
            return Reason.UNREACHABLE
        if self.owner.stopped and kind.sort is not Sort.BOOKING:
            return Reason.STOPPED
        if kind.consent is not Consent.NONE and kind.consent not in self.owner.consents:
            return Reason.NO_CONSENT
        if kind.can_be_switched_off and kind.key in self.owner.switched_off:
            return Reason.SWITCHED_OFF
        return None

    # --- not now -------------------------------------------------------------------------------------------

    def _held(self, candidate: Candidate, kind: Kind) -> Hold | None:
        """The reason that holds it longest; None when it may go."""
        return max(self._reasons_to_wait(candidate, kind), key=lambda hold: hold.until, default=None)

    def _reasons_to_wait(self, candidate: Candidate, kind: Kind) -> Iterator[Hold]:
        moment = self._moment(candidate, kind)
        if moment > self.now:
            yield Hold(moment, Reason.EARLY)
        if kind.waits_for_peace and self.owner.complaint_open:
            yield Hold(self.now + LOOK_AGAIN, Reason.OPEN_COMPLAINT)
        if kind.counts and (free := self._week_free_at()) > self.now:
            yield Hold(self._polite(free, kind), Reason.WEEK_FULL)
        if (free := self._gap_ends(kind)) > self.now:
            yield Hold(self._polite(free, kind), Reason.TOO_SOON)
        if moment <= self.now and (polite := self._polite(self.now, kind)) > self.now:
            yield Hold(polite, Reason.QUIET_HOURS)

    def _moment(self, candidate: Candidate, kind: Kind) -> datetime:
        """When it is said: its due moment, or the evening before when that lies in the night."""
        if kind.evening and is_quiet(candidate.due_at, self.owner.zone, self.rules):
            return min(candidate.due_at, evening_before(candidate.due_at, self.owner.zone, self.rules))
        return candidate.due_at

    def _gap_ends(self, kind: Kind) -> datetime:
        last = max((at for key, at in self.past if key == kind.key), default=None)
        return self.now if last is None or not kind.gap else last + kind.gap

    def _week_free_at(self) -> datetime:
        """When this owner's week has room again."""
        spent = sorted(self._messages_of_the_week())
        return self.now if len(spent) < self.rules.per_week else spent[-self.rules.per_week] + WEEK

    def _messages_of_the_week(self) -> Iterator[datetime]:
        """Those said at one moment were merged into one message, unless their kind comes alone."""
        merged = set()
        for key, at in self.past:
            kind = self.rules.kinds.get(key)
            if at <= self.now - WEEK or (kind is not None and not kind.counts):
                continue
            if kind is not None and kind.merges:
                merged.add(at)
            else:
                yield at
        yield from merged

    def _polite(self, at: datetime, kind: Kind) -> datetime:
        """The first moment from `at` on at which this kind may disturb."""
        if kind.sort is Sort.CAMPAIGN:
            return next_campaign_hour(at, self.owner, self.rules)
        return after_quiet(at, self.owner.zone, self.rules)


# --- hours -------------------------------------------------------------------------------------------------


def is_quiet(at: datetime, zone: ZoneInfo, rules: VoiceRules) -> bool:
    """Whether an instant lies in quiet hours there."""
    clock, start, end = at.astimezone(zone).time(), rules.quiet_from, rules.quiet_until
    return start <= clock < end if start <= end else clock >= start or clock < end


def after_quiet(at: datetime, zone: ZoneInfo, rules: VoiceRules) -> datetime:
    """`at` itself, or the morning that ends the quiet hours it lies in."""
    if not is_quiet(at, zone, rules):
        return at
    day = at.astimezone(zone).date()
    mornings = (_local(day + timedelta(days=ahead), rules.quiet_until, zone) for ahead in range(3))
    return next(morning for morning in mornings if morning > at)


def evening_before(at: datetime, zone: ZoneInfo, rules: VoiceRules) -> datetime:
    """The last polite moment before the night an instant lies in."""
    local = at.astimezone(zone)
    day = local.date() if local.time() >= rules.evening_by else local.date() - timedelta(days=1)
    return _local(day, rules.evening_by, zone)


def next_campaign_hour(at: datetime, owner: Listener, rules: VoiceRules) -> datetime:
    """The first moment from `at` on inside the hours for promotions, and not in the owner's own quiet hours."""
    first = at.astimezone(owner.shop_zone).date()
    for day in (first + timedelta(days=ahead) for ahead in range(SEARCH_DAYS)):
        for hours in _campaign_hours(day, owner, rules):
            opens, closes = (_local(day, clock, owner.shop_zone) for clock in hours)
            moment = after_quiet(max(at, opens), owner.zone, rules)
            if moment < closes:
                return moment
    return at + timedelta(days=SEARCH_DAYS)


def _campaign_hours(day: date, owner: Listener, rules: VoiceRules) -> tuple[Hours, ...]:
    holiday = owner.holidays is not None and owner.holidays.is_working_day(day) is False
    return rules.campaign_holiday_hours if holiday else rules.campaign_hours


def _local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
