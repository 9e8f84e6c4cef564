"""Merging the persons of a chunk, rows in the order of their keys: customer numbers, then phone and name, …

A person is found by key (kept hashed, so that somebody erased is not recorded anew), then by a phone that only
one person has. Who was corrected by staff, or talks to the bot, keeps what they told; gaps are filled, except
consents, which are theirs alone to give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import TextClause, text

from storage.intake import unnumbered
from storage.intake.sets import Chunk, Family

FIELDS = (
    "name", "phone", "reference", "grade", "advisor", "birthday", "lunar_birthday", "wedding_on", "licence_until",
)  # fmt: skip
CONSENTS = ("service_consent_at", "marketing_consent_at", "consent_how")
DISPUTED = ("name", "phone", "reference", "birthday", "lunar_birthday", "wedding_on")
"""Where two different values are worth a look; elsewhere the later one is simply newer."""
BLANK = {"name": "''", "grade": "'ordinary'"}
SPOKEN = "(t.privacy_seen_at IS NOT NULL OR t.corrected_at IS NOT NULL)"
PHONE_ALONE = "r.owner_key LIKE '3%'"


def merge(chunk: Chunk, columns: frozenset[str]) -> Mapping[str, int]:
    """Find or add everybody the chunk tells of, and write down what it tells."""
    plan = _plan(columns, chunk.connection.dialect.name == "postgresql")
    for statement in plan["find"]:
        chunk.run(statement)
    forgotten = sum(map(chunk.run, plan["forgotten"]))
    for statement in plan["differences"]:
        chunk.note_differences([name for name in DISPUTED if name in columns], statement)
    known = sum(map(chunk.run, plan["update"]))
    new = sum(map(chunk.run, plan["add"]))
    for statement in plan["remember"]:
        chunk.run(statement)
    for found, follow, drivers in plan["unnumbered"]:
        unnumbered.join(chunk, found, plan["joined"], follow)
        chunk.run(drivers)
    return {"owners": new, "owners known": known, "rows of forgotten owners": forgotten}


@cache
def _plan(columns: frozenset[str], postgres: bool) -> Mapping[str, Sequence[Any]]:
    family = Family("owner_order", "owner_key", "owner_id", "owner", columns, postgres)
    disputed = family.told(DISPUTED)
    drivers = family.has("name") and family.told(("plate", "vin")) and family.told(("phone", "reference"))
    told = family.told((*FIELDS, *CONSENTS, "vip", "language"))
    return {
        "find": [_by_key(family), *_unnumbered(family), *_by_phone(family)],
        "forgotten": [_forgotten(family)],
        "differences": [family.differences(disputed)] if disputed else [],
        "update": [_update(family, told)] if set(told) - {"reference"} or family.has("phone") else [],
        "add": [_add(family, told)],
        "remember": [_added(family), *_keys(family)],
        "unnumbered": [(unnumbered.pairs(family), unnumbered.again(family), unnumbered.remember(family))]
        if drivers
        else [],
        "joined": unnumbered.moves(_joined(family)),
    }


def _by_key(family: Family) -> TextClause:
    return family.find(
        "SELECT {} FROM owner_key k JOIN owner o ON o.id = k.owner_id WHERE k.key = r.owner_key"
    )


def _unnumbered(family: Family) -> list[TextClause]:
    """A customer number goes to the person known by the same phone and name, unless that one has another."""
    if not family.has("reference", "phone", "name"):
        return []
    holder = (
        "SELECT {} FROM owner_key k JOIN owner o ON o.id = k.owner_id "
        "WHERE k.key = r.person_key AND o.reference IS NULL"
    )
    first = (
        f"SELECT min(f.owner_order) FROM intake_row f WHERE {family.here('f')} "
        "AND f.owner_id IS NULL AND f.person_key IS NOT NULL GROUP BY f.person_key"
    )
    return [family.find(holder, f"r.person_key IS NOT NULL AND r.owner_order IN ({first})")]


def _by_phone(family: Family) -> list[TextClause]:
    """A phone names its only owner, if the import knows it of one person only and one of both has no name for us."""
    if not family.has("phone"):
        return []
    same = "SELECT {} FROM owner o WHERE o.phone = r.phone AND o.erased_at IS NULL"
    free = f"(o.import_key IS NULL OR o.name = '' OR {PHONE_ALONE}) AND (o.reference IS NULL OR r.reference IS NULL)"
    alone = "SELECT count(DISTINCT s.owner_key) FROM intake_row s WHERE s.intake_id = :intake AND s.phone = r.phone"
    only = f"({same.format('count(*)')}) = 1 AND ({PHONE_ALONE} OR ({alone}) = 1)"
    return [family.find(f"{same} AND {free}", f"EXISTS ({same.format('1')}) AND {only}")]


def _forgotten(family: Family) -> TextClause:
    """Who was erased, or asked for it, is not recorded again; what the row says of the car counts on."""
    gone = "o.erased_at IS NOT NULL OR o.deletion_asked_at IS NOT NULL"
    return text(
        f"UPDATE intake_row AS r SET owner_id = NULL, owner_key = NULL WHERE {family.here()} "
        f"AND EXISTS (SELECT 1 FROM owner o WHERE o.id = r.owner_id AND ({gone}))"
    )


def _update(family: Family, told: list[str]) -> TextClause:
    values = {"import_key": "coalesce(t.import_key, g.owner_key)"}
    for name in told:
        if name in FIELDS:
            values[name] = _kept(family, name)
        elif name in CONSENTS:
            later = family.later(name, f"t.{name}", f"g.{name}")
            values[name] = f"CASE WHEN {SPOKEN} THEN t.{name} ELSE {later} END"
    if "language" in told:
        values["language"] = f"CASE WHEN {SPOKEN} THEN t.language ELSE coalesce(g.language, t.language) END"
    if "vip" in told:
        values["vip"] = "t.vip OR coalesce(g.vip, 0) = 1"
    return family.update(["owner_key", *told], values)


def _joined(family: Family) -> Mapping[str, str]:
    """Of two records of one person: what the one with a number says, and where they disagree the later."""
    own = {name: _kept(family, name) for name in FIELDS if name not in ("name", "phone", "reference")}
    later = {name: family.later(name, f"t.{name}", f"g.{name}") for name in CONSENTS}
    kept = {name: f"CASE WHEN {SPOKEN} THEN t.{name} ELSE {value} END" for name, value in later.items()}
    return {**own, **kept, "vip": "t.vip OR g.vip"}


def _kept(family: Family, name: str) -> str:
    """The later value; of somebody who has spoken gaps are filled only."""
    blank = BLANK.get(name)
    old = f"nullif(t.{name}, {blank})" if blank else f"t.{name}"
    value = (
        f"CASE WHEN {SPOKEN} AND {old} IS NOT NULL THEN {old} ELSE {family.later(name, old, f'g.{name}')} END"
    )
    return f"coalesce({value}, {blank})" if blank else value


def _add(family: Family, told: list[str]) -> TextClause:
    values = {name: f"g.{name}" for name in told}
    values |= {
        name: f"coalesce(g.{name}, {blank})" if name in told else blank for name, blank in BLANK.items()
    }
    values["language"] = "coalesce(g.language, :language)" if "language" in told else ":language"
    values["vip"] = "coalesce(g.vip, 0) = 1" if "vip" in told else "1 = 0"
    values |= {"store_id": "g.store_id", "import_key": "g.id", "created_at": ":now"}
    groups = family.groups("owner_key", ["store_id", *told], "r.owner_id IS NULL AND r.owner_key IS NOT NULL")
    return text(
        f"INSERT INTO owner ({', '.join(values)}) SELECT {', '.join(values.values())} FROM ({groups}) g ORDER BY g.id"
    )


def _added(family: Family) -> TextClause:
    return family.find("SELECT {} FROM owner o WHERE o.import_key = r.owner_key")


def _keys(family: Family) -> list[TextClause]:
    """Every key leads to its person from now on; one claimed by several leads to the first of them."""
    new = "INSERT INTO owner_key (key, owner_id) SELECT {} ON CONFLICT (key) DO NOTHING"
    found = f"{family.here()} AND r.owner_id IS NOT NULL"
    own = f"r.owner_key, min(r.owner_id) FROM intake_row r WHERE {found} GROUP BY r.owner_key"
    if not family.has("reference", "phone", "name"):
        return [text(new.format(own))]
    place = "row_number() OVER (PARTITION BY r.person_key ORDER BY r.owner_order, r.owner_id)"
    shared = f"SELECT r.person_key, r.owner_id, {place} AS place FROM intake_row r WHERE {found}"
    first = f"q.person_key, q.owner_id FROM ({shared} AND r.person_key IS NOT NULL) q WHERE q.place = 1"
    return [text(new.format(own)), text(new.format(first))]
