"""One question of a survey: a tap answers it; where words or a picture are asked for, it may be passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from dealership.domain.message import Message
from dealership.domain.survey import PASSED, Question, Survey
from dialogs.inputs.choice import USE_BUTTONS, Reader
from dialogs.inputs.paging import in_rows
from dialogs.inputs.words import LONGEST
from dialogs.model import Event, Fail, Go, Option, Result, Sent, Tap, Typed, View
from dialogs.surveys.options import WIDTH, options_of, value_of
from dialogs.talk import Talk

PASS = Option("pass", Message("survey-pass"))


@dataclass(frozen=True, slots=True)
class Tapped:
    """Answered by one tap; what was answered before is ticked. `typed` reads words."""

    survey: Survey
    question: Question
    typed: Reader

    def show(self, talk: Talk) -> View:
        given = str(talk.answers.get(self.question.key))
        options = [_ticked(option, option.id == given) for option in options_of(self.survey, self.question)]
        return View(rows=[*in_rows(options, WIDTH[self.question.form]), *passing(self.question)])

    def take(self, talk: Talk, event: Event) -> Result:
        match event:
            case Tap(option="pass") if self.question.optional:
                return Go(PASSED)
            case Tap(option=option):
                value = value_of(self.question, option)
                return Fail(Message("engine-stale")) if value is None else Go(value)
            case Typed():
                return self.typed(talk, event) or USE_BUTTONS
            case _:
                return USE_BUTTONS


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, as one of our bots knows it."""

    question: Question

    def show(self, _talk: Talk) -> View:
        return View(rows=passing(self.question))

    def take(self, _talk: Talk, event: Event) -> Result:
        match event:
            case Tap(option="pass") if self.question.optional:
                return Go(PASSED)
            case Sent(kind="photo", media=media) if media is not None:
                return Go(asdict(media))
            case _:
                return Fail(Message("survey-photo-only"))


@dataclass(frozen=True, slots=True)
class Told:
    """A few words of the owner's own. `read` may find that they want something else."""

    read: Callable[[Talk, str], Result]
    passing: Option = PASS

    def show(self, _talk: Talk) -> View:
        return View(rows=[[self.passing]])

    def take(self, talk: Talk, event: Event) -> Result:
        match event:
            case Tap(option="pass"):
                return Go(PASSED)
            case Typed(text=text) if text.strip():
                if len(text.strip()) > LONGEST:
                    return Fail(Message("input-too-long", {"longest": LONGEST}))
                return self.read(talk, text.strip())
            case _:
                return Fail(Message("input-words-only"))


def passing(question: Question) -> Sequence[Sequence[Option]]:
    """The way past what need not be answered."""
    return [[PASS]] if question.optional else []


def _ticked(option: Option, on: bool) -> Option:
    return Option(option.id, Message("input-ticked", {"label": option.label}) if on else option.label)
