"""Texts as Telegram sees them: UTF-16 lengths, HTML parse mode, entities found by themselves, cleaning."""

import re
from html import unescape
from typing import Any

from bot.stand.errors import bad_request

Entity = dict[str, Any]
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
ATTRIBUTE = re.compile(r"""([A-Za-z_-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
CHARACTER = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);")
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\ud800-\udfff]")
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+|(?<![\w@.])(?:t\.me|www\.[\w-]+\.\w{2,})(?:/[^\s<>\"]*)?)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31})"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/]))"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{3,8}(?!\w))"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()-]{6,18}\d(?!\w))"
)
SIGNS = re.compile(r"[/@#$+]|www\.|t\.me")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the measure of all of Telegram's limits and offsets."""
    return len(text) if text.isascii() else len(text) + sum(1 for c in text if ord(c) > 0xFFFF)


def clean(text: str) -> str:
    """Control characters, direction overrides and broken surrogates become spaces, so that offsets stay
    true.
    """
    return text if text.isprintable() else UNWANTED.sub(" ", text)


def parse_text(text: str, parse_mode: str | None, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Text and entities as they will be shown: parsed, trimmed, with links, commands and mentions found."""
    if parse_mode:
        ensure_html(parse_mode)
        text, marked = parse_html(clean(text))
    else:
        text, marked = clean(text), [dict(entity) for entity in entities or []]
    text, marked = trim(text, marked)
    return text, with_found(text, marked)


def ensure_html(parse_mode: str) -> None:
    """Markdown is refused by this stand on purpose: the house never sends it."""
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode: this stand knows HTML and entities only")


def refuse(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")


class _Html:
    """A parser of Telegram's small HTML; `text` grows without tags, `units` is its UTF-16 length."""

    def __init__(self, source: str) -> None:
        self.source, self.parts, self.units = source, list[str](), 0
        self.open: list[tuple[str, int, Entity]] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        place = 0
        while (start := self.source.find("<", place)) >= 0:
            self.words(self.source[place:start])
            tag = TAG.match(self.source, start)
            if tag is None:
                raise refuse(f"Unsupported or unclosed start tag at byte offset {self.offset(start)}")
            self.close(tag) if tag[1] else self.start(tag)
            place = tag.end()
        self.words(self.source[place:])
        if self.open:
            name = self.open[-1][0]
            raise refuse(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.parts), self.entities

    def offset(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def words(self, raw: str) -> None:
        text = CHARACTER.sub(lambda m: unescape(m[0]), raw) if "&" in raw else raw
        self.parts.append(text)
        self.units += utf16_length(text)

    def start(self, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        kind = TAGS.get(name)
        given = {k.lower(): unescape(v.strip("\"'")) for k, v in ATTRIBUTE.findall(tag[3])}
        if kind is None or (name == "span" and given.get("class") != "tg-spoiler"):
            raise refuse(f'Unsupported start tag "{name}" at byte offset {self.offset(tag.start())}')
        self.open.append((name, self.units, {"type": kind, **attributes(name, given)}))

    def close(self, tag: re.Match[str]) -> None:
        name, place = tag[2].lower(), self.offset(tag.start())
        if not self.open:
            raise refuse(f"Unexpected end tag at byte offset {place}")
        opened, begin, entity = self.open.pop()
        if opened != name:
            raise refuse(
                f'Unmatched end tag at byte offset {place}, expected "</{opened}>", found "</{name}>"'
            )
        self.add(entity, begin)

    def add(self, entity: Entity, begin: int) -> None:
        """Empty entities and links without an address vanish; `<pre><code class=…>` becomes one `pre`."""
        length = self.units - begin
        if entity["type"] == "text_link":
            entity.setdefault("url", "".join(self.parts)[-length:] if length else "")
        if not length:
            return
        last = self.entities[-1] if self.entities else None
        if last and last["type"] == "code" and entity["type"] == "pre" and last["offset"] == begin:
            entity |= {"language": last["language"]} if "language" in last else {}
            self.entities.pop()
        self.entities.append({**entity, "offset": begin, "length": length})


def attributes(name: str, given: dict[str, str]) -> Entity:
    if name == "a":
        return {"url": given["href"]} if given.get("href") else {}
    if name == "code" and given.get("class", "").startswith("language-"):
        return {"language": given["class"].removeprefix("language-")}
    if name == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if name == "tg-emoji":
        return {"custom_emoji_id": given.get("emoji-id", "")}
    if name == "tg-time":
        unix = given.get("unix", "")
        return {
            "unix_time": int(unix) if unix.isdecimal() else 0,
            "date_time_format": given.get("format", ""),
        }
    return {}


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of Telegram's HTML; `can't parse entities` (400) tells what is wrong and
    where.
    """
    if "<" not in text and "&" not in text:
        return text, []
    return _Html(text).parse()


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space at both ends and move the entities along; those left empty are dropped."""
    shown = text.strip()
    if len(shown) == len(text) or not entities:
        return shown, entities
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(shown)
    kept = []
    for entity in entities:
        begin = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] - cut + entity["length"])
        if stop > begin:
            kept.append({**entity, "offset": begin, "length": stop - begin})
    return shown, kept


def with_found(text: str, marked: list[Entity]) -> list[Entity]:
    """Add what Telegram recognises by itself, outside of code and of links already marked."""
    if not SIGNS.search(text):
        return marked
    taken = [
        (e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in ("code", "pre", "text_link")
    ]
    found = []
    for match in FOUND.finditer(text):
        begin = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        if not any(begin < stop and start < begin + length for start, stop in taken):
            found.append({"type": match.lastgroup, "offset": begin, "length": length})
    return sorted([*marked, *found], key=lambda e: (e["offset"], -e["length"])) if found else marked


def split_by_limit(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Pieces of at most `limit` UTF-16 units: a person's client cuts a long text into several messages."""
    pieces, piece, size = [], list[str](), 0
    for char in text:
        width = 2 if ord(char) > 0xFFFF else 1
        if size + width > limit:
            pieces.append("".join(piece))
            piece, size = [], 0
        piece.append(char)
        size += width
    return [*pieces, "".join(piece)]
