"""The sentences of the stand's page: one flat table per language, out of `locales/<lang>/stand.ftl`."""

import re
from functools import cache
from importlib.resources import files

from aiohttp import web
from fluent.runtime import FluentBundle, FluentResource

from bot.stand.errors import SimError

LANGUAGES = ("zh-CN", "en", "ru")
VARIABLE = re.compile(r"\{\s*\$([A-Za-z][\w-]*)\s*\}")


@cache
def strings(lang: str) -> dict[str, str]:
    """Key to sentence, `{$name}` left for the page to fill; SimError for a language the page does not speak."""
    if lang not in LANGUAGES:
        raise SimError(f"lang must be one of {', '.join(LANGUAGES)}")
    source = (files("locales") / lang / "stand.ftl").read_text("utf-8")
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    kept = {name: f"{{${name}}}" for name in VARIABLE.findall(source)}
    return {
        key: _sentence(bundle, key, kept) for key in re.findall(r"^([a-z][\w-]*) =", source, re.MULTILINE)
    }


def _sentence(bundle: FluentBundle, key: str, kept: dict[str, str]) -> str:
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise ValueError(f"stand.ftl: {key} has no sentence")
    text, errors = bundle.format_pattern(pattern, kept)
    if errors:
        raise ValueError(f"stand.ftl: {key}: {errors[0]}")
    return str(text)


async def handle_strings(request: web.Request) -> web.Response:
    """GET /sim/page/strings?lang=zh-CN|en|ru → {key: sentence}."""
    return web.json_response(strings(request.query.get("lang", LANGUAGES[0])))
