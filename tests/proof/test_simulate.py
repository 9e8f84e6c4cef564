"""Modelled towns live for weeks, with answers lost and without: no rule is broken. One lives through a whole year."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from proof.figures import FULL, ensure_due, record, sized
from support.databases import sqlite_url

from bot.config import load_company
from bot.demo import DATA
from bot.simulate.days import Outcome, Wanted, simulate

SEEDS = range(1, sized(2, 21))
OWNERS, DAYS = sized(20, 60), sized(4, 14)


def lived(wanted: Wanted, folder: Path) -> tuple[Outcome, float, float]:
    """What came of it, with the seconds it took and those of the processor."""
    began, spent = time.monotonic(), time.process_time()
    outcome = simulate(load_company(DATA / "demo.toml"), sqlite_url(folder), wanted)
    return outcome, time.monotonic() - began, time.process_time() - spent


@pytest.mark.parametrize("faults", [False, True])
def test_no_rule_is_broken_whatever_the_seed(faults: bool, tmp_path: Path) -> None:
    key = "with lost answers" if faults else "undisturbed"
    ensure_due("simulate", key)
    sent = 0
    for seed in SEEDS:
        outcome, _, _ = lived(Wanted(OWNERS, DAYS, seed, faults), tmp_path)
        assert not outcome.breaches, f"seed {seed}: {outcome.breaches[:5]}"
        sent += sum(outcome.sent.values())
    record(
        "simulate", key, {"owners": OWNERS, "days": DAYS, "seeds": len(SEEDS), "sent": sent, "breaches": 0}
    )


@pytest.mark.skipif(not FULL, reason="a whole year: minutes")
def test_a_thousand_owners_live_through_a_year(tmp_path: Path) -> None:
    ensure_due("simulate", "a year")
    outcome, seconds, processor = lived(Wanted(1000, 365, 1), tmp_path)
    assert not outcome.breaches, outcome.breaches[:5]
    figures = {"seconds": round(seconds), "processor_seconds": round(processor), **outcome.to_json()}
    record("simulate", "a year", {"owners": 1000, "days": 365, "seed": 1, **figures})
