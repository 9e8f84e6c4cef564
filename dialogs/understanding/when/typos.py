"""One slip of the finger in the name of a day or a month: tommorow, четврг.

Only long words are mended (of four letters only to weekdays), and only to words of the kinds given, so that ordinary words stay what they are.
A slip is one letter missing, added, wrong, or two neighbours swapped.
"""

from __future__ import annotations

from functools import lru_cache

from dialogs.understanding.when.lexicon import ALPHABET, Entry, lexicon

KINDS = ("DAY", "WEEKDAY", "MONTH", "PART", "WHICH", "WEEK", "WEEKEND")
SHORTEST = 5
WEEKDAY = ALPHABET.letter("WEEKDAY")


def mended(word: str, lang: str) -> Entry | None:
    """The entry of the one date word that is a slip away, None if there is none or several that differ."""
    if len(word) < SHORTEST - 1 or len(word) > 16 or word in lexicon(lang).innocent:
        return None
    table = _deletions(lang)
    found = {table[form][1] for form in _forms(word) if form in table and _is_one_slip(word, table[form][0])}
    if len(word) < SHORTEST:
        found = {entry for entry in found if entry[0] == WEEKDAY}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4)
def _deletions(lang: str) -> dict[str, tuple[str, Entry]]:
    """Every date word and its forms with one letter taken out."""
    letters = {ALPHABET.letter(kind) for kind in KINDS}
    table: dict[str, tuple[str, Entry]] = {}
    for word, entry in lexicon(lang).entries.items():
        if entry[0] in letters and len(word) >= SHORTEST and word.isalpha():
            for form in _forms(word):
                table.setdefault(form, (word, entry))
            table[word] = (word, entry)
    return table


def _forms(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _is_one_slip(typed: str, meant: str) -> bool:
    if abs(len(typed) - len(meant)) > 1 or typed[0] != meant[0]:
        return False
    place = next(
        (i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    a, b = typed[place:], meant[place:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
