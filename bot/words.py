"""What the shop adds to the understanding of words: its menu's synonyms, and files beside `servicebay.toml`.

`answers/<language>.toml` takes the place of the shipped answers of that language; `lexicon/…` adds to the shipped
words. A file that cannot be read is told when the house is put together, not at the first message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dealership.domain.company import Company
from dialogs.understanding import warm
from dialogs.understanding.facts import Lexicon, find_answer, load_lexicon
from dialogs.world import Reading

TONGUES = ("zh", "en", "ru")


def reading_of(company: Company, folder: Path | None = None) -> Reading:
    """The shop's reading; `folder` is where its `servicebay.toml` stands. LexiconError names a file that is wrong."""
    answers, lexicon = _subfolder(folder, "answers"), _subfolder(folder, "lexicon")
    for tongue in TONGUES:
        find_answer("", tongue, answers)
    synonyms = {
        job.key: {language: list(words) for language, words in job.synonyms.items()}
        for store in company.stores
        for job in store.menu
        if job.synonyms
    }
    return Reading(_lexicon(json.dumps(synonyms, ensure_ascii=False), lexicon), answers)


def warm_up(reading: Reading) -> None:
    """Build what is built at the first message of a language: it takes a second or two."""
    warm.warm_up(reading.lexicon)


def _subfolder(folder: Path | None, name: str) -> Path | None:
    found = folder and folder / name
    return found if found and found.is_dir() else None


@lru_cache(maxsize=2)
def _lexicon(synonyms: str, folder: Path | None) -> Lexicon:
    """One for all houses of a process with the same words."""
    extra: Mapping[str, Mapping[str, list[str]]] = json.loads(synonyms)
    return load_lexicon(extra, folder)
