"""Every table of the house, as SQLAlchemy Core. Alembic makes them; nothing else does.

Rules kept here by the database itself, on SQLite and PostgreSQL alike:
one active claim per (store, resource, quarter-hour); one row per update seen; one outbox row per `dedup_key`;
one session per (bot, chat, thread, user); one owner per Telegram account; one vehicle per plate and per VIN.
Every business row names its store. Every Telegram id is kept with its bot.
"""

from __future__ import annotations

from storage.schema.base import metadata
from storage.schema.booking import appointment, capacity_day, claim, photo, waitlist
from storage.schema.cases import (
    absence,
    case,
    case_offer,
    complaint,
    duty,
    escalation,
    media_copy,
    message_link,
)
from storage.schema.chats import action_token, failed_update, seen_update, session
from storage.schema.house import audit, chat_gate, gate, lease, process_lease
from storage.schema.past import (
    finding,
    intake,
    intake_note,
    intake_row,
    misheard,
    odometer_reading,
    service_visit,
)
from storage.schema.people import binding_try, link, owner, owner_chat, owner_key, vehicle, vehicle_driver
from storage.schema.planning import owner_switch, planned_message, reminder_answer, staff_task, upkeep
from storage.schema.sending import attempt, outbox
from storage.schema.staff import staff_group, staff_invite, staff_member
from storage.schema.surveys import survey_answer, survey_response

__all__ = [
    "absence",
    "action_token",
    "appointment",
    "attempt",
    "audit",
    "binding_try",
    "capacity_day",
    "case",
    "case_offer",
    "chat_gate",
    "claim",
    "complaint",
    "duty",
    "escalation",
    "failed_update",
    "finding",
    "gate",
    "intake",
    "intake_note",
    "intake_row",
    "lease",
    "link",
    "media_copy",
    "message_link",
    "metadata",
    "misheard",
    "odometer_reading",
    "outbox",
    "owner",
    "owner_chat",
    "owner_key",
    "owner_switch",
    "photo",
    "planned_message",
    "process_lease",
    "reminder_answer",
    "seen_update",
    "service_visit",
    "session",
    "staff_group",
    "staff_invite",
    "staff_member",
    "staff_task",
    "survey_answer",
    "survey_response",
    "upkeep",
    "vehicle",
    "vehicle_driver",
    "waitlist",
]
