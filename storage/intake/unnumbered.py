"""Persons known by name and car alone become who they are once somebody of that name with a number has that car.

Whichever comes first: later rows without a number find that person by the same key. Who has a chat or a visit ahead is
left to staff. Two persons with numbers, one name and one car: rows without a number are the first one's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import TextClause, text

from dealership.domain.intake.rows import UNNUMBERED
from storage.intake.sets import Chunk, Family

BLANK = "name = '', grade = 'ordinary', import_key = NULL, advisor = NULL, birthday = NULL, lunar_birthday = NULL, wedding_on = NULL"


def pairs(family: Family) -> TextClause:
    """Who is known by name and car alone, and who they are: (gone, kept)."""
    busy = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} b WHERE b.owner_id = n.id)"
        for table in ("owner_chat", "appointment")
    )
    return text(
        "SELECT n.id AS gone, min(r.owner_id) AS kept FROM intake_row r JOIN owner_key k ON k.key = r.drives_key "
        f"JOIN owner n ON n.id = k.owner_id WHERE {family.here()} AND r.owner_id IS NOT NULL AND n.id <> r.owner_id "
        f"AND n.phone IS NULL AND n.reference IS NULL AND n.erased_at IS NULL AND n.corrected_at IS NULL AND {busy} "
        "GROUP BY n.id ORDER BY n.id"
    )


def moves(values: Mapping[str, str]) -> Sequence[TextClause]:
    """All of `gone` becomes `kept`'s; `values` are the kept person's (`t`) beside the other's (`g`)."""
    known = "SELECT m.vehicle_id FROM vehicle_driver m WHERE m.owner_id = :kept"
    filled = ", ".join(f"{name} = {value}" for name, value in values.items())
    return [
        text(f"UPDATE owner AS t SET {filled} FROM owner g WHERE t.id = :kept AND g.id = :gone"),
        text(f"DELETE FROM vehicle_driver WHERE owner_id = :gone AND vehicle_id IN ({known})"),
        *(
            text(f"UPDATE {table} SET owner_id = :kept WHERE owner_id = :gone")
            for table in ("vehicle_driver", "service_visit", "link", "owner_key")
        ),
        text(f"UPDATE owner SET {BLANK}, licence_until = NULL, erased_at = :now WHERE id = :gone"),
    ]


def again(family: Family) -> TextClause:
    """The chunk's own rows without a number follow."""
    who = "SELECT k.owner_id FROM owner_key k WHERE k.key = r.owner_key"
    return text(
        f"UPDATE intake_row AS r SET owner_id = ({who}) WHERE {family.here()} "
        f"AND r.owner_id IS NOT NULL AND r.owner_key LIKE '{UNNUMBERED}%'"
    )


def remember(family: Family) -> TextClause:
    """By name and car, too, these persons are found from now on; of several the first."""
    place = "row_number() OVER (PARTITION BY r.drives_key ORDER BY r.owner_order, r.owner_id)"
    claims = (
        f"SELECT r.drives_key, r.owner_id, {place} AS place FROM intake_row r WHERE {family.here()} "
        "AND r.owner_id IS NOT NULL AND r.drives_key IS NOT NULL"
    )
    return text(
        f"INSERT INTO owner_key (key, owner_id) SELECT q.drives_key, q.owner_id FROM ({claims}) q "
        "WHERE q.place = 1 ON CONFLICT (key) DO NOTHING"
    )


def join(chunk: Chunk, found: TextClause, statements: Sequence[TextClause], follow: TextClause) -> None:
    """Do it for a chunk."""
    rows = [
        {"gone": gone, "kept": kept, "now": chunk.params["now"]}
        for gone, kept in chunk.connection.execute(found, chunk.params)
    ]
    for statement in statements if rows else ():
        bound = statement.compile().params
        chunk.connection.execute(statement, [{name: row[name] for name in bound} for row in rows])
    if rows:
        chunk.run(follow)
