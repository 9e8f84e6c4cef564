"""A store's affairs are shown in its own group and in private, nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config.people import load_people
from bot.demo_file import bring
from bot.house import shops_of
from bot.incoming import Incoming
from bot.seed import Accounts, seed
from bot.staff.desk import StaffDesk
from dealership.domain.company import Company
from dialogs.model import Command
from dialogs.staff.family import STAFF_ENGINE
from dialogs.world import World
from storage.database import Database

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
OURS, FOREIGN = -1001, -1002
PEOPLE = Path(__file__).parents[2] / "bot" / "data" / "demo_people.toml"


@pytest.mark.parametrize(("chat", "shown"), [(OURS, True), (FOREIGN, False), (7, True)])
async def test_the_board_is_shown_in_the_stores_own_group_only(
    sqlite_database: Database, company: Company, chat: int, shown: bool
) -> None:
    people, shops = load_people(PEOPLE), shops_of(company)
    staff = {member.name: 7 + number for number, member in enumerate(people.staff)}
    owners = {owner.name: 700 + number for number, owner in enumerate(people.owners)}
    accounts = Accounts(owners, staff, {people.staff[0].store: OURS})
    await bring(sqlite_database, company, people, NOW)
    await sqlite_database.run(lambda uow: seed(uow, shops, people, accounts, NOW))
    asked = Incoming("staff", 1, chat, 0, 7, "Chen", "zh", Command("today"), 5, private=chat > 0)
    desk = StaffDesk(STAFF_ENGINE, World(NOW, company, shops, None))
    answer = await sqlite_database.run(lambda uow: desk.receive(uow, asked, NOW))
    assert answer is not None
    assert answer.screen is not None
    keys = [paragraph.key for paragraph in answer.screen.paragraphs]
    assert ("staff-other-group" not in keys) is shown
