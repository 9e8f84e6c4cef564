"""`servicebay version`."""

from __future__ import annotations

from argparse import Namespace
from importlib.metadata import PackageNotFoundError, version


def run(args: Namespace) -> int:
    """Print the installed version; a bare source tree has none."""
    try:
        print(f"servicebay {version('servicebay')}")
    except PackageNotFoundError:
        print("servicebay (source tree, not installed)")
    return 0
