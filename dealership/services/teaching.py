"""What the house did not understand is kept to learn from: only by consent, scrubbed, and not for ever.

Scrubbed means: no plate, VIN, phone, address of the net, name of the owner or their car, and no long number; what
is left is how people speak. Hours and days stay, for they are what is misread most. The shapes stand in `teaching.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from dealership.domain.records import Owner
from dealership.services.ports import UnitOfWork

LONGEST = 500
HIDDEN = "***"
_SHORTEST_NAME = 2


def keep(uow: UnitOfWork, person: Owner, store_id: int, asked: str, text: str, now: datetime, names: Iterable[str]) -> bool:  # fmt: skip
    """Keep a message as one that was not understood; False without the owner's consent.

    `asked`: the dialog and step it was said at; `names`: whatever else in it says who the owner is.
    """
    if person.learning_consent_at is None or person.deletion_asked_at is not None:
        return False
    words = scrubbed(text, [person.name, person.phone or "", *names])
    uow.misheard.add(
        now,
        store_id=store_id,
        owner_id=person.id,
        language=person.language,
        asked=asked,
        text=words[:LONGEST],
    )
    return True


def scrubbed(text: str, names: Iterable[str]) -> str:
    """The words without what tells who said them."""
    known = {part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST_NAME}
    for name in sorted(known, key=len, reverse=True):
        text = re.sub(re.escape(name), HIDDEN, text, flags=re.IGNORECASE)
    return _shapes()["traces"].sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return found[0] if _shapes()["dates"].fullmatch(found[0]) else HIDDEN


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((files(__package__) / "teaching.toml").read_text(encoding="utf8"))
    return {kind: re.compile("|".join(shapes)) for kind, shapes in table.items()}
