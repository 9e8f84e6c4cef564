"""The shop's own words: synonyms of its menu, answers and lexicon beside its configuration."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.known_errors import explain
from bot.words import reading_of
from dealership.domain.company import Company
from dialogs.understanding import understand
from dialogs.understanding.facts import LexiconError, find_answer

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=ZONE)


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
    return tmp_path


def said(text: str, answers: Path | None) -> str | None:
    found = find_answer(text, "en", answers)
    return found and found.text


def test_a_synonym_of_the_menu_is_understood_as_its_job(company: Company) -> None:
    job = next(job for job in company.stores[0].menu if job.synonyms.get("zh-CN"))
    for word in job.synonyms["zh-CN"]:
        facts = understand(
            f"明天想做{word}", lang="zh", now=NOW, zone=ZONE, lexicon=reading_of(company).lexicon
        ).facts
        assert facts and job.key in facts.jobs, word


def test_an_answer_of_the_shop_takes_the_place_of_ours_and_the_others_stay(
    company: Company, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path, "answers/en.toml", '[own_oil]\ntext = "Only ours, sorry."\n')
    answers = reading_of(company, folder).answers
    assert said("can I bring my own oil?", answers) == "Only ours, sorry."
    assert said("do you take cards?", answers) == said("do you take cards?", None) != None  # noqa: E711  three alike


def test_an_answer_may_be_added_or_taken_away(company: Company, tmp_path: Path) -> None:
    own = '[parrots]\nasked = ["parrot*"]\ntext = "Bring them along."\n[own_oil]\ntext = ""\n'
    answers = reading_of(company, folder_with(tmp_path, "answers/en.toml", own)).answers
    assert said("do you like parrots?", answers) == "Bring them along."
    assert said("can I bring my own oil?", answers) is None


@pytest.mark.parametrize("wrong", ["[own_oil\n", '[new]\ntext = "no way to ask"\n', "own_oil = 3\n"])
def test_a_wrong_file_is_named_when_the_house_is_put_together(
    company: Company, tmp_path: Path, wrong: str
) -> None:
    folder = folder_with(tmp_path, "answers/en.toml", wrong)
    with pytest.raises(LexiconError) as caught:
        reading_of(company, folder)
    told = explain(caught.value)
    assert told is not None
    assert "answers/en.toml" in told.message


def test_words_of_the_shop_are_added_to_the_lexicon(company: Company, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "lexicon/en/jobs.toml", 'wash = ["bubble party"]\n')
    facts = understand("a bubble party tomorrow", lang="en", now=NOW, zone=ZONE, lexicon=reading_of(company, folder).lexicon).facts  # fmt: skip
    assert facts is not None
    assert facts.jobs == ("wash",)
