"""Cells of a spreadsheet: what they may say, and what is refused with a reason."""

from __future__ import annotations

import pytest
from support.sheets import NOW

from bot.import_cli import context_for
from dealership.domain.company import Company
from dealership.domain.intake.values import BadCellError, Cell, read_km


@pytest.mark.parametrize(
    ("cell", "km"),
    [
        (35000, 35000), (35000.0, 35000), ("35000", 35000), ("35 000 км", 35000), ("35,000 km", 35000), ("35.000 KM", 35000),
        ("3.5万公里", 35000), ("3.5 万", 35000), ("35 тыс. км", 35000), ("35,5 тыс. км", 35500), ("35k", 35000), ("３５０００公里", 35000), ("0", 0),
    ],
)  # fmt: skip
def test_an_odometer_is_read_with_its_unit_in_any_language(company: Company, cell: Cell, km: int) -> None:
    assert read_km(cell, context_for(company, company.stores[0], NOW)) == km


@pytest.mark.parametrize("cell", ["-5", "35000 miles", "km", "much", "3000001", "1e400", "35%", True])
def test_what_is_no_odometer_is_refused(company: Company, cell: Cell) -> None:
    with pytest.raises(BadCellError):
        read_km(cell, context_for(company, company.stores[0], NOW))
