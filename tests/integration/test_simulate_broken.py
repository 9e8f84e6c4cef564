"""The product broken on purpose: a modelled town finds out, and the breach has its rule's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.databases import sqlite_url

from bot.config import load_company
from bot.demo import DATA
from bot.shops import shops_of
from bot.simulate import house
from bot.simulate.days import Wanted, simulate
from bot.simulate.habits import Temper
from dealership.domain import governor
from dealership.domain.company import Company
from dealership.domain.ladder import Ladder
from dealership.domain.records import Finished
from dealership.services import voice
from dealership.services.shop import Shop
from storage.repositories.outbox import OutboxRepository

Break = Callable[[pytest.MonkeyPatch, Company], Company]
QUIET = Temper(taps=0, writes=0, books=0)


def spoken(company: Company, **numbers: Any) -> Company:
    return replace(company, voice=replace(company.voice, **numbers))


def no_quiet_hours(patch: pytest.MonkeyPatch, company: Company) -> Company:
    patch.setattr(governor, "after_quiet", lambda at, _zone, _rules: at)
    return spoken(company, day_at=time(3))


def no_weekly_limit(patch: pytest.MonkeyPatch, company: Company) -> Company:
    patch.setattr(governor._Turn, "_week_free_at", lambda turn: turn.now)
    return spoken(company, per_week=1)


def no_gaps(patch: pytest.MonkeyPatch, company: Company) -> Company:
    patch.setattr(governor._Turn, "_gap_ends", lambda turn, _kind: turn.now)
    kinds = dict(company.voice.kinds)
    kinds["with_the_car"] = replace(kinds["with_the_car"], gap=timedelta(days=60))
    return spoken(company, kinds=kinds)


def nobody_decides(patch: pytest.MonkeyPatch, company: Company) -> Company:
    patch.setattr(voice.Voice, "look_at", lambda *_: False)
    return company


def stops_are_forgotten(patch: pytest.MonkeyPatch, company: Company) -> Company:
    patch.setattr(governor._Turn, "_unwelcome", lambda *_: None)
    return company


def ladders_of_its_own(patch: pytest.MonkeyPatch, company: Company) -> Company:
    early = {
        kind: Ladder(tuple(days + 9 for days in one.days_before))
        for kind, one in company.voice.ladders.items()
    }

    def shops(of: Company) -> Mapping[int, Shop]:
        return shops_of(spoken(of, ladders=early))

    patch.setattr(house, "shops_of", shops)
    return company


def marks_are_lost(patch: pytest.MonkeyPatch, company: Company) -> Company:
    """What was sent is written down as still to be sent, once a row."""
    finish, seen = OutboxRepository.finish, set()

    def forgetful(self: OutboxRepository, finished: list[Finished], now: datetime) -> None:
        again = [one for one in finished if one.outbox_id not in seen]
        seen.update(one.outbox_id for one in again)
        finish(
            self,
            [replace(one, state="planned", due_at=now) if one in again else one for one in finished],
            now,
        )

    patch.setattr(OutboxRepository, "finish", forgetful)
    return company


@pytest.mark.parametrize(
    ("broken", "rule", "wanted"),
    [
        (no_quiet_hours, "quiet_hours", Wanted(20, 3, 1, temper=QUIET)),
        (no_weekly_limit, "week", Wanted(40, 6, 1, temper=QUIET)),
        (no_gaps, "gaps", Wanted(4, 34, 1, temper=QUIET)),
        (nobody_decides, "ended", Wanted(20, 8, 1, temper=QUIET)),
        (stops_are_forgotten, "after_stop", Wanted(20, 14, 1, temper=replace(QUIET, stops=1.0))),
        (ladders_of_its_own, "ladder", Wanted(20, 3, 1, temper=QUIET)),
        (marks_are_lost, "once", Wanted(20, 2, 1, temper=QUIET)),
    ],
)  # fmt: skip
def test_a_broken_house_is_found_out(
    broken: Break, rule: str, wanted: Wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = broken(monkeypatch, load_company(DATA / "demo.toml"))
    found = {breach.rule for breach in simulate(company, sqlite_url(tmp_path), wanted).breaches}
    assert rule in found
