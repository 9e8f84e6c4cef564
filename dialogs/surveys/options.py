"""The one-tap answers of a question: ids, labels, how many stand in a row; and what an id means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dealership.domain.message import Message
from dealership.domain.survey import NUMBERS, Form, Question, Survey
from dialogs.model import Option

WIDTH = {Form.STEPS: 2, Form.YES_NO: 2, Form.NPS: 4, Form.ONE: 2, Form.SEVERAL: 2}


def title_of(survey: Survey, question: str) -> Message:
    """The question itself, as it is asked."""
    return Message(f"survey-{survey.key}-{question}")


def options_of(survey: Survey, question: Question) -> Sequence[Option]:
    """What can be tapped, best first; words and photos have none."""
    if question.form in NUMBERS:
        numbers = NUMBERS[question.form]
        return [Option(str(number), label_of(survey, question, number)) for number in numbers]
    return [Option(key, label_of(survey, question, key)) for key in question.options]


def label_of(survey: Survey, question: Question, value: Any) -> Message:
    """An answer in words."""
    match question.form:
        case Form.NPS:
            return Message("survey-number", {"number": str(value)})
        case Form.STEPS | Form.YES_NO:
            return Message(f"survey-{question.form.replace('_', '-')}-{value}")
        case _:
            return Message(f"survey-{survey.key}-{question.key}-{value}")


def value_of(question: Question, option: str) -> int | str | None:
    """What a tapped option stands for; None when it is no answer to this question."""
    if question.form in NUMBERS:
        return int(option) if option in map(str, NUMBERS[question.form]) else None
    return option if option in question.options else None
