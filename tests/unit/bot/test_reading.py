"""Reading updates: what is none of Telegram's is nothing to us, whoever it names."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reading import find_incoming

LI, WANG = 7_000_001, 7_000_002


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
