"""What is drawn fits Telegram's limits as Telegram counts them, and is always well-formed."""

from __future__ import annotations

from bot.drawing import TEXT_LIMIT, plain, shortened, units


def test_escaped_words_count_as_they_are_read() -> None:
    text = "<b>" + "&amp;" * 4000 + "</b>"
    assert shortened(text) == text


def test_a_long_text_is_cut_at_a_line_with_its_tags_closed() -> None:
    text = "\n".join(f"<b>{'x' * 500}</b>" for _ in range(20))
    cut = shortened(text)
    assert cut.count("<b>") == cut.count("</b>") == 8
    assert cut.endswith("…")
    assert units(plain(cut)) <= TEXT_LIMIT


def test_one_endless_line_is_cut_without_breaking_an_entity() -> None:
    cut = shortened("<b>" + "&lt;" * 5000 + "</b>")
    assert plain(cut) == "<" * (TEXT_LIMIT // 2)
    assert cut == "&lt;" * (TEXT_LIMIT // 2)
