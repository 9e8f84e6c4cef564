"""Questions that more than one use case asks, or that are asked together with others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, func, select

from dealership.domain.records import (
    Appointment,
    Case,
    Media,
    Owner,
    OwnerChat,
    Session,
    StaffGroup,
    StaffMember,
    Vehicle,
)
from storage.prepared import Row
from storage.questions import Question
from storage.repositories.base import Mapper
from storage.schema import (
    appointment,
    case,
    owner,
    owner_chat,
    photo,
    session,
    staff_group,
    staff_member,
    vehicle,
    vehicle_driver,
)
from storage.types import UtcInstant

Car = tuple[Vehicle, str, str | None]
"""A car with the trust of its binding and the name its driver gave it."""

OWNER = Mapper(Owner, owner)
VEHICLE = Mapper(Vehicle, vehicle)
APPOINTMENT = Mapper(Appointment, appointment)
SESSION = Mapper(Session, session)
MEMBER = Mapper(StaffMember, staff_member)
CHAT = Mapper(OwnerChat, owner_chat)
CASE = Mapper(Case, case)
GROUP = Mapper(StaffGroup, staff_group)


def _cars(rows: Sequence[Row]) -> list[Car]:
    return [(VEHICLE.one(row[:-2]), row[-2], row[-1]) for row in rows]


# --- owners and their cars -----------------------------------------------------------------------------------


BOUND = select(*VEHICLE.columns, vehicle_driver.c.trust, vehicle_driver.c.known_as).select_from(
    vehicle.join(vehicle_driver, vehicle_driver.c.vehicle_id == vehicle.c.id)
)
"""Cars with the trust of a binding and the name its driver gave them."""


def owner_by(owner_id: Any) -> Select[Any]:
    return select(*OWNER.columns).where(owner.c.id == owner_id)


def cars_of(owner_id: Any) -> Select[Any]:
    """What an owner drives, the first bound first."""
    mine = BOUND.where(vehicle_driver.c.owner_id == owner_id, vehicle_driver.c.ended_at.is_(None))
    return mine.order_by(vehicle_driver.c.since_at, vehicle.c.id)


ONE_OWNER = Question("owner", owner_by(bindparam("k_owner")), OWNER.first)
CHAT_OF_OWNER = Question(
    "owner_chat",
    select(*CHAT.columns)
    .where(owner_chat.c.bot == bindparam("k_bot"), owner_chat.c.owner_id == bindparam("k_owner"))
    .order_by(owner_chat.c.created_at.desc())
    .limit(1),
    CHAT.first,
)


def open_cases_of(owner_id: Any) -> Select[Any]:
    """What is open with an owner: at most one of each kind."""
    return select(*CASE.columns).where(case.c.owner_id == owner_id, case.c.closed_at.is_(None))


OPEN_CASES = Question("open_cases", open_cases_of(bindparam("k_owner")), CASE.all)
CARS_OF_OWNER = Question("cars", cars_of(bindparam("k_owner")), _cars)
ONE_VEHICLE = Question(
    "vehicle", select(*VEHICLE.columns).where(vehicle.c.id == bindparam("k_vehicle")), VEHICLE.first
)

# --- visits --------------------------------------------------------------------------------------------------

ONE_APPOINTMENT = Question(
    "appointment",
    select(*APPOINTMENT.columns).where(appointment.c.id == bindparam("k_appointment")),
    APPOINTMENT.first,
)
COUNT_OF_OWNER = Question(
    "count_of_owner",
    select(func.count()).where(
        appointment.c.owner_id == bindparam("k_owner"),
        appointment.c.state.in_(bindparam("k_states", expanding=True)),
        appointment.c.start_at >= bindparam("k_since", type_=UtcInstant),
    ),
    lambda rows: int(rows[0][0]),
)
VISITS_OF_CAR = Question(
    "visits_of_car",
    select(*APPOINTMENT.columns)
    .where(
        appointment.c.vehicle_id == bindparam("k_vehicle"),
        appointment.c.state.in_(bindparam("k_past", expanding=True)),
    )
    .order_by(appointment.c.start_at.desc())
    .limit(bindparam("k_most")),
    APPOINTMENT.all,
)
LATEST_OF_CAR = Question(
    "latest_of_car",
    select(*APPOINTMENT.columns)
    .where(
        appointment.c.vehicle_id == bindparam("k_vehicle"),
        appointment.c.state.in_(bindparam("k_states", expanding=True)),
        cast(appointment.c.jobs, Text) != "[]",
    )
    .order_by(appointment.c.start_at.desc())
    .limit(1),
    APPOINTMENT.first,
)
OF_APPOINTMENTS = (COUNT_OF_OWNER.name, LATEST_OF_CAR.name, VISITS_OF_CAR.name)
"""What may be answered otherwise as soon as any appointment has changed."""
PHOTOS_OF_VISIT = Question(
    "photos",
    select(photo.c.kind, photo.c.bot, photo.c.file_id, photo.c.file_unique_id)
    .where(photo.c.appointment_id == bindparam("k_appointment"))
    .order_by(photo.c.id),
    lambda rows: [Media(*row) for row in rows],
)

# --- staff ---------------------------------------------------------------------------------------------------

MEMBER_OF_ACCOUNT = Question(
    "member",
    select(*MEMBER.columns).where(
        staff_member.c.user_id == bindparam("k_user"), staff_member.c.left_at.is_(None)
    ),
    MEMBER.first,
)
MEMBERS_OF_STORE = Question(
    "members",
    select(*MEMBER.columns)
    .where(staff_member.c.store_id == bindparam("k_store"), staff_member.c.left_at.is_(None))
    .order_by(staff_member.c.id),
    MEMBER.all,
)
GROUP_OF_STORE = Question(
    "group", select(*GROUP.columns).where(staff_group.c.store_id == bindparam("k_store")), GROUP.first
)
