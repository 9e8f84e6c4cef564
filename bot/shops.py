"""The stores of a configuration at work, each with the official calendar it keeps."""

from __future__ import annotations

from collections.abc import Mapping

from bot.config.holidays import holiday_table
from bot.config.lunar import ChineseCalendar
from dealership.domain.care import Care
from dealership.domain.company import Company
from dealership.services.shop import Shop


def shops_of(company: Company) -> Mapping[int, Shop]:
    """By store id."""
    return {
        store.id: Shop(
            store,
            holiday_table(store.hours.holiday_region),
            company.voice,
            Care(company.care, store.solutions, company.compensation_limits),
            company.surveys,
            ChineseCalendar(),
        )
        for store in company.stores
    }
