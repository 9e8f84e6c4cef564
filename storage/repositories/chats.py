"""Sessions, updates already seen, and the opaque tokens behind buttons of unasked messages.

The hot path of the house: a dialog step is three messages to the database (seen, load, save), written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_, update

from dealership.domain.records import Session
from storage.prepared import Prepared
from storage.repositories.arrival import THIS_TALK, arrive
from storage.repositories.base import DIALECTS, Repository, insert_into
from storage.repositories.questions import SESSION
from storage.schema import action_token, failed_update, seen_update, session

_LOAD = Prepared(select(*SESSION.columns).where(THIS_TALK))
_SAVE = Prepared(
    update(session)
    .where(THIS_TALK)
    .values(
        {
            name: bindparam(f"v_{name}")
            for name in (
                "person_id",
                "language",
                "talk",
                "version",
                "shown_version",
                "screen_id",
                "updated_at",
            )
        }
    )
)
_SHOWN = Prepared(
    update(session)
    .where(THIS_TALK, session.c.shown_version <= bindparam("v_shown"))
    .values(shown_version=bindparam("v_shown"), screen_id=bindparam("v_screen"))
)
_SEEN = Prepared(
    {name: dialect.insert(seen_update).on_conflict_do_nothing() for name, dialect in DIALECTS.items()}
)
_TOKEN = Prepared(insert(action_token))
_TOKEN_OF = Prepared(
    select(action_token.c.chat_id, action_token.c.action, action_token.c.args).where(
        action_token.c.token == bindparam("k_token"), action_token.c.bot == bindparam("k_bot")
    )
)
PAYLOAD_AFTER = 3


def _key(item: Session) -> dict[str, Any]:
    return {"k_bot": item.bot, "k_chat": item.chat_id, "k_thread": item.thread_id, "k_user": item.user_id}


class SessionRepository(Repository):
    """Rows of `session`."""

    def load(self, bot: str, chat_id: int, thread_id: int, user_id: int) -> Session | None:
        """The session, locked until the transaction ends (PostgreSQL; SQLite has one writer).

        PostgreSQL is asked in one go for what belongs to it as well.
        """
        key = {"k_bot": bot, "k_chat": chat_id, "k_thread": thread_id, "k_user": user_id}
        if self.postgres:
            return arrive(self.driver, self.known, key)
        return SESSION.maybe(self.run(_LOAD, key).first())

    def create(self, session_: Session, now: datetime) -> Session:
        """A first session; of two replicas that create it at once, both get the one that won."""
        values = {column.name: getattr(session_, column.name) for column in SESSION.columns}
        new = insert_into(self.connection, session).values(updated_at=now, **values)
        self.connection.execute(new.on_conflict_do_nothing())
        return self.load(session_.bot, session_.chat_id, session_.thread_id, session_.user_id) or session_

    def save(self, session_: Session, now: datetime) -> None:
        values = {
            "v_person_id": session_.person_id,
            "v_language": session_.language,
            "v_talk": session_.talk,
            "v_version": session_.version,
            "v_shown_version": session_.shown_version,
            "v_screen_id": session_.screen_id,
            "v_updated_at": now,
        }
        self.write(_SAVE, {**_key(session_), **values})

    def mark_shown(self, shown: Iterable[tuple[Session, int | None]]) -> None:
        """Screens that have reached their chats. One that was overtaken counts as unshown and is sent again.

        A mark that comes late changes nothing of a later one.
        """
        rows = [{**_key(item), "v_shown": item.version, "v_screen": screen} for item, screen in shown]
        self.write_many(_SHOWN, rows)

    def unshown(self, since: datetime, before: datetime, limit: int) -> Sequence[Session]:
        """Talks whose screen was decided in this time and has not reached its chat, the latest first."""
        waiting = select(*SESSION.columns).where(
            session.c.shown_version < session.c.version,
            session.c.updated_at >= since,
            session.c.updated_at <= before,
        )
        latest = waiting.order_by(session.c.updated_at.desc()).limit(limit)
        return SESSION.all(self.connection.execute(latest).all())

    def of_person(self, bot: str, person_id: int) -> Sequence[Session]:
        theirs = select(*SESSION.columns).where(session.c.bot == bot, session.c.person_id == person_id)
        return SESSION.all(self.connection.execute(theirs).all())

    def forget(self, bot: str, person_id: int) -> None:
        self.connection.execute(delete(session).where(session.c.bot == bot, session.c.person_id == person_id))

    def idle(self, before: datetime, after: Session | None, limit: int) -> Sequence[Session]:
        """A page of talks in which nothing has happened since, in the order of their keys, from `after` on.

        They are locked until the transaction ends; one that is being talked in is passed over.
        """
        key = (session.c.bot, session.c.chat_id, session.c.thread_id, session.c.user_id)
        resting = select(*SESSION.columns).where(session.c.updated_at <= before).order_by(*key).limit(limit)
        if after is not None:
            last = (after.bot, after.chat_id, after.thread_id, after.user_id)
            resting = resting.where(tuple_(*key) > tuple_(*last))
        return SESSION.all(self.connection.execute(resting.with_for_update(skip_locked=True)).all())


class UpdateRepository(Repository):
    """Rows of `seen_update` and `failed_update`."""

    def first_time(self, bot: str, update_id: int, now: datetime) -> bool:
        """True once per update, whatever replica or repetition asks."""
        row = {"bot": bot, "update_id": update_id, "seen_at": now}
        return self.run(_SEEN, row).rowcount == 1

    def note_failure(self, bot: str, update_id: int, error: str, payload: Any, now: datetime) -> int:
        """Count a failure of this update; its content is kept from the third on, for somebody to look at."""
        new = insert_into(self.connection, failed_update).values(
            bot=bot, update_id=update_id, failures=1, error=error, payload=None, failed_at=now
        )
        counted = self.connection.execute(
            new.on_conflict_do_update(
                index_elements=["bot", "update_id"],
                set_={"failures": failed_update.c.failures + 1, "error": error, "failed_at": now},
            ).returning(failed_update.c.failures)
        )
        failures = int(counted.scalar_one())
        if failures >= PAYLOAD_AFTER:
            mine = (failed_update.c.bot == bot) & (failed_update.c.update_id == update_id)
            self.connection.execute(update(failed_update).where(mine).values(payload=payload))
        return failures

    def forget_before(self, at: datetime, limit: int) -> int:
        """Update ids restart after a silence, so what was seen is forgotten after a while; how many were."""
        key = (seen_update.c.bot, seen_update.c.update_id)
        oldest = select(*key).where(seen_update.c.seen_at < at).limit(limit)
        return self.connection.execute(delete(seen_update).where(tuple_(*key).in_(oldest))).rowcount


class TokenRepository(Repository):
    """Rows of `action_token`."""

    def add(
        self, token: str, bot: str, chat_id: int | None, action: str, args: Mapping[str, Any], now: datetime
    ) -> None:
        row = {"token": token, "bot": bot, "chat_id": chat_id, "action": action, "args": dict(args)}
        self.write(_TOKEN, {"created_at": now, **row})

    def add_all(
        self,
        tokens: Sequence[tuple[str, str, Mapping[str, Any]]],
        bot: str,
        chat_id: int | None,
        now: datetime,
    ) -> None:
        """The buttons of one message at once: (token, action, arguments)."""
        same = {"bot": bot, "chat_id": chat_id, "created_at": now}
        rows = [{"token": token, "action": does, "args": dict(args), **same} for token, does, args in tokens]
        self.write_many(_TOKEN, rows)

    def find(self, token: str, bot: str) -> tuple[int | None, str, Mapping[str, Any]] | None:
        """(the only chat it is good in, action, arguments)."""
        row = self.run(_TOKEN_OF, {"k_token": token, "k_bot": bot}).first()
        return None if row is None else (row[0], row[1], row[2])
