"""The labelled rows: development rows, messages without a date, and our own rounds, by the policy of the shop."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "proof"))

import understanding_score

DATA = Path(__file__).parent / "data"
#: Tables of the lexicon that hold no words of dates.
NO_DATES = {
    *("before", "not_before", "counters", "suffixes", "innocent"),
    *("sounds", "no_weekday", "before_name", "mornings"),
}
ROUNDS = sorted(path.name for path in DATA.glob("round*.jsonl"))
DEV_RIGHT = 0.98
ROUND_RIGHT, ALL_RIGHT, ALL_SILENT = 0.85, 0.98, 0.005
ASKED_OF_RIGHT = 0.10


def score(
    name: str, keep: Callable[[understanding_score.Row], bool] = lambda row: True
) -> understanding_score.Score:
    return understanding_score.score(row for row in understanding_score.rows([DATA / name]) if keep(row))


def test_development_rows_are_right_and_seldom_asked_back() -> None:
    total = score("dates_dev.jsonl")
    assert total.share("right") >= DEV_RIGHT, total.wrong
    assert total.share("right asked", "right") <= ASKED_OF_RIGHT


@pytest.mark.parametrize("name", ["negatives_dev.jsonl", "negatives_2.jsonl"])
def test_messages_without_a_date_get_none_and_no_question(name: str) -> None:
    total = score(name)
    assert total.share("right") == 1, total.wrong
    assert total.count["right asked"] == 0


@pytest.mark.parametrize("name", ROUNDS)
def test_rows_of_our_rounds_stay_right(name: str) -> None:
    total = score(name)
    assert total.share("right") >= ROUND_RIGHT, total.wrong
    dateless = score(name, lambda row: row["kind"] == "none" and "impossible" not in row["tags"])
    assert dateless.count["right asked"] == 0


def test_rows_of_all_rounds_are_right_and_what_is_not_is_asked() -> None:
    total = understanding_score.score(understanding_score.rows([DATA / name for name in ROUNDS]))
    assert total.share("right") >= ALL_RIGHT, total.wrong
    assert total.share("silently wrong") <= ALL_SILENT
    assert total.share("right asked", "right") <= ASKED_OF_RIGHT


def test_rounds_hold_enough_of_every_language() -> None:
    rows = list(understanding_score.rows([DATA / name for name in ROUNDS]))
    count = {lang: sum(row["lang"] == lang for row in rows) for lang in ("zh", "en", "ru")}
    assert count["zh"] >= 200
    assert count["en"] >= 100
    assert count["ru"] >= 100


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_no_word_stands_in_two_tables_of_the_lexicon(lang: str) -> None:
    text = files("dialogs.understanding.when").joinpath(f"data/{lang}.toml").read_text("utf-8")
    places: dict[str, set[str]] = {}
    for kind, values in tomllib.loads(text).items():
        if kind in NO_DATES:
            continue
        for spellings in values.values():
            for spelling in spellings:
                places.setdefault(spelling, set()).add(kind)
    assert {word: kinds for word, kinds in places.items() if len(kinds) > 1} == {}
