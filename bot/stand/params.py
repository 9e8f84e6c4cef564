"""The parameters of a request, whatever form it has: query, JSON, urlencoded, multipart with `attach://`
files.
"""

import json
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from bot.stand.errors import ApiError, bad_request
from bot.stand.files import UPLOAD_LIMIT, Upload

ATTACH = "attach://"
LARGEST_BODY = UPLOAD_LIMIT + 2 * 1024 * 1024
TOO_LARGE = ApiError(413, "Request Entity Too Large")


async def read_params(request: web.Request) -> dict[str, Any]:
    """Raw parameters by name; files appear as `Upload` under the field that means them."""
    query = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return query
    kind = request.content_type
    if kind == "multipart/form-data":
        return query | await read_form(await multipart(request))
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise TOO_LARGE from None
    return query | parse_body(kind, body)


async def multipart(request: web.Request) -> MultipartReader:
    try:
        return await request.multipart()
    except ValueError:
        raise bad_request("can't parse request body") from None


def parse_body(kind: str, body: bytes) -> dict[str, Any]:
    """A JSON object or a urlencoded form; 400 for anything else that is not empty."""
    try:
        if kind == "application/json":
            found = json.loads(body) if body.strip() else {}
        else:
            found = dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse request body")
    return found


async def read_form(reader: MultipartReader) -> dict[str, Any]:
    """Fields and files of a multipart form, at most 50 MB together; `attach://name` is replaced by the
    file.
    """
    fields: dict[str, Any] = {}
    total = 0
    try:
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            data = await read_part(part, LARGEST_BODY - total)
            total += len(data)
            fields[part.name] = field_value(part, data)
    except (ValueError, UnicodeDecodeError):
        raise bad_request("can't parse request body") from None
    return {name: attached(value, fields) for name, value in fields.items()}


async def read_part(part: BodyPartReader, room: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > room:
            raise TOO_LARGE
    return bytes(part.decode(data))


def field_value(part: BodyPartReader, data: bytes) -> str | Upload:
    if part.filename is None:
        return data.decode()
    return Upload(part.filename[:255], part.headers.get("Content-Type", "application/octet-stream"), data)


def attached(value: Any, fields: dict[str, Any]) -> Any:
    """Replace `attach://name` by its file, in a field itself or inside the JSON of `media`."""
    if not isinstance(value, str) or ATTACH not in value:
        return value
    if value.startswith(ATTACH):
        return fields.get(value.removeprefix(ATTACH), value)
    return AttachedJson(value, fields)


class AttachedJson(str):
    """JSON text whose `attach://` names stand for files of the same form."""

    fields: dict[str, Any]

    def __new__(cls, text: str, fields: dict[str, Any]) -> Self:
        made = super().__new__(cls, text)
        made.fields = fields
        return made


def with_files(raw: Any, media: Any) -> Any:
    """Checked `media` with the files of the form it came in; 400 if it names a file that is not there."""
    fields = raw.fields if isinstance(raw, AttachedJson) else {}
    for item in media if isinstance(media, list) else [media]:
        named = item.get("media", "")
        if named.startswith(ATTACH):
            item["media"] = fields.get(named.removeprefix(ATTACH))
            if not isinstance(item["media"], Upload):
                raise bad_request("can't parse InputMedia: media not found")
    return media
