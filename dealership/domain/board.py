"""The planning board: which places and desks are free for one request on some days, as masks of starts.

What is shown to owners and what is claimed for them are read off the same masks (see `slots` for the rules).
Masks are integers, bit n for the slot `timeline.base + n`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, product

from dealership.domain.company import Advisor, Store
from dealership.domain.timeline import (
    Claim,
    Taken,
    Timeline,
    free_masks,
    instant_of,
    mask_of,
    noon_slot,
    runs,
    slot_of,
)

MOST_PLANS = 20  # alternatives worth building: a booking that loses so many races looks anew


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be booked: working minutes, the skills it takes, a wished or required advisor's key.

    For a visit that is moved, `not_at` is when it is now, and `instead_of` the visit, whose own place counts as free.
    """

    minutes: int
    skills: frozenset[str]
    advisor: str | None = None
    advisor_required: bool = False
    squeeze_in: bool = False
    instead_of: int | None = None
    not_at: datetime | None = None

    def steps(self, store: Store) -> int:
        """Working slots the job takes."""
        return _slots_in(self.minutes, store)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to take a booking in: `claims` sorted, `finish` the hand-back.

    `bay` is the first of several where no single bay has all the skills, None for a squeeze-in.
    """

    bay: str | None
    advisor: str
    start: datetime
    finish: datetime
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """`parts`: the skills each bay must have. `free`: per resource its unclaimed slots.

    `lengths`: slots from start to finish, breaks and nights included → the starts with that length which
    hours, notice and the walk-in share allow.
    """

    store: Store
    request: Request
    timeline: Timeline
    parts: tuple[frozenset[str], ...]
    free: dict[str, int]
    lengths: dict[int, int]

    @classmethod
    def of(
        cls,
        store: Store,
        request: Request,
        timeline: Timeline,
        taken: Taken,
        now: datetime,
        *,
        walk_in: bool,
    ) -> Board:
        """The board as it stands `now`; for a walk-in without notice and share."""
        free = free_masks(timeline, _resources(store), taken)
        board = cls(store, request, timeline, parts_of(store, request.skills), free, {})
        soonest = now if walk_in else now + timedelta(minutes=store.limits.notice)
        first = -int(-soonest.timestamp() // (store.limits.grid * 60)) - timeline.base
        board.lengths.update(board._lengths(first, keep_share=not (walk_in or request.squeeze_in)))
        return board

    def starts_by_day(self) -> dict[date, list[datetime]]:
        """For each day laid out its bookable starts, ascending."""
        starts = _any(self._desks())
        for part in self._places():
            starts &= _any(part)
        work, base, grid = self.timeline.work, self.timeline.base, self.store.limits.grid
        bookable = f"{starts:0{self.timeline.size}b}"[::-1]  # a character is found faster than a bit
        return {
            day: [instant_of(base + at, grid) for at in work[index.start : index.stop] if bookable[at] == "1"]
            for day, index in self.timeline.days.items()
        }

    def plans(self, slot: int) -> list[Plan]:
        """Plans that begin with this slot, best first; empty when it is no bookable start.

        After the best each next one takes another bay and another desk: a lost race does not say at which.
        """
        at = slot - self.timeline.base
        if at < 0:
            return []
        parts = [[place for place, starts in part if starts >> at & 1] for part in self._places()]
        desks = [advisor for advisor, starts in self._desks() if starts >> at & 1]
        desks.sort(key=lambda advisor: -self.free[f"advisor:{advisor.key}"].bit_count())
        choices = list(islice(product(*parts), MOST_PLANS))
        ranked = sorted(
            (advisor.key != self.request.advisor, (desk - choice) % len(desks), choice, desk)
            for choice in range(len(choices))
            for desk, advisor in enumerate(desks)
        )
        return [self._plan(at, choices[choice], desks[desk]) for *_, choice, desk in ranked[:MOST_PLANS]]

    def _lengths(self, first: int, *, keep_share: bool) -> dict[int, int]:
        work, steps = self.timeline.work, self.request.steps(self.store)
        noticed, starts = bisect_left(work, first), defaultdict[int, list[int]](list)
        for index in self.timeline.days.values():
            begin = max(index.start, noticed)
            fits = steps <= len(index)  # then it is finished on its day; only longer jobs run on
            latest = index.stop - steps + 1 if fits else index.stop
            room = self._room(index) // max(1, len(self.parts)) if keep_share else steps
            if room < steps:
                begin = max(begin, index.stop - room)  # begun so late, the day's share stays untouched
            for start, end in zip(work[begin:latest], work[begin + steps - 1 :], strict=False):
                starts[end - start + 1].append(start)
        former = self.request.not_at
        at = slot_of(former, self.store.limits.grid) - self.timeline.base if former else -1
        barred = 1 << at if at >= 0 else 0
        return {length: mask_of(found) & ~barred for length, found in starts.items()}

    def _room(self, index: range) -> int:
        """Bay slots of a day that bookings may still claim, the walk-in share being kept."""
        day = mask_of(self.timeline.work[index.start : index.stop])
        free = sum((self.free[f"bay:{bay.key}"] & day).bit_count() for bay in self.store.bays)
        kept = round(len(self.store.bays) * len(index) * self.store.limits.walk_in_share)
        return max(0, free - kept)

    def _places(self) -> Iterator[list[tuple[str, int]]]:
        """For each part its possible places, best first, with the starts at which they are free."""
        if self.request.squeeze_in:
            yield list(self._squeeze_places())
            return
        for skills in self.parts:
            able = [bay for bay in self.store.bays if skills <= bay.skills]
            places = (f"bay:{bay.key}" for bay in sorted(able, key=lambda bay: len(bay.skills)))
            yield [(place, self._starts_in(place)) for place in places]
        if not self.parts:
            yield []

    def _starts_in(self, place: str) -> int:
        """The starts at which a bay stays free until the finish."""
        free = self.free[place]
        return sum(mask & runs(free, length) for length, mask in self.lengths.items())

    def _squeeze_places(self) -> Iterator[tuple[str, int]]:
        allowed, work = sum(self.lengths.values()), self.timeline.work
        for number in range(self.store.limits.squeeze_ins_per_day):
            place = f"squeeze:{number}"
            days = [
                mask_of(work[index.start : index.stop])
                for day, index in self.timeline.days.items()
                if self.free[place] >> (noon_slot(self.store, day) - self.timeline.base) & 1
            ]
            yield place, allowed & sum(days)

    def _desks(self) -> Iterator[tuple[Advisor, int]]:
        """The advisors the request allows, each with the starts at which the desk is open and free."""
        work = mask_of(self.timeline.work)
        for advisor in self.store.advisors:
            if not self.request.advisor_required or advisor.key == self.request.advisor:
                free = self.free[f"advisor:{advisor.key}"] & work
                yield advisor, runs(free, _slots_in(advisor.reception_minutes, self.store))

    def _plan(self, at: int, places: Sequence[str], advisor: Advisor) -> Plan:
        base, work, grid = self.timeline.base, self.timeline.work, self.store.limits.grid
        steps, squeezed = self.request.steps(self.store), self.request.squeeze_in
        end = work[bisect_left(work, at) + steps - 1] + 1
        start = instant_of(base + at, grid)
        finish = instant_of(base + end, grid) - timedelta(minutes=steps * grid - max(1, self.request.minutes))
        reception = range(base + at, base + at + _slots_in(advisor.reception_minutes, self.store))
        kept = range(base + at, base + end)
        if squeezed:
            noon = noon_slot(self.store, start.astimezone(self.store.zone).date())
            kept = range(noon, noon + 1)
        claims = [(f"advisor:{advisor.key}", slot) for slot in reception]
        claims += [(place, slot) for place in places for slot in kept]
        bay = None if squeezed else places[0].removeprefix("bay:")
        return Plan(bay, advisor.key, start, finish, tuple(sorted(claims)))


def place_claims(
    store: Store, bays: Iterable[str], advisor: str | None, start: datetime, finish: datetime
) -> frozenset[Claim]:
    """What a place claims: each bay ("bay:<key>") from start to finish, and the advisor's reception at the start."""
    grid = store.limits.grid
    first, end = slot_of(start, grid), slot_of(finish - timedelta(microseconds=1), grid) + 1
    reception = [_slots_in(desk.reception_minutes, store) for desk in store.advisors if desk.key == advisor]
    claims = {(f"advisor:{advisor}", slot) for slots in reception for slot in range(first, first + slots)}
    return frozenset(claims | {(bay, slot) for bay in bays for slot in range(first, end)})


def parts_of(store: Store, skills: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The skills of a visit as shares of one bay each; a single share where one bay has them all.

    Empty when a skill is in no bay.

    The largest share goes first, so no bay can take two.
    """
    parts: list[frozenset[str]] = []
    missing = skills
    while missing:
        share = max((bay.skills & missing for bay in store.bays), key=len, default=frozenset[str]())
        if not share:
            return ()
        parts.append(share)
        missing -= share
    return tuple(parts) or (skills,)


def _any(places: Iterable[tuple[object, int]]) -> int:
    starts = 0
    for _, mask in places:
        starts |= mask
    return starts


def _slots_in(minutes: int, store: Store) -> int:
    return max(1, -(-minutes // store.limits.grid))


def _resources(store: Store) -> list[str]:
    return [
        *(f"bay:{bay.key}" for bay in store.bays),
        *(f"advisor:{advisor.key}" for advisor in store.advisors),
        *(f"squeeze:{number}" for number in range(store.limits.squeeze_ins_per_day)),
    ]
