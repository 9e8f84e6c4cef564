"""What was found and done, one by one: cause, remedy, prevention, compensation, cost. Then the owner is asked."""

from __future__ import annotations

from dealership.domain.message import Message, money
from dealership.services import closing
from dealership.services.closing import Resolution
from dialogs.inputs import Words
from dialogs.model import Dialog, Done, Fail, Go, Result, Step
from dialogs.staff.desk.about import kept, number
from dialogs.staff.people import member
from dialogs.talk import Talk

LONGEST = 500
MOST = 10_000_000
MINOR = 100


def amount(key: str) -> Words:
    """A sum in whole units; nothing is one tap."""

    def read(talk: Talk, text: str) -> Result:
        value = _number(text)
        if value is None:
            return Fail(Message("case-resolve-no-number"))
        limits = talk.shop.care
        if key == "compensation" and not limits.may_grant(member(talk).role, value):
            limit = limits.limits.get(member(talk).role, 0)
            return Fail(Message("case-resolve-too-much", {"limit": money(limit, talk.store.currency)}))
        return Go(value)

    return Words(read, number, {"none": (Message("case-resolve-nothing"), Go(0))}, longest=20)


def _number(text: str) -> int | None:
    """Minor units of what is written, if it is a sum one could mean."""
    plain = text.replace(",", "").replace(" ", "").strip("¥€$₽元块")
    try:
        value = round(float(plain) * MINOR)
    except (ValueError, OverflowError):
        return None
    return value if 0 <= value <= MOST * MINOR else None


def resolve(talk: Talk) -> Done:
    answers, (case, _) = talk.answers, kept(talk)
    done = Resolution(
        str(answers["cause"]),
        str(answers["remedy"]),
        str(answers["prevention"]),
        int(answers["compensation"]),
        int(answers["cost"]),
    )
    return Done(closing.resolve(talk.uow, talk.shop, member(talk), case.id, done, talk.now))


def words() -> Words:
    return Words(args=number, longest=LONGEST)


RESOLVE = Dialog(
    "case-resolve",
    Step("cause", words(), why=False),
    Step("remedy", words(), why=False),
    Step("prevention", words(), why=False),
    Step("compensation", amount("compensation"), why=False),
    Step("cost", amount("cost"), why=False),
    done=resolve,
    keeps=("case",),
)
