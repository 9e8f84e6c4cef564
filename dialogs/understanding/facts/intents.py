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
_LONGEST_REPLY = 16
_CONTENT = frozenset({"place", "job", "state"})
_QUESTIONS = frozenset({"smalltalk", "hours", "address", "price", "status", "my_booking", "ask"})
_SHOUT = re.compile(r"[!?]{2,}")
_LOUD_LETTERS = 12


def read_intents(reading: Reading) -> tuple[list[str], list[Found]]:
    """Keys of all intents met, in order of rank (not yet in the contract's names), and where they stand."""
    rules = reading.rules
    ruled_out = {reading.hits[index][2:4] for index in reading.denying}
    found: list[Found] = []
    for index, hit in enumerate(reading.hits):
        if hit.kind != "intent" or hit.key not in rules.rank or reading.denial[index] is not None:
            continue
        if ruled_out and hit[2:4] in ruled_out:
            continue  # the same words rule out a job: "取消洗车" does not cancel the booking
        if hit.key in rules.quiet and not _fills_clause(reading, hit):
            continue
        if hit.key in rules.opening and hit.first != reading.spans[reading.clause_of(hit)].start:
            continue
        found.append(Found("intent", hit.key, reading.start(hit), reading.end(hit), 0.9))
    return sorted({item.value for item in found}, key=rules.rank.__getitem__), found


def _fills_clause(reading: Reading, hit: Hit) -> bool:
    clause = reading.clause_of(hit)
    span = reading.spans[clause]
    if len(span) > _LONGEST_REPLY:
        return False
    covered: set[int] = set()
    for other in (reading.hits[index] for index in reading.inside[clause]):
        if _is_other_talk(other, hit):
            return False
        covered.update(range(other.first, other.last))
    texts = [reading.units[unit].text for unit in span]
    words = [unit for unit, text in zip(span, texts, strict=True) if text not in MARKS]
    if "?" in texts:
        return False
    strange = sum(unit not in covered for unit in words)
    return strange <= (_SPARE_UNITS if len(words) - strange > 1 else 0)


def _is_other_talk(other: Hit, reply: Hit) -> bool:
    """A question after the reply's words, or something beside them that the clause is about."""
    if other.kind == "word" and other.key == "ask":
        return other.first >= reply.last
    if other.kind == "intent":
        return other.key in _QUESTIONS and not reply.first <= other.first < reply.last
    return (other.kind in _CONTENT or other.key == "benign") and not reply.first <= other.first < reply.last


def lead(intents: Iterable[str], mood: str, also: Iterable[str], rules: Rules) -> list[str]:
    """All intents in the contract's names, the leading one first.

    `also`: what was found besides (job, fault, unwanted) speaks for an intent too, and so does a mood.
    """
    keys = {*intents, *also}
    if mood == "annoyed" and {"no", "price"} <= keys:
        keys, mood = keys - {"price"}, "calm"  # a refusal, and why: 还是算了，太贵
    keys |= {"complain"} if mood == "threat" else {"upset"} if mood in ("angry", "annoyed") else set()
    ordered = sorted(keys, key=lambda key: rules.rank.get(key, len(rules.rank)))
    return list(dict.fromkeys(rules.ends_as.get(key, key) for key in ordered))


def read_mood(reading: Reading, typed: str) -> tuple[str, list[Found]]:
    """The strongest mood met; who complains is at least annoyed, shouting (`!!`, capitals) makes that anger."""
    levels = reading.rules.moods
    found = [
        Found("mood", hit.key, reading.start(hit), reading.end(hit), 0.85)
        for index, hit in enumerate(reading.hits)
        if hit.kind == "mood" and reading.denial[index] is None
    ]
    if not found:
        complains = any(
            hit.key == "complain" and reading.denial[i] is None for i, hit in enumerate(reading.hits)
        )
        return levels[1] if complains else levels[0], found
    mood = max((item.value for item in found), key=levels.index)
    if mood == "annoyed" and (_SHOUT.search(reading.text) or _is_loud(typed)):
        mood = "angry"
    return mood, found


def _is_loud(typed: str) -> bool:
    return typed.isupper() and sum(letter.isalpha() for letter in typed) >= _LOUD_LETTERS
