"""Every sentence of chats, page and reports: Fluent files per language and their rendering.

A file of a language is `locales/<language>/<room>.ftl`; all languages have the same keys and the same
variables. Imports no other room.
"""

from locales.render import LANGUAGES, Catalogue, catalogue, language_for

__all__ = ["LANGUAGES", "Catalogue", "catalogue", "language_for"]
