"""`servicebay surveys check [FILE…]`: is this a survey that can be asked, and what does it look like?"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.errors import UserFacingError
from dealership.domain.message import Message
from dealership.domain.survey import Survey
from dialogs.surveys import SURVEYS
from dialogs.surveys.drawing import sentences_of, tree_of
from dialogs.surveys.reading import SurveyError, read_survey
from locales import LANGUAGES, catalogue


def run(args: Namespace) -> int:
    """Draw each survey; 2 when something is wrong with one."""
    wrong = 0
    for survey in _asked(args.files):
        if isinstance(survey, SurveyError):
            wrong += 1
            print(survey, file=sys.stderr)
            continue
        tree = tree_of(survey, partial(_worded, survey, args.lang))
        print("\n".join(tree), end="\n\n")
        if missing := list(_missing(survey)):
            wrong += 1
            print("\n".join(missing), file=sys.stderr)
    return 2 if wrong else 0


def _asked(files: list[str]) -> Iterator[Survey | SurveyError]:
    if not files:
        yield from SURVEYS.values()
    for file in files:
        try:
            yield read_survey(Path(file).stem, Path(file).read_text(encoding="utf-8-sig"))
        except SurveyError as error:
            yield error
        except (OSError, UnicodeDecodeError) as error:
            raise UserFacingError(f"{file} cannot be read: {error}.") from None


def _worded(survey: Survey, language: str, question: str) -> str:
    words, key = catalogue(language), f"survey-{survey.key}-{question}"
    return words.text(Message(key)) if words.has(key) else "–"


def _missing(survey: Survey) -> Iterator[str]:
    for language in LANGUAGES:
        for key in sentences_of(survey):
            if not catalogue(language).has(key):
                yield f"{survey.key}: locales/{language}/surveys.ftl has no {key}"
