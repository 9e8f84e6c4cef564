"""Which dialogs are open in a talk: one active, at most three behind it, the main menu under all of them.

Each keeps its answers and the way back. One that is let go unfinished is named in a line, and gives back what it held.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dealership.domain.message import Message
from dialogs.again import AGAIN
from dialogs.model import Dialog, Frame, Step
from dialogs.talk import SUSPENDED, Talk


@dataclass(frozen=True, slots=True)
class Frames:
    """A family of dialogs with a root (the main menu), and what is open of it in a talk."""

    dialogs: Mapping[str, Dialog]
    root: str

    def step_of(self, talk: Talk) -> Step:
        """The active step."""
        return self.dialogs[talk.frame.dialog].by_key[talk.frame.step]

    def mend(self, talk: Talk) -> None:
        """Frames of dialogs or steps that exist no more are dropped or resumed at the first missing answer."""
        talk.frames = [frame for frame in talk.frames if frame.dialog in self.dialogs]
        if not talk.frames or talk.frames[0].dialog != self.root:
            talk.counter += 1
            talk.push(self.root, self.dialogs[self.root].steps[0].key, {})
            talk.frames.insert(0, talk.frames.pop())
        if talk.frame.step not in self.dialogs[talk.frame.dialog].by_key and not self.settle(talk):
            talk.frames.pop()

    def stand(self, talk: Talk, step: str) -> None:
        """Go to a step to give or change its answer: what was answered after it stays."""
        talk.frame.step, talk.frame.ui, talk.frame.change = step, {}, True

    def settle(self, talk: Talk) -> bool:
        """Stand at the first step that still needs an answer; False when there is none."""
        frame = talk.frame
        for step in self.dialogs[frame.dialog].steps:
            if step.key in frame.answers or step.optional:
                continue
            if step.skip_if and step.skip_if(talk):
                continue
            frame.step, frame.ui, frame.change = step.key, {}, False
            if step.key in frame.trail:
                frame.trail.remove(step.key)
            return True
        return False

    def refresh(self, talk: Talk) -> None:
        """A resumed dialog may have got its answer meanwhile (a car was added): stand where it is right."""
        if not talk.frame.change:
            self.settle(talk)

    def remember(self, talk: Talk, unless: str = "") -> None:
        """Remember the way back, each step once; the step gone to is no longer behind."""
        here = talk.frame.step
        left = [step for step in talk.frame.trail if step not in (here, unless)]
        talk.frame.trail = [*left, here] if here != unless else left

    def forget(self, talk: Talk, keys: Sequence[str]) -> None:
        """Drop answers that hold no more, and with them the way back to the steps that build on them."""
        order = [step.key for step in self.dialogs[talk.frame.dialog].steps]
        first = min((order.index(key) for key in keys if key in order), default=len(order))
        for key in keys:
            talk.answers.pop(key, None)
        talk.frame.trail = [key for key in talk.frame.trail if key in order[:first]]

    def is_under_way(self, talk: Talk, key: str) -> bool:
        """Whether something would be lost by beginning this dialog anew."""
        if key == AGAIN.key or self.dialogs[key].reading:
            return False
        told = self.dialogs[key].told
        return any(
            frame.dialog == key and (frame.trail or any(map(frame.answers.get, told)))
            for frame in talk.frames[1:]
        )

    def drop(self, talk: Talk, key: str) -> None:
        """Only one frame of a dialog: an untouched older one gives way."""
        for frame in [frame for frame in talk.frames[1:] if frame.dialog == key]:
            talk.frames.remove(frame)
            self._release(talk, key, frame.answers)

    def make_room(self, talk: Talk) -> None:
        """The dialog that has waited longest behind the others is let go, and the person hears which."""
        while len(talk.frames) - 1 > SUSPENDED:
            self._let_go(talk, talk.frames.pop(1))

    def clear(self, talk: Talk) -> None:
        """Only the main menu stays."""
        while len(talk.frames) > 1:
            self._let_go(talk, talk.frames.pop())
        talk.frame.ui = {}

    def _let_go(self, talk: Talk, frame: Frame) -> None:
        if frame.trail and not self.dialogs[frame.dialog].reading:
            talk.say(Message("engine-let-go", {"dialog": Message(f"{frame.dialog}-title")}))
        self._release(talk, frame.dialog, frame.answers)

    def turn_pages(self, talk: Talk, kept: str | None) -> None:
        """Pages that are only read are not gone back to once something else is asked for by name."""
        while len(talk.frames) > 1 and self.dialogs[talk.frame.dialog].reading and talk.frame.dialog != kept:
            self.leave(talk)

    def leave(self, talk: Talk) -> None:
        """The active dialog ends."""
        frame = talk.frames.pop()
        self._release(talk, frame.dialog, frame.answers)

    def _release(self, talk: Talk, dialog: str, answers: Mapping[str, Any]) -> None:
        known = self.dialogs.get(dialog)
        if known and known.leave:
            known.leave(talk, answers)
