"""Entities back to safe HTML for the page: every character is escaped, only our own tags and http links
appear.
"""

from html import escape

from bot.stand.entities import Entity

SIMPLE = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre"}
SAFE_LINKS = ("http://", "https://", "tg://", "mailto:", "tel:")


def to_html(text: str, entities: list[Entity]) -> str:
    """Nested entities as nested tags; overlapping ones are cut at the border of the outer one."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le", "surrogatepass")
    ordered = sorted(entities, key=lambda e: (e["offset"], -e["length"]))
    return _render(units, 0, len(units) // 2, ordered)


def _render(units: bytes, begin: int, end: int, entities: list[Entity]) -> str:
    out, place = "", begin
    for number, entity in enumerate(entities):
        start, stop = entity["offset"], min(entity["offset"] + entity["length"], end)
        if start < place or start >= stop:
            continue
        inside = [e for e in entities[number + 1 :] if start <= e["offset"] < stop]
        body = _render(units, start, stop, inside)
        out += escape(_cut(units, place, start)) + _tagged(entity, body, _cut(units, start, stop))
        place = stop
    return out + escape(_cut(units, place, end))


def _cut(units: bytes, begin: int, end: int) -> str:
    return units[begin * 2 : end * 2].decode("utf-16-le", "replace")


def _tagged(entity: Entity, body: str, text: str) -> str:
    kind = entity["type"]
    if kind in SIMPLE:
        return f"<{SIMPLE[kind]}>{body}</{SIMPLE[kind]}>"
    if kind in ("blockquote", "expandable_blockquote"):
        return f"<blockquote>{body}</blockquote>"
    if kind in ("spoiler", "bot_command", "mention", "hashtag", "date_time"):
        return f'<span class="{kind}">{body}</span>'
    address = _address(kind, entity, text)
    if address is None:
        return body
    return f'<a href="{escape(address)}" rel="noopener noreferrer" target="_blank">{body}</a>'


def _address(kind: str, entity: Entity, text: str) -> str | None:
    if kind == "text_link":
        url = str(entity.get("url", ""))
    elif kind == "url":
        url = text if "://" in text else f"https://{text}"
    elif kind == "email":
        url = f"mailto:{text}"
    elif kind == "phone_number":
        url = "tel:" + "".join(c for c in text if c in "+0123456789")
    else:
        return None
    return url if url.lower().startswith(SAFE_LINKS) else None
