"""What proofs share: as many fresh migrated databases as a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.databases import postgres_url, sqlite_url


@pytest.fixture
def make_sqlite(tmp_path: Path) -> Callable[[], str]:
    return lambda: sqlite_url(tmp_path)


@pytest.fixture
def make_postgres() -> Iterator[Callable[[], str]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(postgres_url())
