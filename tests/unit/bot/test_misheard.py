"""`servicebay misheard`: from a message nobody understood to a row of the tests."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from support.people import TUESDAY, new_owner, shop_of

from bot.cli import main
from dealership.domain.company import Company
from dealership.services import privacy, teaching
from storage.database import open_database
from storage.migrate import upgrade
from storage.uow import UnitOfWork

DEMO = Path(__file__).parents[3] / "bot" / "data" / "demo.toml"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, company: Company) -> Path:
    """An installation where one message was not understood."""
    url = f"sqlite:///{tmp_path}/house.sqlite3"
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", url)
    monkeypatch.setenv("SERVICEBAY_CONFIG", str(DEMO))
    upgrade(url)
    shop = shop_of(company)

    def keep(uow: UnitOfWork) -> None:
        owner_id = new_owner(uow, shop)
        privacy.set_consent(uow, owner_id, privacy.LEARNING, True, TUESDAY)
        teaching.keep(uow, uow.owners.get(owner_id), shop.id, "booking.day", "礼拜五头晌", TUESDAY, [])

    async def fill() -> None:
        database = open_database(url)
        await database.run(keep)
        await database.close()

    asyncio.run(fill())
    return tmp_path


def test_a_message_is_listed_labelled_and_exported(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["misheard"]) == 0
    listed = capsys.readouterr().out
    assert "booking.day" in listed
    assert "礼拜五头晌" in listed
    number = listed.split()[0]
    assert main(["misheard", "--label", number, "intent=book", "when=2026-09-04 morning"]) == 0
    assert main(["misheard"]) == 0
    assert "Nothing waits" in capsys.readouterr().out
    rows = told / "rows.jsonl"
    assert main(["misheard", "--export", str(rows)]) == 0
    (row,) = [json.loads(line) for line in rows.read_text(encoding="utf8").splitlines()]
    assert (row["ref"], row["kind"], row["part"]) == ("2026-09-01T09:00:00", "daypart", "morning")
    assert row["facts"]["intent"] == ["book"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--label", "99", "intent=book"], "there is no message 99"),
        (["--label", "1", "intent=dance"], "intent 'dance'"),
        (["--label", "1"], "says nothing"),
        (["--drop", "99"], "there is no message 99"),
        (["--export", "."], ". cannot be written"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    told: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    assert main(["misheard", *args]) == 2
    assert said in capsys.readouterr().err


def test_a_message_may_be_dropped(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["misheard", "--drop", "1"]) == 0
    assert main(["misheard"]) == 0
    assert "Nothing waits" in capsys.readouterr().out
