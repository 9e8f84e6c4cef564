"""Low answers of a survey that nothing more was said to: a person hears of each, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dealership.domain.records import SurveyResponse
from dealership.services import surveys
from dealership.services.shop import Shop
from dialogs.surveys import SURVEYS
from scheduler.sweeps.paging import PAGE, each
from storage.database import Database
from storage.uow import UnitOfWork


async def hear_silent(database: Database, shops: Mapping[int, Shop], now: datetime) -> int:
    """How many were heard."""

    def act(uow: UnitOfWork, response: SurveyResponse) -> bool:
        survey, shop = SURVEYS.get(response.survey), shops.get(response.store_id)
        if survey is None or shop is None:
            return False
        return surveys.hear_in_silence(uow, shop, survey, response.id, now)

    return await each(database, lambda uow, after: uow.surveys.unheard(now, after, PAGE), act)
