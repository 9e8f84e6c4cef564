"""after and before: the edge that was said belongs to the day or time beside it.

Chinese says it behind (周五以后), English and Russian in front; what cannot be placed is a reason to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.when import days as calendar
from dialogs.understanding.when.items import LEFT, Bound, Clock, Context, Days, Item, PartOfDay, Sign, Value

_BOUNDS: dict[str, Bound] = {
    "AFTER": "after",
    "BEFORE": "before",
    "FROM": "from",
    "ONWARD": "from",
    "BY": "by",
    "TILL": "before",
    "ONBEFORE": "by",
    "PASSED": "after",
}
#: An edge ruled out: not before Thursday is from Thursday on.
TURNED: dict[Bound, Bound] = {"before": "from", "by": "after", "after": "by", "from": "before"}
_BEHIND = frozenset(("AFTER", "BEFORE", "ONWARD", "ONBEFORE"))
_BEFORETHEN = Sign("BEFORETHEN")


def sign_name(item: Item | None) -> str | None:
    return item.value.name if item is not None and isinstance(item.value, Sign) else None


def joined(first: Item, last: Item, value: Value) -> Item:
    return Item(value, first.start, last.end)


def with_edges(ctx: Context, items: Sequence[Item], *, postfix: bool) -> list[Item]:
    """Every edge said goes to its day or time."""
    found: list[Item] = []
    pending: Bound | None = None
    for item in _weeks_of(ctx, items, postfix=postfix):
        name = sign_name(item)
        bound = _BOUNDS.get(name or "")
        if bound is None:
            pending = _take(found, item, pending)
        elif name in _BEHIND and (postfix or name in ("ONWARD", "ONBEFORE")):
            _set_behind(found, item, bound)
        else:
            pending = bound
    return found


def _take(found: list[Item], item: Item, pending: Bound | None) -> Bound | None:
    """Add an item with the edge that waits for it; the edge that goes on waiting."""
    name = sign_name(item)
    if pending in ("after", "before") and name == "OTHER":
        found.extend((replace(item, value=LEFT), item))  # after the match, before we drive off on the 5th
        return pending if pending == "before" else None
    if pending == "before" and name not in (None, "COMMA", "OR"):
        found.append(item)
        return pending
    edged = _with_bound(item.value, pending) if pending else None
    found.append(replace(item, value=edged) if edged is not None else item)
    return None


def _set_behind(found: list[Item], item: Item, bound: Bound) -> None:
    if found and (edged := _with_bound(found[-1].value, bound)) is not None:
        found[-1] = joined(found[-1], item, edged)
    elif sign_name(item) == "BEFORE" and found and sign_name(found[-1]) == "COMMA":
        found.extend((replace(item, value=_BEFORETHEN), replace(item, value=LEFT)))
    elif bound == "before" and _is_event_of_day(found):
        found.pop()  # 周六出远门之前
        found[-1] = replace(found[-1], value=_with_bound(found[-1].value, bound) or LEFT)
        found.append(replace(item, value=LEFT))
    elif len(found) > 1 and sign_name(found[-1]) == "OTHER" and isinstance(found[-2].value, Days):
        found.append(replace(item, value=LEFT))  # 周五收摊前


def _is_event_of_day(found: list[Item]) -> bool:
    return len(found) > 1 and sign_name(found[-1]) == "OTHERS" and isinstance(found[-2].value, Days)


def _weeks_of(ctx: Context, items: Sequence[Item], *, postfix: bool) -> list[Item]:
    """12月7号那周, the week of the 7th: the whole week."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if sign_name(item) == "WEEKOF" and postfix and last is not None and isinstance(last.value, Days):
            found[-1] = joined(last, item, calendar.week_around(ctx, last.value))
        elif isinstance(item.value, Days) and sign_name(last) == "WEEKOF":
            found.append(replace(item, value=calendar.week_around(ctx, item.value)))
        else:
            found.append(item)
    return found


def busy_till(items: list[Item]) -> list[Item]:
    """занят до трёх, busy till three: free from three on."""
    found: list[Item] = []
    for item in items:
        turned = turned_edge(item.value)
        if turned is not None and found and sign_name(found[-1]) in ("NOTPOST", "NOT"):
            found[-1] = replace(item, value=turned)
        else:
            found.append(item)
    return found


def turned_edge(value: Value) -> Days | Clock | PartOfDay | None:
    """The rest that an edge ruled out leaves; None for a value without an edge."""
    if isinstance(value, (Days, Clock, PartOfDay)) and value.bound is not None:
        return replace(value, bound=TURNED[value.bound])
    return None


def _with_bound(value: Value, bound: Bound) -> Value | None:
    if isinstance(value, (Days, Clock, PartOfDay)) and value.bound is None:
        return replace(value, bound=bound)
    return None


def open_range(ctx: Context, days: Days) -> Days:
    """The days an edge leaves: after Friday begins on Saturday and has no end of its own (that of its month, or
    of the next one, is taken)."""
    if days.bound in ("before", "by"):
        last = days.after if days.bound == "by" or days.kind == "end" else days.first
        return Days(ctx.today, last, "span", ask=days.ask)
    first = days.after if days.bound == "after" else days.first
    months = 1 if first.day < 23 else 2
    return Days(first, calendar.month_start(first, months), "span", ask=days.ask)
