"""`servicebay stand`: the local Bot API alone, for bots that run elsewhere on this machine."""

import asyncio
import os
import signal
from argparse import Namespace

from bot.errors import cannot_listen, other_port
from bot.stand.server import OWNER_TOKEN, STAFF_TOKEN, Stand


def run(args: Namespace) -> int:
    """Serve until interrupted. Tokens are those of the environment, or well-known ones of the stand's own."""
    owner = os.environ.get("SERVICEBAY_OWNER_TOKEN") or OWNER_TOKEN
    staff = os.environ.get("SERVICEBAY_STAFF_TOKEN") or STAFF_TOKEN
    asyncio.run(serve(Stand(owner, staff, locale=args.locale), args.host, args.port))
    return 0


async def serve(stand: Stand, host: str, port: int) -> None:
    """Listen, say how to get in, and stay until SIGINT or SIGTERM."""
    try:
        await stand.start(host, port)
    except OSError as error:
        raise cannot_listen(host, port, error, other_port("stand", port)) from error
    print("\n".join([*introduction(stand), "ready"]), flush=True)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
    await stand.stop()


def introduction(stand: Stand) -> list[str]:
    """Addresses, and the tokens unless they are somebody's own."""
    lines = [f"Page:    {stand.url}/", f"Bot API: {stand.url}/bot<token>/<method>"]
    for role, bot in stand.world.bots.items():
        shown = bot.token if bot.token in (OWNER_TOKEN, STAFF_TOKEN) else "as in the environment"
        lines.append(f"Token of the {role} bot: {shown}")
    return lines
