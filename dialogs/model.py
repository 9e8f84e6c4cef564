"""The words of the dialog engine: dialogs, steps, events, results, screens. Values only.

A dialog is a value: steps with key, input, and what follows. A step takes an event and returns a result;
sentences are looked up by `<dialog>-<step>`, so a step has no text of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from dealership.domain.message import Arg, Message
from dealership.domain.records import Media
from dealership.domain.report import Report

if TYPE_CHECKING:
    from dialogs.talk import Talk

# --- what comes in -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of a screen: which frame and step it was drawn for, and the option's id."""

    frame: str
    step: str
    option: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Free text. `message_id` is the person's own message."""

    text: str
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; `own` only when it is the sender's own account (`contact.user_id == from.id`)."""

    phone: str
    own: bool
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """Anything else a person sends: photo, document, voice, video, sticker, location."""

    kind: str
    media: Media | None = None
    caption: str = ""
    message_id: int = 0
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, without the slash, and what followed it."""

    name: str
    payload: str = ""


Event = Tap | Typed | Contact | Sent | Command

# --- what a step answers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """Stay at this step (another page, an option ticked). `ui` replaces the step's own small state."""

    ui: Mapping[str, Any] | None = None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """The step is answered with this JSON value. `also` answers other steps at the same time."""

    value: Any
    also: Mapping[str, Any] = field(default_factory=dict)
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """Not accepted; the reason is said and the step asked again. `forget` drops answers that no longer hold.

    `lost`: the words said nothing to this step, which is no refusal of anything.
    """

    reason: Message
    forget: tuple[str, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """Nothing changes and nothing is drawn; the person's message gets a reaction (an emoji) as its receipt."""

    reaction: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a step to give or change its answer; everything else is kept. `also` answers other steps."""

    step: str
    also: Mapping[str, Any] = field(default_factory=dict)
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """Words that answer several steps at once, asked or not: the talk goes on at the first step still open.

    What a changed answer resets is dropped, unless it is among the answers; so is `forget`.
    """

    answers: Mapping[str, Any]
    forget: tuple[str, ...] = ()
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Begin another dialog with some answers known; `leave` ends the present one first, `anew` one of its kind."""

    dialog: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    leave: bool = False
    note: Message | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The dialog is over; `note` is the one line said above whatever comes next, `toast` the tap's answer."""

    note: Message | None = None
    toast: Message | None = None


Result = Ask | Go | Fill | Stay | Fail | Jump | Start | Done

# --- what a step shows -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its id (never a position), its label, and a web address if it leads outside."""

    id: str
    label: Message
    url: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What an input contributes to its screen: arguments for the question and rows of options.

    `contact` asks for the person's own phone by a reply keyboard (Telegram knows no inline button for it).
    `text` replaces the question's key where a step has more than one way to ask. `counted`: the options are
    alternatives, which "the second one" may choose from.
    """

    args: Mapping[str, Arg] = field(default_factory=dict)
    rows: Sequence[Sequence[Option]] = ()
    text: str | None = None
    contact: Message | None = None
    place: tuple[float, float] | None = None
    counted: bool = False


class Input(Protocol):
    """One way of asking: shows options, takes an event. Reads through the talk, never writes rows itself."""

    def show(self, talk: Talk) -> View: ...

    def take(self, talk: Talk, event: Event) -> Result: ...


Check = Callable[["Talk"], bool]
Finish = Callable[["Talk"], Done | Fail | Start | Jump]


@dataclass(frozen=True, slots=True)
class Step:
    """A question. `skip_if(talk)` true: not asked (it may set the answer itself through `talk.answer`).

    `optional` steps are asked only when jumped to; a new answer drops those in `resets`; `why` says whether
    the step explains itself (`<dialog>-<step>-why`); a `bare` step has no navigation (there is nowhere to go); at a
    `heard` one a person hears every word, so none of them is a verb.
    """

    key: str
    input: Input
    skip_if: Check | None = None
    optional: bool = False
    resets: tuple[str, ...] = ()
    why: bool = True
    bare: bool = False
    heard: bool = False


class Dialog:
    """A tree of questions as a value; `done` is called when every step is answered.

    A changed dialog keeps the answers of talks in progress by key. `leave` is called with the answers when the
    dialog ends in whatever way (a held slot is given back there). The `root` dialog is the main menu. A
    `reading` dialog only shows things: there is nothing to cancel and nothing lost when it is opened anew.
    `keeps` names the answers it is about (which visit), kept when it is begun anew; `told` those in a person's own
    words, which are not lost without asking; `parting` is said when one goes back out of it.
    """

    def __init__(
        self,
        key: str,
        *steps: Step,
        done: Finish | None = None,
        leave: Callable[[Talk, Mapping[str, Any]], None] | None = None,
        root: bool = False,
        human: bool = True,
        reading: bool = False,
        keeps: tuple[str, ...] = (),
        told: tuple[str, ...] = (),
        parting: Callable[[Talk], Message | None] = lambda _talk: None,
    ) -> None:
        self.key = key
        self.steps = steps
        self.done = done
        self.leave = leave
        self.root = root
        self.human = human
        self.reading = reading
        self.keeps = keeps
        self.told = told
        self.parting = parting
        self.by_key = {step.key: step for step in steps}


@dataclass(frozen=True, slots=True)
class Button:
    """A button on a screen: callback data or a web address."""

    label: Message
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """All that is needed to draw: paragraphs, rows of buttons, and whether a contact is asked for.

    `qr` is shown as a picture below, for another phone to scan; so is the picture of a `report`.
    """

    paragraphs: tuple[Message, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    contact: Message | None = None
    place: tuple[float, float] | None = None
    qr: str | None = None
    report: Report | None = None

    def above(self, note: Message) -> Screen:
        return replace(self, paragraphs=(note, *self.paragraphs))


@dataclass(slots=True)
class Frame:
    """A dialog in progress: answers by step key, the step's small state, and the way back."""

    id: str
    dialog: str
    step: str
    answers: dict[str, Any] = field(default_factory=dict)
    ui: dict[str, Any] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    change: bool = False  # a line of the summary is being changed: return there

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "d": self.dialog, "s": self.step, "a": self.answers, "u": self.ui, "t": self.trail,
            "c": self.change,
        }  # fmt: skip

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Frame:
        return Frame(
            value["id"], value["d"], value["s"], dict(value["a"]), dict(value["u"]), list(value["t"]), value["c"]
        )  # fmt: skip
