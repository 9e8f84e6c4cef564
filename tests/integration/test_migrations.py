"""Migrations go up and down on both databases and lead exactly to the schema in code."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage import migrate
from storage.database import Database
from storage.schema import metadata


def test_every_step_goes_up_and_down(database_url: str) -> None:
    migrate.downgrade(database_url)
    assert migrate.current_revision(database_url) is None
    migrate.upgrade(database_url)
    assert migrate.current_revision(database_url) == migrate.head_revision()


async def test_migrated_schema_is_the_schema_in_code(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await database.run(lambda uow: differences(uow.connection)) == []
