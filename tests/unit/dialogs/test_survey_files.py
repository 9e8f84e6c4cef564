"""A survey's file: all mistakes are named, the shipped ones are whole in every language."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from bot import surveys_cli
from dealership.domain.survey import Form
from dialogs.surveys import SURVEYS
from dialogs.surveys.reading import SurveyError, read_survey

GOOD = """
version = 1
about = "visit"

[[questions]]
key = "overall"
form = "steps"
"""


def mistakes(text: str, name: str = "mine") -> str:
    with pytest.raises(SurveyError) as caught:
        read_survey(name, text)
    return str(caught.value)


def test_the_service_survey_has_its_six_questions_in_order() -> None:
    counted = SURVEYS["service"].counted({})
    assert [one.form for one in counted] == [Form.STEPS] * 5 + [Form.YES_NO]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("version = ", "not TOML"),
        (GOOD.replace("version = 1", "version = 0"), "version is missing"),
        (GOOD.replace('"visit"', '"weather"'), "about is one of"),
        ('version = 1\nabout = "visit"', "there are no [[questions]]"),
        (GOOD + 'colour = "red"', "colour is not known"),
        (GOOD.replace('"steps"', '"stars"'), "form is one of"),
        (GOOD.replace('"overall"', '"response"'), "not allowed"),
        (GOOD + GOOD[GOOD.index("[[") :], "one with this key already"),
        (GOOD.replace('"steps"', '"words"'), "answered by one tap"),
        (GOOD + 'options = ["a", "b"]', "no options of its own"),
        (GOOD.replace('"steps"', '"one"'), "options are 2 to 8"),
        (GOOD + "when = { later = true }", "not asked before"),
        (
            GOOD + '[[questions]]\nkey = "b"\nform = "steps"\nwhen = { overall = [3] }',
            "no answers to overall",
        ),
        (
            GOOD + 'optional = true\n[[questions]]\nkey = "b"\nform = "steps"',
            "optional questions come last",
        ),
    ],
)
def test_a_mistake_is_named(wrong: str, said: str) -> None:
    assert said in mistakes(wrong)


def test_all_mistakes_are_named_at_once() -> None:
    told = mistakes(GOOD.replace("version = 1", "").replace('"steps"', '"stars"'))
    assert "version" in told and "form" in told


def test_check_draws_the_shipped_ones_and_finds_their_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert surveys_cli.run(Namespace(files=[], lang="en")) == 0
    drawn = capsys.readouterr().out
    assert "1/6  overall: How was the visit overall?" in drawn
    assert "only if recommend is 0 or 1" in drawn


def test_check_tells_of_a_mistake_and_of_sentences_nobody_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, unworded = tmp_path / "bad.toml", tmp_path / "unworded.toml"
    bad.write_text("version = 1", encoding="utf8")
    unworded.write_text(GOOD, encoding="utf8")
    assert surveys_cli.run(Namespace(files=[str(bad), str(unworded)], lang="en")) == 2
    told = capsys.readouterr().err
    assert "bad: about is one of" in told
    assert "locales/ru/surveys.ftl has no survey-unworded-overall-short" in told
