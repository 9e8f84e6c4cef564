"""Short codes an owner can type instead of opening a link: ten letters, none that is mistaken for another.

No vowels, so no words come about; no digits, so no code is taken for a plate or VIN. 18¹⁰ codes: whoever guesses,
five tries an hour, finds one of a hundred thousand in some tens of thousands of years.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealership.domain.identity import LONGEST_INPUT

LETTERS = "BCDFGHJKMNPRSTVWXZ"
LENGTH = 10


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code from a source of chance (`secrets.choice`)."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code somebody typed, with or without its dash; None when it cannot be one."""
    if len(text) > LONGEST_INPUT:
        return None
    bare = "".join(letter for letter in text.upper() if letter not in " -–—·.")
    return bare if len(bare) == LENGTH and set(bare) <= set(LETTERS) else None


def show_code(code: str) -> str:
    """As it is printed: two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
