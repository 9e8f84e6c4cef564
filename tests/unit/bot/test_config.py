"""`servicebay.toml`: what it gives, and that every mistake is told with file, key and remedy."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.screens import WIDEST, pixels_of

from bot.config import ConfigurationError, Problem, load_company, schema
from bot.config.schema import LimitsSection, PlanSection, Section
from dealership.domain.care import CareRules
from dealership.domain.company import BookingLimits, Company, Interval, MaintenancePlan

DATA = Path(__file__).parents[3] / "bot" / "data"

JOBS = """oil_service brake_service tyres battery air_conditioning alignment inspection
bodywork diagnosis wash wipers transmission recall"""

JOB_AGAIN = """[[jobs]]
key = "oil_service"
label = "Again"
minutes = 60
skill = "maintenance"
price = 1
"""

SMALL = """
[company]
name = "House"

[[jobs]]
key = "oil_service"
label = { zh-CN = "保养", en = "Oil", ru = "Масло" }
minutes = 60
skill = "maintenance"
price = [380, 680.50]

[[plans]]
model = "Solin 3"
every_km = 10000

[[stores]]
id = 1
key = "main"
name = "Main"
address = "1 Road"
place = { latitude = 31.2, longitude = 121.5 }
phone = "+86 21 5555 0101"
zone = "Asia/Shanghai"
currency = "CNY"
bays = [{ key = "lift", skills = ["maintenance"] }]
advisors = [{ key = "li", name = "Li" }]

[stores.hours]
mon-fri = ["13:00-18:00", "08:30-12:00"]
sat = ["09:00-12:00"]

[stores.calendar]
holiday_region = "CN"
"""


def load(tmp_path: Path, text: str) -> Company:
    path = tmp_path / "servicebay.toml"
    path.write_text(text, encoding="utf-8")
    return load_company(path)


def test_small_file_is_a_company_with_the_customary_numbers(tmp_path: Path) -> None:
    company = load(tmp_path, SMALL)
    (store,) = company.stores
    assert company.name == {"zh-CN": "House", "en": "House", "ru": "House"}
    assert store.limits == BookingLimits()
    assert store.roadside_phone == store.phone == "+86 21 5555 0101"
    assert store.hours.weekly[0] == (Interval(time(8, 30), time(12)), Interval(time(13), time(18)))
    assert store.hours.weekly[6] == ()
    assert (store.job("oil_service").price_from, store.job("oil_service").price_to) == (38000, 68050)
    assert store.plans == (MaintenancePlan("Solin 3", every_km=10000),)


def test_a_store_changes_prices_lengths_and_limits_for_itself(tmp_path: Path) -> None:
    own = """
        [stores.menu]
        oil_service = { price = 99, minutes = 45, small = true }
        [stores.limits]
        hold = 15
        [limits]
        hold = 5
        notice = 60
    """
    (store,) = load(tmp_path, SMALL + own).stores
    job = store.job("oil_service")
    assert (job.price_from, job.price_to, job.minutes, job.small) == (9900, 9900, 45, True)
    assert (store.limits.hold, store.limits.notice, store.limits.grid) == (15, 60, 15)


def test_days_of_the_shop_stand_beside_the_official_calendar(tmp_path: Path) -> None:
    days = (
        '\nclosed = [2026-12-30, "2026-12-29"]\nspecial = { 2026-12-31 = ["09:00-12:00"], 2027-01-02 = [] }\n'
    )
    hours = load(tmp_path, SMALL + days).stores[0].hours
    assert hours.closed == {date(2026, 12, 29), date(2026, 12, 30)}
    assert hours.special == {date(2026, 12, 31): (Interval(time(9), time(12)),), date(2027, 1, 2): ()}


def test_money_without_decimals_keeps_its_size(tmp_path: Path) -> None:
    text = SMALL.replace('"CNY"', '"JPY"').replace("680.50", "680")
    assert load(tmp_path, text).stores[0].job("oil_service").price_to == 680


def test_a_language_left_out_takes_the_first_given(tmp_path: Path) -> None:
    text = SMALL.replace('name = "Main"', 'name = { en = "Main", ru = "Главный" }')
    assert load(tmp_path, text).stores[0].name == {"zh-CN": "Main", "en": "Main", "ru": "Главный"}


MISTAKES = {
    "unknown key": (
        'currency = "CNY"',
        'curency = "CNY"\ncurrency = "CNY"',
        "stores[main].curency",
        '"currency"',
    ),
    "unknown section": ("[company]", "[companies]", "companies", '"company"'),
    "unknown key in hours": ("mon-fri =", "mon-fry =", "stores[main].hours", "mon-fri"),
    "unknown key of an inline table": ("latitude", "lattitude", "stores[main].place.lattitude", '"latitude"'),
    "missing key": ('zone = "Asia/Shanghai"', "", "stores[main].zone", 'zone = "Asia/Shanghai"'),
    "wrong type": ("minutes = 60", 'minutes = "60"', "jobs[oil_service].minutes", "whole number"),
    "truth for number": ("minutes = 60", "minutes = true", "jobs[oil_service].minutes", "whole number"),
    "number out of range": ("minutes = 60", "minutes = 0", "jobs[oil_service].minutes", "at least 1"),
    "bad key": ('key = "lift"', 'key = "Lift 1"', "stores[main].bays[Lift 1].key", "small letters"),
    "no advisors": (
        'advisors = [{ key = "li", name = "Li" }]',
        "advisors = []",
        "stores[main].advisors",
        "at least one",
    ),
    "unknown zone": ("Asia/Shanghai", "Asia/Shangai", "stores[main].zone", '"Asia/Shanghai"'),
    "zone by city": ("Asia/Shanghai", "Berlin", "stores[main].zone", '"Europe/Berlin"'),
    "unknown currency": ('"CNY"', '"cny"', "stores[main].currency", '"CNY"'),
    "bad phone": ("+86 21 5555 0101", "021 5555 0101", "stores[main].phone", "+86"),
    "short phone": ("+86 21 5555 0101", "+86 21", "stores[main].phone", "country code"),
    "phone as number": ('"+86 21 5555 0101"', "862155550101", "stores[main].phone", "in quotes"),
    "overlapping hours": ('"13:00-18:00", "08:30', '"11:30-18:00", "08:30', "stores[main].hours", "overlap"),
    "backward hours": ("09:00-12:00", "12:00-09:00", "stores[main].hours", "23:59"),
    "no time of day": ("09:00-12:00", "09:00-24:00", "stores[main].hours", '"23:59"'),
    "no span": ('"09:00-12:00"', '"morning"', "stores[main].hours", '"08:30-12:00"'),
    "day twice": ("sat = [", "wed = [", "stores[main].hours", "only once"),
    "week backwards": ("mon-fri", "fri-mon", "stores[main].hours", "from mon to sun"),
    "never open": (
        '["13:00-18:00", "08:30-12:00"]\nsat = ["09:00-12:00"]',
        "[]",
        "stores[main].hours",
        "never open",
    ),
    "unknown region": ('"CN"', '"XX"', "stores[main].calendar.holiday_region", '"CN"'),
    "bad date": (
        'holiday_region = "CN"',
        'closed = ["31.12.2026"]',
        "stores[main].calendar.closed",
        "2026-12-31",
    ),
    "bad special day": (
        'holiday_region = "CN"',
        "special = { christmas = [] }",
        "stores[main].calendar.special",
        "2026",
    ),
    "price backwards": ("[380, 680.50]", "[680, 380]", "jobs[oil_service].price", "[380, 680]"),
    "price in words": ("[380, 680.50]", '"cheap"', "jobs[oil_service].price", "a number such as"),
    "three prices": ("[380, 680.50]", "[1, 2.5, 3]", "jobs[oil_service].price", "[lowest, highest]"),
    "negative price": ("[380, 680.50]", "-1", "jobs[oil_service].price", "from 0"),
    "price not a number": ("[380, 680.50]", "nan", "jobs[oil_service].price", "from 0"),
    "price too fine": ("680.50", "680.505", "jobs[oil_service].price", "CNY has 2"),
    "no price": ("price = [380, 680.50]", "", "jobs[oil_service].price", "price = [380, 680]"),
    "unknown language": ('zh-CN = "保养"', 'zh = "保养"', "jobs[oil_service].label", "zh-CN, en, ru"),
    "empty text": ('name = "Main"', 'name = ""', "stores[main].name", '"text"'),
    "text as number": ('name = "Main"', "name = 7", "stores[main].name", '"text"'),
    "synonyms no list": (
        "minutes = 60",
        'minutes = 60\nsynonyms = { en = "oil" }',
        "jobs[oil_service].synonyms",
        '["oil',
    ),
    "synonyms a number": (
        "minutes = 60",
        "minutes = 60\nsynonyms = 5",
        "jobs[oil_service].synonyms",
        '["word"]',
    ),
    "skill no bay has": (
        'skill = "maintenance"',
        'skill = "maintenence"',
        "jobs[oil_service].skill",
        '"maintenance"',
    ),
    "skill unlike any": (
        'skill = "maintenance"',
        'skill = "body"',
        "jobs[oil_service].skill",
        "skills of a bay",
    ),
    "latitude and longitude swapped": (
        "latitude = 31.2, longitude = 121.5",
        "latitude = 121.5, longitude = 31.2",
        "stores[main].place.latitude",
        "at most 90",
    ),
    "default language": (
        "[company]",
        '[company]\ndefault_language = "zh"',
        "company.default_language",
        "'zh-CN'",
    ),
    "deletion later than promised": (
        "[company]",
        "[company]\nretention_days = 90",
        "company.retention_days",
        "at most 30",
    ),
    "desk without name": ('name = "Li" }', 'name = "" }', "stores[main].advisors[li].name", "at least one"),
    "long name": ('name = "Li" }', f'name = "{"x" * 65}" }}', "stores[main].advisors[li].name", "64"),
    "store not in brackets": ("[[stores]]", "[stores]", "stores", "list in square brackets"),
}


@pytest.mark.parametrize(("right", "mistaken", "key", "remedy"), MISTAKES.values(), ids=MISTAKES.keys())
def test_every_mistake_names_file_key_and_remedy(
    tmp_path: Path, right: str, mistaken: str, key: str, remedy: str
) -> None:
    assert right in SMALL
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, SMALL.replace(right, mistaken, 1))
    told = [problem for problem in caught.value.problems if problem.key.startswith(key)]
    assert told, str(caught.value)
    assert remedy in f"{told[0].what} {told[0].remedy}"
    assert str(caught.value).startswith("servicebay.toml: ")
    assert all(line.endswith((".", "?")) for line in str(caught.value).splitlines())


APPENDED = {
    "store key twice": ("id = 1", "id = 2", "stores.key", "own key"),
    "store id twice": ('key = "main"', 'key = "second"', "stores.id", "own id"),
}


@pytest.mark.parametrize(("right", "other", "key", "remedy"), APPENDED.values(), ids=APPENDED.keys())
def test_two_stores_need_their_own_id_and_key(
    tmp_path: Path, right: str, other: str, key: str, remedy: str
) -> None:
    second = SMALL[SMALL.index("[[stores]]") :].replace(right, other, 1)
    assert (key, remedy) in [(p.key, p.remedy[-len(remedy) :]) for p in problems(tmp_path, SMALL + second)]


OWN = "[stores.hours]"


def problems(tmp_path: Path, text: str) -> list[Problem]:
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, text)
    return list(caught.value.problems)


CONTRADICTIONS = {
    "job twice": ("[[plans]]", JOB_AGAIN + "[[plans]]", "jobs.key"),
    "plan twice": ("[[stores]]", '[[plans]]\nmodel = "Solin 3"\n[[stores]]', "plans.model"),
    "bay twice": ("bays = [", 'bays = [{ key = "lift", skills = ["body"] }, ', "stores[main].bays and"),
    "bay like desk": ('key = "li"', 'key = "lift"', "stores[main].bays and advisors.key"),
    "no such job": (OWN, "[stores.menu]\noil_servise = {}\n" + OWN, "stores[main].menu.oil_servise"),
    "own skill": (
        OWN,
        '[stores.menu]\noil_service = { skill = "paint" }\n' + OWN,
        "stores[main].menu.oil_service.skill",
    ),
    "grid": ("[[stores]]", "[limits]\ngrid = 25\n[[stores]]", "limits.grid"),
    "waitlist hours": (
        OWN,
        '[stores.limits]\nwaitlist_until = "07:00"\n' + OWN,
        "stores[main].limits.waitlist_until",
    ),
    "notice": ("[[stores]]", "[limits]\nnotice = 2880\nhorizon_days = 2\n[[stores]]", "limits.notice"),
    "fine compensation": (
        "[company]",
        "[company]\ncompensation_limits = { service_advisor = 0.001 }",
        "company.compensation_limits.service_advisor",
    ),
}


@pytest.mark.parametrize(("right", "mistaken", "key"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_contradictions_within_the_file_are_told(tmp_path: Path, right: str, mistaken: str, key: str) -> None:
    found = problems(tmp_path, SMALL.replace(right, mistaken, 1))
    assert any(problem.key.startswith(key) for problem in found), found


def test_one_compensation_limit_cannot_serve_currencies_of_different_decimals(tmp_path: Path) -> None:
    second = SMALL[SMALL.index("[[stores]]") :].replace("id = 1", "id = 2").replace('"main"', '"tokyo"')
    text = SMALL.replace("680.50", "680") + second.replace('"CNY"', '"JPY"')
    text = text.replace("[company]", "[company]\ncompensation_limits = { service_advisor = 200 }")
    assert [problem.key for problem in problems(tmp_path, text)] == ["company.compensation_limits"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("Asia/Shanghai", "Mars/Base").replace("minutes = 60", "minutes = -1")
    assert len(problems(tmp_path, text)) == 2


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "[company]\nname = House\n")
    assert "line 2" in problem.what


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "x = 1e999999999999999999999", "x = 1" + "0" * 5000, "= =", "\x00"]
)
def test_hostile_files_are_told_too(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(SMALL)), cut=st.integers(0, 40), put=st.text(max_size=20))
def test_whatever_is_typed_into_a_file_is_understood_or_told(
    tmp_path: Path, at: int, cut: int, put: str
) -> None:
    try:
        load(tmp_path, SMALL[:at] + put.encode("utf-8", "replace").decode() + SMALL[at + cut :])
    except ConfigurationError as error:
        assert error.problems


def test_missing_file_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="servicebay init"):
        load_company(tmp_path / "servicebay.toml")


def test_directory_and_other_encodings_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_company(tmp_path)
    (tmp_path / "gb.toml").write_bytes('name = "晴川"'.encode("gb18030"))
    with pytest.raises(ConfigurationError, match="save the file as UTF-8"):
        load_company(tmp_path / "gb.toml")


def test_limits_and_plans_offer_exactly_the_domains_numbers() -> None:
    assert set(LimitsSection.model_fields) == {field.name for field in fields(BookingLimits)}
    assert set(PlanSection.model_fields) == {field.name for field in fields(MaintenancePlan)}


def test_every_required_key_has_an_example() -> None:
    sections = [
        kind for kind in vars(schema).values() if isinstance(kind, type) and issubclass(kind, Section)
    ]
    lacking = [
        f"{section.__name__}.{name}"
        for section in sections
        for name, info in section.model_fields.items()
        if info.is_required() and not info.examples and name not in ("jobs", "stores")
    ]
    assert lacking == []


def test_the_demo_has_two_zones_all_jobs_and_three_languages() -> None:
    company = load_company(DATA / "demo.toml")
    assert [store.zone.key for store in company.stores] == ["Asia/Shanghai", "Europe/Berlin"]
    assert [job.key for job in company.stores[0].menu] == JOBS.split()
    for job in company.stores[0].menu:
        assert set(job.label) == set(job.synonyms) == {"zh-CN", "en", "ru"}
        assert all(job.synonyms.values())


def test_the_example_of_init_is_a_company_and_shows_every_key() -> None:
    company = load_company(DATA / "example.toml")
    assert [store.key for store in company.stores] == ["main"]
    text = (DATA / "example.toml").read_text(encoding="utf-8")
    sections = [
        kind for kind in vars(schema).values() if isinstance(kind, type) and issubclass(kind, Section)
    ]
    assert [name for section in sections for name in section.model_fields if name not in text] == []


def test_the_commented_lines_of_the_example_work_too(tmp_path: Path) -> None:
    text = (DATA / "example.toml").read_text(encoding="utf-8")
    setting = re.compile(r"^# (\[{1,2}[a-z._]+\]{1,2}|[a-z_]+ = .*)$", re.MULTILINE)
    assert len(setting.findall(text)) > 20
    company = load(tmp_path, setting.sub(r"\1", text))
    (store,) = company.stores
    assert store.limits == BookingLimits(notice=180)
    assert store.roadside_phone == "+86 21 5555 0199"
    assert [job.key for job in store.menu] == ["oil_service", "tyres"]
    assert company.compensation_limits["service_advisor"] == 20000
    assert company.compensation_limits["service_manager"] == 200000
    assert company.care == CareRules()


def test_jobs_of_the_demo_fit_half_a_phone_when_ticked(company: Company) -> None:
    labels = [label for store in company.stores for job in store.menu for label in job.label.values()]
    assert not [label for label in labels if pixels_of(f"✅ {label}") > WIDEST[2]]
