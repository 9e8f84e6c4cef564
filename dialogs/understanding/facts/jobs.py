"""Jobs of the service menu: named outright, as an act on a part, or as a part alone.

What was done before ("刚换过", "already replaced") is no wish; what is denied ("不用洗车") is listed apart.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.understanding.facts.model import Found
from dialogs.understanding.facts.reading import ACTS, RULED_OUT, Reading
from dialogs.understanding.facts.terms import Hit

_WORK = frozenset({"change", "repair", "check", "adjust"})
_OBJECTS = frozenset({"place", "job", "state"})
_TALK = frozenset({"past", "past_after", "braking", "undone", "fine"})
_NEAR = 6
_NEXT_CLAUSE = 12
_BARE_WORDS = 2
_ASKED_OF_CAR = frozenset({"my_booking", "status", "address", "hours"})
_BARE_CLAUSE = 12


class Jobs(NamedTuple):
    """Jobs `wished` and `unwanted`; `work`: something is to be done to a part, on the menu or not."""

    wished: list[str]
    unwanted: list[str]
    work: bool
    found: list[Found]


def read_jobs(reading: Reading, *, asked: bool) -> Jobs:
    """The jobs of a message; `asked`: the last question was "which job?". Of a job named twice the last word holds."""
    things = [(i, hit) for i, hit in enumerate(reading.hits) if hit.kind == "job" or hit.kind == "place"]
    if not things:
        return Jobs([], [], False, [])
    wish: dict[str, bool] = {}
    found: list[Found] = []
    past = _past_from(reading)
    acts = _acts(reading) if any(hit.kind == "place" for _, hit in things) else {}
    work, priced = False, _priced_clauses(reading)
    for index, hit in things:
        wanted = reading.denial[index] is None or _is_done_otherwise(reading, hit, acts)
        if wanted and hit.first >= past.get(reading.clause_of(hit), len(reading.units)):
            continue
        act = _act_on(reading, hit, acts) if hit.kind == "place" else None
        work = work or (wanted and act in _WORK)
        job = (
            hit.key
            if hit.kind == "job"
            else _job(reading, index, hit, act, asked or reading.clause_of(hit) in priced)
        )
        if job is not None:
            wish[job] = wanted
            sure = 0.95 if hit.kind == "job" else 0.85
            kind = "job" if wanted else "unwanted_job"
            found.append(Found(kind, job, reading.start(hit), reading.end(hit), sure))
    wished = [job for job in wish if wish[job]]
    return Jobs(wished, [job for job in wish if not wish[job]], work or bool(wished), found)


def _past_from(reading: Reading) -> dict[int, int]:
    """By clause the unit from which on it tells of what was done: all of it, or what follows "after"."""
    past: dict[int, int] = {}
    for hit in reading.hits:
        if hit.kind == "word" and hit.key in ("past", "past_after"):
            clause = reading.clause[hit.last - 1]
            begin = hit.first if hit.key == "past_after" else 0
            past[clause] = min(begin, past.get(clause, begin))
    return past


def _acts(reading: Reading) -> dict[int, Hit]:
    """Acts that are not denied, by their first unit."""
    return {
        hit.first: hit
        for index, hit in enumerate(reading.hits)
        if hit.kind == "word" and hit.key in ACTS and reading.denial[index] is None
    }


def _job(reading: Reading, index: int, place: Hit, act: str | None, asked: bool) -> str | None:
    """The job of a part: by the act on it, or by its name alone, bare or `asked` about."""
    jobs = reading.rules.job.get(place.key)
    if jobs is None or (place.key == "car" and act == "check" and _says(reading, _ASKED_OF_CAR)):
        return None
    if act is not None:
        return jobs.get(act, jobs.get("any"))
    denied = reading.denial[index] in RULED_OUT
    return jobs.get("any") if denied or asked or _is_bare(reading, place) else None


def _says(reading: Reading, intents: frozenset[str]) -> bool:
    return any(hit.kind == "intent" and hit.key in intents for hit in reading.hits)


def _priced_clauses(reading: Reading) -> set[int]:
    """Clauses that ask a price where nothing is wrong: "how much are the pads?"."""
    asked = {reading.clause_of(hit) for hit in reading.hits if (hit.kind, hit.key) == ("intent", "price")}
    return asked - {reading.clause_of(hit) for hit in reading.hits if hit.kind == "state"} if asked else asked


def _act_on(reading: Reading, place: Hit, acts: dict[int, Hit]) -> str | None:
    """The act said of a part: in its clause, or alone in the next one ("雨刮刮不干净，换一对")."""
    if not acts:
        return None
    clause = reading.clause_of(place)
    for unit in range(place.first - _NEAR - _NEXT_CLAUSE, place.last + _NEXT_CLAUSE + 1):
        act = acts.get(unit)
        if act is None:
            continue
        there = reading.clause[unit]
        if there == clause and max(unit - place.last, place.first - act.last) <= _NEAR:
            return act.key
        if there == clause + 1 and not _has_own_object(reading, there):
            return act.key
    return None


def _is_done_otherwise(reading: Reading, thing: Hit, acts: dict[int, Hit]) -> bool:
    """One act on a part is denied and another one wished at once: "不用换轮胎，补一下就行"."""
    following = reading.clause_of(thing) + 1
    if thing.kind != "place" or following >= len(reading.spans) or _has_own_object(reading, following):
        return False
    return any(unit in acts for unit in reading.spans[following])


def _has_own_object(reading: Reading, clause: int) -> bool:
    return any(reading.hits[index].kind in _OBJECTS for index in reading.inside[clause])


def _is_bare(reading: Reading, place: Hit) -> bool:
    """Nothing else is said in the part's clause: no state, no other talk."""
    clause = reading.clause_of(place)
    covered: set[int] = set()
    if len(reading.spans[clause]) > _BARE_CLAUSE:
        return False
    for hit in (reading.hits[index] for index in reading.inside[clause]):
        if hit.kind == "state" or (hit.kind == "word" and hit.key in _TALK):
            return False
        covered.update(range(hit.first, hit.last))
    return len(reading.spans[clause]) - len(covered) <= _BARE_WORDS
