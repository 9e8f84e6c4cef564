"""The dialog engine: `accept(talk, event)` applies one event to a talk and says what to show.

The same verbs work in every dialog: back, change an answer, why do you ask, cancel, talk to a person, start
over. One dialog is active, at most three wait behind it; finishing one brings the former back with one line.
Starting a dialog that is open already asks: go on or start anew. A stale button explains itself and shows
the present state. Nothing here knows Telegram or writes text; rows change only through services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dealership.domain.message import Message
from dialogs.again import AGAIN
from dialogs.model import (
    Ask,
    Button,
    Command,
    Dialog,
    Done,
    Event,
    Fail,
    Fill,
    Go,
    Jump,
    Option,
    Result,
    Screen,
    Start,
    Stay,
    Step,
    Tap,
    Typed,
)
from dialogs.talk import SUSPENDED, Talk
from dialogs.verbs import verb_of

VERB = "!"
CommandHandler = Callable[[Talk, str], Result | None]
Handler = Callable[[Talk, Event], Result | None]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to: the screen now (none: nothing to draw), the short answer to a tap, a reaction."""

    screen: Screen | None
    toast: Message | None = None
    reaction: str | None = None

    def above(self, note: Message | None) -> Turn:
        """The same with one line above."""
        return replace(self, screen=self.screen.above(note)) if note and self.screen else self


@dataclass(frozen=True, slots=True)
class Engine:
    """A family of dialogs with a root (the main menu).

    `commands` answers slash commands; `early` takes words that go before whatever is asked (danger), `late`
    words and files the active step could not, `lost` what nobody understood (it keeps count in `talk.misses`);
    `human` is the dialog behind "talk to a person".
    """

    dialogs: Mapping[str, Dialog]
    root: str
    commands: Mapping[str, CommandHandler] = field(default_factory=dict)
    early: Handler | None = None
    late: Handler | None = None
    lost: Handler | None = None
    human: str | None = None

    # --- one event -----------------------------------------------------------------------------------------

    def accept(self, talk: Talk, event: Event) -> Turn:
        """Apply the event. Raises nothing for bad input: it is said, and the state stays as it was."""
        self._mend(talk)
        if isinstance(event, Tap) and not self._current(talk, event):
            return self.present(talk, toast=Message("engine-stale"))
        misses = len(talk.misses)
        result = self._result(talk, event)
        if len(talk.misses) == misses:
            talk.misses.clear()
        return self._apply(talk, result)

    def present(self, talk: Talk, toast: Message | None = None, note: Message | None = None) -> Turn:
        """The screen as it is now; nothing changes."""
        self._mend(talk)
        turn = Turn(self.show(talk), toast)
        while talk.notes:
            turn = turn.above(talk.notes.pop())
        return turn.above(note)

    def start(self, talk: Talk, dialog: str, answers: Mapping[str, Any]) -> Turn:
        """Open a dialog from outside the talk (a button of a receipt or a card)."""
        self._mend(talk)
        return self._apply(talk, Start(dialog, answers))

    def _current(self, talk: Talk, tap: Tap) -> bool:
        return tap.frame == talk.frame.id and tap.step == talk.frame.step

    def _result(self, talk: Talk, event: Event) -> Result:
        if isinstance(event, Tap) and event.option.startswith(VERB):
            return self._verb(talk, event.option[1:])
        if isinstance(event, Command):
            handler = self.commands.get(event.name)
            answer = handler(talk, event.payload) if handler else None
            return answer or Fail(Message("engine-unknown-command"))
        if isinstance(event, Typed):
            said = self._typed_verb(talk, event.text) or (self.early and self.early(talk, event))
            if said:
                return said
        result = self._step(talk).input.take(talk, event)
        if not isinstance(result, Fail) or isinstance(event, Tap):
            return result
        after = self.late and self.late(talk, event)
        if not after and result.lost and isinstance(event, Typed):
            after = self.lost and self.lost(talk, event)
        return after or result

    # --- verbs ---------------------------------------------------------------------------------------------

    def verbs(self, talk: Talk) -> tuple[str, ...]:
        """The verbs this step offers as buttons."""
        dialog, step = self.dialogs[talk.frame.dialog], self._step(talk)
        if dialog.root or step.bare:
            return ()
        offered = (
            ("back", True),
            ("cancel", not dialog.reading),
            ("why", step.why),
            ("human", dialog.human and self.human is not None),
        )
        return tuple(verb for verb, holds in offered if holds)

    def _typed_verb(self, talk: Talk, text: str) -> Result | None:
        """A verb said in a word: it counts at every step but in a talk with a person, who hears every word."""
        verb = verb_of(text)
        if verb is None or talk.frame.dialog == self.human:
            return None
        known = self.verbs(talk) if verb in ("back", "why") else self._always(talk)
        return self._verb(talk, verb) if verb in known else None

    def _always(self, talk: Talk) -> tuple[str, ...]:
        """Verbs that work in words at every step; where nothing is asked, "cancel" is about a visit."""
        dialog = self.dialogs[talk.frame.dialog]
        return ("human",) if dialog.root or dialog.reading else ("cancel", "restart", "human")

    def _verb(self, talk: Talk, verb: str) -> Result:
        dialog = self.dialogs[talk.frame.dialog]
        if verb == "back":
            return self._back(talk)
        if verb == "cancel":
            return Done(Message("engine-cancelled") if talk.answers and not dialog.reading else None)
        if verb == "restart":
            kept = {key: talk.answers[key] for key in dialog.keeps if key in talk.answers}
            return Start(dialog.key, kept, leave=True)
        if verb == "why" and self._step(talk).why:
            return Ask(talk.ui, Message(f"{dialog.key}-{talk.frame.step}-why"))
        if verb == "human" and self.human:
            return Start(self.human)
        return Fail(Message("engine-stale"))

    def _back(self, talk: Talk) -> Result:
        """To the step asked before; from the first one, out of the dialog."""
        if not talk.frame.trail:
            return Done()
        self._stand(talk, talk.frame.trail.pop())
        return Ask()

    def _stand(self, talk: Talk, step: str) -> None:
        talk.frame.step, talk.frame.ui, talk.frame.change = step, {}, True

    # --- what a result does --------------------------------------------------------------------------------

    def _apply(self, talk: Talk, result: Result) -> Turn:
        match result:
            case Ask(ui, note):
                talk.frame.ui = dict(ui or {})
                return self.present(talk, note=note)
            case Fail(reason, forget):
                if forget:
                    self._forget(talk, forget)
                    self._settle(talk)
                return self.present(talk, note=reason)
            case Stay(reaction):
                return Turn(None, reaction=reaction)
            case Jump(step, also, note):
                self._trail(talk, unless=step)
                talk.answers.update(also)
                self._stand(talk, step)
                return self.present(talk, note=note)
            case Go(value, also, note):
                return self._go(talk, value, also, note)
            case Fill():
                return self._fill(talk, result)
            case Start(dialog, answers, leave, note):
                if leave and len(talk.frames) > 1:
                    self._leave(talk)
                return self._open(talk, dialog, answers, note)
            case Done(note, toast):
                return self._close(talk, note, toast)

    def _go(self, talk: Talk, value: Any, also: Mapping[str, Any], note: Message | None) -> Turn:
        frame = talk.frame
        step = self._step(talk)
        if step.resets and frame.answers.get(step.key) != value:
            self._forget(talk, step.resets)
        frame.answers[step.key] = value
        frame.answers.update(also)
        self._trail(talk)
        return self._onward(talk, note)

    def _fill(self, talk: Talk, told: Fill) -> Turn:
        """Take the answers over, whatever was asked, and go on."""
        steps, before = self.dialogs[talk.frame.dialog].by_key, talk.answers
        changed = [key for key in steps if key in told.answers and before.get(key) != told.answers[key]]
        reset = [key for step in changed for key in steps[step].resets if key not in told.answers]
        self._forget(talk, [*reset, *told.forget])
        talk.answers.update(told.answers)
        if talk.frame.step in talk.answers:
            self._trail(talk)
        return self._onward(talk, told.note)

    def _forget(self, talk: Talk, keys: Sequence[str]) -> None:
        """Drop answers that hold no more, and with them the way back to the steps that build on them."""
        order = [step.key for step in self.dialogs[talk.frame.dialog].steps]
        first = min((order.index(key) for key in keys if key in order), default=len(order))
        for key in keys:
            talk.answers.pop(key, None)
        talk.frame.trail = [key for key in talk.frame.trail if key in order[:first]]

    def _trail(self, talk: Talk, unless: str = "") -> None:
        """Remember the way back, each step once; the step gone to is no longer behind."""
        here = talk.frame.step
        left = [step for step in talk.frame.trail if step not in (here, unless)]
        talk.frame.trail = [*left, here] if here != unless else left

    def _onward(self, talk: Talk, note: Message | None = None) -> Turn:
        """To the first unanswered step, or the end."""
        if self._settle(talk):
            return self.present(talk, note=note)
        done = self.dialogs[talk.frame.dialog].done
        return self._apply(talk, done(talk) if done else Done(note))

    def _settle(self, talk: Talk) -> bool:
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

    def _open(self, talk: Talk, key: str, answers: Mapping[str, Any], note: Message | None) -> Turn:
        if key == self.root:
            return self.present_root(talk, note)
        if key not in self.dialogs:
            return self.present(talk, note=Message("engine-stale"))
        if self._under_way(talk, key):
            answers, key = {"dialog": key, "answers": dict(answers)}, AGAIN.key
        self._drop(talk, key)
        self._make_room(talk)
        talk.push(key, "", answers)
        return self._onward(talk, note)

    def _under_way(self, talk: Talk, key: str) -> bool:
        """Whether something would be lost by beginning this dialog anew."""
        asks = key != AGAIN.key and not self.dialogs[key].reading
        return asks and any(frame.dialog == key and frame.trail for frame in talk.frames[1:])

    def present_root(self, talk: Talk, note: Message | None = None) -> Turn:
        """Back to the main menu; unfinished dialogs are let go."""
        while len(talk.frames) > 1:
            self._leave(talk)
        talk.frame.ui = {}
        return self.present(talk, note=note)

    def _drop(self, talk: Talk, key: str) -> None:
        """Only one frame of a dialog: an untouched older one gives way."""
        for frame in [frame for frame in talk.frames[1:] if frame.dialog == key]:
            talk.frames.remove(frame)
            self._release(talk, key, frame.answers)

    def _make_room(self, talk: Talk) -> None:
        while len(talk.frames) - 1 > SUSPENDED:
            oldest = talk.frames.pop(1)
            self._release(talk, oldest.dialog, oldest.answers)

    def _leave(self, talk: Talk) -> None:
        frame = talk.frames.pop()
        self._release(talk, frame.dialog, frame.answers)

    def _release(self, talk: Talk, dialog: str, answers: Mapping[str, Any]) -> None:
        known = self.dialogs.get(dialog)
        if known and known.leave:
            known.leave(talk, answers)

    def _close(self, talk: Talk, note: Message | None, toast: Message | None) -> Turn:
        if len(talk.frames) > 1:
            self._leave(talk)
        if len(talk.frames) > 1:
            back = Message("engine-back-to", {"dialog": Message(f"{talk.frame.dialog}-title")})
            self._refresh(talk)
            turn = self.present(talk, toast, back)
        else:
            talk.frame.ui = {}
            turn = self.present(talk, toast)
        return turn.above(note)

    def _refresh(self, talk: Talk) -> None:
        """A resumed dialog may have got its answer meanwhile (a car was added): stand where it is right."""
        if not talk.frame.change:
            self._settle(talk)

    # --- what is shown -------------------------------------------------------------------------------------

    def show(self, talk: Talk) -> Screen:
        """Draw the active step."""
        frame, step = talk.frame, self._step(talk)
        view = step.input.show(talk)
        text = Message(view.text or f"{frame.dialog}-{frame.step}", view.args)
        rows = tuple(tuple(self._button(talk, option) for option in row) for row in view.rows if row)
        return Screen((text,), rows + self._navigation(talk), view.contact, view.place)

    def _button(self, talk: Talk, option: Option) -> Button:
        if option.url:
            return Button(option.label, url=option.url)
        return Button(option.label, data=f"{talk.frame.id}:{talk.frame.step}:{option.id}")

    def _navigation(self, talk: Talk) -> tuple[tuple[Button, ...], ...]:
        """One compact row of verbs."""
        row = tuple(
            self._button(talk, Option(VERB + verb, Message(f"engine-{verb}"))) for verb in self.verbs(talk)
        )
        return (row,) if row else ()

    # --- talks of earlier versions -------------------------------------------------------------------------

    def _step(self, talk: Talk) -> Step:
        return self.dialogs[talk.frame.dialog].by_key[talk.frame.step]

    def _mend(self, talk: Talk) -> None:
        """Frames of dialogs or steps that exist no more are dropped or resumed at the first missing answer."""
        talk.frames = [frame for frame in talk.frames if frame.dialog in self.dialogs]
        if not talk.frames or talk.frames[0].dialog != self.root:
            talk.counter += 1
            talk.frames.insert(0, _root_frame(self, talk))
        if talk.frame.step not in self.dialogs[talk.frame.dialog].by_key and not self._settle(talk):
            talk.frames.pop()


def _root_frame(engine: Engine, talk: Talk) -> Any:
    talk.push(engine.root, engine.dialogs[engine.root].steps[0].key, {})
    return talk.frames.pop()


def engine_of(*dialogs: Dialog, **settings: Any) -> Engine:
    """An engine over these dialogs; the root is the one that says so."""
    family = {dialog.key: dialog for dialog in (*dialogs, AGAIN)}
    return Engine(family, next(dialog.key for dialog in dialogs if dialog.root), **settings)
