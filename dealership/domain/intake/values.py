"""One cell of a spreadsheet → one value of the house, or a reason in English why not.

A cell is text, or what a workbook keeps: numbers, dates, truth values. Empty cells never reach these functions.
A date that could be two (03/04/2024) is refused unless the file's own order of day and month is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from dealership.domain.identity import normalise_plate, normalise_vin

Cell = str | int | float | bool | date | datetime

FARTHEST_KM = 3_000_000  # no car has gone farther; more is a slip of the keyboard
MOST_MINOR_UNITS = 10**12
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-5]\d{4}(\.0+)?")  # days since 1899: 1954 to 2064
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_LUNAR_DIGITS = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(闰|L)?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LUNAR_WORDS = re.compile(
    "(闰)?(正|[一二三四五六七八九十]|十一|十二|冬|腊)月(初?[一二三四五六七八九十廿卅]+)日?"
)
_NUMERALS = {"正": 1, "冬": 11, "腊": 12, "十一": 11, "十二": 12} | {
    word: number for number, word in enumerate("一二三四五六七八九十", 1)
}
_NUMBER = re.compile(r"-?[\d\s.,'’]*\d")
_SPACED = re.compile(r"[\s'’]")
_MARKED = re.compile(r"(.*)([.,])(\d*)")
_MARKS = re.compile("[.,]")
_MEASURED = re.compile(r"(?P<number>-?[\d\s.,'’]*\d)\s*(?P<unit>\D*)")


class BadCellError(ValueError):
    """The cell cannot be read; the message says what it should be."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a file needs to know besides its cells.

    `stores`: id by folded key or name; `phone` reads a number as the store's region writes it; `words` has for
    each choice ("grade", "flag", ...) the value by folded word; `decimals` and `currency` are the store's money;
    `day_first` is the order in dates with the year last, None when the file does not say; `as_of` dates
    odometers that have no date of their own. `advisors`: desk by folded name, of all stores.
    """

    store_id: int
    stores: Mapping[str, int]
    phone: Callable[[str], str | None]
    words: Mapping[str, Mapping[str, object]]
    advisors: Mapping[str, str]
    today: date
    currency: str
    instant: Callable[[date], datetime]
    decimals: int = 2
    day_first: bool | None = None
    as_of: date | None = None
    languages: frozenset[str] = field(default_factory=lambda: frozenset({"zh-CN", "en", "ru"}))


def text_of(cell: Cell) -> str:
    """The cell as somebody would read it, without marks nobody can see."""
    if isinstance(cell, str):
        return (cell if cell.isprintable() else _CONTROL.sub("", cell)).strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A word as it is compared: letters and digits alone, in one case and width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain if plain.isalnum() else "".join(letter for letter in plain if letter.isalnum())


def words(longest: int) -> Callable[[Cell, Context], str]:
    """Free text up to so many characters."""

    def read(cell: Cell, _context: Context) -> str:
        text = text_of(cell)
        if len(text) > longest:
            raise BadCellError(f"is longer than {longest} characters")
        return text

    return read


def one_of(choice: str) -> Callable[[Cell, Context], object]:
    """A word of a closed list, in any of the languages."""

    def read(cell: Cell, context: Context) -> object:
        known = context.words[choice]
        value = known.get(fold(text_of(cell)))
        if value is None:
            allowed = ", ".join(sorted({str(word) for word in known.values()}))
            raise BadCellError(f"is none of: {allowed}")
        return value

    return read


def read_store(cell: Cell, context: Context) -> int:
    found = context.stores.get(fold(text_of(cell)))
    if found is None:
        raise BadCellError("is no store of servicebay.toml")
    return found


def read_phone(cell: Cell, context: Context) -> str:
    number = context.phone(text_of(cell).removeprefix("'"))
    if number is None:
        raise BadCellError("is no phone number")
    return number


def read_plate(cell: Cell, _context: Context) -> str:
    plate = normalise_plate(text_of(cell))
    if plate is None:
        raise BadCellError("is no number plate")
    return plate


def read_vin(cell: Cell, _context: Context) -> str:
    vin = normalise_vin(text_of(cell))
    if vin is None:
        raise BadCellError("is no VIN: 17 letters and digits, the last four digits")
    return vin


def read_day(cell: Cell, context: Context) -> date:
    """A calendar day between 1900 and 2100."""
    found = _day(cell, context.day_first)
    if not 1900 <= found.year <= 2100:
        raise BadCellError("is a date before 1900 or after 2100")
    return found


def read_past_day(cell: Cell, context: Context) -> date:
    """A day that has come."""
    found = read_day(cell, context)
    if found > context.today:
        raise BadCellError("lies in the future")
    return found


def _day(cell: Cell, day_first: bool | None) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        raise BadCellError("is no date")
    return _written_day(text_of(cell), day_first)


@lru_cache(maxsize=8192)
def _written_day(text: str, day_first: bool | None) -> date:
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    bare = _TIME.sub("", text).strip()
    if found := _YEAR_FIRST.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return _calendar_day(*map(int, found.groups()))
    if found := _YEAR_LAST.fullmatch(bare):
        first, mark, second, year = found.groups()
        return _year_last(int(first), int(second), int(year), True if mark == "." else day_first)
    raise BadCellError("is no date; write 2024-05-31")


def _year_last(first: int, second: int, year: int, day_first: bool | None) -> date:
    if first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        raise BadCellError("could be two dates; say --day-first or --month-first")
    return _calendar_day(year, second, first) if day_first else _calendar_day(year, first, second)


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCellError("is no day of the calendar") from None


def read_lunar(cell: Cell, context: Context) -> str:
    """A day of the lunar calendar: "1985-08-15", "08-15", "L04-03" with L for a leap month."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d") if not isinstance(cell, datetime) else cell.date().isoformat()
    text = unicodedata.normalize("NFKC", text_of(cell)).replace("閏", "闰")
    for prefix in ("农历", "阴历", "lunar"):
        text = text.removeprefix(prefix).strip()
    if found := _LUNAR_DIGITS.fullmatch(text):
        year, leap, month, day = found.groups()
        return _lunar(f"{year}-" if year else "", bool(leap), int(month), int(day))
    if found := _LUNAR_WORDS.fullmatch(text):
        leap, month, day = found.groups()
        return _lunar("", bool(leap), _NUMERALS[month], _lunar_number(day))
    raise BadCellError("is no lunar day; write 08-15 or 八月十五")


def _lunar(year: str, leap: bool, month: int, day: int) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise BadCellError("is no day of the lunar calendar")
    return f"{'L' if leap else ''}{year}{month:02}-{day:02}"


def _lunar_number(words: str) -> int:
    """初三 3, 十五 15, 廿八 28, 三十 30."""
    tens = {"初": 0, "廿": 20, "卅": 30}
    first, rest = words[0], words[1:]
    if first in tens:
        return tens[first] + (_NUMERALS.get(rest, 99) if rest else 0)
    if rest.startswith("十"):
        return _NUMERALS[first] * 10 + (_NUMERALS.get(rest[1:], 99) if rest[1:] else 0)
    return _NUMERALS[first] + (_NUMERALS.get(rest, 99) if rest else 0)


def read_km(cell: Cell, context: Context) -> int:
    """Whole kilometres; a unit is one of the context's words."""
    text, times = text_of(cell), 1
    if not (text.isascii() and text.isdecimal()):
        text, times = _measured(text, context.words["kilometres"])
    km = int(_decimal(text, fraction=times > 1) * times)
    if not 0 <= km <= FARTHEST_KM:
        raise BadCellError(f"is no odometer reading (0 to {FARTHEST_KM} km)")
    return km


def _measured(text: str, units: Mapping[str, object]) -> tuple[str, int]:
    """A number and how much one of it is."""
    found = _MEASURED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    times = units.get(fold(found["unit"]), 0 if found["unit"] else 1) if found else 0
    if found is None or not isinstance(times, int) or not times:
        raise BadCellError("is no odometer reading; write 35000")
    return found["number"], times


def read_money(cell: Cell, context: Context) -> int:
    """Minor units of the store's currency."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    found = _NUMBER.search(text)
    if found is None:
        raise BadCellError("is no amount of money")
    units = int((_decimal(found[0], fraction=True) * 10**context.decimals).to_integral_value())
    if not 0 <= units <= MOST_MINOR_UNITS:
        raise BadCellError("is no amount anybody pays")
    return units


def _decimal(text: str, *, fraction: bool) -> Decimal:
    """A number with any marks for thousands; a last group of one or two digits is a fraction where there may be one."""
    bare = _SPACED.sub("", text)
    whole, mark, last = (bare, "", "")
    if found := _MARKED.fullmatch(bare):
        whole, mark, last = found.groups()
    cents = mark and (
        len(last) != 3
        or (fraction and mark == "." and whole.count(".") + whole.count(",") == 0 and whole == "0")
    )
    digits = _MARKS.sub("", whole) + ("." if cents else "") + last
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise BadCellError("is no number") from None
