"""`servicebay init`: a commented example of `servicebay.toml` to begin with."""

from __future__ import annotations

import os
from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from bot.errors import UserFacingError


def run(args: Namespace) -> int:
    """Write the example where it is wanted; a file that exists is never touched."""
    path = Path(args.path or os.environ.get("SERVICEBAY_CONFIG") or "servicebay.toml")
    write_example(path)
    print(f"Wrote {path}. Change it to your shop, then run: servicebay doctor")
    return 0


def write_example(path: Path) -> None:
    """The example at `path`; UserFacingError when something is there or it cannot be written."""
    example = files("bot").joinpath("data", "example.toml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(example)
    except FileExistsError:
        raise UserFacingError(
            f"{path} exists already and was left as it is.",
            "Give another path: servicebay init PATH",
        ) from None
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be written: {error.strerror}.",
            "Give a path in a folder that exists and that you may write to.",
        ) from None
