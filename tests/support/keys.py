"""Which sentences the code says: every Fluent key written in it, plain or with a changing part.

A key is recognised where it is handed over: the first argument of `Message(...)`, of `.pattern(...)`, and the
values of dictionaries and conditionals that end there. A key made with an f-string becomes a pattern.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot", "dialogs", "dealership", "scheduler", "locales")
NOT_CHATS = ("bot/stand/", "bot/doctor/", "dialogs/understanding/")
TAKERS = {"Message", "pattern", "has"}


@dataclass(frozen=True, slots=True)
class Said:
    """A key as the code writes it: a regular expression that matches whole keys, and where it stands."""

    pattern: str
    where: str

    @property
    def plain(self) -> bool:
        """Whether it names exactly one key."""
        return ".+" not in self.pattern

    def matches(self, key: str) -> bool:
        return re.fullmatch(self.pattern, key) is not None


def said_in_code() -> list[Said]:
    """Every key in the code that speaks in chats."""
    return [said for path in _sources() for said in _said_in(path)]


def mentioned_in_code() -> set[str]:
    """Every word of the code that could be a key, however it is handed on."""
    trees = (ast.parse(path.read_text(encoding="utf8")) for path in _sources())
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(NOT_CHATS):
                yield path


def _said_in(path: Path) -> Iterator[Said]:
    tree = ast.parse(path.read_text(encoding="utf8"))
    names = _local_values(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in TAKERS:
            for pattern in _patterns(node.args[0], names):
                yield Said(pattern, f"{path.relative_to(ROOT)}:{node.lineno}")


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _local_values(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What is assigned to each simple name anywhere in the module: `key = "a" if … else "b"`."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def _patterns(value: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)) if "-" in text:
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(_part(part) for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _patterns(one, names)
            yield from _patterns(other, names)
        case ast.BoolOp(values=several):
            for one in several:
                yield from _patterns(one, names)
        case ast.Name(id=name):
            for one in names.get(name, ()):
                if not isinstance(one, ast.Name):
                    yield from _patterns(one, names)


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
