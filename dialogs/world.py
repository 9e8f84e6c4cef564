"""What a talk may look at besides its own answers, handed in from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dealership.domain.company import Company
from dealership.services.shop import Shop
from dialogs.understanding.facts import Lexicon


@dataclass(frozen=True, slots=True)
class Reading:
    """What the shop adds to the understanding of words: its lexicon, and its folder of answers."""

    lexicon: Lexicon | None = None
    answers: Path | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What every talk may look at besides its own answers: now, the company and its shops, the unit of work.

    `usernames` are the bots' own by "owner" and "staff", for links into them; filled in once Telegram told them.
    """

    now: datetime
    company: Company
    shops: Mapping[int, Shop]
    uow: Any
    usernames: Mapping[str, str] = field(default_factory=dict)
    reading: Reading = Reading()
