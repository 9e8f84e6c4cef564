"""Showing a page to the person at the keyboard: in a browser with a window, or not at all.

Where there is no screen Python would offer a browser of the terminal, which takes the keyboard away; the address
has been printed anyway.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Mapping

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
"""One of these says on Linux that a browser can be shown, or which one the person wants."""
WINDOWS_OPENERS = ("wslview", "explorer.exe")
"""From Linux inside Windows the page is shown by Windows, which reaches our loopback address."""


def show(url: str, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Open the page; whether a browser was asked to."""
    if "WSL_DISTRO_NAME" in environ and (
        opener := next(filter(None, map(shutil.which, WINDOWS_OPENERS)), None)
    ):
        subprocess.Popen([opener, url], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  an address of our own
        return True
    if platform not in ("darwin", "win32") and not any(environ.get(name) for name in SCREENS):
        return False
    return webbrowser.open(url)
