"""Which of the terms met in a message are really meant, and which only stand inside others.

No wish or mood stands inside a longer word ("媒体" in "多媒体", "烦" in "麻烦"), no state inside a longer wish; no mood
only begins in a word ("火了" in "熄火了"); what is harmless ("benign") hides a part, a job or a state
of the same words and a shorter one that begins in it ("发烧" hides "烧了").
"""

from __future__ import annotations

from dialogs.understanding.facts.terms import Hit

_STANCES = frozenset({"intent", "mood"})
#: Wishes whose own words may name a fault ("the noise is back"); of these states they say no more than the wish does.
_TELLING = frozenset({"roadside", "complain"})
_UNTOLD = frozenset(
    {"dead", "unable", "stuck", "faulty", "weak", "gone", "damaged", "worn", "low", "high", "slow"}
)
_Over = dict[int, Hit]


def visible(hits: list[Hit]) -> list[Hit]:
    """The terms that are meant, in their order."""
    things: _Over = {}
    wishes: _Over = {}
    harmless: _Over = {}
    for hit in hits:
        if hit.at != hit.first:
            continue
        if hit.key == "benign":
            harmless.update(dict.fromkeys(range(hit.first, hit.last), hit))
        if hit.last - hit.first > 1 and hit.kind != "mood":
            over = wishes if hit.kind == "intent" else things
            over.update(dict.fromkeys(range(hit.first, hit.last), hit))
    if not (things or wishes or harmless):
        return hits
    return [hit for hit in hits if hit.at != hit.first or not _is_hidden(hit, things, wishes, harmless)]


def _is_hidden(hit: Hit, things: _Over, wishes: _Over, harmless: _Over) -> bool:
    if hit.kind in _STANCES:
        return _is_inside(hit, things.get(hit.first), begins=hit.kind == "mood")
    if hit.kind == "word":
        return False
    guard = harmless.get(hit.first)
    if guard is not None and hit.last - hit.first <= guard.last - guard.first:
        return True
    wish = wishes.get(hit.first) if hit.kind == "state" else None
    if wish is not None and wish.key in _TELLING and hit.key not in _UNTOLD:
        return False
    return _is_inside(hit, wish)


def _is_inside(hit: Hit, over: Hit | None, *, begins: bool = False) -> bool:
    """Whether a longer term covers this one; with `begins` also one it only begins in."""
    if over is None or hit.last - hit.first >= over.last - over.first:
        return False
    return hit.last <= over.last or (begins and hit.first > over.first)
