"""The built wheel holds exactly the six packages and everything they need, and runs in an empty environment.

usage: wheel.py WHEEL SCRATCH_DIR
"""

from __future__ import annotations

import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

ROOMS = {"bot", "dialogs", "scheduler", "storage", "dealership", "locales"}
ROOT = Path(__file__).parent.parent.parent
READY = 40


def check_listing(wheel: Path) -> None:
    """No package but ours, and no file of the tree left behind."""
    names = set(zipfile.ZipFile(wheel).namelist())
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == ROOMS, f"the wheel holds {sorted(packages)}"
    tracked = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    left_out = [name for name in tracked.stdout.split() if name not in names and not name.endswith(".mako")]
    assert not left_out, f"not in the wheel: {left_out}"


def check_demo(servicebay: Path) -> None:
    """The installed command opens the demo's page from an empty folder."""
    command = [servicebay, "demo", "--port", "8765", "--no-open"]
    demo = subprocess.Popen(command, cwd="/", stdout=subprocess.PIPE, text=True)
    try:
        assert demo.stdout is not None
        lines = iter(demo.stdout.readline, "")
        assert any(line.strip() == "ready" for line in lines), "the demo never said ready"
        with urllib.request.urlopen("http://127.0.0.1:8765/", timeout=READY) as page:
            assert b"<html" in page.read()
    finally:
        demo.terminate()
        demo.wait(20)


def main(wheel: Path, scratch: Path) -> None:
    check_listing(wheel)
    venv = scratch / "elsewhere"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True, cwd="/")
    subprocess.run([*pip, "--no-deps", wheel], check=True, cwd="/")
    check_demo(venv / "bin" / "servicebay")
    print("wheel: six packages, complete, the demo runs from it")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
