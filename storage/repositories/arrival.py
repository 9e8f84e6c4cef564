"""What nearly every update of a talk needs, asked in one go on PostgreSQL: the talk, who talks, what is theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from dealership.domain.records import Session
from storage.prepared import Driver
from storage.questions import Known, Together, Unread
from storage.repositories.questions import (
    APPOINTMENT,
    CARS_OF_OWNER,
    MEMBER_OF_ACCOUNT,
    ONE_APPOINTMENT,
    ONE_OWNER,
    OPEN_CASES,
    SESSION,
    cars_of,
    open_cases_of,
    owner_by,
)
from storage.schema import appointment, session

Found = Mapping[str, Unread]
Key = Mapping[str, Any]

THIS_TALK = (
    (session.c.bot == bindparam("k_bot"))
    & (session.c.chat_id == bindparam("k_chat"))
    & (session.c.thread_id == bindparam("k_thread"))
    & (session.c.user_id == bindparam("k_user"))
)
_TALK = select(*SESSION.columns, session.c.updated_at).where(THIS_TALK).with_for_update()
_BEFORE = select(session.c.updated_at).where(THIS_TALK)
_PERSON = select(session.c.person_id).where(THIS_TALK).scalar_subquery()
_HELD = select(*APPOINTMENT.columns).where(appointment.c.owner_id == _PERSON, appointment.c.state == "held")


def _learn_owner(known: Known, found: Found, _key: Key) -> None:
    for row in found["talk"].rows():
        person = {"k_owner": SESSION.one(row[:-1]).person_id}
        ONE_OWNER.learn(known, person, found["owner"])
        CARS_OF_OWNER.learn(known, person, found["cars"])
        OPEN_CASES.learn(known, person, found["cases"])
    for row in found["held"].rows():
        ONE_APPOINTMENT.know(known, {"k_appointment": row[0]}, [row])


def _learn_member(known: Known, found: Found, key: Key) -> None:
    MEMBER_OF_ACCOUNT.learn(known, key, found["member"])


_ARRIVALS: Mapping[str, tuple[Together, Callable[[Known, Found, Key], None]]] = {
    "owner": (
        Together(
            {
                "talk": _TALK,
                "before": _BEFORE,
                "owner": owner_by(_PERSON),
                "cars": cars_of(_PERSON),
                "cases": open_cases_of(_PERSON),
                "held": _HELD,
            }
        ),
        _learn_owner,
    ),
    "staff": (
        Together({"talk": _TALK, "before": _BEFORE, "member": MEMBER_OF_ACCOUNT.statement}),
        _learn_member,
    ),
}


def arrive(driver: Driver, known: Known, key: Key) -> Session | None:
    """The talk with this key, locked; what belongs to it is known from now on.

    When the lock was waited for, the rest was read before somebody else changed it: it is read anew when asked for.
    """
    whole, learn = _ARRIVALS[key["k_bot"]]
    found = whole.run(driver, key)
    talks = found["talk"].rows()
    if [row[-1:] for row in talks] == found["before"].rows():
        learn(known, found, key)
    return SESSION.one(talks[0][:-1]) if talks else None
