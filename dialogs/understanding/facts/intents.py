"""What the owner wants and how the owner feels.

Of several intents the first in the order of `rules.toml` leads. Quiet ones ("好", "no", "later") count only where
they fill their clause and do not ask: "可以刷卡吗" agrees to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogs.understanding.facts.lexicon import Rules
from dialogs.understanding.facts.model import Found
from dialogs.understanding.facts.reading import MARKS, Reading
from dialogs.understanding.facts.terms import Hit

_SPARE_UNITS = 1
_CONTENT = frozenset({"place", "job", "state"})
_SHOUT = re.compile(r"[!?]{2,}")
_LOUD_LETTERS = 12


def read_intents(reading: Reading) -> tuple[list[str], list[Found]]:
    """Keys of all intents met, in order of rank (not yet in the contract's names), and where they stand."""
    rank = reading.rules.rank
    found: list[Found] = []
    for index, hit in enumerate(reading.hits):
        if hit.kind != "intent" or hit.key not in rank or reading.denial[index] is not None:
            continue
        if _speaks_of_a_job(reading, hit):
            continue
        if hit.key in reading.rules.quiet and not _fills_clause(reading, hit):
            continue
        if hit.key in reading.rules.opening and not _opens_clause(reading, hit):
            continue
        found.append(Found("intent", hit.key, reading.start(hit), reading.end(hit), 0.9))
    keys = sorted({item.value for item in found}, key=lambda key: rank.get(key, len(rank)))
    return keys, found


def _speaks_of_a_job(reading: Reading, hit: Hit) -> bool:
    """The same words already rule out a job: "取消洗车" does not cancel the booking."""
    return any(
        reading.hits[index].first == hit.first and reading.hits[index].last == hit.last
        for index in reading.denying
    )


def _opens_clause(reading: Reading, hit: Hit) -> bool:
    return hit.first == 0 or reading.clause[hit.first - 1] != reading.clause[hit.first]


def _fills_clause(reading: Reading, hit: Hit) -> bool:
    clause = reading.clause[hit.first]
    covered: set[int] = set()
    for other in reading.hits:
        if reading.clause[other.first] != clause:
            continue
        if other.kind == "word" and other.key == "ask" and other.first >= hit.last:
            return False
        if (other.kind in _CONTENT or other.key == "benign") and not hit.first <= other.first < hit.last:
            return False
        covered.update(range(other.first, other.last))
    units = [i for i, number in enumerate(reading.clause) if number == clause]
    words = [i for i in units if reading.units[i].text not in MARKS]
    if len(words) < len(units) and any(reading.units[i].text == "?" for i in units):
        return False
    strange = sum(i not in covered for i in words)
    return strange <= (_SPARE_UNITS if len(words) - strange > 1 else 0)


def lead(intents: Iterable[str], mood: str, also: Iterable[str], rules: Rules) -> list[str]:
    """All intents in the contract's names, the leading one first.

    `also`: what was found besides (job, fault, unwanted) speaks for an intent too, and so does a mood.
    """
    keys = {*intents, *also}
    keys |= {"complain"} if mood == "threat" else {"upset"} if mood in ("angry", "annoyed") else set()
    ordered = sorted(keys, key=lambda key: rules.rank.get(key, len(rules.rank)))
    return list(dict.fromkeys(rules.ends_as.get(key, key) for key in ordered))


def read_mood(reading: Reading, typed: str) -> tuple[str, list[Found]]:
    """The strongest mood met; shouting (`!!`, capitals) makes annoyance anger."""
    levels = reading.rules.moods
    found = [
        Found("mood", hit.key, reading.start(hit), reading.end(hit), 0.85)
        for index, hit in enumerate(reading.hits)
        if hit.kind == "mood" and reading.denial[index] is None
    ]
    if not found:
        return levels[0], found
    mood = max((item.value for item in found), key=levels.index)
    if mood == "annoyed" and (_SHOUT.search(reading.text) or _is_loud(typed)):
        mood = "angry"
    return mood, found


def _is_loud(typed: str) -> bool:
    return typed.isupper() and sum(letter.isalpha() for letter in typed) >= _LOUD_LETTERS
