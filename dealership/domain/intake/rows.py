"""A row of a spreadsheet → what the house records, or all the reasons why it is not taken.

A row may tell of a person, a car, a reading, a visit and a finding at once; whatever it says of one of them it
says of this row's. Who is who, by stated rules: a customer number names a person; else phone and name together;
else a phone alone; else a name with a car: whoever of that name is known with that car, or becomes known later. A
VIN names a car; else its plate. Consent counts with date and source only. A row is taken whole or not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from dealership.domain.identity import vin_check_digit_ok, vin_uses_check_digit
from dealership.domain.intake.values import (
    BadCellError,
    Cell,
    Context,
    fold,
    one_of,
    read_day,
    read_km,
    read_lunar,
    read_money,
    read_past_day,
    read_phone,
    read_plate,
    read_store,
    read_vin,
    text_of,
    words,
)

Values = dict[str, Any]

FIELDS: Mapping[str, Callable[[Cell, Context], Any]] = {
    "store": read_store,
    "driver": one_of("flag"),
    "reference": words(40),
    "name": words(128),
    "phone": read_phone,
    "language": one_of("language"),
    "grade": one_of("grade"),
    "vip": one_of("flag"),
    "advisor": words(64),
    "birthday": lambda cell, _context: cell,  # in which calendar says another column
    "birthday_calendar": one_of("calendar"),
    "lunar_birthday": read_lunar,
    "wedding_on": read_past_day,
    "licence_until": read_day,
    "service_consent": one_of("flag"),
    "service_consent_on": read_past_day,
    "marketing_consent": one_of("flag"),
    "marketing_consent_on": read_past_day,
    "consent_how": words(32),
    "plate": read_plate,
    "vin": read_vin,
    "model": words(64),
    "colour": words(32),
    "engine_number": words(40),
    "purchase_way": words(40),
    "delivered_on": read_day,
    "insurer": words(64),
    "insured_until": read_day,
    "inspection_due": read_day,
    "warranty_until": read_day,
    "odometer_km": read_km,
    "read_on": read_past_day,
    "visited_on": read_past_day,
    "number": words(40),
    "work": words(2000),
    "parts": words(2000),
    "amount": read_money,
    "visit_advisor": words(64),
    "technicians": words(64),
    "finding": words(1000),
    "found_on": read_past_day,
    "finding_state": one_of("finding_state"),
}
"""Every column an import knows, with how its cells are read."""

PERSON = frozenset(
    {
        "name", "phone", "reference", "language", "grade", "vip", "advisor", "birthday", "birthday_calendar",
        "lunar_birthday", "wedding_on", "licence_until", "service_consent", "service_consent_on",
        "marketing_consent", "marketing_consent_on", "consent_how",
    }
)  # fmt: skip
VISIT = frozenset({"number", "work", "parts", "amount", "visit_advisor", "technicians"})
CAR = frozenset(
    {
        "model", "colour", "engine_number", "purchase_way", "delivered_on", "insurer", "insured_until",
        "inspection_due", "warranty_until", "odometer_km", "read_on", "visited_on", "finding", "found_on",
        "finding_state",
    }
) | VISIT  # fmt: skip


UNNUMBERED = "4"
"""How the key of somebody begins who is known by name and car alone."""
ORDER = 180
"""Characters of a person's key that decide the order of merging."""


class BadRowError(ValueError):
    """The row is not taken; `reasons` says why, each with its column."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Taken:
    """What a good row says, by column of the staging table, and what somebody should look at."""

    values: Values
    notes: tuple[str, ...] = ()


def read_row(cells: Mapping[str, Cell], context: Context) -> Taken:
    """The row with its keys; BadRowError with every reason found. `cells` has no empty ones."""
    values, reasons = _read(cells, context)
    if not reasons:
        reasons = _birthday(values, context) or [*_missing(frozenset(values))]
    if reasons:
        raise BadRowError(reasons)
    notes = _consents(values, context) + _looked_at(values, context)
    _date(values, context)
    _name_keys(values)
    _finish(values, context)
    return Taken(values, tuple(notes))


def _read(cells: Mapping[str, Cell], context: Context) -> tuple[Values, list[str]]:
    values: Values = {}
    reasons = []
    for key, cell in cells.items():
        try:
            values[key] = FIELDS[key](cell, context)
        except BadCellError as error:
            reasons.append(f"{key}: {text_of(cell)[:60]!r} {error}")
    return values, reasons


def _birthday(values: Values, context: Context) -> list[str]:
    """A birthday goes to the calendar its row names."""
    calendar, cell = values.pop("birthday_calendar", "solar"), values.pop("birthday", None)
    if cell is None:
        return []
    key, read = ("lunar_birthday", read_lunar) if calendar == "lunar" else ("birthday", read_past_day)
    try:
        values[key] = read(cell, context)
    except BadCellError as error:
        return [f"birthday: {text_of(cell)[:60]!r} {error}"]
    return []


@lru_cache(maxsize=1024)
def _missing(told: frozenset[str]) -> tuple[str, ...]:
    """What a row that says these things has to say besides; most rows of a file say the same things."""
    person, car = not told.isdisjoint(PERSON), not told.isdisjoint(CAR)
    has_car, named = "plate" in told or "vin" in told, "phone" in told or "reference" in told
    checks = (
        (not has_car and not person and not car, "names neither a person nor a car"),
        (not has_car and car, "tells of a car without plate or VIN"),
        (person and not named and "name" not in told, "tells of a person without name, phone or customer number"),
        (person and not named and not has_car, "a name alone tells nobody apart; add phone or customer number"),
        ("visited_on" not in told and not told.isdisjoint(VISIT), "tells of a visit without its date"),
        ("finding" in told and told.isdisjoint(("found_on", "visited_on")), "finding: has no date"),
        ("finding" not in told and not told.isdisjoint(("found_on", "finding_state")), "finding: says when, but not what"),
        ("read_on" in told and "odometer_km" not in told, "read_on: has no odometer reading"),
    )  # fmt: skip
    return tuple(reason for wrong, reason in checks if wrong)[:1]


def _consents(values: Values, context: Context) -> list[str]:
    """Yes with date and source is a consent; anything less is none."""
    source, notes = values.pop("consent_how", None), []
    for kind in ("service", "marketing"):
        said, day = values.pop(f"{kind}_consent", None), values.pop(f"{kind}_consent_on", None)
        if said is False or (said is None and day is None):
            continue
        if day and source:
            values[f"{kind}_consent_at"] = context.instant(day)
            values["consent_how"] = source
        else:
            notes.append(f"{kind} consent without {'source' if day else 'date'} is none")
    return notes


def _looked_at(values: Values, context: Context) -> list[str]:
    notes, vin = [], values.get("vin")
    if vin and vin_uses_check_digit(vin) and not vin_check_digit_ok(vin):
        notes.append("vin: the check digit does not fit; taken as it is")
    advisor = values.pop("advisor", None)
    if advisor is not None:
        desk = context.advisors.get(fold(advisor))
        if desk is None:
            notes.append(f"advisor: {advisor!r} has no desk in servicebay.toml; left out")
        else:
            values["advisor"] = desk
    return notes


def _date(values: Values, context: Context) -> None:
    """A reading without a date of its own was made at the visit, or when the file was."""
    if "odometer_km" in values and "read_on" not in values:
        day = values.get("visited_on") or context.as_of
        if day is None:
            raise BadRowError(["odometer_km: has no date; add a column, or say --as-of DAY"])
        values["read_on"] = day
    if "finding" in values:
        values.setdefault("found_on", values.get("visited_on"))
        values.setdefault("finding_state", "declined")


def _name_keys(values: Values) -> None:
    """By what this row's person and car are known; `owner_order` decides who is first where two claim the same."""
    vin, plate = values.get("vin"), values.get("plate")
    car, name = plate or vin, values.get("name")
    known = _known_by(values.get("reference"), values.get("phone"), name, car)
    if known:
        values["owner_key"], values["owner_order"] = _key(known[0]), known[0][:ORDER]
        values["person_key"] = _key(known[1]) if len(known) > 1 else None
        if known[0][0] != UNNUMBERED and name and car:
            values["drives_key"] = _key(_driver(car, name))
    if vin or plate:
        values["car_key"] = f"1{vin}" if vin else f"2{plate}"


def _known_by(reference: str | None, phone: str | None, name: str | None, car: str | None) -> list[str]:
    """The ways to know a person, the strongest first, each beginning with its strength."""
    known = [f"1{fold(reference)}"] if reference else []
    if phone:
        known.append(f"2{phone} {name_key(name)}" if name else f"3{phone}")
    elif name and car and not known:
        known.append(_driver(car, name))
    return known


def _driver(car: str, name: str) -> str:
    return f"{UNNUMBERED}{car} {name_key(name)}"


def _finish(values: Values, context: Context) -> None:
    values["store_id"] = values.pop("store", context.store_id)
    if "visited_on" in values:
        values["mark"] = _digest(f"{values.get('number') or ''}\x1f{fold(values.get('work') or '')}")
        values["currency"] = context.currency
    if "finding" in values:
        values["finding_mark"] = _digest(fold(values["finding"]))
    if values.get("grade") == "ordinary":  # as good as not said
        del values["grade"]
    for flag in ("vip", "driver"):
        if flag in values:
            values[flag] = int(values[flag])


def name_key(name: str) -> str:
    """A name as it is compared: order of its words, case, width and marks do not matter."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(sorted(filter(None, map(fold, plain.split()))))


def owner_keys(reference: str | None, phone: str | None, name: str | None) -> list[str]:
    """By which keys a person with these values is found again, the strongest first."""
    return list(map(_key, _known_by(reference, phone, name, None)))


def _key(known: str) -> str:
    """The strength, then 40 hexadecimal digits: keys survive an owner's erasure and must not name them."""
    return known[0] + _digest(known)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()
