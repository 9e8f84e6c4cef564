"""Number plates, VINs and phones as people type them → one spelling each, or None.

Full-width letters, dots, dashes, spaces and invisible marks are dropped. A plate of the Russian form is kept
in Cyrillic, every other look-alike letter in Latin, so both keyboards find the same car.
Sources: GA 36-2018 (Chinese plates), GOST R 50577 (Russian plates), ISO 3779 and GB 16735 (VIN), ITU E.164.
"""

from __future__ import annotations

import re
import unicodedata
from operator import mul

VIN_LENGTH = 17
LONGEST_INPUT = 64  # nobody types a plate, a VIN or a phone longer than this, however spaced

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CN = re.compile(
    rf"(?=(?:.*[0-9]){{2}})[{_PROVINCES}][A-HJ-Z][A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9学警港澳挂试超领]|使[0-9]{{6}}"
)
_RU = re.compile(r"[АВЕКМНОРСТУХ][0-9]{3}[АВЕКМНОРСТУХ]{2}[0-9]{2,3}")
_GENERIC = re.compile(r"(?=.*[0-9])(?=.*[^0-9])[A-ZÄÖÜА-ЯЁІЇЄ0-9]{4,10}")
_GENERIC_SHAPE = re.compile(r"[^0-9]{1,5}[0-9]{1,4}[^0-9]{0,3}|[0-9]{1,4}[^0-9]{1,3}[0-9]{0,4}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{13}[0-9]{4}")

_TO_LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
_NOT_ON_PLATES = str.maketrans("OI", "01")  # Chinese serials have neither letter
_NOT_IN_VIN = str.maketrans("OQI", "001")

_SEPARATORS = re.compile(r"[\s.·•‧∙・_\-–—−/\\|,:;()'\"]+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_VIN_LETTERS, _VIN_NUMBERS = "ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789"
_VIN_VALUES = {str(n): n for n in range(10)} | dict(zip(_VIN_LETTERS, map(int, _VIN_NUMBERS), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK_DIGIT_MARKETS = frozenset("12345L")  # North America and China, by the first character


_EXAMPLES = {
    "CN": "沪A12345",
    "DE": "B-AB 1234",
    "RU": "А123ВС 77",
    "KZ": "123 ABC 02",
    "BY": "1234 AB-7",
    "UA": "AA 1234 BB",
    "GB": "AB12 CDE",
    "FR": "AB-123-CD",
    "PL": "WA 12345",
    "AT": "W-12345 A",
    "CH": "ZH 123456",
}


def example_plate(region: str) -> str:
    """What a plate looks like where the official calendar of `region` ("CN", "DE-BE") holds; "" where unknown."""
    return _EXAMPLES.get(region[:2], "")


def normalise_plate(text: str) -> str | None:
    """The one spelling of a plate: Chinese (new-energy too), Russian, else 4–10 letters and digits."""
    bare = _bare(text)
    return _chinese(bare) or _russian(bare) or _generic(bare)


def looks_like_plate(text: str) -> bool:
    """Whether somebody who was not asked for a plate has written one: stricter than `normalise_plate`."""
    bare = _bare(text)
    if _chinese(bare) or _russian(bare):
        return True
    words = _SEPARATORS.split(text.strip())
    generic = _generic(bare) if len(words) <= 3 and max(map(len, words)) <= 8 else None
    return bool(generic and _GENERIC_SHAPE.fullmatch(generic) and len(re.findall("[0-9]", generic)) >= 2)


def format_plate(plate: str) -> str:
    """A normalised plate as its country writes it: 沪A·12345, А123ВС 77; others as they are."""
    if _RU.fullmatch(plate):
        return f"{plate[:6]} {plate[6:]}"
    return f"{plate[:2]}·{plate[2:]}" if plate[:1] in _PROVINCES and _CN.fullmatch(plate) else plate


def normalise_vin(text: str) -> str | None:
    """A VIN's 17 characters, the last four digits.

    I, O and Q, which no VIN has, are read as 1 and 0 only when that makes the check digit right. Otherwise
    the check digit is not looked at: see `vin_uses_check_digit`.
    """
    typed = _bare(text).translate(_TO_LATIN)
    vin = typed.removeprefix("VIN") if len(typed) == 20 else typed
    read = vin.translate(_NOT_IN_VIN)
    if not _VIN.fullmatch(read) or (read != vin and not vin_check_digit_ok(read)):
        return None
    return read


def looks_like_vin(text: str) -> bool:
    """Whether somebody who was not asked for a VIN has written one."""
    vin = normalise_vin(text)
    return (
        vin is not None and not vin.isdigit() and (not vin_uses_check_digit(vin) or vin_check_digit_ok(vin))
    )


def vin_uses_check_digit(vin: str) -> bool:
    """Whether the maker's country fills the ninth character with a check digit."""
    return vin[:1] in _CHECK_DIGIT_MARKETS


def vin_check_digit_ok(vin: str) -> bool:
    """Whether the ninth character of a normalised VIN is the check digit of the others (X stands for 10)."""
    total = sum(map(mul, map(_VIN_VALUES.__getitem__, vin), _VIN_WEIGHTS))
    return vin[8] == "0123456789X"[total % 11]


def normalise_phone(text: str, region: str, *, international: bool = False) -> str | None:
    """E.164, "+" and 7–15 digits, from what people of a region ("CN", "RU", ...) write.

    `international`: the number begins with its country code though no "+" says so (Telegram's own contacts).
    """
    typed = _SEPARATORS.sub("", _plain(text))
    plus, digits = typed.startswith("+"), typed.removeprefix("+")
    if not digits.isdecimal():
        return None
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if not plus and not international:
        digits = _with_country(digits, region)
    return f"+{digits}" if 7 <= len(digits) <= 15 and not digits.startswith("0") else None


def _with_country(digits: str, region: str) -> str:
    """National digits with the country's code in front; "" when the region does not write numbers so."""
    if region == "CN":
        national = digits.removeprefix("86") if len(digits) == 13 else digits.removeprefix("0")
        mobile = re.fullmatch("1[3-9][0-9]{9}", digits.removeprefix("86"))
        landline = digits.startswith("0") and len(national) in (9, 10, 11)
        return f"86{national}" if mobile or landline else ""
    if region in ("RU", "KZ"):
        national = digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
        return f"7{national}" if len(national) == 10 else ""
    return ""


def _chinese(bare: str) -> str | None:
    plate = bare[:2] + bare[2:].translate(_NOT_ON_PLATES)
    return plate if _CN.fullmatch(plate) else None


def _russian(bare: str) -> str | None:
    """Letters and digits have their places, so a zero among letters and an О among digits are slips."""
    typed = bare.removesuffix("RUS").translate(_TO_CYRILLIC)
    first, number, series, area = typed[:1], typed[1:4], typed[4:6], typed[6:]
    if not series.isdigit():
        first, series = first.replace("0", "О"), series.replace("0", "О")
    plate = first + number.replace("О", "0") + series + area.replace("О", "0")
    return plate if _RU.fullmatch(plate) else None


def _generic(bare: str) -> str | None:
    plate = bare.translate(_TO_LATIN)
    return plate if _GENERIC.fullmatch(plate) else None


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", _plain(text)).upper()


def _plain(text: str) -> str:
    """Compatibility forms unified, every script's digits as 0–9, no invisible marks; "" when too long."""
    if len(text) > LONGEST_INPUT:
        return ""
    if text.isascii() or (
        text.isprintable() and unicodedata.is_normalized("NFKC", text) and not _FOREIGN_DIGIT.search(text)
    ):
        return text
    marks = unicodedata.normalize("NFKC", text)
    visible = (letter for letter in marks if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in visible)
