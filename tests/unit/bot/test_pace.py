"""How many rows an import takes at once follows the time the last ones took, and the database gets its breath."""

from __future__ import annotations

import time

from bot.intake.run import CHUNK, FIRST, LEAST, MOST, Pace


def test_a_chunk_that_took_too_long_makes_the_next_as_much_smaller_at_once() -> None:
    pace = Pace(rest=0, size=2000)
    pace.learn(CHUNK * 2)
    assert pace.size == 1000 and pace.longest == CHUNK * 2


def test_quick_chunks_grow_to_twice_at_most_and_never_beyond_the_most() -> None:
    pace, sizes = Pace(rest=0), []
    for _ in range(6):
        pace.learn(CHUNK / 100)
        sizes.append(pace.size)
    assert sizes[:2] == [FIRST * 2, FIRST * 4] and sizes[-1] == MOST


def test_chunks_never_get_so_small_that_beginning_them_is_most_of_the_work() -> None:
    pace = Pace(rest=0)
    pace.learn(CHUNK * 100)
    assert pace.size == LEAST


async def test_the_database_is_left_alone_between_two_chunks() -> None:
    pace, begun, ended = Pace(rest=0.03), list[float](), list[float]()

    async def work(_size: int) -> None:
        begun.append(time.perf_counter())
        ended.append(time.perf_counter())

    for _ in range(3):
        await pace.keep(work)
    assert all(after - before >= 0.029 for before, after in zip(ended, begun[1:], strict=False))
