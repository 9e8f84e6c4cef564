"""Configuration: `servicebay.toml` becomes the company, the environment becomes the settings.

Mistakes are told all at once as `ConfigurationError`, a sentence each, naming file, key and remedy.
"""

from __future__ import annotations

from pathlib import Path

from bot.config.errors import ConfigurationError, Problem
from bot.config.settings import Settings
from dealership.domain.company import Company

__all__ = ["ConfigurationError", "Problem", "Settings", "load_company"]


def load_company(path: Path) -> Company:
    """The company the file describes; ConfigurationError with every mistake found."""
    from bot.config.company import load_company as load  # pydantic: 0.2 s that other commands need not pay

    return load(path)
