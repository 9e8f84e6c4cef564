"""Jobs of the service menu: named outright, as an act on a part, or as a part alone.

What was done before ("刚换过", "already replaced") is no wish; what is denied ("不用洗车") is listed apart.
"""

from __future__ import annotations

from dialogs.understanding.facts.model import Found
from dialogs.understanding.facts.reading import Reading
from dialogs.understanding.facts.terms import Hit

_ACTS = frozenset({"change", "repair", "check", "fill", "clean", "paint", "adjust"})
_WORK = frozenset({"change", "repair", "check", "adjust"})
_NEAR = 6
_BARE_WORDS = 3


def read_jobs(reading: Reading, *, asked: bool) -> tuple[list[str], list[str], list[Found]]:
    """Wished jobs, unwanted jobs, and where their words stand; `asked`: the last question was "which job?".

    Of a job named twice the last word holds.
    """
    wish: dict[str, bool] = {}
    found: list[Found] = []
    past = _past_clauses(reading)
    for index, hit in enumerate(reading.hits):
        job = _job(reading, index, hit, asked)
        wanted = reading.denial[index] is None
        if job is None or (wanted and reading.clause[hit.first] in past):
            continue
        wish[job] = wanted
        kind = "job" if wanted else "unwanted_job"
        found.append(Found(kind, job, reading.start(hit), reading.end(hit), 0.95 if hit.kind == "job" else 0.85))
    return [job for job in wish if wish[job]], [job for job in wish if not wish[job]], found


def wants_work(reading: Reading) -> bool:
    """Whether something is to be done to a part, be it on the menu or not ("replace the timing belt")."""
    past = _past_clauses(reading)
    return any(
        hit.kind == "place"
        and reading.denial[index] is None
        and reading.clause[hit.first] not in past
        and _act_on(reading, hit) in _WORK
        for index, hit in enumerate(reading.hits)
    )


def _past_clauses(reading: Reading) -> set[int]:
    return {
        reading.clause[hit.last - 1] for hit in reading.hits if hit.kind == "word" and hit.key == "past"
    }


def _job(reading: Reading, index: int, hit: Hit, asked: bool) -> str | None:
    if hit.kind == "job":
        return hit.key
    if hit.kind != "place":
        return None
    jobs = reading.rules.job.get(hit.key)
    if jobs is None:
        return None
    act = _act_on(reading, hit)
    if act is not None:
        return jobs.get(act, jobs.get("any"))
    if reading.denial[index] in ("unwanted", "is_not") or asked or _is_bare(reading, hit):
        return jobs.get("any")
    return None


def _act_on(reading: Reading, place: Hit) -> str | None:
    """The act said of a part: in its clause, or alone in the next one ("雨刮刮不干净，换一对")."""
    clause = reading.clause[place.first]
    for index, hit in enumerate(reading.hits):
        if hit.kind != "word" or hit.key not in _ACTS or reading.denial[index] is not None:
            continue
        there = reading.clause[hit.first]
        if there == clause and _gap(hit, place) <= _NEAR:
            return hit.key
        if there == clause + 1 and hit.first - place.last <= 2 * _NEAR and not _has_own_object(reading, there):
            return hit.key
    return None


def _gap(one: Hit, other: Hit) -> int:
    return max(one.first - other.last, other.first - one.last)


def _has_own_object(reading: Reading, clause: int) -> bool:
    return any(hit.kind in ("place", "job", "state") and reading.clause[hit.first] == clause for hit in reading.hits)


def _is_bare(reading: Reading, place: Hit) -> bool:
    """Nothing else is said in the part's clause: no state, no other talk."""
    clause = reading.clause[place.first]
    covered = 0
    for hit in reading.hits:
        if reading.clause[hit.first] != clause:
            continue
        if hit.kind == "state" or (hit.kind == "word" and hit.key in ("past", "braking", "undone", "fine")):
            return False
        covered += hit.last - hit.first
    return reading.clause.count(clause) - covered <= _BARE_WORDS

