"""Roles and what they may do, as a table: a new action without a decision for every role fails here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dealership.domain.records import StaffMember
from dealership.domain.rights import (
    ROLE_ACTIONS,
    Action,
    NotAllowedError,
    Role,
    ensure_may,
    ensure_member_may,
    may,
    roles_with,
)

BOOKINGS = {
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
RECORDS = {Action.SEE_RECORD, Action.CORRECT_RECORDS}
CONVERSATIONS = {
    Action.SEE_CASE,
    Action.TAKE_CHAT,
    Action.CLOSE_CASE,
    Action.ADD_NOTE,
    Action.SEE_OWNER_CARD,
    Action.WORK_COMPLAINT,
    Action.SEE_TASKS,
    Action.SEE_LEDGER,
    Action.ASK_SURVEY,
}
DIRECTION = {Action.DIRECT_COMPLAINT, Action.CONFIRM_COMPENSATION, Action.KEEP_ROSTER, Action.SEE_REPORTS}
HOUSE = {Action.INVITE_STAFF, Action.REMOVE_STAFF, Action.BIND_GROUP, Action.HANDLE_DELETION}
TABLE = {
    Role.SERVICE_ADVISOR: BOOKINGS | CONVERSATIONS | {Action.SEE_RECORD},
    Role.SALES_ADVISOR: BOOKINGS | CONVERSATIONS | {Action.SEE_RECORD},
    Role.CUSTOMER_CARE: CONVERSATIONS | {Action.SEE_RECORD, Action.DIRECT_COMPLAINT, Action.SEE_REPORTS},
    Role.SERVICE_MANAGER: BOOKINGS | CONVERSATIONS | RECORDS | DIRECTION,
    Role.SALES_MANAGER: BOOKINGS | CONVERSATIONS | RECORDS | DIRECTION,
    Role.GENERAL_MANAGER: BOOKINGS | CONVERSATIONS | HOUSE | RECORDS | DIRECTION,
    Role.MARKETING: set(),
    Role.ADMINISTRATOR: HOUSE | RECORDS,
}


def member(role: str = "service_advisor", store_id: int = 1, left_at: datetime | None = None) -> StaffMember:
    return StaffMember(7, store_id, "Li", role, "zh-CN", None, 70, None, left_at)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_every_role_may_exactly_what_the_table_says(role: Role, action: Action) -> None:
    assert may(role, action) == may(str(role), action) == (action in TABLE[role])


def test_every_role_is_decided_and_every_action_has_somebody() -> None:
    assert set(ROLE_ACTIONS) == set(Role)
    assert all(roles_with(action) for action in Action)


@pytest.mark.parametrize("role", ["", "owner", "SERVICE_ADVISOR", "Role.ADMINISTRATOR"])
def test_an_unknown_role_may_nothing(role: str) -> None:
    assert not any(may(role, action) for action in Action)
    with pytest.raises(NotAllowedError):
        ensure_may(role, Action.SEE_BOARD)


def test_the_administrator_reads_no_owners_words_and_marketing_no_cases() -> None:
    for role in (Role.ADMINISTRATOR, Role.MARKETING):
        assert not any(may(role, action) for action in CONVERSATIONS)


def test_a_member_acts_in_the_own_store_while_in_the_house() -> None:
    ensure_member_may(member(), Action.SEE_BOARD, 1)
    left = datetime(2026, 3, 1, tzinfo=UTC)
    for who, action, store in (
        (member(), Action.SEE_BOARD, 2),
        (member("general_manager"), Action.SEE_BOARD, 2),
        (member(left_at=left), Action.SEE_BOARD, 1),
        (member(), Action.BIND_GROUP, 1),
    ):
        with pytest.raises(NotAllowedError):
            ensure_member_may(who, action, store)
