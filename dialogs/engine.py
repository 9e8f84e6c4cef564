"""The dialog engine: `accept(talk, event)` applies one event to a talk and says what to show.

The same verbs work in every dialog: back, change an answer, why do you ask, cancel, talk to a person, start
over. One dialog is active, at most three wait behind it; finishing one brings the former back with one line.
Starting a dialog that is open already asks: go on or start anew. A stale button explains itself and shows
the present state. Nothing here knows Telegram or writes text; rows change only through services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dealership.domain.message import Message
from dialogs.again import AGAIN
from dialogs.frames import Frames
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
    Tap,
    Typed,
)
from dialogs.ordinals import by_place
from dialogs.talk import Talk
from dialogs.verbs import verb_of

VERB = "!"
CommandHandler = Callable[[Talk, str], Result | None]
Handler = Callable[[Talk, Event], Result | None]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to: the screen now (none: nothing to draw), the short answer to a tap, a reaction.

    `replaces`: the screen before it was an answer to half a thought and goes.
    """

    screen: Screen | None
    toast: Message | None = None
    reaction: str | None = None
    replaces: bool = False

    def above(self, note: Message | None) -> Turn:
        """The same with one line above."""
        return replace(self, screen=self.screen.above(note)) if note and self.screen else self


@dataclass(frozen=True, slots=True)
class Engine(Frames):
    """A family of dialogs at work.

    `commands` answers slash commands; `early` takes words that go before whatever is asked (danger), `late`
    words and files the active step could not, `lost` what nobody understood (it keeps count in `talk.misses`);
    `human` is the dialog behind "talk to a person".
    """

    commands: Mapping[str, CommandHandler] = field(default_factory=dict)
    early: Handler | None = None
    late: Handler | None = None
    lost: Handler | None = None
    human: str | None = None

    # --- one event -----------------------------------------------------------------------------------------

    def accept(self, talk: Talk, event: Event) -> Turn:
        """Apply the event. Raises nothing for bad input: it is said, and the state stays as it was."""
        self.mend(talk)
        if isinstance(event, Tap) and not self._current(talk, event):
            return self.present(talk, toast=Message("engine-stale"))
        misses = len(talk.misses)
        result = self._result(talk, event)
        if len(talk.misses) == misses:
            talk.misses.clear()
        return self._apply(talk, result)

    def present(self, talk: Talk, toast: Message | None = None, note: Message | None = None) -> Turn:
        """The screen as it is now; nothing changes."""
        self.mend(talk)
        turn = Turn(self.show(talk), toast)
        while talk.notes:
            turn = turn.above(talk.notes.pop())
        return turn.above(note)

    def start(self, talk: Talk, dialog: str, answers: Mapping[str, Any]) -> Turn:
        """Open a dialog from outside the talk (a button of a receipt or a card)."""
        self.mend(talk)
        return self._apply(talk, Start(dialog, answers))

    def _current(self, talk: Talk, tap: Tap) -> bool:
        return tap.frame == talk.frame.id and tap.step == talk.frame.step

    def _result(self, talk: Talk, event: Event) -> Result:
        if isinstance(event, Tap) and event.option.startswith(VERB):
            return self._verb(talk, event.option[1:])
        if isinstance(event, Command):
            handler = self.commands.get(event.name)
            answer = handler(talk, event.payload) if handler else None
            if isinstance(answer, Start):
                self.turn_pages(talk, kept=self.human)
            return answer or Fail(Message("engine-unknown-command"))
        if isinstance(event, Typed):
            said = self._typed_verb(talk, event.text) or (self.early and self.early(talk, event))
            if said:
                return said
        step = self.step_of(talk)
        result = step.input.take(talk, by_place(talk, step, event))
        if not isinstance(result, Fail) or isinstance(event, Tap):
            return result
        after = self.late and self.late(talk, event)
        if not after and result.lost and isinstance(event, Typed):
            after = self.lost and self.lost(talk, event)
        return after or result

    # --- verbs ---------------------------------------------------------------------------------------------

    def verbs(self, talk: Talk) -> tuple[str, ...]:
        """The verbs this step offers as buttons."""
        dialog, step = self.dialogs[talk.frame.dialog], self.step_of(talk)
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
        """A verb said in a word: it counts at every step but where a person hears every word."""
        verb = verb_of(text)
        if verb is None or self.step_of(talk).heard:
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
        if verb == "why" and self.step_of(talk).why:
            return Ask(talk.ui, Message(f"{dialog.key}-{talk.frame.step}-why"))
        if verb == "human" and self.human:
            return Start(self.human)
        return Fail(Message("engine-stale"))

    def _back(self, talk: Talk) -> Result:
        """To the step asked before; from the first one, out of the dialog."""
        if not talk.frame.trail:
            return Done(self.dialogs[talk.frame.dialog].parting(talk))
        self.stand(talk, talk.frame.trail.pop())
        return Ask()

    # --- what a result does --------------------------------------------------------------------------------

    def _apply(self, talk: Talk, result: Result) -> Turn:
        match result:
            case Ask(ui, note):
                talk.frame.ui = dict(ui or {})
                return self.present(talk, note=note)
            case Fail(reason, forget):
                if forget:
                    self.forget(talk, forget)
                    self.settle(talk)
                return self.present(talk, note=reason)
            case Stay(reaction):
                return Turn(None, reaction=reaction)
            case Jump(step, also, note):
                self.remember(talk, unless=step)
                talk.answers.update(also)
                self.stand(talk, step)
                return self.present(talk, note=note)
            case Go(value, also, note):
                return self._go(talk, value, also, note)
            case Fill():
                return self._fill(talk, result)
            case Start(leave=leave):
                if leave and len(talk.frames) > 1:
                    self.leave(talk)
                return self._open(talk, result)
            case Done(note, toast):
                return self._close(talk, note, toast)

    def _go(self, talk: Talk, value: Any, also: Mapping[str, Any], note: Message | None) -> Turn:
        frame = talk.frame
        step = self.step_of(talk)
        if step.resets and frame.answers.get(step.key) != value:
            self.forget(talk, step.resets)
        frame.answers[step.key] = value
        frame.answers.update(also)
        self.remember(talk)
        return self._onward(talk, note)

    def _fill(self, talk: Talk, told: Fill) -> Turn:
        """Take the answers over, whatever was asked, and go on."""
        steps, before = self.dialogs[talk.frame.dialog].by_key, talk.answers
        changed = [key for key in steps if key in told.answers and before.get(key) != told.answers[key]]
        reset = [key for step in changed for key in steps[step].resets if key not in told.answers]
        self.forget(talk, [*reset, *told.forget])
        talk.answers.update(told.answers)
        if talk.frame.step in talk.answers:
            self.remember(talk)
        return self._onward(talk, told.note)

    def _onward(self, talk: Talk, note: Message | None = None) -> Turn:
        """To the first unanswered step, or the end."""
        if self.settle(talk):
            return self.present(talk, note=note)
        done = self.dialogs[talk.frame.dialog].done
        return self._apply(talk, done(talk) if done else Done(note))

    def _open(self, talk: Talk, start: Start) -> Turn:
        key, answers = start.dialog, start.answers
        if key == self.root:
            return self.present_root(talk, start.note)
        if key not in self.dialogs:
            return self.present(talk, note=Message("engine-stale"))
        if not start.anew and self.is_under_way(talk, key):
            answers, key = {"dialog": key, "answers": dict(answers)}, AGAIN.key
        self.drop(talk, key)
        self.make_room(talk)
        talk.push(key, "", answers)
        return self._onward(talk, start.note)

    def present_root(self, talk: Talk, note: Message | None = None) -> Turn:
        """Back to the main menu; unfinished dialogs are let go."""
        self.clear(talk)
        return self.present(talk, note=note)

    def _close(self, talk: Talk, note: Message | None, toast: Message | None) -> Turn:
        if len(talk.frames) > 1:
            self.leave(talk)
        if len(talk.frames) > 1:
            back = Message("engine-back-to", {"dialog": Message(f"{talk.frame.dialog}-title")})
            self.refresh(talk)
            turn = self.present(talk, toast, back)
        else:
            talk.frame.ui = {}
            turn = self.present(talk, toast)
        return turn.above(note)

    # --- what is shown -------------------------------------------------------------------------------------

    def show(self, talk: Talk) -> Screen:
        """Draw the active step."""
        frame, step = talk.frame, self.step_of(talk)
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


def engine_of(*dialogs: Dialog, **settings: Any) -> Engine:
    """An engine over these dialogs; the root is the one that says so."""
    family = {dialog.key: dialog for dialog in (*dialogs, AGAIN)}
    return Engine(family, next(dialog.key for dialog in dialogs if dialog.root), **settings)
