"""The sentences themselves: the same in every language, all that the code says, and nothing nobody says."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from support.keys import Said, mentioned_in_code, said_in_code

import locales
from dialogs.again import AGAIN
from dialogs.owner.family import OWNER_DIALOGS
from dialogs.owner.settings import LEADS as SETTINGS
from dialogs.staff.family import STAFF_DIALOGS
from locales import LANGUAGES

FILES = Path(locales.__file__).parent
OF_THE_PAGE = "stand.ftl"
OWNERS = ("engine.ftl", "booking.ftl", "visits.ftl", "owner.ftl", "formats.ftl")
"""Files in which a sentence nobody says is an error; in the others it is told."""
OF_ENGINE = ("dialogs/engine.py", "dialogs/again.py")
"""Where keys are put together from a dialog's and a step's names: these tell nothing about use."""
NEVER_ASKED = {"human-opened", "complaint-opened", "complaint-noted"}


class _Names(Visitor):
    """The variables and messages a message refers to."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  the library's name
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)


@cache
def entries_of(language: str) -> Sequence[tuple[str, ast.EntryType]]:
    """(file, entry) of everything in a language's files; parsing takes a while."""
    files = sorted((FILES / language).glob("*.ftl"))
    parser = FluentParser()
    return [
        (path.name, entry) for path in files for entry in parser.parse(path.read_text(encoding="utf8")).body
    ]


def messages_of(language: str) -> dict[str, tuple[str, _Names]]:
    """Key → (file, names it refers to)."""
    found: dict[str, tuple[str, _Names]] = {}
    for file, entry in entries_of(language):
        if isinstance(entry, ast.Message):
            names = _Names()
            names.visit(entry)
            found[entry.id.name] = (file, names)
    return found


def of_dialogs() -> set[str]:
    """The keys that the engine and its dialogs look up by themselves."""
    keys = {f"engine-{verb}" for verb in ("back", "cancel", "why", "human")}
    for dialog in (*OWNER_DIALOGS, *STAFF_DIALOGS, AGAIN):
        keys.add(f"{dialog.key}-title")
        keys |= {f"{dialog.key}-{step.key}" for step in dialog.steps}
        keys |= {f"{dialog.key}-{step.key}-why" for step in dialog.steps if step.why}
    return keys - NEVER_ASKED


@pytest.fixture(scope="module")
def said() -> list[Said]:
    return said_in_code()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_can_be_read_and_says_nothing_twice(language: str) -> None:
    entries = entries_of(language)
    broken = [f"{file}: {entry.content[:60]}" for file, entry in entries if isinstance(entry, ast.Junk)]
    keys = Counter(entry.id.name for _, entry in entries if isinstance(entry, ast.Message))
    assert not broken
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "zh-CN"])
def test_all_languages_have_the_same_keys_in_the_same_files(language: str) -> None:
    chinese, other = messages_of("zh-CN"), messages_of(language)
    assert {key: file for key, (file, _) in other.items()} == {
        key: file for key, (file, _) in chinese.items()
    }


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "zh-CN"])
def test_all_languages_use_the_same_variables(language: str) -> None:
    chinese, other = messages_of("zh-CN"), messages_of(language)
    different = [
        f"{key}: {sorted(names.variables)} and in Chinese {sorted(chinese[key][1].variables)}"
        for key, (_, names) in other.items()
        if key in chinese and names.variables != chinese[key][1].variables
    ]
    assert not different


def test_every_sentence_the_code_says_exists(said: list[Said]) -> None:
    known = messages_of("zh-CN")
    missing = [f"{one.pattern} ({one.where})" for one in said if not any(one.matches(key) for key in known)]
    assert sorted(of_dialogs() - set(known)) == []
    assert [one for one in missing if not one.startswith("offer:")] == []


def test_no_sentence_of_the_owners_is_there_for_nothing(said: list[Said]) -> None:
    chinese = messages_of("zh-CN")
    telling = [one for one in said if not one.where.startswith(OF_ENGINE)]
    used = of_dialogs().union(mentioned_in_code(), *(names.messages for _, names in chinese.values()))
    unused = [
        (file, key)
        for key, (file, _) in chinese.items()
        if file != OF_THE_PAGE and key not in used and not any(one.matches(key) for one in telling)
    ]
    if elsewhere := [f"{file}: {key}" for file, key in unused if file not in OWNERS]:
        warnings.warn(f"said nowhere: {', '.join(elsewhere)}", stacklevel=1)
    assert [key for file, key in unused if file in OWNERS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_buttons_of_the_settings_read_alike(language: str) -> None:
    lines = [
        line.split(" = ", 1)[1].split(" ", 1)
        for path in (FILES / language).glob("*.ftl")
        for line in path.read_text(encoding="utf8").splitlines()
        if line.startswith(tuple(f"settings-{dialog} = " for dialog in SETTINGS))
    ]
    icons, words = [icon for icon, _ in lines], [text for _, text in lines]
    assert len(lines) == len(SETTINGS)
    assert len(set(icons)) == len(icons), icons
    assert not [(one, other) for one in words for other in words if one is not other and one in other], words
