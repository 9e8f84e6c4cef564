"""The verbs of the engine on a toy: two questions about tea, and a small talk in between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.people import TUESDAY
from support.phone import Phone, new_session, option_of

from dealership.domain.company import Company
from dealership.domain.message import Message
from dialogs.engine import Engine, engine_of
from dialogs.inputs import Choice, Confirm, Line, Menu, Several, Words
from dialogs.model import Command, Dialog, Done, Go, Option, Start, Step, Tap, Typed
from dialogs.talk import Talk
from dialogs.verbs import verb_of
from dialogs.world import World

LEFT: list[Mapping[str, Any]] = []
TEAS = [Option(tea, Message(f"tea-{tea}")) for tea in ("green", "black")]


def leads(dialog: str) -> tuple[Option, Any]:
    return Option(dialog, Message(f"home-{dialog}")), lambda _talk: Start(dialog)


def home_items(_talk: Talk) -> list[tuple[Option, Any]]:
    return [leads(dialog) for dialog in ("tea", "book", "human")]


def poured(talk: Talk) -> Done:
    return Done(Message("tea-poured", {"kind": talk.answers["kind"]}), toast=Message("tea-poured-toast"))


def left(_talk: Talk, answers: Mapping[str, Any]) -> None:
    LEFT.append(dict(answers))


def tea(*more: Step) -> Dialog:
    return Dialog(
        "tea",
        Step("kind", Choice(lambda _talk: TEAS), resets=("sugar",)),
        Step("sugar", Words(more={"none": (Message("tea-no-sugar"), Go("none"))}), why=False),
        *more,
        Step("cup", Words(), optional=True),
        Step(
            "sure",
            Confirm(lambda _talk: {}, lambda _talk: [Line(key, Message(key)) for key in ("kind", "cup")]),
        ),
        done=poured,
        leave=left,
    )


HOME = Dialog("home", Step("menu", Menu(home_items), why=False), root=True)
BOOK = Dialog("book", Step("page", Menu(lambda _talk: [leads("tea")]), why=False), reading=True)
TALK = Step("talk", Words(lambda _talk, _text: Done(Message("human-heard"))), heard=True)
HUMAN = Dialog("human", TALK, human=False)
ENGINE = engine_of(
    HOME, tea(), BOOK, HUMAN, human="human", commands={"tea": lambda _talk, _rest: Start("tea")}
)


@pytest.fixture
def phone(company: Company) -> Phone:
    LEFT.clear()
    return phone_of(ENGINE, company)


def phone_of(engine: Engine, company: Company) -> Phone:
    phone = Phone(engine, World(TUESDAY, company, {}, None), new_session("owner", 1, 1))
    phone.do(engine.present)
    return phone


def said(phone: Phone) -> list[str]:
    return [paragraph.key for paragraph in phone.screen.paragraphs]


def rows(phone: Phone) -> list[list[str]]:
    return [[option_of(button) for button in row] for row in phone.screen.rows]


def test_verbs_stand_in_one_row_and_only_where_they_mean_something(phone: Phone) -> None:
    assert rows(phone) == [["tea", "book"], ["human"]]
    phone.tap("book")
    assert rows(phone)[-1] == ["!back", "!human"]
    phone.tap("tea")
    assert rows(phone)[-1] == ["!back", "!cancel", "!why", "!human"]
    phone.tap("green")
    assert rows(phone)[-1] == ["!back", "!cancel", "!human"]


def test_why_explains_and_asks_again(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("!why")
    assert said(phone) == ["tea-kind-why", "tea-kind"]


def test_a_step_without_a_why_takes_no_forged_one(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("green")
    frame = phone.session.talk["frames"][-1]
    phone.send(Tap(frame["id"], frame["s"], "!why"))
    assert said(phone) == ["engine-stale", "tea-sugar"]


def test_an_old_button_explains_itself_and_changes_nothing(phone: Phone) -> None:
    phone.tap("tea")
    old = phone.buttons()[0]
    phone.tap("black")
    turn = phone.press(old)
    assert turn.toast == Message("engine-stale")
    assert (phone.step, phone.talk().answers["kind"]) == (("tea", "sugar"), "black")


def test_back_gives_the_former_question_and_from_the_first_leaves(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("green")
    phone.tap("!back")
    assert phone.step == ("tea", "kind")
    phone.tap("!back")
    assert phone.step == ("home", "menu")


def test_a_changed_answer_drops_those_that_rest_on_it_and_the_way_back_to_them(phone: Phone) -> None:
    for option in ("tea", "green", "none"):
        phone.tap(option)
    for option in ("change", "change.kind", "black"):
        phone.tap(option)
    assert phone.step == ("tea", "sugar")
    phone.tap("!back")
    assert phone.step == ("tea", "kind")
    phone.tap("!back")
    assert phone.step == ("home", "menu")


def test_exit_says_so_and_lets_go_of_what_was_held(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("green")
    phone.tap("!cancel")
    assert said(phone) == ["engine-cancelled", "home-menu"]
    assert LEFT == [{"kind": "green"}]


def test_finishing_brings_the_former_dialog_back_with_one_line(phone: Phone) -> None:
    for option in ("tea", "green", "!human"):
        phone.tap(option)
    phone.send(Typed("a cup of tea, please"))
    assert said(phone) == ["human-heard", "engine-back-to", "tea-sugar"]


def test_done_says_one_line_above_the_menu_and_answers_the_tap(phone: Phone) -> None:
    for option in ("tea", "green", "none", "yes"):
        phone.tap(option)
    assert said(phone) == ["tea-poured", "home-menu"]
    assert phone.turn.toast == Message("tea-poured-toast")


def test_a_dialog_under_way_is_gone_on_with_or_begun_anew(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("green")
    phone.send(Command("tea"))
    assert (said(phone), rows(phone)) == (["again-choose"], [["go_on", "anew"], ["!back"]])
    asked = phone.session, phone.screen
    phone.tap("go_on")
    assert phone.step == ("tea", "sugar")
    phone.session, phone.screen = asked
    phone.tap("anew")
    assert (phone.step, LEFT) == (("tea", "kind"), [{"kind": "green"}])


def test_a_dialog_in_which_nothing_was_answered_is_begun_anew_without_asking(phone: Phone) -> None:
    phone.tap("tea")
    phone.send(Command("tea"))
    assert (phone.step, phone.stack) == (("tea", "kind"), ["home", "tea"])


def test_verbs_in_words_count_at_any_step_but_with_a_person(phone: Phone) -> None:
    phone.tap("tea")
    phone.tap("green")
    phone.send(Typed("Back!"))
    assert phone.step == ("tea", "kind")
    phone.send(Typed("人工"))
    phone.send(Typed("取消"))
    assert said(phone)[0] == "human-heard"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("取消。", "cancel"),
        (" GO BACK ", "back"),
        ("Оператор!", "human"),
        ("取消预约", None),
        ("", None),
        ("back" * 20, None),
    ],
)
def test_only_a_whole_message_is_a_verb(text: str, verb: str | None) -> None:
    assert verb_of(text) == verb


def test_a_new_version_keeps_the_answers_and_asks_what_is_new(phone: Phone, company: Company) -> None:
    phone.tap("tea")
    phone.tap("green")
    newer = tea(Step("milk", Words()))
    newer.steps = tuple(step for step in newer.steps if step.key != "sugar")
    newer.by_key = {step.key: step for step in newer.steps}
    later = Phone(engine_of(HOME, newer, HUMAN, human="human"), phone.world, phone.session)
    later.do(later.engine.present)
    assert (later.step, later.talk().answers) == (("tea", "milk"), {"kind": "green"})


def test_a_dialog_that_exists_no_more_is_dropped(phone: Phone, company: Company) -> None:
    phone.tap("book")
    phone.tap("tea")
    later = Phone(engine_of(HOME, BOOK), phone.world, phone.session)
    later.do(later.engine.present)
    assert later.step == ("book", "page")


def many(count: int, width: int) -> Engine:
    options = [Option(f"o{number}", Message(f"o{number}")) for number in range(count)]
    more = {"extra": (Message("extra"), Done())}
    one = Dialog(
        "one", Step("of", Choice(lambda _talk: options, width=width, more=more), why=False), reading=True
    )
    home = Dialog("home", Step("menu", Menu(lambda _talk: [leads("one")]), why=False), root=True)
    return engine_of(home, one)


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("count", range(1, 30))
def test_every_option_is_on_one_page_and_no_page_is_too_big(company: Company, count: int, width: int) -> None:
    phone = phone_of(many(count, width), company)
    phone.tap("one")
    seen: list[str] = []
    while True:
        body = rows(phone)[:-1]
        choices = [option for row in body for option in row if not option.startswith("~")]
        assert len(body) <= 4
        assert len(choices) <= 8
        seen += [option for option in choices if option != "extra"]
        ahead = [
            option for row in body for option in row if option == f"~{phone.talk().ui.get('page', 0) + 1}"
        ]
        if not ahead:
            break
        phone.tap(ahead[0])
    assert seen == [f"o{number}" for number in range(count)]


def test_what_is_ticked_is_kept_over_pages_and_read_back(company: Company) -> None:
    options = [Option(f"o{number}", Message(f"o{number}")) for number in range(12)]
    one = Dialog(
        "one",
        Step("of", Several(lambda _talk: options)),
        done=lambda talk: Done(Message("-".join(talk.answers["of"]))),
    )
    home = Dialog("home", Step("menu", Menu(lambda _talk: [leads("one")]), why=False), root=True)
    phone = phone_of(engine_of(home, one), company)
    for option in ("one", "o1", "~1", "o9", "next"):
        phone.tap(option)
    assert said(phone)[0] == "o1-o9"
