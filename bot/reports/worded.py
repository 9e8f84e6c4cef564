"""A report in a language: every argument is a string, numbers stay numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dealership.domain.message import Arg, Message
from dealership.domain.report import Report, Section
from locales import Catalogue, catalogue

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """A section in words."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    parts: Sequence[Sequence[int]] = ()
    legend: Sequence[str] = ()
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """The whole in words; `tables` begin with the facts."""

    title: str
    tables: Sequence[Table]


def worded(report: Report, language: str) -> Worded:
    """The report as somebody reads it."""
    words = catalogue(language)
    return Worded(
        words.text(report.title), [_table(section, words) for section in (report.facts, *report.sections)]
    )


def _table(section: Section, words: Catalogue) -> Table:
    rows = [[_cell(value, words) for value in row] for row in section.rows]
    titles = [words.text(column) for column in section.columns]
    legend = [words.text(part) for part in section.legend]
    return Table(words.text(section.title), titles, rows, section.parts, legend, section.whole)


def _cell(value: Arg, words: Catalogue) -> Cell:
    if isinstance(value, int | str):
        return value
    return words.text(value) if isinstance(value, Message) else words.text(_Alone(value))


class _Alone:
    """A tagged argument with nothing around it."""

    key = "report-cell"

    def __init__(self, value: Any) -> None:
        self.args = {"value": value}
