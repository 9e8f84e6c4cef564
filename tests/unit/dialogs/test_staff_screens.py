"""Staff screens where owners' have no counterpart: a long board, and starting over what a card has opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from support.cast import Cast
from support.people import TUESDAY
from support.phone import option_of
from support.screens import faults_of, unexpected

from dealership.domain.rights import Role
from dealership.services import booking
from dialogs.model import Tap, Typed


def opened(cast: Cast) -> Mapping[str, Mapping[str, object]]:
    """Dialogs that are about something from the beginning."""
    visit = {"appointment": cast.visits["coming"]}
    colleague = next(one.id for one in cast.staff if one.role == Role.SERVICE_ADVISOR)
    return {
        "board": {"day": TUESDAY.date().isoformat()}, "staff-visit": visit, "propose": visit, "note": visit, "colleague": {"staff": colleague},
    }  # fmt: skip


@pytest.mark.parametrize("dialog", ["board", "staff-visit", "propose", "note", "colleague"])
def test_start_over_keeps_what_the_dialog_is_about(cast: Cast, dialog: str) -> None:
    role = Role.ADMINISTRATOR if dialog == "colleague" else Role.SERVICE_MANAGER
    phone = cast.member(role)
    with phone.branch():
        phone.open(dialog, **opened(cast)[dialog])
        for again in (Typed("重新开始"), None):
            frame = phone.session.talk["frames"][-1]
            phone.send(again or Tap(frame["id"], frame["s"], "!restart"))
            frame = phone.session.talk["frames"][-1]
            assert frame["d"] == dialog
            assert frame["a"] == opened(cast)[dialog]


def test_every_page_of_a_long_board_fits_a_phone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogs.staff.board.PAGE", 1)
    phone = cast.member(Role.SERVICE_MANAGER)
    day = cast.uow.appointments.get(cast.visits["coming"]).start_at.astimezone(cast.pudong.zone).date()
    with phone.branch():
        copies(cast, 2)
        phone.open("board", day=day.isoformat())
        for page in range(3):
            assert not (faults := list(faults_of(phone.turn))), unexpected(faults)
            more = [button for button in phone.buttons() if option_of(button) == f"page.{page + 1}"]
            if more:
                phone.press(more[0])
        assert f"page.{page}" in [option_of(button) for button in phone.buttons()]


def copies(cast: Cast, count: int) -> None:
    """The same visit again, for others."""
    visit = cast.uow.appointments.get(cast.visits["coming"])
    for _ in range(count):
        cast.uow.appointments.add(
            TUESDAY, store_id=1, owner_id=visit.owner_id, vehicle_id=visit.vehicle_id, state="confirmed", jobs=visit.jobs, fault=None,
            safety=False, minutes=60, price_from=1, price_to=2, currency="CNY", start_at=visit.start_at, finish_at=visit.finish_at,
        )  # fmt: skip


def test_visits_of_the_same_hour_have_buttons_that_tell_them_apart(cast: Cast) -> None:
    coming = cast.uow.appointments.get(cast.visits["coming"])
    phone = cast.member(Role.SERVICE_MANAGER)
    with phone.branch():
        cast.uow.appointments.update(
            cast.visits["asked"],
            TUESDAY,
            expected=booking.UPCOMING,
            start_at=coming.start_at,
        )
        phone.open("board", day=coming.start_at.astimezone(cast.pudong.zone).date().isoformat())
        labels = [str(button.label) for button in phone.buttons() if option_of(button).startswith("open.")]
        assert len(labels) == len(set(labels)) == 2
        assert not (faults := list(faults_of(phone.turn))), unexpected(faults)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("今天谁来", 0),
        ("明天谁来？", 1),
        ("明天", 1),
        ("谁来", 0),
        ("who's coming tomorrow", 1),
        ("кто завтра", 1),
    ],
)
def test_a_day_named_by_staff_shows_who_comes_then(cast: Cast, words: str, days: int) -> None:
    phone = cast.member(Role.SERVICE_ADVISOR)
    phone.send(Typed(words))
    assert phone.step == ("board", "rows")
    assert phone.talk().answers["day"] == (cast.pudong.today(TUESDAY) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("words", ["发送", "Send it!", "отправляй"])
def test_proposed_times_are_sent_by_a_word(cast: Cast, words: str) -> None:
    phone = cast.member(Role.SERVICE_ADVISOR)
    with phone.branch():
        phone.open("propose", appointment=cast.visits["coming"])
        phone.send(Typed("周五上午十点"))
        assert phone.step == ("propose", "more")
        phone.send(Typed(words))
        assert phone.step[0] != "propose"
