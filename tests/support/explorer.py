"""Going everywhere: from a chat as it stands, every button and every kind of words, each state once.

Two screens are one state when dialog, step and the kinds of their buttons are the same; of buttons of one kind
(days, times, jobs, cars) the first and the last are tapped. What a path changes in the database is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from support.phone import Phone, option_of

from dealership.domain.rights import NotAllowedError
from dealership.services.ports import NotFoundError
from dialogs.engine import Turn
from dialogs.model import Button, Event, Tap

State = tuple[object, ...]
KINDS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "<day>"),
    (re.compile(r"~\d+"), "<page>"),
    (re.compile(r"\d+"), "<number>"),
)
REFUSED = (NotAllowedError, NotFoundError)
"""What a front desk turns into a sentence."""


@dataclass
class Journey:
    """Where one has been. `words`: what to say at which step; `at_every`: what to say everywhere."""

    look: Callable[[Phone, Turn], None]
    words: Mapping[tuple[str, str], Sequence[Event]] = field(default_factory=dict)
    at_every: Sequence[Event] = ()
    many: frozenset[str] = frozenset()
    depth: int = 18
    steps: set[tuple[str, str]] = field(default_factory=set)
    states: set[State] = field(default_factory=set)
    turns: int = 0

    def explore(self, phone: Phone, depth: int = 0) -> None:
        """Look at the screen, then go on from it in every way that is new."""
        self.look(phone, phone.turn)
        self.steps.add(phone.step)
        state = self._state(phone)
        if state in self.states or depth > self.depth:
            return
        self.states.add(state)
        for event in self._events(phone):
            with phone.branch():
                if self.may(phone.send, event):
                    self.explore(phone, depth + 1)

    def begin(self, phone: Phone, dialog: str, **answers: object) -> None:
        """Explore a dialog from its beginning, as a button of a receipt opens it."""
        with phone.branch():
            if self.may(phone.open, dialog, **answers):
                self.explore(phone)

    def may(self, act: Callable[..., Turn], *args: object, **more: object) -> bool:
        """Do it; False when it is refused."""
        self.turns += 1
        try:
            act(*args, **more)
        except REFUSED:
            return False
        return True

    def _events(self, phone: Phone) -> Iterator[Event]:
        for button in self._one_of_each_kind(phone.buttons()):
            yield Tap(*(button.data or "").split(":", 2))
        yield from self.words.get(phone.step, ())
        yield from self.at_every

    def _one_of_each_kind(self, buttons: Sequence[Button]) -> list[Button]:
        """The first and the last of each kind."""
        first: dict[str, Button] = {}
        last: dict[str, Button] = {}
        for button in buttons:
            kind = self._kind(button)
            first.setdefault(kind, button)
            last[kind] = button
        other_end = [button for kind, button in last.items() if button is not first[kind]]
        return [*first.values(), *other_end]

    def _kind(self, button: Button) -> str:
        option = option_of(button)
        if option in self.many:
            return "<one of many>"
        for pattern, kind in KINDS:
            option = pattern.sub(kind, option)
        return option

    def _state(self, phone: Phone) -> State:
        frames = phone.session.talk["frames"]
        behind = frames[-2]["d"] if len(frames) > 2 else ""
        kinds = sorted({self._kind(button) for button in phone.buttons()})
        returning = bool(frames[-1]["t"])
        return (phone.session.bot, behind, phone.step, phone.screen.paragraphs[-1].key, *kinds, returning)
