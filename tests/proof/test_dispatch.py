"""Messages through crashes: `kill -9` at named points and at random ones, a database stopped hard, a frozen process,
answers that break. Nobody is lost, nobody gets a third copy, copies are what was in flight, and nothing is refused.

The judge is proven by products broken on purpose (`proof.replicas`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from proof.dispatch import Scene, Verdict, judge, killer
from proof.figures import ensure_due, record, sized
from proof.killing import free_port
from proof.nursery import Nursery, nursery
from proof.planning import came_of_it, plan_and_speak, prepare_plans, settle
from proof.replicas import FAIL_POINTS, LEASE, prepare
from proof.strict import Manners
from support.cluster import Cluster, own_cluster

from dealership.domain.rates import Rates
from storage.migrate import upgrade

KILLS = sized(2, 20)
SEED = 1
BLOCKED = Manners(blocks="7")  # every tenth


def prepare_all() -> None:
    prepare()
    prepare_plans()


@pytest.fixture(scope="module")
def children() -> Iterator[Nursery]:
    with nursery(prepare_all) as forked:
        yield forked


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, make_sqlite: Callable[[], str], make_postgres: Callable[[], str]) -> str:
    return make_sqlite() if kind == "sqlite" else make_postgres()


POINTS = sized(("before HTTP", "mid-mark"), tuple(FAIL_POINTS))


@pytest.mark.parametrize("point", POINTS)
def test_nobody_is_lost_when_a_process_dies_at(
    children: Nursery, kind: str, url: str, point: str, tmp_path: Path
) -> None:
    key = f"{kind}, dies at: {point}"
    ensure_due("delivery", key)
    scene = Scene(children, tmp_path, url, BLOCKED)

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, 60)
            await scene.died(scene.start(dies_at=point, dies_after=15))
            scene.start()
            await scene.done(30)
            return await judge(scene)

    kept(key, asyncio.run(story()))


@pytest.mark.parametrize(("kind", "replicas"), [("sqlite", 1), ("postgresql", 3)])
def test_nobody_is_lost_when_processes_are_killed_at_random(
    children: Nursery, kind: str, url: str, replicas: int, tmp_path: Path
) -> None:
    key = f"{kind}, {replicas} replica(s), random kills"
    ensure_due("delivery", key)
    scene = Scene(children, tmp_path, url, BLOCKED)

    async def story() -> Verdict:
        async with scene.open():
            for _ in range(replicas):
                scene.start()
            await scene.plan(1000, 45 * KILLS + 30)
            await killer(scene, replicas, KILLS, SEED)
            await scene.done(60)
            return await judge(scene)

    verdict = asyncio.run(story())
    kept(key, verdict)
    assert verdict.blows == KILLS


def test_a_process_frozen_longer_than_its_lease_sends_nothing_that_others_have_taken(
    children: Nursery, make_postgres: Callable[[], str], tmp_path: Path
) -> None:
    key = "postgresql, frozen"
    ensure_due("delivery", key)
    verdict = asyncio.run(frozen(Scene(children, tmp_path, make_postgres(), BLOCKED), sized(1, 10)))
    kept(key, verdict)


async def frozen(scene: Scene, times: int) -> Verdict:
    """One of two is frozen for two leases, again and again."""
    async with scene.open():
        names = [scene.start(), scene.start()]
        await scene.plan(1000, 150 * times + 120)
        await scene.at_work()
        await asyncio.sleep(LEASE + 1.0)  # who has just come takes nothing back yet
        for number in range(times):
            scene.freeze(names[number % 2])
            await asyncio.sleep(2.5 * LEASE)
            scene.thaw(names[number % 2])
            await asyncio.sleep(1.5 * LEASE)
        await scene.done(60)
        return await judge(scene)


def test_answers_that_break_cost_a_second_copy_and_never_a_third(
    children: Nursery, kind: str, url: str, tmp_path: Path
) -> None:
    key = f"{kind}, answers lost"
    ensure_due("delivery", key)
    scene = Scene(children, tmp_path, url, Manners(lost=0.02, blocks="7"))

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, sized(150, 900))
            scene.start()
            await scene.done(90)
            return await judge(scene, lost_answers=True)

    kept(key, asyncio.run(story()))


def test_a_database_that_is_stopped_hard_costs_nobody_a_message(children: Nursery, tmp_path: Path) -> None:
    key = "postgresql, 2 replicas, stopped hard"
    ensure_due("delivery", key)
    with own_cluster(free_port()) as cluster:
        upgrade(cluster.url)
        scene = Scene(children, tmp_path, cluster.url, BLOCKED)
        verdict = asyncio.run(stopped_hard(scene, cluster, sized(1, 5)))
    kept(key, verdict)


async def stopped_hard(scene: Scene, cluster: Cluster, times: int) -> Verdict:
    """The server goes as if the power had gone, and comes back some leases later."""
    async with scene.open():
        for _ in range(2):
            scene.start()
        await scene.plan(1000, 120 * times)
        for _ in range(times):
            await asyncio.sleep(1.5)
            scene.blow_to_all()
            await asyncio.to_thread(cluster.crash)
            await asyncio.sleep(1.5 * LEASE)
            await asyncio.to_thread(cluster.start)
        await scene.done(60)
        return await judge(scene)


@pytest.mark.parametrize("point", ["mid-plan", "mid-decision"])
def test_a_plan_that_was_broken_off_is_finished_by_the_next_and_says_nothing_twice(
    children: Nursery,
    make_sqlite: Callable[[], str],
    make_postgres: Callable[[], str],
    kind: str,
    url: str,
    point: str,
    tmp_path: Path,
) -> None:
    key = f"{kind}, dies {point}"
    ensure_due("delivery", key)
    undisturbed = make_sqlite() if kind == "sqlite" else make_postgres()
    owners = sized(10, 200)
    for one in (undisturbed, url):
        asyncio.run(settle(one, owners))
    _turn(children, undisturbed, "", 0, tmp_path)
    for dies_after in (2, 5):
        _turn(children, url, point, dies_after, tmp_path)
    _turn(children, url, "", 0, tmp_path)
    wanted, found = asyncio.run(came_of_it(undisturbed)), asyncio.run(came_of_it(url))
    assert found == wanted
    assert len(wanted[1]) == owners
    record("delivery", key, {"planned": len(wanted[0]), "queued": len(wanted[1])})


def _turn(children: Nursery, url: str, point: str, dies_after: int, folder: Path) -> None:
    """One turn of the wheel in a process of its own."""
    pid = children.begin(plan_and_speak, url, point, dies_after, output=folder / "planner.log")
    until = time.monotonic() + 120
    while children.lives(pid):
        assert time.monotonic() < until, "the planner does not end"
        time.sleep(0.01)
    children.forget(pid)


def kept(key: str, verdict: Verdict) -> None:
    """Nothing is broken; a full run is written down."""
    assert verdict.broken == []
    record("delivery", key, verdict.figures())


# --- the judge is proven -----------------------------------------------------------------------------------


def broken(children: Nursery, folder: Path, url: str, breach: str) -> Scene:
    return Scene(children, folder, url, breach=breach)


def test_the_judge_names_a_message_lost(
    children: Nursery, make_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    scene = broken(children, tmp_path, make_sqlite(), "marked before it is sent")

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, 30)
            await scene.died(scene.start(dies_at="before HTTP", dies_after=10))
            scene.start()
            await scene.done(10)
            return await judge(scene)

    assert any(words.startswith("lost: ") for words in asyncio.run(story()).broken)


def test_the_judge_names_a_third_copy(
    children: Nursery, make_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    scene = broken(children, tmp_path, make_sqlite(), "copies are not counted")
    scene.manners = Manners(lost=1.0)

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, 3)
            scene.start()
            await scene.done(3)
            return await judge(scene, lost_answers=True)

    assert any(words.startswith("a third copy") for words in asyncio.run(story()).broken)


def test_the_judge_names_what_was_refused(
    children: Nursery, make_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    scene = broken(children, tmp_path, make_sqlite(), "each for itself")

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, 120)
            scene.start()
            await asyncio.sleep(1.5)
            return await judge(scene)

    assert any(words.startswith("refused with 429") for words in asyncio.run(story()).broken)


def test_the_judge_names_copies_nobody_had_to_make(
    children: Nursery, make_postgres: Callable[[], str], tmp_path: Path
) -> None:
    scene = broken(children, tmp_path, make_postgres(), "everybody is dead")
    scene.manners = Manners(latency=1.0)

    async def story() -> Verdict:
        async with scene.open():
            await scene.plan(1000, 90)
            scene.start()
            scene.start()
            await scene.done(6)
            return await judge(scene)

    assert any(words.startswith("more copies than in flight") for words in asyncio.run(story()).broken)


def test_the_judge_names_what_a_frozen_process_sends_too_late(
    children: Nursery, make_postgres: Callable[[], str], tmp_path: Path
) -> None:
    scene = broken(children, tmp_path, make_postgres(), "deaf to the freeze")
    scene.manners, scene.rates = Manners(limit="", latency=0.005, spread=0), Rates(late=60, look_ahead=2.0)
    scene.width = 60
    verdict = asyncio.run(frozen(scene, 1))
    assert any(words.startswith("more copies than in flight") for words in verdict.broken)
