"""A file of a request or of a test becomes a medium: known file id, upload, or refused; sizes read from the
bytes.
"""

import struct
from typing import Any

from bot.stand.errors import bad_request
from bot.stand.files import MB, PHOTO_LIMIT, UPLOAD_LIMIT, Media, StoredFile, Upload
from bot.stand.people import BotAccount
from bot.stand.world import World

MIMES = {
    "photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4",
    "animation": "video/mp4", "video_note": "video/mp4", "sticker": "image/webp",
    "document": "application/octet-stream",
}  # fmt: skip
LARGEST_SIDES = 10_000
FRAMES_WITH_SIZE = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def media_from(
    world: World, bot: BotAccount, kind: str, value: Upload | str, params: dict[str, Any]
) -> Media:
    """The medium a bot wants to send: its own file id or an upload.

    Links are refused: the stand fetches nothing.
    """
    if isinstance(value, Upload):
        return new_media(world, kind, value, params)
    if "://" in value:
        raise bad_request("failed to get HTTP URL content")
    file, known_kind = world.files.get(bot.id, value)
    if kind != known_kind:
        raise bad_request(f"can't use file of type {known_kind.title()} as {kind.title()}")
    return Media(kind, file, facts_of(kind, file, params))


def new_media(
    world: World, kind: str, upload: Upload, about: dict[str, Any], size: int | None = None
) -> Media:
    """Store an upload as a medium of this kind; empty, too large and broken ones are refused."""
    length = size or len(upload.data)
    if not length:
        raise bad_request("file must be non-empty")
    if length > UPLOAD_LIMIT and size is None:
        raise bad_request(
            f"file of size {length} bytes is too big; the maximum size is {UPLOAD_LIMIT // MB} MB"
        )
    if kind == "photo":
        ensure_photo(upload)
    if upload.mime in ("", "application/octet-stream"):
        upload.mime = MIMES.get(kind, upload.mime)
    file = world.files.add(kind, upload, size)
    return Media(kind, file, facts_of(kind, file, about))


def ensure_photo(upload: Upload) -> None:
    if len(upload.data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(upload.data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = image_size(upload.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LARGEST_SIDES or max(size) > 20 * max(1, min(size)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def facts_of(kind: str, file: StoredFile, about: dict[str, Any]) -> dict[str, Any]:
    """What Telegram tells about a file beside its ids: sides, duration, name, type."""
    width, height = image_size(file.data) or (512, 512)
    duration = {"duration": int(about.get("duration") or 1)}
    named = {"file_name": file.name, "mime_type": file.mime}
    if kind == "photo":
        return {"width": width, "height": height}
    if kind == "sticker":
        flags = {"is_animated": False, "is_video": False, "type": "regular"}
        return {"width": width, "height": height, "emoji": str(about.get("emoji") or "🙂"), **flags}
    if kind == "voice":
        return {**duration, "mime_type": file.mime}
    if kind == "video_note":
        return {**duration, "length": 240}
    if kind in ("video", "animation"):
        return {**duration, "width": 640, "height": 480, **named}
    return {**duration, **named} if kind == "audio" else named


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the head of a PNG, GIF, WebP or JPEG; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data[:4] == b"GIF8" and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return webp_size(data)
    return jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def webp_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header that holds the sides."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        if data[place + 1] in FRAMES_WITH_SIZE:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None
