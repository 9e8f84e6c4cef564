"""Neighbours become one: part of the day with its clock time, weekday with its date, ends of a range, after and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.understanding.when import days as calendar
from dialogs.understanding.when.edges import busy_till, joined, sign_name, with_edges
from dialogs.understanding.when.items import (
    Clock,
    Context,
    Days,
    Either,
    Item,
    PartOfDay,
    Sign,
    Value,
)

_JOINS = frozenset(("TO", "LIST", "AND"))


def fold(ctx: Context, items: Sequence[Item], *, postfix: bool) -> list[Item]:
    values = sum([not isinstance(item.value, Sign) for item in items])
    if not values:
        return list(items)
    if values == 1:  # nothing to join
        found = _moved(_decided(items))
    else:
        found = _join_ranges(_moved(_join_days(ctx, _join_clocks(_decided(items)))))
    return busy_till(with_edges(ctx, found, postfix=postfix))


def _decided(items: Sequence[Item]) -> list[Item]:
    """A pair of numbers is a time when the message names a day elsewhere."""
    pairs = sum(isinstance(item.value, Either) for item in items)
    if not pairs:
        return list(items)
    named = any(isinstance(item.value, Days) for item in items)
    found: list[Item] = []
    for item in items:
        if isinstance(item.value, Either):
            agrees = bool(found) and _same_weekday(found[-1].value, item.value.dated)
            value = item.value.dated if agrees else item.value.reading(has_day=named)
            if item.value.doubtful and not named:
                found.append(replace(item, value=Sign("DOUBT")))
            named = named or isinstance(value, Days)
            item = replace(item, value=value or Sign("OTHER"))
        found.append(item)
    return found


def _same_weekday(before: Value, dated: Days | None) -> bool:
    """чт 10.08: a date, when that day is a Thursday."""
    if not isinstance(before, Days) or before.kind != "weekday" or dated is None:
        return False
    return before.number == dated.first.weekday()


def _join_clocks(items: list[Item]) -> list[Item]:
    """下午 + 三点, 3 + in the afternoon: the part says which half of the day."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        merged = _with_part(last.value, item.value) if last is not None else None
        if merged is not None and last is not None:
            found[-1] = joined(last, item, merged)
        else:
            found.append(item)
    return found


def _with_part(first: Value, last: Value) -> Value | None:
    if isinstance(first, PartOfDay) and isinstance(last, Clock) and last.part is None:
        return last.within(first.name)
    if isinstance(first, Clock) and isinstance(last, PartOfDay) and first.part is None:
        return first.within(last.name) if not first.fixed else first
    if isinstance(first, PartOfDay) and isinstance(last, PartOfDay) and first.name == last.name:
        return first
    return None


def _join_days(ctx: Context, items: list[Item]) -> list[Item]:
    """周三25号, 下周 周三, Wednesday next week: one day said in two ways."""
    found: list[Item] = []
    named = sum(isinstance(item.value, Days) for item in items)
    for item in items:
        last = found[-1] if found else None
        merged = None
        if last is not None and isinstance(last.value, Days) and isinstance(item.value, Days):
            merged = same_day(last.value, item.value)
            if merged is not None and named > 2 and _says_today(ctx, last.value, item.value):
                found.pop()  # today is the 23rd, right? then the 26th
                continue
        if merged is not None and last is not None:
            found[-1] = joined(last, item, merged)
        else:
            found.append(item)
    return found


def _says_today(ctx: Context, first: Days, last: Days) -> bool:
    return first.first == last.first == ctx.today and first.kind == "day" and last.kind != "day"


def same_day(first: Days, last: Days) -> Days | None:
    """Both words as one day: a frame and a day inside it, or a weekday beside its date (ask when they differ)."""
    if (framed := calendar.in_frame(first, last)) is not None:
        return framed
    if (framed := calendar.in_frame(last, first)) is not None:
        return replace(framed, framed=True)
    if not (first.is_single and last.is_single):
        return None
    if first.first == last.first:
        return replace(first, ask=first.ask and last.ask)
    if (first.kind == "weekday") != (last.kind == "weekday"):
        dated, named = (last, first) if first.kind == "weekday" else (first, last)
        if dated.kind == "day" and dated.number not in (None, named.number):
            return None
        return replace(dated, ask=dated.ask or dated.first.weekday() != named.number)
    return None


def _join_ranges(items: list[Item]) -> list[Item]:
    """X to Y; between X and Y. Both ends are days, clock times or parts of a day."""
    found: list[Item] = []
    place = 0
    while place < len(items):
        if place + 2 < len(items) and _is_join(items, place, found):
            merged = _range(items[place].value, items[place + 2].value)
            if merged is not None:
                if found and sign_name(found[-1]) in ("FROM", "BETWEEN"):
                    found.pop()
                found.append(joined(items[place], items[place + 2], merged))
                place += 3
                if place < len(items) and sign_name(items[place]) == "BETWEEN":
                    place += 1
                continue
        found.append(items[place])
        place += 1
    return found


def _is_join(items: list[Item], place: int, before: list[Item]) -> bool:
    name = sign_name(items[place + 1])
    between = bool(before) and sign_name(before[-1]) == "BETWEEN"
    behind = place + 3 < len(items) and sign_name(items[place + 3]) == "BETWEEN"
    starting = bool(before) and sign_name(before[-1]) == "FROM"
    if name in ("BEFORE", "BY", "TILL"):
        first, last = items[place].value, items[place + 2].value
        return (
            starting
            or (name == "TILL" and type(first) is type(last))
            or (name == "BY" and isinstance(first, Days))
        )
    return name == "TO" or (name in _JOINS and (between or behind))


def _moved(items: list[Item]) -> list[Item]:
    """перенесите с пятницы на субботу, move it from Friday to Saturday: the later day corrects the earlier one."""
    found: list[Item] = []
    moving = said = False
    for item in items:
        name = sign_name(item)
        moving = (moving or name == "MOVE") and name != "COMMA"
        said = said and moving
        if moving and isinstance(item.value, Days):
            if said:
                if found and sign_name(found[-1]) == "TO":
                    found.pop()
                found.append(replace(item, value=Sign("CORRECT")))
            said = True
        if not (moving and name == "FROM"):
            found.append(item)
    return found


def _range(first: Value, last: Value) -> Value | None:
    if isinstance(first, Days) and isinstance(last, Days):
        return calendar.day_range(_in_the_same_week(first, last), last)
    if isinstance(first, Clock) and isinstance(last, Clock) and first.until is None and last.until is None:
        return replace(first, until=last)
    if isinstance(first, PartOfDay) and isinstance(last, PartOfDay):
        return replace(first, until=last)
    return None


def _in_the_same_week(first: Days, last: Days) -> Days:
    """Tuesday to Thursday next week: both ends are next week's."""
    if not last.framed:
        return first
    monday = calendar.monday_of(last.first)
    return calendar.in_frame(Days(monday, monday + timedelta(7), "week"), first) or first
