"""What must hold after a storm; every breach is named by its first words.

`crash`, `leak`, `unanswered`, `stuck`, `double booking`, `beyond the limits`, `honest owner`, `unfinished`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from proof.honest import Person, Walker
from proof.hostile import MARK
from proof.storm import Call, Storm
from sqlalchemy import func, select
from support.screens import WIDEST, pixels_of

from bot.drawing import CAPTION_LIMIT, TEXT_LIMIT, TOAST_LIMIT, plain, units
from dealership.domain.records import Appointment
from storage.database import Database
from storage.schema import (
    appointment,
    audit,
    case,
    failed_update,
    outbox,
    owner,
    owner_chat,
    session,
    staff_member,
    vehicle,
    vehicle_driver,
)
from storage.uow import UnitOfWork

EXPECTED = (
    "message is not modified", "message to edit not found", "message can't be edited", "message to react not found", "query is too old",
    "chat not found", "thread not found", "bot was blocked", "bot is not a member", "bot was kicked", "can't initiate", "wrong file_id",
)  # fmt: skip
"""Refusals that follow from what the storm says of messages and chats that never were."""


async def judge(storm: Storm, calls: Sequence[Call], errors: Sequence[str], database: Database) -> list[str]:
    """Every breach; empty when all is well."""
    broken = [f"crash: {text}" for text in (*errors, *storm.dropped)]
    broken += [f"crash: failed update {error}" for error in await database.run(_failed)]
    broken += _unanswered(storm)
    broken += [
        f"unfinished: {what}"
        for what in await database.run(lambda uow: _unfinished(uow, storm.hostile.world.clock.now()))
    ]
    broken += await _stuck(storm, database)
    visits = await database.run(_visits)
    broken += [f"double booking: {one}" for one in _double(visits)]
    broken += [
        f"honest owner {one}" for one in await database.run(lambda uow: list(_honest(uow, storm.walkers)))
    ]
    broken += list(_leaks(calls, await database.run(Relations)))
    broken += list(_beyond(calls))
    return broken


def _failed(uow: UnitOfWork) -> list[str]:
    return list(uow.connection.execute(select(failed_update.c.error)).scalars())


def _unanswered(storm: Storm) -> list[str]:
    """Of all that are remembered, however long ago."""
    left = storm.hostile.world.taps.unanswered(0.0)
    return [f"unanswered: {left} taps"] if left else []


def _unfinished(uow: UnitOfWork, now: datetime) -> list[str]:
    """Screens that are decided and not shown, messages that are neither sent nor given up."""
    unshown = select(func.count()).select_from(session).where(session.c.shown_version < session.c.version)
    unsent = (
        select(func.count()).select_from(outbox).where(outbox.c.done_at.is_(None), outbox.c.due_at <= now)
    )
    counts = {"screens not shown": unshown, "messages not sent": unsent}
    found = {what: uow.connection.execute(one).scalar_one() for what, one in counts.items()}
    return [f"{count} {what}" for what, count in found.items() if count]


async def _stuck(storm: Storm, database: Database) -> list[str]:
    """Every chat of an owner, and of everybody who works here, goes on; who was dismissed meanwhile is told so."""
    storm.house.later(120)
    here = await database.run(_staff)
    chats = [Person(storm.house, "owner", account) for account in storm.town.owners]
    chats += [Person(storm.house, "staff", account) for account in storm.town.staff if account in here]
    found = [(person, await person.fault()) for person in chats]
    gone = [Person(storm.house, "staff", account) for account in storm.town.staff if account not in here]
    found += [(person, None if await person.is_answered() else "no answer") for person in gone]
    found += [(person, fault) for person, fault in await _groups(storm, here)]
    return [f"stuck: {person.bot} {person.account}: {fault}" for person, fault in found if fault]


async def _groups(storm: Storm, here: Collection[int]) -> list[tuple[Person, str | None]]:
    """In the stores' groups, whoever they belong to by now, a command of a member of staff is answered."""
    found: list[tuple[Person, str | None]] = []
    for group in storm.town.groups:
        person = Person(storm.house, "staff", next(one for one in here if group.member(one).inside))
        found.append((person, None if await person.is_heard_in(group) else f"not heard in group {group.id}"))
    return found


def _staff(uow: UnitOfWork) -> set[int]:
    at_work = select(staff_member.c.user_id).where(staff_member.c.left_at.is_(None))
    return {int(one) for one in uow.connection.execute(at_work).scalars() if one is not None}


# --- bookings ------------------------------------------------------------------------------------------------


def _visits(uow: UnitOfWork) -> list[Appointment]:
    active = select(appointment.c.id).where(appointment.c.state.in_(("confirmed", "requested", "held")))
    return [uow.appointments.get(int(one)) for one in uow.connection.execute(active).scalars().all()]


def _double(visits: Sequence[Appointment]) -> Iterator[str]:
    """Two cars in one bay, or two owners at one desk, at one time."""
    for one, other in combinations(visits, 2):
        if (
            one.store_id != other.store_id
            or one.start_at >= other.finish_at
            or other.start_at >= one.finish_at
        ):
            continue
        if one.bay is not None and one.bay == other.bay:
            yield f"bay {one.bay} at {other.start_at:%d %H:%M}"
        if one.advisor == other.advisor and one.start_at == other.start_at:
            yield f"desk {one.advisor} at {one.start_at:%d %H:%M}"


def _honest(uow: UnitOfWork, walkers: Sequence[Walker]) -> Iterator[str]:
    """Who said yes has the visit they chose, and one only, whatever staff did with it afterwards."""
    for walker in walkers:
        theirs = select(owner_chat.c.owner_id).where(owner_chat.c.user_id == walker.person.account)
        mine = select(appointment.c.id).where(
            appointment.c.owner_id.in_(theirs), appointment.c.state.not_in(("held", "expired"))
        )
        visits = [uow.appointments.get(int(one)) for one in uow.connection.execute(mine).scalars().all()]
        times = [int(visit.start_at.timestamp()) for visit in visits]
        if walker.ended == "waits" and not times:
            continue
        if walker.ended != "booked" or times != [walker.time]:
            yield f"{walker.person.account}: {walker.ended}, chose {walker.time}, has {times}"


# --- leaks ---------------------------------------------------------------------------------------------------


class Relations:
    """Who may read whose words: by what is written down of cases, visits, cars and stores."""

    def __init__(self, uow: UnitOfWork) -> None:
        rows = uow.connection.execute
        account = {
            row.owner_id: row.user_id for row in rows(select(owner_chat.c.owner_id, owner_chat.c.user_id))
        }
        self.staff = {
            row.user_id: row.store_id for row in rows(select(staff_member.c.user_id, staff_member.c.store_id))
        }
        bound = rows(select(audit.c.store_id, audit.c.details).where(audit.c.action == "group.bound"))
        self.groups: dict[int, set[int]] = defaultdict(set)
        for store_id, details in bound:
            self.groups[details["chat_id"]].add(store_id)
        self.stores: dict[int, set[int]] = defaultdict(set)
        for table in (appointment, case):
            for row in rows(select(table.c.owner_id, table.c.store_id)):
                self.stores[account[row.owner_id]].add(row.store_id)
        for row in rows(select(owner.c.id, owner.c.store_id)):
            self.stores[account[row.id]].add(row.store_id)
        driven = select(
            vehicle_driver.c.owner_id, vehicle.c.store_id, vehicle.c.model, vehicle_driver.c.trust
        ).join(vehicle, vehicle.c.id == vehicle_driver.c.vehicle_id)
        self.cars: dict[int, set[int]] = defaultdict(set)
        for row in rows(driven):
            self.stores[account[row.owner_id]].add(row.store_id)
            if row.trust == "proven":
                self.cars[account[row.owner_id]] |= marks(row.model)

    def may_read(self, bot: str, chat: int, writer: int) -> bool:
        """Whether words of `writer` may be read in this chat of this bot."""
        if chat == writer:
            return True
        if bot == "staff":
            stores = self.groups[chat] if chat < 0 else {self.staff.get(chat)}
            return bool(stores & self.stores[writer]) or self.staff.get(writer) in stores
        return writer in self.cars[chat] or (writer in self.staff and self.staff[writer] in self.stores[chat])


def marks(text: Any) -> set[int]:
    return {int(found) for found in MARK.findall(str(text))}


def _leaks(calls: Sequence[Call], relations: Relations) -> Iterator[str]:
    """An answer goes to the chat that asked, and nobody reads what is not meant for them."""
    for call in calls:
        chat, cause = call.params.get("chat_id"), call.cause
        if cause is not None and chat is not None and (call.bot, chat) != (cause.bot, cause.chat_id):
            yield f"leak: {call.method} to {chat} in answer to {cause}"
        if cause is not None and chat is not None and chat > 0 and chat != cause.user_id:
            yield f"leak: {call.method} to {chat} in answer to somebody else's {cause}"
        if (
            call.method == "answerCallbackQuery"
            and cause is not None
            and call.params["callback_query_id"] != cause.callback_id
        ):
            yield f"leak: an answer to another tap than {cause}"
        for writer in (
            marks(json.dumps(call.params, ensure_ascii=False, default=str)) if chat is not None else ()
        ):
            own_group = cause is not None and chat < 0 and writer == cause.user_id
            if not own_group and not relations.may_read(call.bot, chat, writer):
                yield f"leak: {writer}'s words in {call.bot} {chat} by {call.method}"


# --- limits --------------------------------------------------------------------------------------------------


def _beyond(calls: Sequence[Call]) -> Iterator[str]:
    """What Telegram refuses as wrong, and what no phone shows well."""
    for call in calls:
        if call.error and not any(words in call.error for words in EXPECTED):
            yield f"beyond the limits: {call.method} refused: {call.error}"
        yield from (f"beyond the limits: {call.method}: {fault}" for fault in _faults(call.params))


def _faults(params: dict[str, Any]) -> Iterator[str]:
    for name, most in (("text", TEXT_LIMIT), ("caption", CAPTION_LIMIT)):
        if units(plain(str(params.get(name, "")))) > most:
            yield f"{name} of {units(plain(str(params[name])))} characters"
    if "callback_query_id" in params and units(str(params.get("text", ""))) > TOAST_LIMIT:
        yield "a toast too long"
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    if len(rows) > 7:
        yield f"{len(rows)} rows"
    for row in rows:
        if len(row) > 4:
            yield "more than four buttons in a row"
        for button in row:
            yield from _label(button, len(row))


def _label(button: dict[str, Any], columns: int) -> Iterator[str]:
    label = str(button["text"])
    if not label.strip() or re.search("[\u202a-\u202e\u2066-\u2069]", label):
        yield f"label {label!r}"
    if len(str(button.get("callback_data", "")).encode()) > 64:
        yield f"data {button['callback_data']}"
    if pixels_of(label) > WIDEST[min(columns, 4)]:
        yield f"{columns} in a row, too wide: {label}"
