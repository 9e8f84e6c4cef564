"""Telegram's limits are kept in every window whatever is asked for when; no clock that is put back can lock a gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealership.domain.rates import Rates
from dealership.domain.records import ChatGate, Gate
from scheduler.rate import count, next_departure, paused, reserve, wait

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = Gate("owner", NEVER, NEVER, NEVER, 1000, NEVER, ())
SECOND = timedelta(seconds=1)
RATES = Rates()
FACTORS = st.sampled_from([1.0, 0.99, 0.5])


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def most_within(times: Sequence[datetime], window: timedelta) -> int:
    return max((sum(start <= t < start + window for t in times) for start in times), default=0)


def given_away(gate: Gate, wishes: Sequence[tuple[float, int]], rates: Rates) -> list[datetime]:
    """Departures of wishes (pause before it, how many), each as many as there are."""
    at, departures = START, list[datetime]()
    for pause, room in wishes:
        at += timedelta(seconds=pause)
        found = reserve(gate, at, rates, room)
        departures += [found[number] for number in range(found.count)]
        if found.count:
            gate = replace(gate, free_at=found[found.count])
    return departures


# --- the token ---------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 0.3), st.integers(0, 40)), max_size=120), FACTORS, st.integers(1, 60))
def test_no_window_of_a_second_ever_holds_more_than_the_limit(
    wishes: list[tuple[float, int]], factor: float, messages: int
) -> None:
    departures = given_away(OPEN, wishes, Rates(messages=messages, factor=factor))
    assert departures == sorted(departures)
    assert most_within(departures, SECOND) <= messages


@given(st.lists(st.tuples(st.floats(0, 0.3), st.integers(1, 40)), max_size=60))
def test_departures_are_never_in_the_past_nor_further_ahead_than_agreed(
    wishes: list[tuple[float, int]],
) -> None:
    gate, at = OPEN, START
    for pause, room in wishes:
        at += timedelta(seconds=pause)
        found = reserve(gate, at, RATES, room)
        assert found.count <= room
        if found.count:
            assert at <= found.first <= found[found.count - 1] <= at + RATES.ahead
            gate = replace(gate, free_at=found[found.count])


def test_a_steady_asker_gets_the_whole_rate() -> None:
    departures = given_away(OPEN, [(0.05, 100)] * 1200, Rates(factor=1.0))
    assert len(departures) >= 60 * 30 * 0.995


def test_whoever_has_to_wait_finds_departures_when_the_wait_is_over() -> None:
    gate = replace(OPEN, free_at=after(0.5))
    assert reserve(gate, START, RATES, 5).count == 0
    assert reserve(gate, after(wait(gate, START, RATES)), RATES, 5).count > 0


def test_a_slot_that_was_missed_is_replaced_by_the_next_free_one() -> None:
    gate = replace(OPEN, free_at=after(0.4))
    assert next_departure(gate, START, RATES).first == after(0.4)
    assert next_departure(gate, after(2), RATES).first == after(2 + RATES.lead)


# --- silence -----------------------------------------------------------------------------------------------


def silent(seconds: float, share: int = 500) -> Gate:
    until = after(seconds)
    return replace(OPEN, paused_at=START, paused_until=until, share=share, slowed_at=until)


def test_nothing_leaves_while_telegram_wants_silence() -> None:
    gate = silent(5)
    assert reserve(gate, after(4.9), RATES, 5).count == 0
    assert wait(gate, after(2), RATES) == 3
    assert next_departure(gate, after(2), RATES).first == after(5 + RATES.lead)
    assert reserve(gate, after(5), RATES, 5).count > 0


def test_after_silence_the_rate_is_halved_and_comes_back_bit_by_bit() -> None:
    gate = silent(5)
    whole = RATES.every(1.0)
    assert reserve(gate, after(5), RATES, 5).every >= 2 * whole - timedelta(microseconds=2)
    assert whole < reserve(gate, after(5 + 25), RATES, 5).every < 2 * whole
    assert reserve(gate, after(5 + 60), RATES, 5).every == whole


def test_pause_after_pause_leaves_a_tenth_at_least() -> None:
    assert RATES.slowed_share(silent(0), after(0)) == 250
    assert RATES.slowed_share(silent(0, share=120), after(0)) == 100


# --- clocks ------------------------------------------------------------------------------------------------


@given(st.floats(2.5, 1e6))
def test_a_clock_put_back_locks_no_gate(back: float) -> None:
    gate = replace(silent(60), free_at=START + SECOND)
    at = START - timedelta(seconds=back)
    assert paused(gate, at) == 0
    assert reserve(gate, at, RATES, 5).first == at + RATES.soonest
    assert next_departure(gate, at, RATES).first == at + RATES.soonest


# --- chats -------------------------------------------------------------------------------------------------


def through(chat_id: int, wishes: Sequence[float], rates: Rates = RATES) -> list[datetime]:
    """Each wish (pause before it) goes as soon as the chat's gate lets it."""
    chat: ChatGate | None = None
    at, sent = START, list[datetime]()
    for pause in wishes:
        at += timedelta(seconds=pause)
        at = max(at, chat.free_at) if chat is not None else at
        sent.append(at)
        chat = count(chat, chat_id, at, rates)
    return sent


@given(st.lists(st.floats(0, 3), max_size=80))
def test_a_chat_gets_one_message_a_second(wishes: list[float]) -> None:
    assert most_within(through(7, wishes), SECOND) <= 1


@given(st.lists(st.floats(0, 10), max_size=120), st.sampled_from([20, 4, 2]))
def test_a_group_never_gets_more_than_its_share_of_a_minute(wishes: list[float], limit: int) -> None:
    sent = through(-7, wishes, Rates(group_messages=limit))
    assert most_within(sent, timedelta(seconds=60)) <= limit
    assert most_within(sent, SECOND) <= 1


def test_a_group_that_was_silent_gets_a_few_messages_one_after_another() -> None:
    sent = through(-7, [0.0] * 5)
    assert sent[-1] - sent[0] < timedelta(seconds=5)


@given(st.floats(60, 1e6))
def test_a_clock_put_back_locks_no_chat(back: float) -> None:
    chat = count(None, -7, START, RATES)
    earlier = START - timedelta(seconds=back)
    assert count(chat, -7, earlier, RATES).free_at <= earlier + 2 * SECOND
