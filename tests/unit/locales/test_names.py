"""What staff and owners read for things that have a key: bays, plates of a country."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.people import shop_of

from dealership.domain.company import Bay, Company
from dealership.domain.identity import example_plate, format_plate, normalise_plate
from dealership.domain.message import Message
from dealership.services import describe
from locales import LANGUAGES
from locales.render import catalogue


@pytest.mark.parametrize(
    ("key", "language", "read"),
    [
        ("a", "zh-CN", "陈思远 · 1 号工位"),
        ("a", "en", "陈思远, bay 1"),
        ("a", "ru", "陈思远, пост 1"),
        ("b", "zh-CN", "陈思远 · 快保工位"),
        ("b", "en", "陈思远, quick lane"),
        ("long-gone", "en", "陈思远, long-gone"),
        (None, "en", "陈思远, –"),
    ],
)
def test_a_bay_is_called_by_its_label_or_its_number(
    company: Company, key: str | None, language: str, read: str
) -> None:
    label = {"zh-CN": "快保工位", "en": "quick lane", "ru": "экспресс-пост"}
    shop = shop_of(company)
    bays = (Bay("a", frozenset({"oil"})), Bay("b", frozenset({"oil"}), label))
    shop = replace(shop, store=replace(shop.store, bays=bays))
    line = Message("card-desk", {"advisor": "陈思远", "bay": describe.bay(shop, key)})
    assert catalogue(language).text(line) == f"🧑‍🔧 {read}"


@pytest.mark.parametrize("region", ["CN", "DE", "RU", "KZ", "BY", "UA", "GB", "FR", "PL", "AT", "CH"])
def test_the_plate_shown_as_an_example_would_be_understood(region: str) -> None:
    plate = normalise_plate(example_plate(region))
    assert plate is not None
    assert normalise_plate(format_plate(plate)) == plate


def test_the_example_is_of_the_store_s_country_and_missing_where_we_know_none() -> None:
    assert example_plate("DE-BE") == example_plate("DE") == "B-AB 1234"
    assert example_plate("") == example_plate("XX") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unreadable_plate_is_answered_with_an_example_only_where_there_is_one(language: str) -> None:
    words = catalogue(language)
    about = {"cars": "", "count": 0}
    assert "B-AB 1234" in words.text(Message("bind-unreadable", {**about, "example": "B-AB 1234"}))
    assert "none" not in words.text(Message("bind-unreadable", {**about, "example": "none"}))
