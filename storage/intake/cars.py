"""Merging the cars of a chunk with all that happened to them: drivers, readings, visits, findings.

A VIN names a car, else its plate. A plate goes to the car with a VIN that says so, if nobody has it; two cars
that claim one plate, and a car with two plates, are noted for a person to decide. What staff corrected stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import TextClause, text

from storage.intake import history
from storage.intake.sets import Chunk, Family

FIELDS = (
    "model", "colour", "delivered_on", "engine_number", "purchase_way", "insurer", "insured_until",
    "inspection_due", "warranty_until",
)  # fmt: skip
DISPUTED = ("model", "delivered_on", "engine_number")
PERSONS = ("name", "phone", "reference")


def merge(chunk: Chunk, columns: frozenset[str]) -> Mapping[str, int]:
    """Find or add the cars, then write down what is told of them."""
    postgres = chunk.connection.dialect.name == "postgresql"
    plan = _plan(columns, postgres)
    for statement in plan["find"]:
        chunk.run(statement)
    for statement in plan["differences"]:
        chunk.note_differences([name for name in DISPUTED if name in columns], statement)
    known = sum(map(chunk.run, plan["update"]))
    new = sum(map(chunk.run, plan["add"]))
    for statement in (*plan["added"], *plan["plates"]):
        chunk.run(statement)
    for statement in plan["other plates"]:
        _note_plates(chunk, statement)
    bound = sum(map(chunk.run, plan["bind"]))
    if bound:
        _note_several(chunk, plan["several"][0])
    counts = history.merge(chunk, columns, postgres)
    return {"cars": new, "cars known": known, "drivers": bound, **counts}


@cache
def _plan(columns: frozenset[str], postgres: bool) -> Mapping[str, list[TextClause]]:
    family = Family("car_key", "car_key", "vehicle_id", "vehicle", columns, postgres)
    disputed, told = family.told(DISPUTED), family.told(FIELDS)
    both, persons = family.has("vin", "plate"), bool(family.told(PERSONS))
    adopted = _by_plate_without_vin(family)
    find = [
        statement
        for statement, wanted in (
            (_by_vin(family), family.has("vin")),
            (adopted, both),
            (_by_plate(family), family.has("plate")),
        )
        if wanted
    ]
    return {
        "find": find,
        "differences": [family.differences(disputed)] if disputed else [],
        "update": [_update(family, told)] if told or family.has("vin") else [],
        "add": [_add(family, told)],
        "added": [statement for statement in find if statement is not adopted],
        "plates": [_give_plates(family)] if both else [],
        "other plates": [_other_plates(family)] if both else [],
        "bind": [_bind(family)] if persons else [],
        "several": [_several(family)],
    }


def _by_vin(family: Family) -> TextClause:
    return family.find(_named("vin"), "r.vin IS NOT NULL")


def _by_plate(family: Family) -> TextClause:
    bare = "r.vin IS NULL" if family.has("vin") else "1 = 1"
    return family.find(_named("plate"), bare)


def _named(name: str) -> str:
    """The car with this plate or VIN, or the one it turned out to be."""
    became = f"SELECT coalesce(v.merged_into, v.id) AS id FROM vehicle v WHERE v.{name} = r.{name}"
    return f"SELECT {{}} FROM ({became}) o"


def _by_plate_without_vin(family: Family) -> TextClause:
    """A VIN nobody has yet belongs to the car that has its plate, if that one has no VIN."""
    holder = "SELECT {} FROM vehicle o WHERE o.plate = r.plate AND o.vin IS NULL AND o.merged_into IS NULL"
    first = (
        f"SELECT min(f.car_key) FROM intake_row f WHERE {family.here('f')} "
        "AND f.vehicle_id IS NULL AND f.vin IS NOT NULL AND f.plate IS NOT NULL GROUP BY f.plate"
    )
    return family.find(holder, f"r.vin IS NOT NULL AND r.car_key IN ({first})")


def _update(family: Family, told: list[str]) -> TextClause:
    values = {}
    for name in told:
        old = f"nullif(t.{name}, '')" if name == "model" else f"t.{name}"
        later = family.later(name, old, f"g.{name}")
        value = f"CASE WHEN t.corrected_at IS NOT NULL AND {old} IS NOT NULL THEN {old} ELSE {later} END"
        values[name] = f"coalesce({value}, '')" if name == "model" else value
    if family.has("vin"):
        values["vin"] = "coalesce(t.vin, g.vin)"
    return family.update([*told, *family.told(["vin"])], values)


def _add(family: Family, told: list[str]) -> TextClause:
    """Those with a VIN come without a plate at first: see `_give_plates`."""
    keys = family.told(["vin", "plate"])
    values = {name: f"g.{name}" for name in (*told, *keys)}
    values["model"] = "coalesce(g.model, '')" if "model" in told else "''"
    if len(keys) == 2:
        values["plate"] = "CASE WHEN g.vin IS NULL THEN g.plate END"
    values |= {"store_id": "g.store_id", "created_at": ":now"}
    groups = family.groups("car_key", ["store_id", *told, *keys], "r.vehicle_id IS NULL")
    return text(
        f"INSERT INTO vehicle ({', '.join(values)}) SELECT {', '.join(values.values())} FROM ({groups}) g "
        "WHERE 1 = 1 ORDER BY g.id ON CONFLICT DO NOTHING"
    )


def _give_plates(family: Family) -> TextClause:
    """A free plate goes to the first car that claims it; a car takes the last of several."""
    mine = f"{family.here()} AND r.vin IS NOT NULL AND r.plate IS NOT NULL"
    free = "NOT EXISTS (SELECT 1 FROM vehicle h WHERE h.plate = r.plate)"
    place = "row_number() OVER (PARTITION BY r.plate ORDER BY r.car_key)"
    claims = f"SELECT r.vehicle_id, r.plate, {place} AS place FROM intake_row r WHERE {mine} AND {free}"
    last = f"max({family.sorted('plate', 'q.plate')})"
    given = f"SELECT q.vehicle_id AS id, {last} AS plate FROM ({claims}) q WHERE q.place = 1 GROUP BY q.vehicle_id"
    found = f"SELECT r.vehicle_id FROM intake_row r WHERE {mine}"
    return text(
        f"UPDATE vehicle AS t SET plate = g.plate FROM ({given}) g "
        f"WHERE t.id = g.id AND coalesce(t.plate, '') = ''{family.only('t.id', found)}"
    )


def _other_plates(family: Family) -> TextClause:
    return text(
        "SELECT min(r.line), r.plate, v.vin, v.plate FROM intake_row r JOIN vehicle v ON v.id = r.vehicle_id "
        f"WHERE {family.here()} AND r.plate IS NOT NULL AND (v.plate <> r.plate OR v.plate IS NULL) "
        "GROUP BY r.plate, v.vin, v.plate"
    )


def _note_plates(chunk: Chunk, statement: TextClause) -> None:
    for line, plate, vin, recorded in chunk.connection.execute(statement, chunk.params):
        whose = f"the car {vin} has {recorded}" if recorded else "another car has it"
        chunk.note(line, f"plate: {plate}, but {whose}")


def _bind(family: Family) -> TextClause:
    """What the house has recorded proves a binding, unless the row says the person only came; an ended one stays so."""
    drives = " AND coalesce(r.driver, 1) = 1" if family.has("driver") else ""
    return text(
        "INSERT INTO vehicle_driver (owner_id, vehicle_id, trust, since_at) "
        "SELECT DISTINCT r.owner_id, r.vehicle_id, 'proven', CAST(:now AS bigint) FROM intake_row r "
        f"WHERE {family.here()} AND r.owner_id IS NOT NULL AND r.vehicle_id IS NOT NULL{drives} "
        "ON CONFLICT (owner_id, vehicle_id) DO UPDATE SET trust = 'proven' "
        "WHERE vehicle_driver.ended_at IS NULL AND vehicle_driver.trust <> 'proven'"
    )


def _several(family: Family) -> TextClause:
    cars = (
        f"SELECT min(r.line) AS line, r.vehicle_id AS id FROM intake_row r WHERE {family.here()} "
        "AND r.vehicle_id IS NOT NULL GROUP BY r.vehicle_id"
    )
    persons = "SELECT count(*) FROM vehicle_driver d WHERE d.vehicle_id = g.id AND d.ended_at IS NULL"
    return text(
        f"SELECT c.line, c.persons FROM (SELECT g.line, ({persons}) AS persons FROM ({cars}) g) c "
        "WHERE c.persons > 1 ORDER BY c.line"
    )


def _note_several(chunk: Chunk, statement: TextClause) -> None:
    for line, count in chunk.connection.execute(statement, chunk.params):
        chunk.note(line, f"car: {count} persons are recorded with it; each of them would see its record")
