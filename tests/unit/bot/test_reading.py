"""Reading updates: what is none of Telegram's is nothing to us, whoever it names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.incoming import Pressed
from bot.reading import find_incoming, find_stray_tap
from dealership.domain.company import Company
from dealership.domain.records import Session
from dialogs.model import Sent, Tap
from dialogs.talk import Talk
from dialogs.world import World

LI, WANG = 7_000_001, 7_000_002
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def said(chat_id: int, sender: int, kind: str = "private") -> dict[str, Any]:
    about = {"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": kind}, "text": "/mydata"}
    return {"update_id": 1, "message": {**about, "from": {"id": sender, "is_bot": False, "first_name": "Li"}}}


def test_private_words_are_read_in_ones_own_chat() -> None:
    incoming = find_incoming("owner", said(LI, LI))
    assert incoming is not None
    assert (incoming.chat_id, incoming.user_id) == (LI, LI)


def test_private_words_in_somebody_elses_chat_are_nothing() -> None:
    assert find_incoming("owner", said(WANG, LI)) is None


def test_in_a_group_everybody_may_speak() -> None:
    assert find_incoming("staff", said(-100, LI, "supergroup")) is not None


@pytest.mark.parametrize(
    "update", [{}, {"update_id": 1}, {"update_id": 1, "message": []}, {"message": {"text": "x"}}]
)
def test_what_is_no_update_is_nothing(update: dict[str, Any]) -> None:
    assert find_incoming("owner", update) is None


@pytest.mark.parametrize("kind", ["supergroup", "channel", "unheard of", None])
def test_a_person_is_no_group_whatever_the_update_says(kind: Any) -> None:
    assert find_incoming("owner", said(WANG, LI, kind)) is None


def test_a_group_is_no_private_chat_whatever_the_update_says() -> None:
    assert find_incoming("owner", said(-100, -100)) is None


@pytest.mark.parametrize("more", [{}, {"inline_message_id": "x"}, {"message": {"chat": {"id": WANG}}}])
def test_a_tap_that_belongs_to_no_chat_is_known_by_its_number(more: dict[str, Any]) -> None:
    update = {"update_id": 1, "callback_query": {"id": "7", "from": {"language_code": "ru"}, **more}}
    assert find_incoming("owner", update) is None
    assert find_stray_tap(update) == ("7", "ru")


@pytest.mark.parametrize("query", [None, [], {}, {"id": 5}, {"id": ""}])
def test_what_cannot_be_answered_is_no_tap(query: Any) -> None:
    assert find_stray_tap({"update_id": 1, "callback_query": query}) is None


@pytest.mark.parametrize("point", [(91, 0), (-500, 121.5), (31, 181), (1e308, 0)])
def test_a_place_nowhere_on_earth_is_no_place(point: tuple[float, float]) -> None:
    update = said(LI, LI)
    del update["message"]["text"]
    update["message"]["location"] = {"latitude": point[0], "longitude": point[1]}
    incoming = find_incoming("owner", update)
    assert incoming is not None
    assert isinstance(incoming.what, Sent)
    assert incoming.what.place is None


def tapped(data: str) -> Any:
    message = {"message_id": 1, "date": 0, "chat": {"id": LI, "type": "private"}}
    query = {"id": "7", "from": {"id": LI}, "message": message, "data": data}
    incoming = find_incoming("owner", {"update_id": 1, "callback_query": query})
    assert incoming is not None
    return incoming.what


def test_buttons_of_the_29th_dialog_of_a_talk_are_its_own(company: Company) -> None:
    """Dialogs are numbered in letters, too: the 29th is "t", as the buttons of receipts begin."""
    talk = Talk.open(World(NOW, company, {}, None), Session("owner", LI, 0, LI, 1, "en", {}, 0, 0, None), "")
    for _ in range(40):
        talk.push("booking", "car", {})
        assert tapped(f"{talk.frame.id}:car:add") == Tap(talk.frame.id, "car", "add")


def test_a_token_is_read_as_one() -> None:
    assert tapped("t:b-Ym_Q") == Pressed("b-Ym_Q")
