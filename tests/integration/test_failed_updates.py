"""An update that fails again and again is put aside with its content; the chat hears a kind sentence and goes on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from proof.indoors import OWNER_TOKEN, STAFF_TOKEN, Clock, Indoors
from sqlalchemy import select

from bot.owner.desk import Desk
from bot.stand.server import Stand
from bot.stand.visitors import Act, write_text
from dealership.domain.company import Company
from storage.database import Database
from storage.schema import failed_update

LI = 7_000_001


def fails(*_args: object) -> None:
    raise RuntimeError("something of ours is broken")


@pytest.fixture
def house(company: Company, database: Database) -> Indoors:
    clock = Clock(datetime(2026, 9, 1, 1, 0, tzinfo=UTC))
    stand = Stand(OWNER_TOKEN, STAFF_TOKEN, clock=clock, limits=False)
    stand.add_user("Li Wei", "en", "", id=LI)
    return Indoors(company, database, stand, clock)


async def test_third_failure_puts_the_update_aside_whatever_it_holds(
    house: Indoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = house.chat(LI)
    _, numbers = write_text(house.stand.world, Act(chat, chat.user), "hello")
    update = house.stand.world.inboxes["owner"].items[numbers["owner"]].body
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "receive", fails)
        await house.feed("owner", {**update, "unknown": "a\x00b \ud800", "\x00": 1})
    row = (await house.database.run(lambda uow: uow.connection.execute(select(failed_update)).all()))[0]
    assert (row.failures, row.error, row.payload["unknown"]) == (3, "RuntimeError", "ab ?")
    assert len(chat.messages) == 2  # the words, and that we are sorry

    await house.say(LI, "/start")
    assert house.buttons(LI)[1]
