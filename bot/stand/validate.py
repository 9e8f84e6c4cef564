"""Requests against the table of Bot API facts: what is required, of which type, within which limits.

Form fields come as strings, JSON bodies as values, files as `Upload`: all end up as plain Python values of
the table's types. Unknown fields are dropped, as Telegram does. Limits that count after entity parsing are
not here.
"""

import json
from collections.abc import Callable
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from bot.stand.errors import bad_request
from bot.stand.files import Upload

Check = Callable[[Any], Any]
Field = list[Any]

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "schema" / "table.json").read_text(encoding="utf-8")
)
METHODS: dict[str, dict[str, Field]] = TABLE["methods"]
TYPES: dict[str, dict[str, Field]] = TABLE["types"]
UNIONS: dict[str, list[str]] = TABLE["unions"]
CANONICAL = {name.lower(): name for name in METHODS}

YES, NO = {"true", "1", "yes"}, {"false", "0", "no", ""}
BYTES = {"callback_data", "payload", "vcard"}  # limits given in bytes, not characters
CLAMPED = {"getUpdates", "getUserProfilePhotos"}  # out of range is brought into range, not refused
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
}
LIMIT_TEXTS = {
    ("InlineKeyboardButton", "callback_data"): "BUTTON_DATA_INVALID",
    ("answerCallbackQuery", "text"): "MESSAGE_TOO_LONG",
    ("createForumTopic", "name"): "topic name must be 1-128 characters long",
    ("editForumTopic", "name"): "topic name must be 0-128 characters long",
    ("setMyCommands", "commands"): "BOT_COMMANDS_TOO_MUCH",
    ("BotCommand", "command"): "BOT_COMMAND_INVALID",
    ("BotCommand", "description"): "BOT_COMMAND_DESCRIPTION_INVALID",
}
OTHER_MEMBER = ("Can't find field", 'must be "')  # marks of a value that another member of a union fits


class FieldError(ValueError):
    """A wrong value; the text goes behind the parameter's name unless it is the `whole` refusal."""

    def __init__(self, why: str, whole: bool = False) -> None:
        super().__init__(why)
        self.whole = whole


def validated(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a call as typed values; ApiError 400 names the first parameter that is wrong."""
    checks, required = _plan(method)
    params = {name: _checked(name, checks[name], value) for name, value in raw.items() if name in checks}
    for name in required:
        if params.get(name) is None:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    return params


def _checked(name: str, check: Check, value: Any) -> Any:
    try:
        return None if value is None else check(value)
    except FieldError as error:
        if error.whole:
            raise bad_request(str(error)) from None
        what = "reply keyboard markup JSON object" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what}: {error}") from None


@cache
def _plan(method: str) -> tuple[dict[str, Check], tuple[str, ...]]:
    fields = METHODS[method]
    clamped = method in CLAMPED
    checks = {
        name: check_for(method, name, field[:2] if clamped else field) for name, field in fields.items()
    }
    return checks, tuple(name for name, field in fields.items() if field[1])


def check_for(owner: str, name: str, field: Field) -> Check:
    """A function that turns a raw value into one of the field's type and within its limit, or raises
    FieldError.
    """
    check = type_check(field[0])
    limit = field[2] if len(field) > 2 else None
    if limit is None:
        return check
    if isinstance(limit, str):
        return lambda value: _literal(check(value), limit)
    return lambda value: _within(owner, name, check(value), limit)


def _literal(value: Any, wanted: str) -> Any:
    if value != wanted:
        raise FieldError(f'must be "{wanted}"')
    return value


def _within(owner: str, name: str, value: Any, limit: list[int]) -> Any:
    """The value, or the length of a text or list, lies within the limit."""
    size = len(value.encode()) if name in BYTES else len(value) if isinstance(value, str | list) else value
    if not limit[0] <= size <= limit[1]:
        known = LIMIT_TEXTS.get((owner, name))
        raise FieldError(known or f"{name} must be {limit[0]}-{limit[1]}", whole=True)
    return value


@cache
def type_check(kind: str) -> Check:
    """The check of a type expression of the table: scalar, object, union, array."""
    if kind.startswith("["):
        return _array_check(type_check(kind[1:-1]))
    if kind in SCALARS:
        return SCALARS[kind]
    if "|" in kind or kind in UNIONS:
        return _union_check(kind.split("|") if "|" in kind else UNIONS[kind])
    if kind == "KeyboardButton":  # the one type that may also be given as its text alone
        return lambda value: {"text": value} if isinstance(value, str) else _object(kind, value)
    return lambda value: _object(kind, _from_json(value))


def _array_check(item: Check) -> Check:
    def check(value: Any) -> list[Any]:
        value = _from_json(value)
        if not isinstance(value, list):
            raise FieldError("Array expected")
        return [item(one) for one in value]

    return check


def _union_check(kinds: list[str]) -> Check:
    """The members of a union differ in a literal (`type`) or in what they require: the first that fits is
    it.
    """
    members = [type_check(kind) for kind in kinds]
    objects = all(kind in TYPES for kind in kinds)

    def check(value: Any) -> Any:
        value = _from_json(value) if objects else value
        telling = FieldError("unexpected value")
        for member in members:
            try:
                return member(value)
            except FieldError as error:
                if not str(error).startswith(OTHER_MEMBER):
                    telling = error
        raise telling

    return check


def _from_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise FieldError("object expected as JSON") from None


@cache
def _type_plan(kind: str) -> tuple[dict[str, Check], tuple[str, ...]]:
    fields = TYPES[kind]
    checks = {name: check_for(kind, name, field) for name, field in fields.items()}
    return checks, tuple(name for name, field in fields.items() if field[1])


def _object(kind: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError("Object expected")
    if kind not in TYPES:
        return value
    checks, required = _type_plan(kind)
    for name in required:
        if value.get(name) is None:
            raise FieldError(f'Can\'t find field "{name}"')
    return {name: checks[name](one) for name, one in value.items() if name in checks and one is not None}


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value).strip() if isinstance(value, str) else ""
    if not text.removeprefix("-").isdecimal() or len(text) > 20:
        raise FieldError("Integer expected")
    return int(text)


def _float(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise FieldError("Number expected") from None
    if not isfinite(number):
        raise FieldError("Number expected")
    return number


def _boolean(value: Any) -> bool:
    text = str(value).lower()
    if isinstance(value, dict | list) or text not in YES | NO:
        raise FieldError("Boolean expected")
    return text in YES


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise FieldError("must be of type String")


def _integer_or_string(value: Any) -> int | str:
    try:
        return _integer(value)
    except FieldError:
        return _string(value)


def _file(value: Any) -> Upload:
    if isinstance(value, Upload):
        return value
    raise FieldError("file expected")


def _file_or_string(value: Any) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value)


SCALARS: dict[str, Check] = {
    "Integer": _integer, "Float": _float, "Boolean": _boolean, "True": _boolean, "String": _string,
    "Integer|String": _integer_or_string, "InputFile": _file, "InputFile|String": _file_or_string,
}  # fmt: skip
