"""Where in a message the words stand that tell a wish from talk: coming, assenting, faults, calls, opening hours.

Rule: a day counts as a wish unless its sentence is about something else; the words are in the lexicons.
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.when.items import Clock, Context
from dialogs.understanding.when.wish import Wish

_COMING = frozenset(("WISH", "COME", "NOW", "ARRIVE"))
_ASSENT = frozenset(("OK", "PARTICLE", "ANY", "PREFER"))

_SAYS_LITTLE = frozenset(("SOONWEAK", "COMMA", "OK", "PARTICLE"))


class Evidence:
    """Signs by the sentence they stand in. `symptoms`: places in the plain text where a fault is described."""

    def __init__(self, symptoms: Sequence[int] = ()) -> None:
        self.sentences: dict[str, set[int]] = {}
        self.sentence = 0
        self._symptoms = list(symptoms)

    def __contains__(self, name: str) -> bool:
        return name in self.sentences

    def note(self, name: str) -> None:
        """A sign in the present sentence; two question words make it open to anything (哪天有空哪天来)."""
        if name == "QWORD" and self.sentence in self.sentences.get(name, ()):
            self.sentences.setdefault("ANY", set()).add(self.sentence)
        self.sentences.setdefault(name, set()).add(self.sentence)

    def pass_symptoms(self, place: int) -> None:
        """Faults found by others in the text up to here count like a word of a symptom."""
        while self._symptoms and self._symptoms[0] < place:
            self._symptoms.pop(0)
            self.note("SYMPTOM")

    def near(self, wish: Wish) -> set[str]:
        """The signs of the sentence a wish stands in."""
        return self._signs(wish.sentence)

    def _signs(self, sentence: int) -> set[str]:
        return {name for name, places in self.sentences.items() if sentence in places}

    def is_asked_for(self, wish: Wish) -> bool:
        return bool(self.near(wish) & (_COMING | _ASSENT))

    def is_talk(self, ctx: Context, wish: Wish, wishes: Sequence[Wish]) -> bool:
        """A day in a question about opening hours, or today beside a symptom: no wish to come then."""
        near = self.near(wish) | ({"NOW"} if wish.round else set())
        exact = wish.days is not None and isinstance(wish.time, Clock)
        if "HOURS" in near and not _COMING & near and not exact:
            return not self._comes_without_a_day(wishes)
        if "CROWD" in near and not {"NOW", "WISH"} & near and not exact:
            return True
        if "PASTDAY" in near and not (_COMING | {"OK"}) & near:
            return True
        if not {"SYMPTOM", "RUNNING"} & near or (_COMING | {"OK"}) & near:
            return False
        if wish.days is not None and (wish.days.bound == "from" or wish.days.kind in ("dom", "span")):
            return True
        return wish.is_vague(ctx)

    def _comes_without_a_day(self, wishes: Sequence[Wish]) -> bool:
        """周日开门吗？我想过去: the wish in the next sentence is about the day asked for."""
        return bool(self.places(*_COMING) - {wish.sentence for wish in wishes})

    def wants_soon(self) -> bool:
        """尽快, whenever: as soon as you can, unless the sentence is about a fault, a call or fetching the car.

        Words like now and 最近 count only beside a word of coming, or alone.
        """
        coming = self.places("COME", "ARRIVE", "OK") - self.places("PAST", "PASTPRE", "PASTPOST")
        if self.places("SOON") - self.places("OTHERS", "FETCH"):
            return True
        if self.places("ANY") - (self.places("SYMPTOM", "OTHERS", "FETCH") - coming):
            return True
        weak = self.places("SOONWEAK") - self.places("OTHERS", "FETCH", "QHOW")
        return bool(weak & coming) or any(self._signs(place) <= _SAYS_LITTLE for place in weak)

    def is_stray(self, found: object) -> bool:
        """Counted days that could not be placed: with a wish always, else where coming or assent is spoken of."""
        places = self.sentences.get("STRAY")
        if not places:
            return False
        return bool(places if found is not None else places & self.places(*_COMING, "OK"))

    def may_be_meant(self, wishes: Sequence[Wish]) -> bool:
        """A day taken for another event's, in a sentence that speaks of coming: asked rather than dropped."""
        past = self.places("PAST", "PASTPRE", "PASTPOST", "PASTDAY", "LATER", "QWORD", "CROWD", "FETCH")
        coming = self.places(*_COMING, "OK") - past
        if "STRAY" in self and any(wish.days is not None for wish in wishes):
            return True
        return any(wish.days is not None and (wish.ready or wish.sentence in coming) for wish in wishes)

    def places(self, *names: str) -> set[int]:
        """The sentences that hold one of these signs."""
        found: set[int] = set()
        for name in names:
            if name in self.sentences:
                found |= self.sentences[name]
        return found
