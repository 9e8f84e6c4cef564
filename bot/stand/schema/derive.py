"""Derive `table.json`, the stand's compact facts about the Bot API, from aiogram's source distribution.

The sdist (not the wheel) carries a machine-readable copy of the Bot API documentation; only facts are taken
from it: names, types, what is required, numeric limits, literal values and the reactions a bot may set.

    pip download --no-deps --no-binary :all: --dest DIR aiogram==3.31.0
    python -m bot.stand.schema.derive DIR/aiogram-3.31.0.tar.gz

Shape of the table: `methods` and `types` map a name to its fields, a field is `[type, required, limit]`
where type is `String`, `Integer|String`, `[[KeyboardButton]]`, …; required is 0 or 1; limit is absent,
`[low, high]` (value, length or count) or a literal. `unions` maps an abstract type to its members.
"""

import argparse
import html
import json
import re
import tarfile
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("table.json")
SCHEMA = re.compile(r"\.butcher/schema/schema\.json$")
NUMBER_RANGE = re.compile(r"\b(\d+)-(\d+)\b")
MOST = re.compile(r"\b[Aa]t most (\d+) commands")
LITERAL = re.compile(r"\bmust be ([a-z_]+)\s*$")
UNION_MEMBER = re.compile(r"^ - (\w+)$", re.MULTILINE)
EMOJI = re.compile(r'alt="([^"]+)"')
TOTAL_AFTER_PARSING = "entit"  # lengths of parsed texts are the methods' business

Field = list[Any]


def read_schema(sdist: Path) -> dict[str, Any]:
    """Return the schema's json out of the packed source distribution; KeyError if it has none."""
    with tarfile.open(sdist) as archive:
        for member in archive:
            if SCHEMA.search(member.name):
                packed = archive.extractfile(member)
                assert packed is not None
                return dict(json.load(packed))
    raise KeyError(f"{sdist.name} carries no .butcher/schema/schema.json")


def short_type(name: str) -> str:
    """`Array of Integer or String` -> `[Integer|String]`."""
    if name.startswith("Array of "):
        return f"[{short_type(name.removeprefix('Array of '))}]"
    return "|".join(re.split(r", | and | or ", name))


def limit_of(description: str, kind: str) -> Any:
    """Return `[low, high]`, a literal, or None.

    Limits that hold after entity parsing belong to the methods.
    """
    literal = LITERAL.search(description)
    if literal and kind == "String":
        return literal[1]
    most = MOST.search(description)
    if most:
        return [0, int(most[1])]
    found = NUMBER_RANGE.search(description)
    if not found or TOTAL_AFTER_PARSING in description:
        return None
    low, high = int(found[1]), int(found[2])
    return [low, high] if low < high else None


def field_of(annotation: dict[str, Any]) -> Field:
    kind = short_type(annotation["type"])
    limit = limit_of(annotation["description"], kind)
    field: Field = [kind, int(annotation["required"])]
    return field if limit is None else [*field, limit]


def fields_of(entry: dict[str, Any]) -> dict[str, Field]:
    return {annotation["name"]: field_of(annotation) for annotation in entry.get("annotations", [])}


def mentioned(fields: dict[str, Field]) -> set[str]:
    return {name for field in fields.values() for name in re.findall(r"\w+", field[0])}


def reachable(methods: dict[str, dict[str, Field]], entries: dict[str, Any]) -> set[str]:
    """Names of the types that a request can contain: nobody needs the table of answers."""
    todo = set().union(*map(mentioned, methods.values()))
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen or name not in entries:
            continue
        seen.add(name)
        todo |= mentioned(fields_of(entries[name])) | set(union_of(entries[name]))
    return seen


def union_of(entry: dict[str, Any]) -> list[str]:
    return [] if entry.get("annotations") else UNION_MEMBER.findall(entry["description"])


def reactions_of(entry: dict[str, Any]) -> list[str]:
    described = next(a["html_description"] for a in entry["annotations"] if a["name"] == "emoji")
    return [html.unescape(alt) for alt in EMOJI.findall(described)]


def table_of(schema: dict[str, Any]) -> dict[str, Any]:
    entries = {child["name"]: child for group in schema["items"] for child in group["children"]}
    methods = {name: fields_of(entry) for name, entry in entries.items() if name[0].islower()}
    names = sorted(reachable(methods, entries))
    return {
        "version": schema["api"]["version"],
        "methods": dict(sorted(methods.items())),
        "types": {name: fields_of(entries[name]) for name in names if not union_of(entries[name])},
        "unions": {name: union_of(entries[name]) for name in names if union_of(entries[name])},
        "reactions": reactions_of(entries["ReactionTypeEmoji"]),
        "updates": [name for name in fields_of(entries["Update"]) if name != "update_id"],
    }


def dump(table: dict[str, Any]) -> str:
    """One method or type a line: compact, and a new version of the API still reads well as a diff."""
    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows = ",\n".join(f"{json.dumps(k)}:{packed(v)}" for k, v in value.items())
            parts.append(f'"{key}":{{\n{rows}}}')
        else:
            parts.append(f'"{key}":{packed(value)}')
    return "{" + ",\n".join(parts) + "}\n"


def packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write the table beside this script."""
    parser = argparse.ArgumentParser(description="Derive the stand's Bot API table from an aiogram sdist.")
    parser.add_argument("sdist", type=Path)
    TABLE.write_text(dump(table_of(read_schema(parser.parse_args().sdist))), encoding="utf-8")


if __name__ == "__main__":
    main()
