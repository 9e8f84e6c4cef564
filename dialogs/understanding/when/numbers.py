"""Numerals as words: Chinese ones by their place values. Russian and English ones are plain word lists."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
TENS = {"廿": 20, "卅": 30}
CHINESE = frozenset(DIGITS) | frozenset(PLACES) | frozenset(TENS)


def chinese(text: str) -> int | None:
    """二十八 → 28, 二〇二六 → 2026, 廿三 → 23; None where it is not one number (三四, 十一二)."""
    if all(c in DIGITS for c in text):
        return DIGITS[text] if len(text) == 1 else _spelled_out(text)
    total = current = 0
    for letter in text:
        if letter in DIGITS:
            if current:
                return None
            current = DIGITS[letter]
        elif letter in TENS:
            total += TENS[letter]
        else:
            total += (current or 1) * PLACES[letter]
            current = 0
    return total + current


def _spelled_out(text: str) -> int | None:
    """Digits one by one are a year (二〇二六) or hold a zero (零五)."""
    if len(text) == 4 or (len(text) == 2 and text[0] in "零〇"):
        return int("".join(str(DIGITS[c]) for c in text))
    return None


def two_chinese(text: str) -> tuple[int, int] | None:
    """三四 → (3, 4), 十一二 → (11, 12)."""
    if len(text) < 2 or text[-1] not in DIGITS or text[-2] not in DIGITS:
        return None
    first, last = chinese(text[:-1]), chinese(text[:-2] + text[-1])
    return None if first is None or last is None else (first, last)
