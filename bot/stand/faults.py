"""Troubles on order: what a test or the page wants to go wrong next."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

from bot.stand.errors import ApiError, SimError, forbidden, too_many

CALL_KINDS = ("429", "403", "5xx", "slow", "broken", "topic_deleted")
UPDATE_KINDS = ("repeat_update", "double_tap")
KINDS = (*CALL_KINDS, *UPDATE_KINDS)
NUMBERS = count(1)


@dataclass(slots=True)
class Fault:
    """One trouble: for which calls (`bot`, `method`, `chat_id`; None is any), how often (`count` None is
    always).
    """

    kind: str
    bot: str = "any"
    method: str | None = None
    chat_id: int | None = None
    count: int | None = 1
    retry_after: int = 3
    delay: float = 1.0
    id: int = field(default_factory=lambda: next(NUMBERS))

    def fits(self, bot: str, method: str, chat_id: int | None) -> bool:
        return (
            self.bot in ("any", bot)
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat_id is None or self.chat_id == chat_id)
            and (self.method is not None or method != "getUpdates")
        )

    def refusal(self) -> ApiError | None:
        """The error that this trouble answers with, if it answers with one at once."""
        if self.kind == "429":
            return too_many(self.retry_after)
        if self.kind == "403":
            return forbidden("bot was blocked by the user")
        return ApiError(502, "Bad Gateway") if self.kind == "5xx" else None


class Faults:
    """The troubles in force. A trouble without a method leaves getUpdates alone; name it to break polling."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.changed: Callable[[], None] = lambda: None

    def add(self, wanted: dict[str, Any]) -> Fault:
        fault = parse_fault(wanted)
        self.active.append(fault)
        self.changed()
        return fault

    def clear(self) -> None:
        self.active.clear()
        self.changed()

    def take(
        self, kinds: tuple[str, ...], bot: str, method: str = "", chat_id: int | None = None
    ) -> Fault | None:
        """The first trouble that fits, used up by one."""
        for fault in self.active:
            if fault.kind in kinds and fault.fits(bot, method, chat_id):
                self._use(fault)
                return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.count is not None:
            fault.count -= 1
            if fault.count <= 0:
                self.active.remove(fault)
        self.changed()

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.active]


def parse_fault(wanted: dict[str, Any]) -> Fault:
    """A fault from JSON; SimError says what is wrong with it."""
    known = {name: wanted[name] for name in Fault.__dataclass_fields__ if name in wanted and name != "id"}
    if str(known.get("kind")) not in KINDS:
        raise SimError(f"kind must be one of {', '.join(KINDS)}")
    if known.get("bot", "any") not in ("owner", "staff", "any"):
        raise SimError("bot must be owner, staff or any")
    try:
        return Fault(**{name: _typed(name, value) for name, value in known.items()})
    except (TypeError, ValueError):
        raise SimError("count, chat_id and retry_after are whole numbers, delay is seconds") from None


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return Fault.__dataclass_fields__[name].default if name in ("retry_after", "delay", "bot") else None
    if name in ("count", "chat_id", "retry_after"):
        return int(value)
    return float(value) if name == "delay" else str(value)
