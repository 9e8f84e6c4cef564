"""Uploaded files: kept in memory within a limit, named differently for each bot as Telegram does.

A file id belongs to one bot; another bot that shows it is refused. `file_unique_id` is the same for both.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.stand.errors import bad_request

MB = 1024 * 1024
UPLOAD_LIMIT, DOWNLOAD_LIMIT, PHOTO_LIMIT = 50 * MB, 20 * MB, 10 * MB
MEMORY_LIMIT = 256 * MB
FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "audio": "music", "sticker": "stickers"}
WRONG_FILE_ID = "wrong file_id or the file is temporarily unavailable"


@dataclass(slots=True)
class Upload:
    """A file part of a request."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class StoredFile:
    """Bytes with a number.

    `size` may exceed the bytes kept: a pretended large file that nobody can download.
    """

    key: str
    name: str
    mime: str
    data: bytes
    size: int
    path: str
    unique_id: str
    names: dict[tuple[int, str], str] = field(default_factory=dict)  # file ids by (bot, media kind)


@dataclass(slots=True)
class Media:
    """What a message carries: `kind` is the Bot API field, `facts` what every viewer sees (sizes, duration,
    name).
    """

    kind: str
    file: StoredFile
    facts: dict[str, Any] = field(default_factory=dict)


class Files:
    """All files of the stand; the oldest bytes go when memory is full, as links to old files expire in
    life.
    """

    def __init__(self, memory_limit: int = MEMORY_LIMIT) -> None:
        self._limit, self._used, self._count = memory_limit, 0, 0
        self._by_key: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}
        self._ids: dict[str, tuple[int, StoredFile, str]] = {}

    def add(self, kind: str, upload: Upload, size: int | None = None) -> StoredFile:
        self._count += 1
        suffix = upload.name.rpartition(".")[2][:8] if "." in upload.name else "bin"
        path = f"{FOLDERS.get(kind, 'documents')}/file_{self._count}.{suffix if suffix.isalnum() else 'bin'}"
        key, unique = secrets.token_urlsafe(12), "AQAD" + secrets.token_urlsafe(8)
        stored = StoredFile(
            key, upload.name, upload.mime, upload.data, size or len(upload.data), path, unique
        )
        self._by_key[stored.key] = self._by_path[path] = stored
        self._used += len(upload.data)
        self._make_room()
        return stored

    def _make_room(self) -> None:
        while self._used > self._limit and len(self._by_key) > 1:
            _, oldest = self._by_key.popitem(last=False)
            del self._by_path[oldest.path]
            for name in oldest.names.values():
                self._ids.pop(name, None)
            self._used -= len(oldest.data)

    def find(self, key: str) -> StoredFile | None:
        return self._by_key.get(key)

    def id_for(self, bot_id: int, media_kind: str, file: StoredFile) -> str:
        """The name by which this bot may use the file; the same each time it is asked."""
        known = file.names.get((bot_id, media_kind))
        if known is None:
            known = file.names[bot_id, media_kind] = f"{media_kind[:2].upper()}AC{secrets.token_urlsafe(36)}"
            if file.key in self._by_key:
                self._ids[known] = (bot_id, file, media_kind)
        return known

    def get(self, bot_id: int, file_id: str) -> tuple[StoredFile, str]:
        """File and media kind behind an id; a foreign bot's id, an unknown or forgotten one is a 400."""
        owner, file, kind = self._ids.get(file_id, (0, None, ""))
        if file is None or owner != bot_id:
            raise bad_request(WRONG_FILE_ID)
        return file, kind

    def get_by_path(self, bot_id: int, path: str) -> StoredFile | None:
        """The bytes behind a `file_path`, only for a bot that was given an id of this file."""
        file = self._by_path.get(path)
        if file is None or not any(owner == bot_id for owner, _ in file.names):
            return None
        return file
