"""Surveys: questions as values, which of them are asked, where one stands, and which answers need a person.

A five-step answer is worth 100, 75, 50, 25 or 0; yes is 1 and no is 0; a recommendation is 0 … 10. What is `optional`
comes after the thanks and counts neither in "2 of 6" nor towards completeness. Rules: domain.md §7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""Values by question key; a question somebody passed over has an empty one (`PASSED`)."""
PASSED = ""
STEPS = (100, 75, 50, 25, 0)
YES, NO = 1, 0
NPS = tuple(range(11))


class Form(StrEnum):
    """How a question is answered."""

    STEPS = "steps"
    YES_NO = "yes_no"
    NPS = "nps"
    ONE = "one"
    SEVERAL = "several"
    WORDS = "words"
    PHOTO = "photo"


NUMBERS: Mapping[Form, tuple[int, ...]] = {Form.STEPS: STEPS, Form.YES_NO: (YES, NO), Form.NPS: NPS}
"""The numbers that answer a question by one tap."""
LISTED = (Form.ONE, Form.SEVERAL)


class About(StrEnum):
    """What a survey is about, and so when it is due."""

    VISIT = "visit"
    DELIVERY = "delivery"
    TEST_DRIVE = "test_drive"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """The numbers of surveys. Days count from the visit, the hand-over or the closing of a
    complaint, at the hour when days are spoken of.

    A visit of at most `small_minutes` is a small job: asked later, and only `small_share` of a hundred of them.
    `low`: a step of this or less is heard by a person, at the latest after `silence` minutes without another word.
    `least`: below so many answers no average is shown for a person. `review_url` is offered to everybody alike.
    `digest_on`: the weekday of the weekly figures, 1 is Monday, 0 is never.
    """

    after_days: int = 1
    small_after_days: int = 2
    small_minutes: int = 60
    small_share: int = 100
    sales_after_days: int = 5
    again_after_days: int = 10
    valid_days: int = 7
    low: int = 50
    silence: int = 30
    least: int = 5
    review_url: str = ""
    digest_on: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `when`: asked only if each of these has one of the values; without values, if it was answered at all."""

    key: str
    form: Form
    options: tuple[str, ...] = ()
    optional: bool = False
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def is_asked(self, answers: Answers) -> bool:
        return all(_holds(answers.get(key), wanted) for key, wanted in self.when.items())


def _holds(value: Any, wanted: tuple[Any, ...]) -> bool:
    return value in wanted if wanted else value is not None and value != PASSED


@dataclass(frozen=True, slots=True)
class Survey:
    """A list of questions, in order. A changed one gets the next `version`; answers are kept by question key."""

    key: str
    version: int
    about: About
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question:
        """The question with this key; KeyError when there is none (any more)."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def counted(self, answers: Answers) -> Sequence[Question]:
        """The questions that make this survey whole, given what has been answered."""
        return [one for one in self.questions if not one.optional and one.is_asked(answers)]

    def place(self, key: str, answers: Answers) -> tuple[int, int]:
        """Where a question stands: number and total. Optional ones stand at the end."""
        keys = [question.key for question in self.counted(answers)]
        return (keys.index(key) + 1 if key in keys else len(keys), len(keys))

    def is_complete(self, answers: Answers) -> bool:
        return all(question.key in answers for question in self.counted(answers))

    def low(self, answers: Answers, limit: int) -> Sequence[Question]:
        """The five-step questions answered with this or less: somebody has to hear of them."""
        steps = (question for question in self.questions if question.form is Form.STEPS)
        return [one for one in steps if isinstance(answers.get(one.key), int) and answers[one.key] <= limit]

    def refused(self, answers: Answers) -> Sequence[Question]:
        """What should have been done and was not ("no"): a task, not a complaint."""
        asked = (question for question in self.questions if question.form is Form.YES_NO)
        return [question for question in asked if answers.get(question.key) == NO]
