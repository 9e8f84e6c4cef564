"""What the house did not understand is kept to learn from: only by consent, scrubbed, and not for ever.

Scrubbed means: no plate, VIN, phone, address of the net, name of the owner or their car, and no long number; what
is left is how people speak. Hours and days stay, for they are what is misread most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from dealership.domain.records import Owner
from dealership.services.ports import UnitOfWork

LONGEST = 500
HIDDEN = "***"
_SHORTEST_NAME = 2
_TRACES = re.compile(
    r"\S+@\S+|https?://\S+|@\w+"  # addresses and accounts
    r"|[\u4e00-\u9fff]?[A-Za-zА-Яа-яЁё]{1,3}[·-]?\d{2,}[A-Za-zА-Яа-яЁё\d]*(?:\s[A-Z]{2,3}\b)?"  # plates
    r"|(?<![A-Za-zА-яЁё\d])(?=[A-Za-zА-яЁё]*\d[A-Za-zА-яЁё]*\d)(?=\d*[A-Za-zА-яЁё])[A-Za-zА-яЁё\d]{5,}"  # VINs
    r"|\+?\d{1,4}(?:[\s()-]{1,2}\d{2,4}){2,}|\d{3,4}[\s-]\d{4,}"  # phones
    r"|(?<![\d:.：])\d{3,}(?![\d:.：])"  # other long numbers
    r"|[零〇幺一二三四五六七八九]{5,}"
)
_DATE = re.compile(r"20[23]\d(?:[\s-]\d{1,2}){0,2}|\d{1,2}[\s-]\d{1,2}[\s-]20[23]\d")


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
    return _TRACES.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return found[0] if _DATE.fullmatch(found[0]) else HIDDEN
