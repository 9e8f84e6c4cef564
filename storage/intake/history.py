"""Merging what happened to the cars of a chunk: odometer readings, visits, findings. Each fact is kept once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import TextClause, text

from storage.intake.sets import Chunk, Family

VISIT = {
    "number": "number", "work": "work", "parts": "parts", "amount": "amount", "odometer_km": "odometer_km",
    "visit_advisor": "advisor", "technicians": "technicians", "owner_id": "owner_id",
}  # fmt: skip
"""Staged column → column of a visit."""


def merge(chunk: Chunk, columns: frozenset[str], postgres: bool) -> Mapping[str, int]:
    """Write down what is new, and how many facts that were."""
    plan = _plan(columns, postgres)
    counts = {what: sum(map(chunk.run, plan[what])) for what in ("readings", "visits", "findings")}
    for statement in (*plan["newest"], plan["upkeep"][0]):
        chunk.run(statement)
    return counts


@cache
def _plan(columns: frozenset[str], postgres: bool) -> Mapping[str, list[TextClause]]:
    family = Family("car_key", "car_key", "vehicle_id", "vehicle", columns, postgres)
    odometers = family.has("odometer_km")
    return {
        "readings": [_readings(family)] if odometers else [],
        "newest": [_newest(family)] if odometers else [],
        "visits": [_visits(family)] if family.has("visited_on") else [],
        "upkeep": [_upkeep(family)],
        "findings": [_findings(family)] if family.has("finding") else [],
    }


def _readings(family: Family) -> TextClause:
    return text(
        "INSERT INTO odometer_reading (vehicle_id, read_on, km) SELECT DISTINCT r.vehicle_id, r.read_on, r.odometer_km "
        f"FROM intake_row r WHERE {family.here()} AND r.vehicle_id IS NOT NULL AND r.read_on IS NOT NULL "
        "AND r.odometer_km IS NOT NULL ON CONFLICT DO NOTHING"
    )


def _newest(family: Family) -> TextClause:
    """A car shows its newest reading, unless the chat knows a newer one."""
    found = f"SELECT r.vehicle_id FROM intake_row r WHERE {family.here()} AND r.read_on IS NOT NULL"
    last = "FROM odometer_reading o WHERE o.vehicle_id = t.id ORDER BY o.read_on DESC, o.km DESC LIMIT 1"
    return text(
        f"UPDATE vehicle AS t SET odometer_km = (SELECT o.km {last}), odometer_on = (SELECT o.read_on {last}) "
        f"WHERE t.id IN ({found}) AND (t.odometer_on IS NULL OR t.odometer_on <= (SELECT o.read_on {last}))"
    )


def _upkeep(family: Family) -> TextClause:
    """Something new is known of these cars: when they want service next is counted anew."""
    return text(
        "INSERT INTO upkeep (vehicle_id, store_id, kind, by_km, stale_at) SELECT DISTINCT r.vehicle_id, v.store_id, '', "
        "CAST(0 AS BOOLEAN), CAST(:now AS bigint) FROM intake_row r JOIN vehicle v ON v.id = r.vehicle_id "
        f"WHERE {family.here()} ON CONFLICT (vehicle_id) DO UPDATE SET stale_at = excluded.stale_at"
    )


def _visits(family: Family) -> TextClause:
    """One visit per car, day, order number and work; told twice it keeps the greater values."""
    told = [name for name in VISIT if name in family.columns or name == "owner_id"]
    names = ["vehicle_id", "visited_on", "mark", "store_id", "currency", *(VISIT[name] for name in told)]
    values = ", ".join(family.most(name) for name in ("store_id", "currency", *told))
    changed = ", ".join(
        f"{VISIT[name]} = {family.later(name, f'service_visit.{VISIT[name]}', f'excluded.{VISIT[name]}')}"
        for name in told
    )
    return text(
        f"INSERT INTO service_visit ({', '.join(names)}) SELECT r.vehicle_id, r.visited_on, r.mark, {values} "
        f"FROM intake_row r WHERE {family.here()} AND r.vehicle_id IS NOT NULL AND r.visited_on IS NOT NULL "
        "GROUP BY r.vehicle_id, r.visited_on, r.mark "
        f"ON CONFLICT (vehicle_id, visited_on, mark) DO UPDATE SET {changed}"
    )


def _findings(family: Family) -> TextClause:
    """One finding per car, day and text; once done it stays done."""
    values = ", ".join(family.most(name) for name in ("store_id", "finding", "finding_state"))
    later = family.later("finding_state", "finding.state", "excluded.state")
    return text(
        "INSERT INTO finding (vehicle_id, found_on, mark, store_id, what, state) "
        f"SELECT r.vehicle_id, r.found_on, r.finding_mark, {values} FROM intake_row r "
        f"WHERE {family.here()} AND r.vehicle_id IS NOT NULL AND r.finding IS NOT NULL "
        "GROUP BY r.vehicle_id, r.found_on, r.finding_mark ON CONFLICT (vehicle_id, found_on, mark) DO UPDATE SET "
        f"state = CASE WHEN 'done' IN (finding.state, excluded.state) THEN 'done' ELSE {later} END"
    )
