"""Every survey begun by somebody, so that each of its questions comes up."""

from __future__ import annotations

from support.cast import Cast
from support.explorer import Journey

from dealership.domain.survey import NUMBERS
from dialogs.owner.surveys import dialog_of
from dialogs.surveys import SURVEYS


def answer_surveys(journey: Journey, cast: Cast, name: str) -> None:
    """From the beginning; all for the best, so that what is optional comes; all for the worst."""
    for survey in SURVEYS.values():
        numbers = [one for one in survey.questions if one.form in NUMBERS]
        best, worst = ({one.key: pick(NUMBERS[one.form]) for one in numbers} for pick in (max, min))
        for answers in ({}, best, worst):
            response = cast.asked(name, survey)
            journey.begin(cast.owner(name), dialog_of(survey), response=response, **answers)
