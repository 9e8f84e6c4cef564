"""The report in the staff bot: only for who may see it, bars as they were answered, the picture on a tap."""

from __future__ import annotations

import pytest
from support.cast import Cast

from dealership.domain.rights import NotAllowedError, Role
from dialogs.model import Tap
from dialogs.staff.reports import PICTURE, bar


@pytest.mark.parametrize("role", [Role.SERVICE_ADVISOR, Role.ADMINISTRATOR])
def test_who_may_not_see_reports_sees_none(cast: Cast, role: Role) -> None:
    for answers in ({}, {"about": "service", "span": "month"}):
        with pytest.raises(NotAllowedError):
            cast.member(role).open("report", **answers)


def test_a_manager_reads_the_figures_in_three_taps(cast: Cast) -> None:
    phone = cast.member(Role.SERVICE_MANAGER)
    phone.open("report")
    phone.tap("service")
    phone.tap("last_week")
    lines = phone.screen.paragraphs[-1].args["lines"]["items"]
    assert lines[0]["args"]["label"]["message"] == "report-sent"


def test_the_picture_is_left_for_the_screen_to_show(cast: Cast) -> None:
    phone = cast.member(Role.SERVICE_MANAGER)
    phone.open("report", about="complaints", span="month")
    talk = phone.talk()
    result = (
        phone.engine.dialogs["report"].by_key["page"].input.take(talk, Tap(talk.frame.id, "page", "picture"))
    )
    assert talk.memo[PICTURE].title.key == "report-complaints-title" and result.note


def test_a_bar_fills_its_squares_in_order() -> None:
    assert bar([1, 0, 0, 0, 1]) == "🟩🟩🟩🟩🟥🟥🟥🟥"
    assert bar([0, 0, 0, 0, 0]) == ""
    assert bar([1], 2) == "🟦🟦🟦🟦"
