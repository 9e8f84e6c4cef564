"""Who may talk to the stand: programs and pages of this machine, not websites that a browser happens to show.

DNS rebinding is met by the Host header (an address or a name of this machine), foreign pages by Origin and
Sec-Fetch-Site. No answer carries CORS headers.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.stand.errors import SimError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class Guard:
    """A middleware; `names` are host names besides localhost and plain addresses under which the stand is
    known.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = {"localhost", *(name.lower() for name in names)}
        self._seen: set[str] = set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = self._refusal(request)
        if refusal is not None:
            return web.json_response({"ok": False, "error_code": 403, "description": refusal}, status=403)
        try:
            response = await handler(request)
        except SimError as error:
            response = web.json_response({"ok": False, "error": error.description}, status=error.status)
        if not response.prepared:
            response.headers.update(SAFE_HEADERS)
        return response

    def _refusal(self, request: web.Request) -> str | None:
        host = request.headers.get("Host", "")
        if host not in self._seen and not self._knows(host):
            return "Forbidden: this stand answers only under a name of its own machine"
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "Forbidden: another site's page may not use the stand"
        if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and request.path != "/":
            return "Forbidden: another site's page may not use the stand"
        return None

    def _knows(self, host: str) -> bool:
        """An address is no name that could be rebound; names must be known.

        What passed once is remembered.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
            known = name in self._names or is_address(name)
        except ValueError:
            return False
        if known and len(self._seen) < 100:
            self._seen.add(host)
        return known


def is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
