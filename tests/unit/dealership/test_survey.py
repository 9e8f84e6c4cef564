"""Surveys as rules: which question comes, where one stands, when it is whole, what has to be heard."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dealership.domain.survey import NUMBERS, PASSED, About, Form, Question, Survey
from dialogs.surveys import SURVEYS

PLAIN = Survey(
    "plain",
    1,
    About.VISIT,
    (
        Question("overall", Form.STEPS),
        Question("recommend", Form.NPS),
        Question("reason", Form.ONE, ("price", "people"), when={"recommend": (0, 1, 2)}),
        Question("told", Form.YES_NO),
        Question("remark", Form.WORDS, optional=True),
        Question("contact", Form.ONE, ("call", "none"), optional=True, when={"remark": ()}),
    ),
)


def test_a_branch_makes_the_way_longer_only_for_whom_it_is_meant() -> None:
    assert PLAIN.place("told", {"recommend": 9}) == (3, 3)
    assert PLAIN.place("told", {"recommend": 1}) == (4, 4)
    assert PLAIN.place("remark", {"recommend": 9}) == (3, 3)


def test_it_is_whole_without_what_is_optional_and_not_without_a_branch() -> None:
    given_ = {"overall": 100, "recommend": 1, "told": 1}
    assert not PLAIN.is_complete(given_)
    assert PLAIN.is_complete({**given_, "reason": "price"})


def test_what_was_passed_over_opens_no_branch() -> None:
    contact = PLAIN.question("contact")
    assert not contact.is_asked({"remark": PASSED})
    assert contact.is_asked({"remark": "停车难"})


def test_a_step_of_fifty_is_low_and_a_poor_recommendation_is_not() -> None:
    answers = {"overall": 50, "recommend": 0, "told": 0}
    assert [one.key for one in PLAIN.low(answers, 50)] == ["overall"]
    assert PLAIN.low({"overall": 75}, 50) == []
    assert [one.key for one in PLAIN.refused(answers)] == ["told"]


@st.composite
def walks(draw: st.DrawFn) -> tuple[Survey, list[tuple[int, int]], dict[str, Any]]:
    """A shipped survey answered to its end, whatever is tapped: the places shown on the way, and the answers."""
    survey = draw(st.sampled_from(list(SURVEYS.values())))
    answers: dict[str, Any] = {}
    places = []
    for question in survey.questions:
        if question.optional or not question.is_asked(answers):
            continue
        places.append(survey.place(question.key, answers))
        known = NUMBERS.get(question.form) or question.options
        answers[question.key] = draw(st.sampled_from(known))
    return survey, places, answers


@given(walks())
def test_whoever_answers_what_is_asked_reaches_the_end_one_by_one(walk: Any) -> None:
    survey, places, answers = walk
    assert [number for number, _ in places] == list(range(1, len(places) + 1))
    assert all(number <= total for number, total in places)
    assert survey.is_complete(answers)
    for key in answers:
        assert not survey.is_complete({name: value for name, value in answers.items() if name != key})
