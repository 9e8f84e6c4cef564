"""The drawings in the docs are those of today's dialogs."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dialogs import diagram
from dialogs.owner.booking import BOOKING

DRAWN = Path(__file__).parents[3] / "docs" / "dialogs"


def test_the_committed_drawings_are_current() -> None:
    """When this fails: `make docs`, look at the pictures, commit them."""
    committed = {path.name: path.read_text(encoding="utf8") for path in DRAWN.iterdir()}
    assert committed == diagram.files()


def test_every_drawing_is_well_formed_and_names_every_step() -> None:
    for family in diagram.families():
        for dialog in family.dialogs:
            drawn = [text.text for text in ElementTree.fromstring(diagram.svg_of(dialog)).iter() if text.text]
            assert {step.key for step in dialog.steps} <= set(drawn)


def test_optional_steps_stand_beside_the_step_before_them() -> None:
    rows = {row.step.key: [step.key for step in row.aside] for row in diagram.rows_of(BOOKING) if row.step}
    assert rows["time"] == ["advisor", "pickup", "remark", "odometer"]
    assert rows["day"] == []


def test_the_command_lists_the_dialogs_or_draws_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diagram.run(Namespace(svg=None)) == 0
    assert "(fault)" in capsys.readouterr().out
    assert diagram.run(Namespace(svg=str(tmp_path / "new"))) == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(diagram.files())
