"""Telegram's limits are kept in every window, nobody waits longer than needed, and no clock can lock a chat."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rate import Limiter, Rates, Window

RATES = Rates(margin=0.0)
CHATS = st.sampled_from([1, 2, 3, -10, -20])
WISHES = st.lists(st.tuples(CHATS, st.floats(0, 3)), max_size=120)


def send_all(limiter: Limiter, wishes: Sequence[tuple[int, float]]) -> list[tuple[float, int]]:
    """Each wish (chat, pause before it) is sent as soon as the limiter allows; (time, chat) of each."""
    now, sent = 1000.0, []
    for chat_id, pause in wishes:
        now += pause
        while (wait := limiter.wait(now, chat_id)) > 0:
            now += max(wait, 1e-6)
        limiter.take(now, chat_id)
        sent.append((now, chat_id))
    return sent


def most_within(times: Sequence[float], seconds: float) -> int:
    return max((sum(start <= t < start + seconds for t in times) for start in times), default=0)


@given(WISHES)
def test_no_window_ever_holds_more_than_telegram_allows(wishes: list[tuple[int, float]]) -> None:
    sent = send_all(Limiter(RATES), wishes)
    assert most_within([time for time, _ in sent], 1.0 - 1e-3) <= 30
    for chat_id in {chat for _, chat in sent}:
        times = [time for time, chat in sent if chat == chat_id]
        assert most_within(times, 1.0 - 1e-3) <= 1
        if chat_id < 0:
            assert most_within(times, 60.0 - 1e-3) <= 20


@given(st.lists(st.floats(0, 0.2), max_size=100))
def test_a_window_lets_go_as_soon_as_it_may(pauses: list[float]) -> None:
    window, now, times = Window(3, 1.0), 0.0, []
    for pause in pauses:
        now += pause
        allowed = sum(now - 1.0 < t <= now for t in times) < 3
        assert (window.wait(now) == 0) is allowed is (window.room(now) > 0)
        if allowed:
            window.count(now)
            times.append(now)


@given(WISHES)
def test_a_chat_is_waiting_exactly_when_it_must_wait(wishes: list[tuple[int, float]]) -> None:
    limiter = Limiter(RATES)
    sent = send_all(limiter, wishes)
    now = sent[-1][0] + 0.5 if sent else 0.0
    for chat_id in (1, 2, 3, -10, -20):
        times = [time for time, chat in sent if chat == chat_id]
        must = any(now - 1.0 < t for t in times) or (chat_id < 0 and sum(now - 60.0 < t for t in times) >= 20)
        assert (chat_id in limiter.waiting(now)) is must


def test_a_pause_holds_everybody_and_a_longer_one_stands() -> None:
    limiter = Limiter(RATES)
    limiter.pause(100.0, 5)
    limiter.pause(101.0, 1)
    assert limiter.room(101.0) == 0
    assert limiter.wait(101.0, 7) == 4.0
    assert limiter.room(105.0) == 30


def test_a_clock_set_back_makes_nobody_wait() -> None:
    limiter = Limiter(RATES)
    limiter.pause(10_000.0, 60)
    for _ in range(40):
        limiter.take(10_000.0, 1)
    assert limiter.wait(5_000.0, 1) == 0
    assert limiter.room(5_000.0) == 30


def test_silent_chats_are_forgotten() -> None:
    limiter = Limiter(RATES)
    for chat_id in range(1, 1001):
        limiter.take(float(chat_id), chat_id)
    limiter.waiting(2000.0)
    assert len(limiter._chats) == 0


def test_topics_of_a_group_share_its_twenty_a_minute() -> None:
    limiter, now = Limiter(RATES), 0.0
    for _ in range(20):
        now += limiter.wait(now, -5)
        limiter.take(now, -5)
    assert limiter.wait(now, -5) == 60.0 - 19.0
    assert limiter.wait(now, 5) == 0.0


@given(st.floats(0, 3), st.floats(0, 1e6))
def test_whatever_a_clock_does_no_wait_is_longer_than_two_windows(pause: float, back: float) -> None:
    limiter = Limiter(RATES)
    limiter.take(1e6, 1)
    now = 1e6 + pause - back
    assert limiter.wait(now, 1) <= 2.0
    assert (limiter.wait(now + limiter.wait(now, 1) + 1e-6, 1)) == 0
