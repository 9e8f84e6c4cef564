"""The table of Bot API facts: how it is derived, and how requests are held against it."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bot.stand.errors import ApiError
from bot.stand.schema.derive import dump, limit_of, read_schema, short_type, table_of
from bot.stand.validate import METHODS, TABLE, TYPES, validated


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("String", "String"),
        ("Integer or String", "Integer|String"),
        ("Array of Array of KeyboardButton", "[[KeyboardButton]]"),
        (
            "Array of InputMediaAudio, InputMediaDocument and InputMediaPhoto",
            "[InputMediaAudio|InputMediaDocument|InputMediaPhoto]",
        ),
    ],
)
def test_types_are_shortened(name: str, short: str) -> None:
    assert short_type(name) == short


@pytest.mark.parametrize(
    ("description", "limit"),
    [
        ("Topic name, 1-128 characters", [1, 128]),
        ("Text of the message to be sent, 1-4096 characters after entities parsing", None),
        ("Type of the media, must be photo", "photo"),
        ("A list of at most 100 commands", [0, 100]),
        ("Unique identifier", None),
    ],
)
def test_limits_are_read_out_of_descriptions(description: str, limit: Any) -> None:
    assert limit_of(description, "String") == limit


def test_a_table_is_derived_from_a_source_distribution(tmp_path: Path) -> None:
    def entry(name: str, description: str, *fields: tuple[str, str, bool, str]) -> dict[str, Any]:
        annotations = [dict(zip(("name", "type", "required", "description"), f, strict=True)) for f in fields]
        return {"name": name, "description": description, "annotations": annotations}

    emoji = entry("ReactionTypeEmoji", "", ("emoji", "String", True, ""))
    emoji["annotations"][0]["html_description"] = '"<img alt="&#10084;"/>"'
    children = [
        emoji,
        entry("Update", "", ("update_id", "Integer", True, ""), ("message", "Message", False, "")),
        entry("Message", "An answer: never part of a request"),
        entry("Menu", "One of\n - MenuA"),
        entry("MenuA", "", ("type", "String", True, "must be a")),
        entry("setMenu", "", ("menu", "Menu", True, "The menu")),
    ]
    schema = {"api": {"version": "1.0"}, "items": [{"children": children}]}
    packed, sdist = json.dumps(schema).encode(), tmp_path / "x-1.0.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        info = tarfile.TarInfo("x-1.0/.butcher/schema/schema.json")
        info.size = len(packed)
        archive.addfile(info, io.BytesIO(packed))
    table = table_of(read_schema(sdist))
    assert table["methods"] == {"setMenu": {"menu": ["Menu", 1]}}
    assert table["unions"] == {"Menu": ["MenuA"]}
    assert table["types"] == {"MenuA": {"type": ["String", 1, "a"]}}
    assert (table["reactions"], table["updates"]) == (["❤"], ["message"])
    assert json.loads(dump(table)) == table


def test_the_committed_table_is_whole() -> None:
    assert TABLE["version"] == "10.3"
    assert len(METHODS) == 185
    assert METHODS["sendMessage"]["chat_id"] == ["Integer|String", 1]
    assert TYPES["InlineKeyboardButton"]["callback_data"] == ["String", 0, [1, 64]]
    assert "👌" in TABLE["reactions"]
    assert "✓" not in TABLE["reactions"]


@pytest.mark.parametrize("chat_id", [7, "7", " 7 "])
def test_values_take_the_tables_types(chat_id: Any) -> None:
    raw = {
        "chat_id": chat_id,
        "text": "x",
        "disable_notification": "true",
        "reply_parameters": '{"message_id": "5", "unknown": 1}',
        "unheard_of": "dropped",
        "entities": None,
    }
    assert validated("sendMessage", raw) == {
        "chat_id": 7, "text": "x", "disable_notification": True,
        "reply_parameters": {"message_id": 5}, "entities": None,
    }  # fmt: skip


def test_a_union_takes_the_member_that_fits() -> None:
    scope = {"type": "chat", "chat_id": 5}
    params = validated("setMyCommands", {"commands": "[]", "scope": json.dumps(scope)})
    assert params["scope"] == scope
    with pytest.raises(ApiError, match="can't parse scope"):
        validated("setMyCommands", {"commands": [], "scope": {"type": "village"}})


@pytest.mark.parametrize(
    ("method", "raw"),
    [
        ("sendMessage", {"chat_id": [], "text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": {"a": 1}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": "{}"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "[" * 100_000}),
        ("sendLocation", {"chat_id": 1, "latitude": "nan", "longitude": 1}),
        ("sendLocation", {"chat_id": 1, "latitude": 1, "longitude": "inf"}),
        ("editMessageText", {"message_id": "1.5", "text": "x"}),
        ("editMessageText", {"message_id": True, "text": "x"}),
        ("editMessageText", {"message_id": "9" * 5000, "text": "x"}),
        ("setWebhook", {"url": "", "max_connections": 101}),
        ("deleteMessages", {"chat_id": 1, "message_ids": []}),
        ("sendPhoto", {"chat_id": 1}),
    ],
)
def test_wrong_values_are_a_bad_request(method: str, raw: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as refusal:
        validated(method, raw)
    assert refusal.value.code == 400
