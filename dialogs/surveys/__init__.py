"""The surveys of the house: one file each, one line here. Their sentences are in `locales/*/surveys.ftl`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from dealership.domain.survey import Survey
from dialogs.surveys.reading import read_survey

NAMES = ("service", "sales", "test_drive", "complaint")
SURVEYS: Mapping[str, Survey] = {
    name: read_survey(name, (files(__package__) / f"{name}.toml").read_text(encoding="utf8"))
    for name in NAMES
}
