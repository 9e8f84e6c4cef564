"""Staff correct records and make one person of two; what they correct an import leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from support.people import TUESDAY, hire, new_car, new_owner, shop_of
from support.sheets import bring, write_csv

from dealership.domain.company import Company
from dealership.domain.rights import NotAllowedError, Role
from dealership.services import records
from dealership.services.ports import NotFoundError
from storage.database import Database
from storage.uow import UnitOfWork


async def test_two_records_become_one_with_cars_history_chat_and_the_stricter_consents(
    database: Database, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["客户编号", "姓名", "手机", "车牌", "进厂日期", "项目"],
        ["K1", "王芳", "13800000001", "沪A12345", "2025-01-02", "保养"],
    ]
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))
    shop = shop_of(company)

    def work(uow: UnitOfWork) -> tuple[int, int]:
        consents = {
            "service_consent_at": TUESDAY,
            "marketing_consent_at": TUESDAY,
            "privacy_seen_at": TUESDAY,
        }
        chatting = new_owner(uow, shop, "小芳", phone=None, **consents)
        recorded = uow.owners.by_phone("+8613800000001")[0].id
        new_car(uow, shop, chatting, "沪A12345", trust="claimed")
        uow.owners.update(recorded, service_consent_at=TUESDAY)
        records.merge(uow, shop, hire(uow, shop, Role.SERVICE_MANAGER), chatting, recorded, TUESDAY)
        return chatting, recorded

    kept, _gone = await database.run(work)
    person = await database.run(lambda uow: uow.owners.get(kept))
    assert (person.name, person.phone) == ("小芳", "+8613800000001")
    assert person.service_consent_at == TUESDAY and person.marketing_consent_at is None
    cars = await database.run(lambda uow: uow.vehicles.of_owner(kept))
    assert [(car.plate, trust) for car, trust in cars] == [("沪A12345", "proven")]
    visits = "SELECT owner_id FROM service_visit"
    assert await database.run(lambda uow: uow.connection.execute(text(visits)).scalars().all()) == [kept]
    assert await database.run(lambda uow: uow.owners.find_chat("owner", kept)) is not None
    audit = "SELECT count(*) FROM audit WHERE action = 'owner.merged'"
    assert await database.run(lambda uow: uow.connection.execute(text(audit)).scalar()) == 1
    await bring(database, company, write_csv(tmp_path / "in.csv", rows))  # the keys lead to the one kept
    alive = "SELECT id FROM owner WHERE erased_at IS NULL"
    assert await database.run(lambda uow: uow.connection.execute(text(alive)).scalars().all()) == [kept]


async def test_a_corrected_name_and_phone_survive_the_next_import(
    sqlite_database: Database, company: Company, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "in.csv", [["客户编号", "姓名", "手机"], ["K1", "王方", "13800000001"]])
    await bring(sqlite_database, company, path)
    shop = shop_of(company)

    def correct(uow: UnitOfWork) -> int:
        owner_id, manager = uow.owners.by_phone("+8613800000001")[0].id, hire(uow, shop, Role.SERVICE_MANAGER)
        assert records.rename(uow, shop, manager, owner_id, " 王芳 ", TUESDAY)
        assert records.change_phone(uow, shop, manager, owner_id, "138 0000 0009", TUESDAY)
        assert not records.change_phone(uow, shop, manager, owner_id, "12", TUESDAY)
        assert not records.rename(uow, shop, manager, owner_id, "  ", TUESDAY)
        return owner_id

    owner_id = await sqlite_database.run(correct)
    await bring(sqlite_database, company, path)
    person = await sqlite_database.run(lambda uow: uow.owners.get(owner_id))
    assert (person.name, person.phone) == ("王芳", "+8613800000009")


async def test_only_who_may_correct_does_and_only_in_their_own_store(
    sqlite_database: Database, company: Company
) -> None:
    shop, berlin = shop_of(company), shop_of(company, "berlin")

    def work(uow: UnitOfWork) -> None:
        mine, theirs = new_owner(uow, shop), new_owner(uow, berlin)
        manager = hire(uow, shop, Role.SERVICE_MANAGER)
        for who, owner_id in ((hire(uow, shop, Role.SERVICE_ADVISOR), mine), (manager, theirs)):
            with pytest.raises(NotAllowedError):
                records.rename(uow, shop, who, owner_id, "X", TUESDAY)
        with pytest.raises(NotAllowedError):
            records.find(uow, shop, hire(uow, shop, Role.MARKETING), "王芳", 8)
        assert [one.id for one in records.find(uow, shop, manager, "王芳", 8)] == [mine]
        records.merge(uow, shop, manager, mine, new_owner(uow, shop), TUESDAY)
        with pytest.raises(NotFoundError):
            records.merge(uow, shop, manager, mine, mine, TUESDAY)

    await sqlite_database.run(work)
