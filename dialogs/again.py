"""A dialog that is under way and is begun again: go on with it, or start anew?"""

from __future__ import annotations

from dealership.domain.message import Message
from dialogs.model import Ask, Dialog, Event, Fail, Option, Result, Start, Step, Tap, View
from dialogs.talk import Talk


class _AgainInput:
    """Go on with the open dialog, or begin it anew."""

    def show(self, talk: Talk) -> View:
        title = Message(f"{talk.answers['dialog']}-title")
        options = [Option("go_on", Message("again-go-on")), Option("anew", Message("again-anew"))]
        return View({"dialog": title}, [options], counted=True)

    def take(self, talk: Talk, event: Event) -> Result:
        wanted, answers = talk.answers["dialog"], talk.answers["answers"]
        match event:
            case Tap(option="go_on"):
                talk.frames.sort(key=lambda frame: frame.dialog == wanted)
                talk.frames[:] = [frame for frame in talk.frames if frame.dialog != AGAIN.key]
                return Ask(talk.ui)
            case Tap(option="anew"):
                return Start(wanted, answers, leave=True, anew=True)
            case _:
                return Fail(Message("engine-use-buttons"))


AGAIN = Dialog(
    "again", Step("choose", _AgainInput(), why=False), human=False, reading=True, keeps=("dialog", "answers")
)
