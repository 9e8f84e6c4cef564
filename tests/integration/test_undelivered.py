"""Staff hear what an owner has not got, if it mattered: once a day, with the phone to call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from support.people import Scene, shop_of

from dealership.domain.company import Company
from dealership.domain.lanes import Lane
from dealership.domain.message import Message
from dealership.domain.records import Finished
from dealership.services.undelivered import tell_staff
from storage.database import Database
from storage.uow import UnitOfWork


@pytest.fixture
async def scene(database: Database, company: Company) -> Scene:
    return await Scene(database, shop_of(company)).set()


async def ends(scene: Scene, lane: Lane, state: str, name: str = "receipt") -> None:
    """A message to the owner ends so."""

    def work(uow: UnitOfWork) -> None:
        row = {"store_id": scene.shop.id, "bot": "owner", "purpose": "test", "language": "en", "payload": {}}
        about = {"dedup_key": name, "chat_id": 5, "owner_id": scene.owner_id, "lane": int(lane)}
        made = uow.outbox.add(scene.now, **row, **about)
        assert made is not None
        ended = Finished(made, 1, state, state)
        tell_staff(uow, {scene.shop.id: scene.shop}, uow.outbox.get(made), ended, scene.now)

    await scene.database.run(work)


async def told(scene: Scene) -> list[dict[str, Any]]:
    return [post["text"][0] for post in await scene.posted("staff", "undelivered")]


@pytest.mark.parametrize("state", ["blocked", "failed", "uncertain"])
async def test_the_advisor_is_told_whom_to_call_about_a_visit(scene: Scene, state: str) -> None:
    await ends(scene, Lane.BOOKING, state)
    (post,) = await told(scene)
    said = Message.from_json(post)
    assert said.key == f"delivery-{state}"
    assert said.args["phone"] == "+8613800000001"


async def test_what_does_not_matter_is_nobodys_work(scene: Scene) -> None:
    await ends(scene, Lane.REMINDER, "blocked", "reminder")
    await ends(scene, Lane.CAMPAIGN, "failed", "offer")
    await ends(scene, Lane.RECEIPT, "sent")
    assert await told(scene) == []


async def test_one_day_one_call(scene: Scene) -> None:
    await ends(scene, Lane.RECEIPT, "blocked", "receipt")
    await ends(scene, Lane.BOOKING, "blocked", "tomorrow")
    assert len(await told(scene)) == 1
    scene.now += timedelta(days=1)
    await ends(scene, Lane.BOOKING, "blocked", "soon")
    assert len(await told(scene)) == 1  # the one of the next day
