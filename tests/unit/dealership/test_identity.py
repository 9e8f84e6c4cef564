"""Plates, VINs and phones: however people type them, one spelling comes out, and nonsense never crashes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealership.domain import identity

EXAMPLES = max(50, settings().max_examples)


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("沪A12345", "沪A12345"),
        ("沪a·12345", "沪A12345"),
        (" 沪 A-12345 ", "沪A12345"),
        ("沪Ａ１２３４５", "沪A12345"),
        ("沪A1234O", "沪A12340"),
        ("沪AI234B", "沪A1234B"),
        ("\u200e沪A\u200b12345", "沪A12345"),
        ("沪AD12345", "沪AD12345"),
        ("粤B12345D", "粤B12345D"),
        ("京AF0236学", "京AF0236学"),
        ("京A0236学", "京A0236学"),
        ("京A0006警", "京A0006警"),
        ("粤Z1234港", "粤Z1234港"),
        ("粤Z1234澳", "粤Z1234澳"),
        ("鲁B1234挂", "鲁B1234挂"),
        ("沪A0123领", "沪A0123领"),
        ("使014578", "使014578"),
        ("А123ВС77", "А123ВС77"),
        ("a123bc77", "А123ВС77"),
        ("а 123 вс 777", "А123ВС777"),
        ("A123BC 77 RUS", "А123ВС77"),
        ("м0О1мм99", "М001ММ99"),
        ("O123OO77", "О123ОО77"),
        ("0123ОО77", "О123ОО77"),
        ("B-AB 1234", "BAB1234"),
        ("Ф-1234", "Ф1234"),
        ("AB12 CDE", "AB12CDE"),
        ("АВ1234-7", "AB12347"),
        ("35000", None),
        ("13800138000", None),
        ("hello", None),
        ("沪A", None),
        ("沪ABCDEF", None),
        ("", None),
        ("A1" * 40, None),
    ],
)
def test_plate_has_one_spelling(typed: str, plate: str | None) -> None:
    assert identity.normalise_plate(typed) == plate


@pytest.mark.parametrize(
    ("plate", "shown"),
    [
        ("沪A12345", "沪A·12345"),
        ("沪AD12345", "沪A·D12345"),
        ("А123ВС77", "А123ВС 77"),
        ("BAB1234", "BAB1234"),
        ("使014578", "使014578"),
        ("", ""),
    ],
)
def test_plate_is_shown_as_its_country_writes_it(plate: str, shown: str) -> None:
    assert identity.format_plate(plate) == shown


@pytest.mark.parametrize("text", ["沪A12345", "a123bc77", "B AB 1234", "1234 ABC", "AB12 CDE"])
def test_plates_are_noticed_unasked(text: str) -> None:
    assert identity.looks_like_plate(text)


@pytest.mark.parametrize(
    "text", ["", "35000 km", "明天下午3点", "я хочу в 15", "tomorrow at 9", "10:30", "call me 2", "..."]
)
def test_other_messages_are_no_plates(text: str) -> None:
    assert not identity.looks_like_plate(text)


@pytest.mark.parametrize(
    ("typed", "vin"),
    [
        ("1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
        ("1m8gdm9axkp0 42788", "1M8GDM9AXKP042788"),
        ("VIN: 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
        ("1M8GDM9AXKPO42788", "1M8GDM9AXKP042788"),  # the letter O where the check digit wants a zero
        ("IM8GDM9AXKPQ42788", "1M8GDM9AXKP042788"),
        ("1М8GDМ9АХКР042788", "1M8GDM9AXKP042788"),  # half of it typed in Cyrillic
        ("WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001"),  # Europe uses no check digit
        ("WVWZZZ1JZXWO00001", None),
        ("1M8GDM9AXKP04278", None),
        ("1M8GDM9AXKP0427888", None),
        ("INTERNATIONALISED", None),
        ("", None),
    ],
)
def test_vin_has_one_spelling(typed: str, vin: str | None) -> None:
    assert identity.normalise_vin(typed) == vin


def test_check_digit_is_looked_at_where_the_market_uses_it() -> None:
    assert identity.vin_check_digit_ok("1M8GDM9AXKP042788")
    assert not identity.vin_check_digit_ok("1M8GDM9A1KP042788")
    assert identity.vin_uses_check_digit("LSVAU2180N2183294") and not identity.vin_uses_check_digit(
        "WVWZZZ1JZXW000001"
    )
    assert identity.looks_like_vin("WVWZZZ1JZXW000001")
    assert not identity.looks_like_vin("1M8GDM9A1KP042788")
    assert not identity.looks_like_vin("11111111111111111")


@pytest.mark.parametrize(
    ("typed", "region", "phone"),
    [
        ("138 0013 8000", "CN", "+8613800138000"),
        ("+86 138-0013-8000", "CN", "+8613800138000"),
        ("008613800138000", "CN", "+8613800138000"),
        ("8613800138000", "CN", "+8613800138000"),
        ("１３８００１３８０００", "CN", "+8613800138000"),
        ("021-5012 3456", "CN", "+862150123456"),
        ("12345678901", "CN", None),
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("+7 916 123 45 67", "RU", "+79161234567"),
        ("9161234567", "RU", "+79161234567"),
        ("123", "RU", None),
        ("+49 30 1234567", "DE", "+49301234567"),
        ("030 1234567", "DE", None),
        ("+1234567890123456", "CN", None),
        ("+0123456789", "CN", None),
        ("+12", "CN", None),
        ("call me", "CN", None),
        ("", "CN", None),
    ],
)
def test_phone_is_e164(typed: str, region: str, phone: str | None) -> None:
    assert identity.normalise_phone(typed, region) == phone


def test_contact_from_telegram_begins_with_its_country_code() -> None:
    assert identity.normalise_phone("13105551234", "CN", international=True) == "+13105551234"
    assert identity.normalise_phone("13105551234", "CN") == "+8613105551234"


@settings(max_examples=EXAMPLES)
@given(st.text() | st.text("АВСabcOo01沪A领学I·- 使5", max_size=12))
def test_any_text_gives_a_stable_spelling_or_none(text: str) -> None:
    plate, vin = identity.normalise_plate(text), identity.normalise_vin(text)
    if plate is not None:
        assert identity.normalise_plate(plate) == plate
        assert identity.normalise_plate(identity.format_plate(plate).lower()) == plate
    assert vin is None or identity.normalise_vin(vin) == vin
    identity.looks_like_plate(text)
    identity.looks_like_vin(text)


@settings(max_examples=EXAMPLES)
@given(
    st.text("+0123456789 -()８", max_size=20) | st.text(),
    st.sampled_from(["CN", "RU", "DE", ""]),
    st.booleans(),
)
def test_any_phone_is_e164_and_stable_or_none(text: str, region: str, international: bool) -> None:
    phone = identity.normalise_phone(text, region, international=international)
    if phone is not None:
        assert phone[0] == "+" and phone[1:].isascii() and phone[1:].isdigit() and 8 <= len(phone) <= 16
        assert identity.normalise_phone(phone, region) == phone


@settings(max_examples=EXAMPLES)
@given(st.from_regex(r"[АВЕКМНОРСТУХ][0-9]{3}[АВЕКМНОРСТУХ]{2}[0-9]{2,3}", fullmatch=True))
def test_russian_plate_is_the_same_from_both_keyboards(plate: str) -> None:
    latin = plate.translate(str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"))
    assert identity.normalise_plate(latin) == identity.normalise_plate(plate) == plate
