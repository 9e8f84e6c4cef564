"""A survey as a tree of lines: what is asked, under which condition, what follows from a bad answer.

And the sentences it needs: a question without one in every language could not be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dealership.domain.survey import Form, Question, Survey

ANSWERS = {
    Form.STEPS: "five steps",
    Form.YES_NO: "yes or no",
    Form.NPS: "0 to 10",
    Form.WORDS: "words",
    Form.PHOTO: "a photo",
}
HEARD = "└─ any step that is low: what happened? → a person hears of it"


def tree_of(survey: Survey, ask: Callable[[str], str]) -> Iterator[str]:
    """Lines; `ask` words a question by its key."""
    yield f"{survey.key}  version {survey.version}, about a {survey.about.replace('_', ' ')}"
    total = len(survey.counted({}))
    number = 0
    for question in survey.questions:
        number += not question.optional and not question.when
        place = "  +" if question.optional else f"{number}/{total}" if not question.when else "  ?"
        yield f"├─ {place}  {question.key}: {ask(question.key)}"
        yield f"│       {_answers(question)}{_condition(question)}"
    yield HEARD


def _answers(question: Question) -> str:
    if question.options:
        kind = "one of" if question.form is Form.ONE else "several of"
        return f"{kind}: {', '.join(question.options)}"
    return ANSWERS[question.form]


def _condition(question: Question) -> str:
    said = [
        f"{key} is {' or '.join(map(str, wanted))}" if wanted else f"{key} was answered"
        for key, wanted in question.when.items()
    ]
    return f"   ← only if {' and '.join(said)}" if said else ""


def sentences_of(survey: Survey) -> Iterator[str]:
    """Every key of `surveys.ftl` this survey says."""
    start = f"survey-{survey.key}"
    yield from (f"{start}-title", f"{start}-invite", f"{start}-happened")
    for question in survey.questions:
        yield from (f"{start}-{question.key}", f"{start}-{question.key}-short")
        yield from (f"{start}-{question.key}-{option}" for option in question.options)
