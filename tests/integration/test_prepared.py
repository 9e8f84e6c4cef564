"""Prepared statements do what SQLAlchemy would do, only sooner; a connection left in disorder is not used again."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.prepared import Prepared
from storage.repositories.base import DIALECTS, Repository
from storage.schema import action_token, owner, seen_update, vehicle
from storage.uow import UnitOfWork

NOW = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
SEEN = Prepared({name: kind.insert(seen_update) for name, kind in DIALECTS.items()})
ADD_OWNER = Prepared({name: kind.insert(owner).returning(owner) for name, kind in DIALECTS.items()})
ADD_CAR = Prepared({name: kind.insert(vehicle).returning(vehicle) for name, kind in DIALECTS.items()})
NAMED = select(owner.c.id).where(owner.c.name.in_(bindparam("names", expanding=True))).order_by(owner.c.id)
PREPARED_NAMED = Prepared(NAMED)


def _owners(uow: UnitOfWork, *names: str) -> None:
    run = Repository(uow.connection).run
    for name in names:
        run(ADD_OWNER, {"store_id": 1, "name": name, "language": "en", "created_at": NOW})


async def test_values_go_in_and_come_out_as_with_sqlalchemy(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        run = Repository(uow.connection).run
        person = {"store_id": 1, "language": "zh-CN", "created_at": NOW, "privacy_seen_at": NOW}
        car = {"store_id": 1, "plate": "沪A12345", "delivered_on": date(2024, 2, 29), "created_at": NOW}
        for statement, table, values in ((ADD_OWNER, owner, person), (ADD_CAR, vehicle, car)):
            given = run(statement, values).all()
            assert [tuple(row) for row in given] == [tuple(r) for r in uow.connection.execute(select(table))]

    await database.run(work)


async def test_a_list_may_have_any_length_each_time(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        _owners(uow, "Li", "Wang", "Zhao")
        for names in (["Li"], ["Zhao", "Li"], [], ["nobody", "Wang", "Li", "Zhao"], ["Wang"]):
            quick = Repository(uow.connection).run(PREPARED_NAMED, {"names": names})
            assert [row[0] for row in quick] == list(
                uow.connection.execute(NAMED, {"names": names}).scalars()
            )

    await database.run(work)


async def test_an_error_says_what_went_wrong_and_nobodys_words(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        row = {"bot": "words", "update_id": 1, "seen_at": NOW}
        Repository(uow.connection).run_many(SEEN, [row, row])

    with pytest.raises(DBAPIError) as failed:
        await database.run(work)
    assert "seen_update" in str(failed.value)
    assert "parameters" not in str(failed.value)


async def test_prepared_and_ordinary_statements_are_one_transaction(database: Database) -> None:
    def spoilt(uow: UnitOfWork) -> None:
        _owners(uow, "prepared")
        uow.connection.execute(owner.insert().values(store_id=1, language="en", created_at=NOW))
        _owners(uow, "prepared, too")
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(spoilt)
    assert await _count(database) == 0


async def test_work_that_is_cancelled_leaves_nothing_and_the_database_goes_on(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite's thread cannot be interrupted: the work is done or not begun")

    def slow(uow: UnitOfWork) -> None:
        _owners(uow, "Li")
        uow.connection.execute(text("SELECT pg_sleep(30)"))

    task = asyncio.ensure_future(database.run(slow))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _count(database) == 0


async def test_a_connection_cut_by_the_server_is_replaced(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a file has no server")
    await _count(database)
    pid = await database.run(lambda uow: uow.connection.execute(select(func.pg_backend_pid())).scalar_one())
    with pytest.raises(DBAPIError):
        await database.run(lambda uow: uow.connection.execute(select(func.pg_terminate_backend(pid))))
    assert await _count(database) == 0


async def _count(database: Database) -> int:
    counted = select(func.count()).select_from(owner)
    return await database.run(lambda uow: int(uow.connection.execute(counted).scalar_one()))


HOSTILE = ("'; DROP TABLE owner; --", "\\'", "$1", "$2::text", "%s", '"', "\\x41", "车主", "😀", "\n\t", "")


async def test_words_in_what_is_held_back_are_kept_as_they_are(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        for number, words in enumerate(HOSTILE):
            uow.tokens.add(f"token-{number}", "owner", -(2**62), words[:32], {"words": words}, NOW)

    await database.run(work)
    found = await database.run(
        lambda uow: [uow.tokens.find(f"token-{n}", "owner") for n in range(len(HOSTILE))]
    )
    assert found == [(-(2**62), words[:32], {"words": words}) for words in HOSTILE]


async def test_what_is_held_back_is_seen_by_whatever_comes_next(database: Database) -> None:
    tokens = select(func.count()).select_from(action_token)

    def work(uow: UnitOfWork) -> list[object]:
        uow.tokens.add("one", "owner", None, "open", {}, NOW)
        prepared = uow.tokens.find("one", "owner")
        uow.tokens.add("two", "owner", None, "open", {}, NOW)
        return [
            prepared,
            uow.connection.execute(tokens).scalar_one(),
            uow.updates.first_time("owner", 1, NOW),
        ]

    assert await database.run(work) == [(None, "open", {}), 2, True]
    assert await database.run(lambda uow: uow.updates.first_time("owner", 1, NOW)) is False


async def test_a_change_held_back_that_fails_takes_everything_back(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.tokens.add("one", "owner", None, "open", {}, NOW)
        uow.updates.first_time("owner", 1, NOW)
        uow.tokens.add("one", "owner", None, "open", {}, NOW)

    with pytest.raises(DBAPIError):
        await database.run(work)
    assert await database.run(lambda uow: uow.updates.first_time("owner", 1, NOW)) is True
    assert await database.run(lambda uow: uow.tokens.find("one", "owner")) is None
