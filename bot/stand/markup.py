"""Keyboards: what Telegram refuses about their shape."""

import re
from typing import Any

from bot.stand.errors import bad_request

INLINE_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
MOST_INLINE, MOST_IN_INLINE_ROW = 100, 8
MOST_REPLY, MOST_IN_REPLY_ROW = 300, 12
LINKS = ("http://", "https://", "tg://", "ton://")
BARE_HOST = re.compile(r"(?:[^\s/?#@]+@)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?$")


def checked_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The markup if Telegram would take it; empty rows vanish, an empty inline keyboard is none."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        _ensure_size(rows, MOST_INLINE, MOST_IN_INLINE_ROW)
        for row in rows:
            for button in row:
                _ensure_inline_button(button)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        _ensure_size(markup["keyboard"], MOST_REPLY, MOST_IN_REPLY_ROW)
        for button in (button for row in markup["keyboard"] for button in row):
            _ensure_text(button)
    return markup


def _ensure_size(rows: list[list[Any]], most: int, most_in_row: int) -> None:
    if sum(map(len, rows)) > most or any(len(row) > most_in_row for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")


def _ensure_text(button: Any) -> None:
    text = button if isinstance(button, str) else str(button.get("text", ""))
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")


def _ensure_inline_button(button: dict[str, Any]) -> None:
    _ensure_text(button)
    actions = [name for name in INLINE_ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            if not actions
            else "BUTTON_TYPE_INVALID"
        )
    if "url" in button and not _is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "web_app" in button and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")


def _is_link(url: str) -> bool:
    """An address with a dotted host; Telegram knows no `localhost`."""
    if not url or any(c.isspace() for c in url) or not url.startswith(LINKS):
        return bool(BARE_HOST.match(url))
    return url.startswith(("tg://", "ton://")) or bool(BARE_HOST.match(url.split("://", 1)[1]))


def is_inline(markup: dict[str, Any] | None) -> bool:
    return markup is None or "inline_keyboard" in markup
