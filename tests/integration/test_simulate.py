"""The time machine: a small town lives through some days without a breach; the same seed lives the same life."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from support.databases import sqlite_url

from bot.config import load_company
from bot.demo import DATA
from bot.simulate.days import Outcome, Wanted, simulate
from dealership.domain.company import Company

WANTED = Wanted(owners=20, days=6, seed=1)


@cache
def company() -> Company:
    return load_company(DATA / "demo.toml")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path)


def named(outcome: Outcome) -> set[str]:
    return {breach.rule for breach in outcome.breaches}


def test_a_town_lives_through_some_days_and_no_rule_is_broken(url: str) -> None:
    outcome = simulate(company(), url, WANTED)
    assert not outcome.breaches
    assert sum(outcome.sent.values()) > 3


@pytest.mark.parametrize("faults", [False, True])
def test_the_same_seed_lives_the_same_life(tmp_path: Path, faults: bool) -> None:
    wanted = Wanted(WANTED.owners, 3, 4, faults)
    first, second = (simulate(company(), sqlite_url(tmp_path), wanted).to_json() for _ in range(2))
    assert first == second
