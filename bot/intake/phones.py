"""Phone numbers as a region's people write them → E.164, by the house's own rules first, then by ITU's plans."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dealership.domain.identity import normalise_phone


def reader(example: str) -> Callable[[str], str | None]:
    """Reads numbers as in the country of this international number (a store's own)."""
    import phonenumbers
    from phonenumbers import NumberParseException

    region = phonenumbers.region_code_for_number(phonenumbers.parse(example)) or ""

    @lru_cache(maxsize=4096)
    def read(text: str) -> str | None:
        number = normalise_phone(text, region)
        if number is not None or len(text) > 40:
            return number
        try:
            parsed = phonenumbers.parse(text, region)
        except NumberParseException:
            return None
        possible = phonenumbers.is_possible_number(parsed)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if possible else None

    return read
