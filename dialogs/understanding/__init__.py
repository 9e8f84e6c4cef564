"""Free text is understood before the dialogs see it: what is wanted, when, for which car, in which mood."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.understanding.holidays import ChinaCalendar
from dialogs.understanding.model import HolidayCalendar, Understanding
from dialogs.understanding.text import plain
from dialogs.understanding.when import read_when
from dialogs.understanding.when.policy import Policy

_CHINA = ChinaCalendar()
_POLICY = Policy()


def understand(
    text: str,
    *,
    lang: str,
    now: datetime,
    zone: ZoneInfo,
    expected: Set[str] = frozenset(),
    lexicon: object = None,
    calendar: HolidayCalendar | None = None,
    policy: Policy = _POLICY,
) -> Understanding:
    """What one message says. `now` is aware; `expected` names the facts just asked for ("when", "odometer", …)."""
    when, ask = read_when(plain(text), lang=lang, now=now, zone=zone, calendar=calendar or _CHINA, policy=policy)
    return Understanding(text, lang, when=when, ask=ask)
