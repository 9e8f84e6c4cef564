"""`kill -9` at random moments with an update in flight: the dialog goes on, nothing is lost, nothing is done twice.

Both databases, updates polled and brought. The checker is proven by products broken on purpose (`proof.bots`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from proof.bots import prepare
from proof.figures import ensure_due, record, sized
from proof.killing import Scene, story
from proof.nursery import Nursery, nursery

KILLS = sized(3, 50)
"""For each database and each way updates come: 100 a database in full."""
SEED = 1


@pytest.fixture(scope="module")
def children() -> Iterator[Nursery]:
    with nursery(prepare) as forked:
        yield forked


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, make_sqlite: Callable[[], str], make_postgres: Callable[[], str]) -> str:
    return make_sqlite() if kind == "sqlite" else make_postgres()


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_nothing_is_lost_or_done_twice(
    children: Nursery, kind: str, url: str, way: str, tmp_path: Path
) -> None:
    ensure_due("kill", f"{kind}, {way}")
    scene = Scene(children, tmp_path, url, SEED, webhook=way == "webhook")
    report = asyncio.run(story(scene, KILLS))
    assert not report.broken, scene.log()
    assert report.kills == KILLS
    record("kill", f"{kind}, {way}", {"seed": SEED, **report.figures()})


# --- the checker is proven -----------------------------------------------------------------------------------

BREACHES = {
    "seen before the work": ("stuck", 10),
    "acknowledged before the work": ("stuck", 10),
    "unshown screens forgotten": ("stuck", 10),
    "repeated updates taken anew": ("answer lost", 20),
    "receipts lost": ("message lost", 1),
}
"""What each broken product shows, within so many kills."""
SAMPLE = ("seen before the work", "unshown screens forgotten")


@pytest.mark.parametrize("breach", sized(SAMPLE, tuple(BREACHES)))
def test_checker_names_the_breach(
    children: Nursery, make_sqlite: Callable[[], str], breach: str, tmp_path: Path
) -> None:
    symptom, kills = BREACHES[breach]
    scene = Scene(children, tmp_path, make_sqlite(), SEED, breach=breach, symptom=symptom, at_once=1)
    report = asyncio.run(story(scene, kills, patience=3.0))
    assert any(scene.symptom in one for one in report.broken), report
