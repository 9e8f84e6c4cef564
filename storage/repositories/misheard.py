"""Messages nobody understood, scrubbed, until somebody says what they meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, null, select, update

from dealership.domain.records import Misheard
from storage.repositories.base import Mapper, Repository
from storage.schema import misheard

_ROW = Mapper(Misheard, misheard)


class MisheardRepository(Repository):
    """Rows of `misheard`, oldest first."""

    def add(self, now: datetime, **values: Any) -> None:
        self.connection.execute(insert(misheard).values(said_at=now, label=null(), **values))

    def unlabelled(self, limit: int) -> Sequence[Misheard]:
        """What waits for a label."""
        rows = select(*_ROW.columns).where(misheard.c.label.is_(None)).order_by(misheard.c.id).limit(limit)
        return _ROW.all(self.connection.execute(rows).all())

    def labelled(self) -> Sequence[Misheard]:
        rows = select(*_ROW.columns).where(misheard.c.label.is_not(None)).order_by(misheard.c.id)
        return _ROW.all(self.connection.execute(rows).all())

    def find(self, row_id: int) -> Misheard | None:
        return _ROW.maybe(
            self.connection.execute(select(*_ROW.columns).where(misheard.c.id == row_id)).first()
        )

    def label(self, row_id: int, label: Mapping[str, Any]) -> None:
        self.connection.execute(update(misheard).where(misheard.c.id == row_id).values(label=dict(label)))

    def drop(self, row_id: int) -> bool:
        return self.connection.execute(delete(misheard).where(misheard.c.id == row_id)).rowcount == 1

    def forget_before(self, at: datetime, limit: int) -> int:
        """Forget those said before; how many there were, at most `limit`."""
        old = select(misheard.c.id).where(misheard.c.said_at < at).limit(limit)
        return self.connection.execute(delete(misheard).where(misheard.c.id.in_(old))).rowcount

    def forget_owner(self, owner_id: int) -> None:
        self.connection.execute(delete(misheard).where(misheard.c.owner_id == owner_id))
