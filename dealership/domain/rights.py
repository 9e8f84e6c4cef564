"""Who may do what: roles of the house and the actions of the staff bot. Everybody acts in their own store.

Advisors work with bookings, conversations, owner cards and the complaints they have taken; customer care with
conversations and any complaint; department managers with all of these, compensation and the duty roster; the general
manager may do everything; marketing reads no owner's words; the administrator looks after staff and
configuration and sees no owner's messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dealership.domain.records import StaffMember


class Role(StrEnum):
    """What somebody is in the house."""

    SERVICE_ADVISOR = "service_advisor"
    SALES_ADVISOR = "sales_advisor"
    CUSTOMER_CARE = "customer_care"
    SERVICE_MANAGER = "service_manager"
    SALES_MANAGER = "sales_manager"
    GENERAL_MANAGER = "general_manager"
    MARKETING = "marketing"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done in the staff bot."""

    SEE_BOARD = "see_board"
    CONFIRM_BOOKING = "confirm_booking"
    PROPOSE_TIMES = "propose_times"
    CANCEL_BOOKING = "cancel_booking"
    BOOK_WALK_IN = "book_walk_in"
    MARK_ARRIVED = "mark_arrived"
    MARK_NO_SHOW = "mark_no_show"
    ADD_NOTE = "add_note"
    SEE_CASE = "see_case"
    TAKE_CHAT = "take_chat"
    CLOSE_CASE = "close_case"
    SEE_OWNER_CARD = "see_owner_card"
    CONFIRM_VEHICLE = "confirm_vehicle"
    ISSUE_HANDOVER_LINK = "issue_handover_link"
    INVITE_STAFF = "invite_staff"
    REMOVE_STAFF = "remove_staff"
    BIND_GROUP = "bind_group"
    HANDLE_DELETION = "handle_deletion"
    SEE_RECORD = "see_record"
    CORRECT_RECORDS = "correct_records"
    WORK_COMPLAINT = "work_complaint"
    DIRECT_COMPLAINT = "direct_complaint"
    CONFIRM_COMPENSATION = "confirm_compensation"
    KEEP_ROSTER = "keep_roster"
    SEE_TASKS = "see_tasks"
    SEE_LEDGER = "see_ledger"
    SEE_REPORTS = "see_reports"
    ASK_SURVEY = "ask_survey"


class NotAllowedError(PermissionError):
    """This member of staff may not do this (here)."""


_CONVERSATIONS = frozenset(
    {
        Action.SEE_CASE,
        Action.TAKE_CHAT,
        Action.CLOSE_CASE,
        Action.ADD_NOTE,
        Action.SEE_OWNER_CARD,
        Action.SEE_RECORD,
        Action.WORK_COMPLAINT,
        Action.SEE_TASKS,
        Action.SEE_LEDGER,
        Action.ASK_SURVEY,
    }
)
_DIRECTION = frozenset(
    {Action.DIRECT_COMPLAINT, Action.CONFIRM_COMPENSATION, Action.KEEP_ROSTER, Action.SEE_REPORTS}
)
_BOOKINGS = frozenset(
    {
        Action.SEE_BOARD,
        Action.CONFIRM_BOOKING,
        Action.PROPOSE_TIMES,
        Action.CANCEL_BOOKING,
        Action.BOOK_WALK_IN,
        Action.MARK_ARRIVED,
        Action.MARK_NO_SHOW,
        Action.CONFIRM_VEHICLE,
        Action.ISSUE_HANDOVER_LINK,
    }
)
_RECORDS = frozenset({Action.SEE_RECORD, Action.CORRECT_RECORDS})
_HOUSE = frozenset({Action.INVITE_STAFF, Action.REMOVE_STAFF, Action.BIND_GROUP, Action.HANDLE_DELETION})

ROLE_ACTIONS: Mapping[Role, frozenset[Action]] = {
    Role.SERVICE_ADVISOR: _BOOKINGS | _CONVERSATIONS,
    Role.SALES_ADVISOR: _BOOKINGS | _CONVERSATIONS,
    Role.CUSTOMER_CARE: _CONVERSATIONS | {Action.DIRECT_COMPLAINT, Action.SEE_REPORTS},
    Role.SERVICE_MANAGER: _BOOKINGS | _CONVERSATIONS | _RECORDS | _DIRECTION,
    Role.SALES_MANAGER: _BOOKINGS | _CONVERSATIONS | _RECORDS | _DIRECTION,
    Role.GENERAL_MANAGER: frozenset(Action),
    Role.MARKETING: frozenset(),
    Role.ADMINISTRATOR: _HOUSE | _RECORDS,
}


def may(role: str, action: Action) -> bool:
    """Whether the role may do this in its own store; an unknown role may do nothing."""
    return role in Role.__members__.values() and action in ROLE_ACTIONS[Role(role)]


def ensure_may(role: str, action: Action) -> None:
    """Raise NotAllowedError unless the role may do this."""
    if not may(role, action):
        raise NotAllowedError(f"{role} may not {action}")


def ensure_member_may(member: StaffMember, action: Action, store_id: int) -> None:
    """Raise NotAllowedError unless this member, still in the house, may do this in that store."""
    ensure_may(member.role, action)
    if member.left_at is not None or member.store_id != store_id:
        raise NotAllowedError(f"staff member {member.id} may not {action} in store {store_id}")


def roles_with(action: Action) -> frozenset[Role]:
    """Everybody who may do this: whom to tell when it has to be done."""
    return frozenset(role for role, actions in ROLE_ACTIONS.items() if action in actions)
