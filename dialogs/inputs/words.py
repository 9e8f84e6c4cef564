"""Words, photos and phone numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dealership.domain.message import Message
from dialogs.inputs.choice import USE_BUTTONS, Args, no_args
from dialogs.inputs.paging import in_rows
from dialogs.model import Ask, Contact, Event, Fail, Go, Option, Result, Sent, Tap, Typed, View
from dialogs.talk import Talk

LONGEST = 1000
SHARE = Message("input-share-contact")
MOST_PHOTOS = 10
More = Mapping[str, tuple[Message, Result]]


@dataclass(frozen=True, slots=True)
class Words:
    """A few words of the person's own. `read` may turn them into a value or refuse them kindly."""

    read: Callable[[Talk, str], Result] | None = None
    args: Args = no_args
    more: More = field(default_factory=dict)
    longest: int = LONGEST

    def show(self, talk: Talk) -> View:
        return View(
            self.args(talk), in_rows([Option(key, label) for key, (label, _) in self.more.items()], 2)
        )

    def take(self, talk: Talk, event: Event) -> Result:
        if isinstance(event, Tap) and event.option in self.more:
            return self.more[event.option][1]
        if not isinstance(event, Typed) or not event.text.strip():
            return Fail(Message("input-words-only"))
        text = event.text.strip()
        if len(text) > self.longest:
            return Fail(Message("input-too-long", {"longest": self.longest}))
        return self.read(talk, text) if self.read else Go(text)


@dataclass(frozen=True, slots=True)
class Photos:
    """Words and photos about one thing, in any order, until "ready". Value: {"text", "photos"}.

    `after` decides what the finished value leads to; without it the step is simply answered. `drop` takes back
    what was told before. `typed` hears words first: what is no telling of it (a question, a time) is taken there.
    """

    after: Callable[[Talk, dict[str, object]], Result] | None = None
    drop: tuple[Message, Callable[[Talk], Result]] | None = None
    typed: Callable[[Talk, Typed], Result | None] | None = None

    def show(self, talk: Talk) -> View:
        kept = self._kept(talk)
        photos = len(kept["photos"])
        row = [Option("ready", Message("input-ready"))] if kept["text"] else []
        if self.drop and talk.answers.get(talk.frame.step):
            row.append(Option("drop", self.drop[0]))
        return View({"photos": photos, "text": kept["text"], "has": "yes" if kept["text"] else "no"}, [row])

    def take(self, talk: Talk, event: Event) -> Result:
        kept = self._kept(talk)
        match event:
            case Tap(option="ready") if kept["text"]:
                return self.after(talk, kept) if self.after else Go(kept)
            case Tap(option="drop") if self.drop:
                return self.drop[1](talk)
            case Typed(text=text):
                return (self.typed and self.typed(talk, event)) or self._text(kept, text)
            case Sent(media=media, caption=caption) if media is not None:
                if len(kept["photos"]) < MOST_PHOTOS:
                    kept["photos"].append(asdict(media))
                return self._text(kept, caption) if caption else Ask(kept)
            case _:
                return USE_BUTTONS

    def _kept(self, talk: Talk) -> dict[str, Any]:
        """What was told so far: here, or when the step was asked before."""
        told = talk.ui or talk.answers.get(talk.frame.step) or {}
        return {"text": told.get("text", ""), "photos": list(told.get("photos", ()))}

    def _text(self, kept: dict[str, Any], text: str) -> Result:
        words = f"{kept['text']}\n{text.strip()}".strip()
        if len(words) > LONGEST:
            return Fail(Message("input-too-long", {"longest": LONGEST}))
        return Ask({**kept, "text": words})


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """The person's own contact by the reply keyboard, or other ways to go on without it."""

    read: Callable[[Talk, Contact], Result]
    typed: Callable[[Talk, str], Result] | None = None
    label: Message = SHARE
    more: More = field(default_factory=dict)

    def show(self, talk: Talk) -> View:
        rows = in_rows([Option(key, label) for key, (label, _) in self.more.items()], 2)
        return View({}, rows, contact=self.label)

    def take(self, talk: Talk, event: Event) -> Result:
        match event:
            case Contact():
                return self.read(talk, event)
            case Tap(option=option) if option in self.more:
                return self.more[option][1]
            case Typed(text=text) if self.typed:
                return self.typed(talk, text)
            case _:
                return Fail(Message("input-share-or-type"))
