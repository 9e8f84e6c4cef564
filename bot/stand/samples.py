"""Small files that a test or the page may send without having any at hand."""

import struct
import zlib

from bot.stand.files import Upload


def png(width: int, height: int) -> bytes:
    """A plain picture in two shades, so that it is seen on light and dark ground."""
    rows = b"".join(
        b"\0" + bytes(0xB8 if (x // 16 + y // 16) % 2 else 0x90 for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def silence(seconds: int = 1, rate: int = 8000) -> bytes:
    """A WAV of silence: every browser plays it."""
    data = b"\x80" * (seconds * rate)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate, 1, 8)
    body = (
        b"WAVE"
        + b"fmt "
        + struct.pack("<I", len(form))
        + form
        + b"data"
        + struct.pack("<I", len(data))
        + data
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


PICTURE = png(160, 120)
SAMPLES = {
    "photo": Upload("photo.png", "image/png", PICTURE),
    "sticker": Upload("sticker.png", "image/png", PICTURE),
    "voice": Upload("voice.wav", "audio/wav", silence()),
    "audio": Upload("audio.wav", "audio/wav", silence()),
    "video": Upload("video.mp4", "video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    "animation": Upload("animation.mp4", "video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    "video_note": Upload("note.mp4", "video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    "document": Upload("note.txt", "text/plain", b"A document from the local stand.\n"),
}
