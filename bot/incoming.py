"""An update of either bot in the house's words: who, where, what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.model import Event


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of an unasked message (receipt, card, offer): its opaque token."""

    token: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was blocked or unblocked by a person, or added to or removed from a group. `active`: it can write."""

    active: bool
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button without meaning to us, or an update that needs no answer but its acknowledgement."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update. `thread_id` is 0 outside forum topics; `message_id` the message tapped or sent."""

    bot: str
    update_id: int
    chat_id: int
    thread_id: int
    user_id: int
    name: str
    language_code: str | None
    what: Event | Pressed | Membership | Nothing
    message_id: int = 0
    callback_id: str | None = None
    private: bool = True
    forum: bool = False
    anonymous: bool = False
    edited: bool = False
    reply_to: int | None = None
    title: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
