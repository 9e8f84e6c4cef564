"""Choosing: one of several, several of several, a menu that leads elsewhere, a summary to confirm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dealership.domain.message import Arg, Message, items
from dialogs.inputs.paging import in_rows, page_of, turned
from dialogs.model import Ask, Event, Fail, Go, Jump, Option, Result, Tap, Typed, View
from dialogs.talk import Talk

Options = Callable[[Talk], Sequence[Option]]
Args = Callable[[Talk], Mapping[str, Arg]]
Reader = Callable[[Talk, Typed], Result | None]
USE_BUTTONS = Fail(Message("engine-use-buttons"), lost=True)
DONE, YES, CHANGE = Message("input-done"), Message("input-yes"), Message("input-change")


def no_args(_talk: Talk) -> Mapping[str, Arg]:
    return {}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options. `more` maps extra options to what they lead to; `typed` reads free text."""

    options: Options
    args: Args = no_args
    width: int = 1
    more: Mapping[str, tuple[Message, Result]] = field(default_factory=dict)
    typed: Reader | None = None
    text: Callable[[Talk], str | None] = lambda _talk: None
    value: Callable[[str], Any] = str

    def show(self, talk: Talk) -> View:
        extra = [Option(key, label) for key, (label, _) in self.more.items()]
        rows = page_of(self.options(talk), talk.ui.get("page", 0), self.width, extra)
        return View(self.args(talk), rows, self.text(talk), counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        page = turned(event)
        if page is not None:
            return Ask({"page": page})
        if isinstance(event, Typed):
            return (self.typed and self.typed(talk, event)) or USE_BUTTONS
        if not isinstance(event, Tap):
            return USE_BUTTONS
        if event.option in self.more:
            return self.more[event.option][1]
        if any(option.id == event.option for option in self.options(talk)):
            return Go(self.value(event.option))
        return Fail(Message("engine-stale"))


@dataclass(frozen=True, slots=True)
class Several:
    """Several of several: each tap ticks or unticks; "next" goes on once something is chosen.

    `more` maps extra options to what they lead to, given what is ticked so far.
    """

    options: Options
    more: Mapping[str, tuple[Message, Callable[[Talk, list[str]], Result]]] = field(default_factory=dict)
    typed: Reader | None = None
    width: int = 2

    def show(self, talk: Talk) -> View:
        chosen = self._chosen(talk)
        ticked = [_ticked(option, option.id in chosen) for option in self.options(talk)]
        extra = [Option(key, label) for key, (label, _) in self.more.items()]
        rows = page_of(ticked, talk.ui.get("page", 0), self.width, extra)
        if chosen:
            rows.append([Option("next", Message("input-next", {"count": len(chosen)}))])
        named = [option.label for option in self.options(talk) if option.id in chosen]
        return View({"count": len(chosen), "chosen": items(named)}, rows, counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        chosen = self._chosen(talk)
        page = turned(event)
        if page is not None:
            return Ask({"chosen": chosen, "page": page})
        match event:
            case Tap(option="next") if chosen:
                return Go(chosen)
            case Tap(option=key) if key in self.more:
                return self.more[key][1](talk, chosen)
            case Tap(option=key) if any(option.id == key for option in self.options(talk)):
                toggled = [item for item in chosen if item != key] if key in chosen else [*chosen, key]
                return Ask({**talk.ui, "chosen": toggled})
            case Typed():
                return (self.typed and self.typed(talk, event)) or USE_BUTTONS
            case _:
                return USE_BUTTONS

    def _chosen(self, talk: Talk) -> list[str]:
        known = {option.id for option in self.options(talk)}
        chosen = talk.ui.get("chosen", talk.answers.get(talk.frame.step) or [])
        return [key for key in chosen if key in known]


def _ticked(option: Option, on: bool) -> Option:
    return Option(option.id, Message("input-ticked", {"label": option.label}) if on else option.label)


@dataclass(frozen=True, slots=True)
class Menu:
    """Options that lead elsewhere: each id has its result."""

    items: Callable[[Talk], Sequence[tuple[Option, Callable[[Talk], Result]]]]
    args: Args = no_args
    width: int = 2
    text: Callable[[Talk], str | None] = lambda _talk: None
    typed: Reader | None = None

    def show(self, talk: Talk) -> View:
        options = [option for option, _ in self.items(talk)]
        rows = page_of(options, talk.ui.get("page", 0), self.width)
        return View(self.args(talk), rows, self.text(talk), counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        page = turned(event)
        if page is not None:
            return Ask({"page": page})
        if isinstance(event, Typed):
            return (self.typed and self.typed(talk, event)) or USE_BUTTONS
        if not isinstance(event, Tap):
            return USE_BUTTONS
        for option, act in self.items(talk):
            if option.id == event.option:
                return act(talk)
        return Fail(Message("engine-stale"))


@dataclass(frozen=True, slots=True)
class Toggles:
    """Switches that can be on or off; "done" goes on with the ids that are on. `now_on` says how they stand."""

    options: Options
    now_on: Callable[[Talk], Sequence[str]]
    done: Message = DONE
    args: Args = no_args
    width: int = 1

    def show(self, talk: Talk) -> View:
        on = self._on(talk)
        marked = [
            Option(
                option.id, Message("input-on" if option.id in on else "input-off", {"label": option.label})
            )
            for option in self.options(talk)
        ]
        return View(self.args(talk), in_rows([*marked, Option("done", self.done)], self.width))

    def take(self, talk: Talk, event: Event) -> Result:
        on = self._on(talk)
        match event:
            case Tap(option="done"):
                return Go(on)
            case Tap(option=key) if any(option.id == key for option in self.options(talk)):
                return Ask({"on": [item for item in on if item != key] if key in on else [*on, key]})
            case _:
                return USE_BUTTONS

    def _on(self, talk: Talk) -> list[str]:
        return list(talk.ui.get("on", self.now_on(talk)))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a summary that can be changed: the step that asks it and its label."""

    step: str
    label: Message


@dataclass(frozen=True, slots=True)
class Confirm:
    """The summary: everything read back; yes, or change a line. Yes is remembered only while it is carried out."""

    args: Args
    lines: Callable[[Talk], Sequence[Line]] = lambda _talk: ()
    yes: Message = YES
    typed: Reader | None = None

    def show(self, talk: Talk) -> View:
        if talk.ui.get("change"):
            changes = [Option(f"change.{line.step}", line.label) for line in self.lines(talk)]
            keep = Option("keep", Message("input-keep"))
            return View(self.args(talk), page_of(changes, talk.ui.get("page", 0), 2, [keep]))
        rows = [[Option("yes", self.yes)]]
        if self.lines(talk):
            rows.append([Option("change", CHANGE), Option("!restart", Message("engine-restart"))])
        return View(self.args(talk), rows)

    def take(self, talk: Talk, event: Event) -> Result:
        page = turned(event)
        if page is not None:
            return Ask({"change": True, "page": page})
        match event:
            case Tap(option="yes"):
                return Go(True)
            case Tap(option="change"):
                return Ask({"change": True})
            case Tap(option="keep"):
                return Ask({})
            case Tap(option=option) if option.startswith("change."):
                step = option.removeprefix("change.")
                known = any(line.step == step for line in self.lines(talk))
                return Jump(step) if known else Fail(Message("engine-stale"))
            case Typed():
                return (self.typed and self.typed(talk, event)) or USE_BUTTONS
            case _:
                return USE_BUTTONS
