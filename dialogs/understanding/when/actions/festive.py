"""Festivals, the days off around them, and the days counted from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dialogs.understanding.when import festivals
from dialogs.understanding.when.actions import (
    shared,
)
from dialogs.understanding.when.grammar import Match
from dialogs.understanding.when.items import (
    Context,
    Days,
    Value,
    one_day,
)


def break_said(ctx: Context, m: Match) -> tuple[date, date, bool]:
    return festivals.break_of(ctx, _festival_name(ctx, m))


def _festival_name(ctx: Context, m: Match) -> str:
    if m.has("YEARTURN"):
        return "spring_festival"
    if m.has("NYBREAK"):
        return "new_year"
    return m.word("FESTIVAL") or m.word("GOLDEN") or festivals.next_break(ctx)


def festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found, ask=(found - ctx.today).days > ctx.policy.far_days) if found else None


def day_after_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found + timedelta(1)) if found else None


def day_before_festival(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found - timedelta(1)) if found else None


def festival_break(ctx: Context, m: Match) -> Value:
    first, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(max(first, ctx.today), last + timedelta(1), "span", ask=guessed)


def after_festival(ctx: Context, m: Match) -> Value:
    if m.word("YEARTURN") == "before":
        return before_festival(ctx, m)
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(last, last + timedelta(1), "span", bound="after", ask=guessed)


def before_festival(ctx: Context, m: Match) -> Value:
    first, _, _ = festivals.break_of(ctx, _festival_name(ctx, m))
    return Days(first, first + timedelta(1), "span", bound="before")


def working_day_after(ctx: Context, m: Match) -> Value:
    _, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    found, unknown = festivals.first_working_day(ctx, last + timedelta(1))
    return one_day(found, ask=guessed or unknown)


def weekday_after(ctx: Context, m: Match) -> Value | None:
    """节后第一个周六, 年前最后一个周末: counted from the last day off, or back from the first."""
    first, last, guessed = festivals.break_of(ctx, _festival_name(ctx, m))
    nth, number = m.integer("NTH") or m.integer("ORDWORD") or 1, shared.weekday_said(m)
    if m.has("BEFORE") or m.has("BEFOREBREAK") or m.word("YEARTURN") == "before":
        eve = first - timedelta(1)
        found = eve - timedelta((eve.weekday() - number) % 7)
    else:
        day = last + timedelta(1)
        found = day + timedelta((number - day.weekday()) % 7 + 7 * (max(nth, 1) - 1))
    return replace(shared.or_weekend(found, m), ask=guessed)


def during_festival(ctx: Context, m: Match) -> Value | None:
    """during Spring Festival: the days off."""
    during = m.tokens[m.first].text in ("during", "over", "over the")
    return festival_break(ctx, m) if during else festival(ctx, m)


def golden_week(ctx: Context, m: Match) -> Value:
    return festival_break(ctx, m)


def festival_after_day(ctx: Context, m: Match) -> Value | None:
    """the day after Christmas."""
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found + timedelta(1)) if found else None


def festival_day_before(ctx: Context, m: Match) -> Value | None:
    found = festivals.next_festival(ctx, m.word("FESTIVAL"))
    return one_day(found - timedelta(1)) if found else None
