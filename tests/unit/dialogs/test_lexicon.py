"""The words an administrator adds, how terms are written, and what the reader makes of what no term tells."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogs.understanding import understand
from dialogs.understanding.facts import Lexicon, LexiconError, load_lexicon, read_facts
from dialogs.understanding.facts.automaton import Automaton
from dialogs.understanding.facts.likeness import Examples
from dialogs.understanding.facts.terms import split


def keys(terms: dict[str, str], text: str) -> list[str]:
    automaton = Automaton()
    for key, term in terms.items():
        automaton.add(term, ("word", key))
    return [hit.key for hit in automaton.scan(split(text))]


def folder_of(tmp_path: Path, file: str, words: str) -> Lexicon:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(words, encoding="utf8")
    return load_lexicon(folder=tmp_path)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("换(个|一下|)机油", "我要换一下机油"),
        ("换(个|一下|)机油", "换机油"),
        ("тормоз*", "тормозами скрежещет"),
        ("brake (pad|pads)", "new brake-pads please"),
        ("几点 ~ 关门", "你们几点左右关门"),
        ("wip(er|ers) blades", "my wipers blades"),
        ("transmission", "my transmision slips"),
    ],
)
def test_every_form_of_a_term_is_met(term: str, text: str) -> None:
    assert keys({"met": term}, text) == ["met"]


def test_the_parts_of_a_spread_term_are_met_in_one_sentence_only() -> None:
    assert keys({"met": "几点 ~ 关门"}, "几点了?关门") == []


def test_a_longer_term_hides_the_shorter_one_inside_it_and_not_the_one_it_overlaps() -> None:
    assert keys({"long": "熄火后", "short": "熄火"}, "熄火后") == ["long"]
    assert keys({"act": "该换", "job": "换油"}, "该换油了") == ["act", "job"]
    assert keys({"first": "突然熄火", "second": "火了"}, "突然熄火了") == ["first"]


@pytest.mark.parametrize("term", ["", "(|)", "a ((b))", "~"])
def test_a_term_that_says_nothing_or_nests_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match=r"term|brackets"):
        Automaton().add(term, ("word", "key"))


def test_the_shops_own_synonyms_name_its_jobs() -> None:
    lexicon = load_lexicon({"oil_service": {"zh-CN": ("给心脏换血",)}, "tinting": {"en": ("window tint",)}})
    assert read_facts("明天来给心脏换血", lang="zh", lexicon=lexicon).jobs == ("oil_service",)
    assert read_facts("book me a window tint", lang="en", lexicon=lexicon).jobs == ("tinting",)
    assert read_facts("明天来给心脏换血", lang="zh").jobs == ()


def test_a_folder_of_the_administrator_adds_words_examples_and_rules(tmp_path: Path) -> None:
    lexicon = folder_of(tmp_path, "ru/states.toml", "noise = ['курлык*']\n")
    assert [fault.symptom for fault in read_facts("мотор курлыкает", lang="ru", lexicon=lexicon).faults] == [
        "noise"
    ]
    lexicon = folder_of(tmp_path, "ru/examples.toml", "hours = ['когда у вас пересменок']\n")
    assert read_facts("а когда у вас пересменок бывает", lang="ru", lexicon=lexicon).intent == "hours"


def test_a_wrong_file_of_the_administrator_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"jobs\.toml"):
        folder_of(tmp_path, "en/jobs.toml", "wash = [").language("en")
    with pytest.raises(LexiconError, match="wash"):
        folder_of(tmp_path, "en/jobs.toml", "wash = ['((x))']").language("en")


def test_what_no_term_tells_is_read_as_the_likest_example() -> None:
    examples = Examples({"hours": ["do you work on Sundays"], "thanks": ["that was a lovely surprise"]})
    assert examples.find("do you ever work sundays") == "hours"
    assert examples.find("purple elephants dance") is None
    assert Examples({}).find("anything") is None


def test_a_tree_that_grew_large_is_grown_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogs.understanding.facts.automaton._MOST_STATES", 3)
    automaton = Automaton()
    automaton.add("one two three four five", ("word", "long"))
    for _ in range(3):
        assert [hit.key for hit in automaton.scan(split("one two three four five"))] == ["long"]
        assert automaton._grown <= 5


@pytest.mark.parametrize(
    ("lang", "text", "plate", "phone"),
    [
        ("en", "my car is B-MW 1234", "B-MW1234", None),
        ("ru", "123 ABC 02, нужно ТО", "123ABC02", None),
        ("zh", "京·A 12345", "京A12345", None),
        ("en", "07911 123456", None, "+447911123456"),
        ("en", "ring 415-555-2671", None, "+14155552671"),
        ("zh", "13812345678", None, "+8613812345678"),
        ("ru", "8 916 123-45-67", None, "+79161234567"),
    ],
)
def test_plates_and_phones_of_other_countries_are_known_by_their_shape(
    lang: str, text: str, plate: str | None, phone: str | None
) -> None:
    facts = read_facts(text, lang=lang)
    assert (facts.plate, facts.phone) == (plate, phone)


@pytest.mark.parametrize(
    ("lang", "text", "kilometres"),
    [
        ("zh", "一个月跑一万公里，现在三十二万七了", 327_000),
        ("en", "sixty-two thousand five hundred kilometers", 62_500),
        ("en", "she has 120k on her", 120_000),
        ("ru", "тридцать пять тысяч проехал", 35_000),
    ],
)
def test_the_odometer_is_told_from_other_distances(lang: str, text: str, kilometres: int) -> None:
    assert read_facts(text, lang=lang).odometer_km == kilometres


@pytest.mark.parametrize(
    ("lang", "text"),
    [("zh", "没什么要投诉的"), ("en", "no complaints at all"), ("ru", "жалоб нет")],
)
def test_a_denied_complaint_is_none(lang: str, text: str) -> None:
    facts = read_facts(text, lang=lang)
    assert facts.intent != "complain"
    assert facts.mood == "calm"


@pytest.mark.parametrize(
    ("lang", "text", "jobs"),
    [
        ("zh", "刹车盘不用换，换片就行", ("brake_service",)),
        ("zh", "不要换机油，只换空调滤芯", ("air_conditioning",)),
        ("ru", "нужен развал-схождение после замены рычагов", ("alignment",)),
        ("en", "not the tyres, just an oil change", ("oil_service",)),
        ("zh", "你们换的机油太差了，我要投诉", ()),
    ],
)
def test_what_is_denied_or_done_before_is_no_wish_and_what_is_wished_instead_is(
    lang: str, text: str, jobs: tuple[str, ...]
) -> None:
    assert read_facts(text, lang=lang).jobs == jobs


def test_what_names_a_day_is_no_guessed_question() -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    facts = understand("завтра с 9 до 11", lang="ru", now=now, zone=ZoneInfo("Asia/Shanghai")).facts
    assert facts is not None
    assert (facts.intent, facts.guessed) == ("other", False)
