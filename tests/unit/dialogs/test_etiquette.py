"""At every step of every owner's dialog: each command works, nothing sent is met with silence, no button acts twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from support.cast import Cast
from support.explorer import Journey
from support.phone import Phone, option_of
from support.reminded import of_reminders
from support.surveying import answer_surveys

from bot.drawing import draw_screen
from dealership.domain.message import Message
from dealership.domain.records import Media
from dialogs.engine import Engine, Turn
from dialogs.model import Ask, Command, Contact, Event, Result, Sent, Tap, Typed
from dialogs.owner.commands import COMMANDS
from dialogs.owner.family import OWNER_DIALOGS
from dialogs.talk import Talk
from locales import LANGUAGES
from storage.schema import appointment, vehicle_driver

NEVER_STOOD_AT = {("human", "opened"), ("invited", "offers"), ("complaint", "opened"), ("complaint", "noted")}
"""Steps that only do something on the way."""
LEADS = {
    "start": ("home", "welcome", "again"),
    "menu": ("home",),
    "book": ("booking", "again"),
    "bookings": ("visits",),
    "mycar": ("cars",),
    "complain": ("complaint",),
    "human": ("human",),
    "settings": ("settings",),
    "language": ("settings",),
    "help": ("help",),
    "privacy": ("privacy",),
    "mydata": ("mydata",),
    "deletemydata": ("deletion",),
}
"""Where each command leads, from wherever it is said; `again` asks whether to go on with what is open."""
MEDIA = Media("photo", "owner", "file", "unique")
SENT: tuple[Event, ...] = (
    *(
        Sent(kind, replace(MEDIA, kind=kind))
        for kind in ("photo", "document", "voice", "video_note", "sticker")
    ),
    *(Sent(kind) for kind in ("dice", "poll", "story", "animation")),
    Sent("location", None, "", 5, (31.2, 121.5)),
    Contact("+8613899999999", False),
    Typed("阿巴阿巴"),
)
WORDS: dict[tuple[str, str], tuple[Event, ...]] = {
    ("booking", "car"): (Typed("沪E55555"),),
    ("booking", "reason"): (Typed("刹车有异响"),),
    ("booking", "fault"): (Typed("过减速带前轮咯噔响"),),
    ("booking", "day"): (Typed("明天晚上十点"), Typed("周二")),
    ("move", "day"): (Typed("周二"), Typed("明天晚上十点")),
    ("again_visit", "time"): (Typed("凌晨三点"),),
    ("survey-service", "remark"): (Typed("休息区多放几个充电口"),),
    ("home", "menu"): (Typed("沪E55555"), Typed("明天3点做保养"), Typed("下周三做保养")),
    ("cars", "vehicle"): (Typed("沪E77777"),),
    ("complaint", "said"): (Typed("新车质量太差"),),
}


class Table:
    """Tries the whole table once at each step it is shown."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.seen: set[tuple[str, str]] = set()

    def __call__(self, phone: Phone, _turn: Turn) -> None:
        if phone.step in self.seen:
            return
        self.seen.add(phone.step)
        for row in (self._commands, self._sent, self._stale, self._twice, self._restart):
            row(phone)

    def _note(self, phone: Phone, what: str) -> None:
        self.faults.append(f"{'.'.join(phone.step)}: {what}")

    def _commands(self, phone: Phone) -> None:
        for name, dialogs in LEADS.items():
            with phone.branch():
                phone.send(Command(name))
                if phone.step[0] not in dialogs:
                    self._note(phone, f"reached by /{name}")
        for name in ("stop", "cancel"):
            before = phone.step
            with phone.branch():
                turn = phone.send(Command(name))
                keys = [part.key for part in turn.screen.paragraphs] if turn.screen else []
                if name == "stop" and (phone.step != before or keys[0] != "stop-done"):
                    self._note(phone, f"/stop at {before} said {keys}")
                if name == "cancel" and before[0] != "home" and phone.step == before:
                    self._note(phone, "/cancel leads nowhere")

    def _sent(self, phone: Phone) -> None:
        question, before = phone.screen.paragraphs[-1], json.dumps(phone.session.talk, sort_keys=True)
        for event in SENT:
            with phone.branch():
                turn = phone.send(event)
                taken = json.dumps(phone.session.talk, sort_keys=True) != before
                told = turn.reaction or (turn.screen and turn.screen.paragraphs != (question,))
                if not (taken or told):
                    self._note(phone, f"silence about {event}")

    def _stale(self, phone: Phone) -> None:
        before = phone.session.talk["frames"]
        for tap in (Tap("zz", phone.step[1], "yes"), Tap(before[-1]["id"], "elsewhere", "yes")):
            with phone.branch():
                if phone.send(tap).toast != Message("engine-stale") or phone.session.talk["frames"] != before:
                    self._note(phone, "a stale button acts")

    def _twice(self, phone: Phone) -> None:
        """What the first tap has done is not done again by the second."""
        for button in phone.buttons():
            with phone.branch():
                phone.press(button)
                frame, done = phone.session.talk["frames"][-1], _rows(phone)
                turn = phone.press(button)
                again = phone.session.talk["frames"][-1]
                went_on = (frame["id"], frame["s"]) != (again["id"], again["s"]) or _rows(phone) != done
                if went_on and turn.toast != Message("engine-stale"):
                    self._note(phone, f"{button.data} acts twice")

    def _restart(self, phone: Phone) -> None:
        """What is stored is all there is: after a restart the same screen comes up."""
        with phone.branch():
            phone.session = replace(phone.session, talk=json.loads(json.dumps(phone.session.talk)))
            screen = phone.do(phone.engine.present).screen
            question = phone.screen.paragraphs[-1]
            if screen is None or screen.paragraphs[-1].key != question.key:
                self._note(phone, "another screen after a restart")
            for language in LANGUAGES:
                draw_screen(phone.screen, language)


def _rows(phone: Phone) -> list[int]:
    """How many visits, holds and bindings there are."""
    counts = (select(func.count()).select_from(table) for table in (appointment, vehicle_driver))
    return [phone.world.uow.connection.execute(count).scalar_one() for count in counts]


def walked(cast: Cast) -> Table:
    """The table tried at every step three owners can get to."""
    table = Table()
    jobs = frozenset(job.key for store in cast.company.stores for job in store.menu)
    journey = Journey(table, WORDS, (), jobs, depth=14)
    for name in ("new", "busy"):
        phone = cast.owner(name)
        phone.send(Command("start"))
        journey.explore(phone)
    for dialog in ("move", "cancel_booking", "remark"):
        for visit in ("coming", "over"):
            journey.begin(cast.owner("busy"), dialog, appointment=cast.visits[visit])
    for name, dialog in (
        ("new", "again_visit"),
        ("known", "again_visit"),
        ("regular", "booking"),
        ("regular", "again_visit"),
        ("busy", "complaint"),
        ("heard", "complaint"),
        ("helped", "complaint"),
        ("settled", "complaint"),
    ):
        journey.begin(cast.owner(name), dialog)
    answer_surveys(journey, cast, "busy")
    of_reminders(journey, cast)
    journey.begin(cast.owner("settled"), "rating", case=cast.cases["settled"])
    return table


def test_every_step_keeps_the_etiquette(cast: Cast) -> None:
    table = walked(cast)
    assert not table.faults, "\n".join(table.faults)
    every = {(dialog.key, step) for dialog in OWNER_DIALOGS for step in dialog.by_key}
    assert every - table.seen == NEVER_STOOD_AT


def test_the_table_names_every_command() -> None:
    assert set(LEADS) | {"stop", "cancel"} == set(COMMANDS)


def test_the_table_names_silence_and_buttons_that_act_when_they_are_old(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A product broken on purpose: the checker sees it."""
    phone, heard = cast.owner("known"), Engine._result

    def deaf(self: Engine, talk: Talk, event: Event) -> Result:
        return Ask(talk.ui) if isinstance(event, Sent) else heard(self, talk, event)

    phone.send(Command("book"))
    phone.tap("wash") if "wash" in [option_of(button) for button in phone.buttons()] else phone.tap("tyres")
    phone.tap("next")
    monkeypatch.setattr(Engine, "_result", deaf)
    monkeypatch.setattr(Engine, "_current", lambda *_: True)
    table = Table()
    table(phone, phone.turn)
    assert any("silence about" in fault for fault in table.faults)
    assert any("a stale button acts" in fault for fault in table.faults)
