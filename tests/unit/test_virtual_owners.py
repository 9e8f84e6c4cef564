"""The owners of the benchmark: what they overlook would be counted as lost by the bot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"


def message(number: int, *data: str) -> dict[str, Any]:
    row = [{"text": one, "callback_data": one} for one in data]
    return {"message_id": number, "reply_markup": {"inline_keyboard": [row]}}


def test_an_owner_finds_the_menu_above_any_number_of_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from chats import KEPT_MESSAGES, Chat  # type: ignore[import-not-found]

    chat = Chat(70_000)
    chat.show(message(1, "menu"))
    chat.at = 1
    for number in range(2, 20):
        chat.show(message(number, "receipt"))
    assert chat.buttons()[-1].data == "menu"
    assert len(chat.messages) == KEPT_MESSAGES
