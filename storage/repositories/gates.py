"""Who may send, and how fast: leases of processes, the gate of each bot token, the gates of single chats.

Every moment here is the database's own (`UnitOfWork.time`). A transaction that has locked a bot's gate is alone with
it, on all replicas together, until it commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.sql.elements import BindParameter

from dealership.domain.records import ChatGate, Gate
from storage.moment import Time, moment_of, now_column
from storage.prepared import Prepared, Row
from storage.repositories.base import DIALECTS, Mapper, Repository, insert_into
from storage.schema import chat_gate, gate, process_lease
from storage.types import UtcInstant

ALL = 1000
"""The whole rate: shares of it are kept in thousandths."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_GATE, _CHAT = Mapper(Gate, gate), Mapper(ChatGate, chat_gate)


def _at(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcInstant)


_LOCK = Prepared(select(gate.c.bot).where(gate.c.bot == bindparam("of_bot")).with_for_update())
_READ = Prepared(select(*_GATE.columns).where(gate.c.bot == bindparam("of_bot")))
_UNTIL = select(process_lease.c.until_at).where(process_lease.c.holder == bindparam("k_holder"))
_STANDING = Prepared(
    {
        name: select(*_GATE.columns, now_column(name), _UNTIL.scalar_subquery()).where(
            gate.c.bot == bindparam("of_bot")
        )
        for name in DIALECTS
    }
)
_ADVANCE = Prepared(update(gate).where(gate.c.bot == bindparam("of_bot")).values(free_at=_at("to")))
_CHATS = Prepared(
    select(*_CHAT.columns).where(
        chat_gate.c.bot == bindparam("of_bot"), chat_gate.c.chat_id.in_(bindparam("chats", expanding=True))
    )
)


def _count(dialect: str) -> object:
    new = DIALECTS[dialect].insert(chat_gate)
    now = {name: new.excluded[name] for name in ("free_at", "tat_at")}
    return new.on_conflict_do_update(index_elements=["bot", "chat_id"], set_=now)


_COUNT = Prepared({name: _count(name) for name in DIALECTS})
_NEXT_CHAT = Prepared(
    select(func.min(chat_gate.c.free_at)).where(
        chat_gate.c.bot == bindparam("of_bot"), chat_gate.c.free_at > _at("after")
    )
)


class Standing(NamedTuple):
    """A locked gate, the moment it was read at, and until when the process that asks is alive (None: not known)."""

    gate: Gate
    at: datetime
    alive_until: datetime | None

    @property
    def is_alive(self) -> bool:
        return self.alive_until is not None and self.alive_until > self.at


class GateRepository(Repository):
    """Rows of `gate` and `chat_gate`."""

    def __init__(self, connection: Connection, time: Time) -> None:
        super().__init__(connection)
        self._time = time

    def lock(self, bot: str, holder: str = "") -> Standing:
        """The bot's gate; nobody else passes it before this transaction ends.

        The lock is waited for first: everything is read, the time above all, when we are alone.
        """
        while (row := self._alone(bot, holder)) is None:
            self._make(bot)
        *columns, at, alive_until = row
        return Standing(_GATE.one(columns), moment_of(self._time, self.driver, at), alive_until)

    def _alone(self, bot: str, holder: str) -> Row | None:
        """The gate as it stands when it is locked (SQLite's writer is alone anyway); None when there is none yet."""
        if self.postgres and not self.change(_LOCK, {"of_bot": bot}):
            return None
        return self.run(_STANDING, {"of_bot": bot, "k_holder": holder}).first()

    def read(self, bot: str) -> Gate:
        """The bot's gate as it stands, for those who only look."""
        row = self.run(_READ, {"of_bot": bot}).first()
        return (
            Gate(bot, _LONG_AGO, _LONG_AGO, _LONG_AGO, ALL, _LONG_AGO, []) if row is None else _GATE.one(row)
        )

    def advance(self, bot: str, to: datetime) -> None:
        """The next message of this bot leaves no sooner."""
        self.write(_ADVANCE, {"of_bot": bot, "to": to})

    def slow_down(self, bot: str, at: datetime, until: datetime, share: int) -> None:
        """Telegram wants silence: nothing leaves before `until`; afterwards it goes on with this share of the rate."""
        pause = {"paused_at": at, "paused_until": until, "share": share, "slowed_at": until}
        self.connection.execute(update(gate).where(gate.c.bot == bot).values(**pause))

    def close_lanes(self, bot: str, lanes: Collection[int]) -> None:
        """From now on exactly these lanes wait until somebody opens them."""
        self.lock(bot)
        self.connection.execute(update(gate).where(gate.c.bot == bot).values(closed=sorted(lanes)))

    def _make(self, bot: str) -> None:
        then = dict.fromkeys(("free_at", "paused_at", "paused_until", "slowed_at"), _LONG_AGO)
        new = insert_into(self.connection, gate).values(bot=bot, share=ALL, closed=[], **then)
        self.connection.execute(new.on_conflict_do_nothing())

    # --- chats ---------------------------------------------------------------------------------------------

    def chats(self, bot: str, chat_ids: Collection[int]) -> Mapping[int, ChatGate]:
        """The gates of those of the chats that were written to lately."""
        rows = self.run(_CHATS, {"of_bot": bot, "chats": list(chat_ids)})
        return {found.chat_id: found for found in _CHAT.all(rows.all())}

    def count(self, bot: str, gates: Collection[ChatGate]) -> None:
        """These chats are written to."""
        rows = [
            {"bot": bot, "chat_id": one.chat_id, "free_at": one.free_at, "tat_at": one.tat_at}
            for one in gates
        ]
        self.write_many(_COUNT, rows)

    def next_chat(self, bot: str, after: datetime) -> datetime | None:
        """When the next chat that has to wait need not wait any longer."""
        free_at: datetime | None = self.run(_NEXT_CHAT, {"of_bot": bot, "after": after}).scalar()
        return free_at

    def forget_chats(self, before: datetime) -> int:
        """Chats that have been silent since then need no gate."""
        return self.connection.execute(delete(chat_gate).where(chat_gate.c.tat_at < before)).rowcount


class ProcessRepository(Repository):
    """Rows of `process_lease`: processes that send, each alive until its moment unless it says so again."""

    def enter(self, holder: str, bot: str, at: datetime, until: datetime) -> None:
        """A process begins to send for this bot."""
        new = process_lease.insert().values(holder=holder, bot=bot, began_at=at, until_at=until)
        self.connection.execute(new)

    def renew(self, holder: str, at: datetime, until: datetime) -> datetime | None:
        """Since when the process has been alive without a break; None when its lease had lapsed."""
        mine = (process_lease.c.holder == holder) & (process_lease.c.until_at > at)
        row = self.connection.execute(
            update(process_lease).where(mine).values(until_at=until).returning(process_lease.c.began_at)
        ).first()
        return None if row is None else row[0]

    def remove_lapsed(self, bot: str, at: datetime) -> int:
        """Forget processes that have not been heard of; how many."""
        lapsed = (process_lease.c.bot == bot) & (process_lease.c.until_at <= at)
        return self.connection.execute(delete(process_lease).where(lapsed)).rowcount

    def remove_others(self, bot: str, holder: str) -> int:
        """Forget every other process (where there can be none); how many."""
        others = (process_lease.c.bot == bot) & (process_lease.c.holder != holder)
        return self.connection.execute(delete(process_lease).where(others)).rowcount

    def leave(self, holder: str) -> None:
        """The process sends no more."""
        self.connection.execute(delete(process_lease).where(process_lease.c.holder == holder))
