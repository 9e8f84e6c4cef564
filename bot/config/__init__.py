"""Configuration: `servicebay.toml` becomes the company, the environment becomes the settings.

Mistakes are told all at once as `ConfigurationError`, a sentence each, naming file, key and remedy.
"""

from bot.config.company import load_company
from bot.config.errors import ConfigurationError, Problem
from bot.config.settings import Settings

__all__ = ["ConfigurationError", "Problem", "Settings", "load_company"]
