"""The page: static files of `page/` and its sentences, both read from the package."""

from pathlib import Path

from aiohttp import web

from bot.stand.strings import handle_strings

PAGE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def add_page(app: web.Application) -> None:
    app.router.add_get("/", index)
    app.router.add_get("/sim/page/strings", handle_strings)
    files = app.router.add_static("/", PAGE)

    async def always_asked(request: web.Request, response: web.StreamResponse) -> None:
        """A browser asks each time whether a file has changed, so that an upgrade never meets a page of before."""
        if request.match_info.route.resource is files:
            response.headers["Cache-Control"] = "no-cache"

    app.on_response_prepare.append(always_asked)


async def index(request: web.Request) -> web.StreamResponse:
    """The page itself; its policy lets it load from the stand only."""
    file = PAGE / "index.html"
    if not file.is_file():
        return web.Response(text="The stand is running; its page is not installed.")
    return web.FileResponse(file, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})
