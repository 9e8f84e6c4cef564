"""The demo's page is shown where there is a screen, and never takes the terminal."""

from __future__ import annotations

import subprocess
import webbrowser
from pathlib import Path

import pytest

from bot.browser import show

PAGE = "http://127.0.0.1:8088/"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that Python's own way was asked to open."""
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or True)
    return asked


@pytest.mark.parametrize(
    ("platform", "environ"),
    [
        ("darwin", {}),
        ("win32", {}),
        ("linux", {"DISPLAY": ":0"}),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}),
        ("linux", {"BROWSER": "firefox"}),
    ],
)
def test_a_machine_with_a_screen_shows_the_page(
    opened: list[str], platform: str, environ: dict[str, str]
) -> None:
    assert show(PAGE, environ, platform)
    assert opened == [PAGE]


def test_a_machine_without_a_screen_is_left_alone(opened: list[str]) -> None:
    assert not show(PAGE, {"TERM": "xterm", "DISPLAY": ""}, "linux")
    assert opened == []


def test_linux_inside_windows_asks_windows(
    opened: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opener = tmp_path / "explorer.exe"
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    assert show(PAGE, {"WSL_DISTRO_NAME": "Debian"}, "linux")
    assert (started, opened) == ([[str(opener), PAGE]], [])
