"""Every relative link of the documents leads somewhere, headings included."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.M)


def anchors(text: str) -> set[str]:
    """Headings as links name them."""
    found = set()
    for title in HEADING.findall(text):
        plain = re.sub(r"[`*]", "", title).strip().lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def broken(document: Path) -> list[str]:
    text = document.read_text(encoding="utf8")
    rows = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        if not there.exists() or (
            anchor and there.suffix == ".md" and anchor not in anchors(there.read_text("utf8"))
        ):
            rows.append(f"{document.relative_to(ROOT)}: {target}")
    return rows


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    documents = [ROOT / name for name in listed.stdout.split()]
    rows = [row for document in documents for row in broken(document)]
    print("\n".join(rows) or f"docs: every link of {len(documents)} documents leads somewhere")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main())
