"""Telegram's HTML, UTF-16 measures and self-found entities, as the stand plays them."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.stand.entities import TAGS, parse_html, parse_text, split_by_limit, utf16_length, with_found
from bot.stand.errors import ApiError
from bot.stand.html import to_html

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MARKED = st.recursive(
    TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.builds(
        lambda tag, body, after: f"<{tag}>{body}</{tag}>{after}",
        st.sampled_from(["b", "i", "u", "s"]),
        inner,
        inner,
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("a &lt;&amp;&gt; &quot;&#65;&nbsp;", 'a <&> "A&nbsp;', []),
        ("<b></b>x", "x", []),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        (
            '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<tg-time unix="1767225600" format="wDT">x</tg-time>', "x", [("date_time", 0, 1)]),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    "source",
    ["<", "a < b", "<b", "<3", "</b>", "<b>", "<b><i></b></i>", "<script>x</script>", "<span>x</span>"],
)
def test_html_that_telegram_refuses_is_refused(source: str) -> None:
    with pytest.raises(ApiError, match="can't parse entities"):
        parse_html(source)


@given(MARKED)
@settings(max_examples=60, deadline=None)
def test_html_survives_being_rendered_and_parsed_again(source: str) -> None:
    text, entities = parse_html(source)
    again, marks = parse_html(to_html(text, entities).replace("&#x27;", "'"))
    assert again == text
    assert {(e["type"], e["offset"], e["length"]) for e in marks} <= {
        (e["type"], e["offset"], e["length"]) for e in entities
    }


@given(
    st.lists(st.sampled_from([*"<>&/\"'= ;#x", "<b>", "</b>", "<", "😀", *TAGS]), max_size=60).map("".join)
)
@settings(max_examples=100, deadline=None)
def test_no_html_breaks_the_parser(source: str) -> None:
    with suppress(ApiError):
        text, entities = parse_html(source)
        assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= utf16_length(text) for e in entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", ["bot_command"]),
        ("see /help@some_bot, please", ["bot_command"]),
        ("and/or 1/2 </b>", []),
        ("write to a.b@example.com", ["email"]),
        ("@someone_here at https://example.com/a?b=1 #tag", ["mention", "url", "hashtag"]),
        ("call +86 138 0000 0001", ["phone_number"]),
        ("京A12345 明天下午3点", []),
    ],
)
def test_links_and_commands_are_found(text: str, found: list[str]) -> None:
    assert [entity["type"] for entity in with_found(text, [])] == found


def test_nothing_is_found_inside_code_and_links() -> None:
    _, entities = parse_text(
        '<code>/start</code> <a href="https://x.example">@somebody</a> /help', "HTML", None
    )
    assert [entity["type"] for entity in entities] == ["code", "text_link", "bot_command"]


def test_trimming_moves_entities_along() -> None:
    text, entities = parse_text("  \n<b> x </b>  ", "HTML", None)
    assert text == "x"
    assert entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_given_entities_keep_their_offsets() -> None:
    given_ = [{"type": "italic", "offset": 2, "length": 1}]
    assert parse_text("😀x\x00", None, given_) == ("😀x", given_)


@given(st.text(st.sampled_from("ab😀你"), max_size=50), st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_pieces_of_a_long_text_are_whole_and_within_the_limit(text: str, limit: int) -> None:
    pieces = split_by_limit(text, limit)
    assert "".join(pieces) == text
    assert all(utf16_length(piece) <= limit for piece in pieces)


@given(TEXTS)
def test_utf16_length_is_what_utf16_says(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
