"""Bot processes under measurement: the peers' environment, a directory and a database of their own, start and end."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count

from bare_api import BareApi, BotAccount
from subjects import HERE, OWNER_TOKEN, PEERS_PYTHON, ROOT, STAFF_TOKEN, Subject

SECRET = "bench-secret"
START_PATIENCE = 60.0

_serial = count(1)


@dataclass(frozen=True)
class Running:
    """A subject that is ready for updates."""

    subject: Subject
    api: BareApi
    bot: BotAccount
    pid: int
    start_seconds: float


@dataclass(frozen=True)
class Servers:
    """What runs already: `redis` with a database number, `postgresql` without a database."""

    redis: str
    postgresql: str


def make_environment() -> None:
    """The peers' own virtual environment from the lock, made when missing."""
    if PEERS_PYTHON.exists():
        return
    print("making .bench-venv …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(PEERS_PYTHON.parent.parent)], check=True)
    install = [
        str(PEERS_PYTHON),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    subprocess.run([*install, "-r", str(HERE / "requirements.lock")], check=True)


@asynccontextmanager
async def started(subject: Subject, mode: str, servers: Servers) -> AsyncIterator[Running]:
    """The subject in an empty directory with a Bot API of its own. RuntimeError when it does not start."""
    api, port = BareApi(), _free_port()
    url = await api.start()
    with tempfile.TemporaryDirectory(prefix="bench") as directory:
        wanted = any("{database}" in value for value in subject.environment.values())
        async with empty_database(servers.postgresql if wanted else None) as database:
            names = {
                "directory": directory,
                "database": database,
                "redis": servers.redis,
                "port": str(port),
            }
            env = _environment(url, port, mode) | _filled_values(subject, names)
            for command in subject.setup:
                await asyncio.to_thread(_run_to_end, _filled(command, names), directory, env)
            with _process(_filled(subject.command, names), directory, env) as process:
                bot = api.account(subject.token)
                yield Running(subject, api, bot, process.pid, await _until_ready(bot, process))
    await api.stop()


def _environment(api_url: str, port: int, mode: str) -> dict[str, str]:
    """What every subject is told, peers and our own alike."""
    told = {
        "SERVICEBAY_TELEGRAM_API": api_url,
        "SERVICEBAY_OWNER_TOKEN": OWNER_TOKEN,
        "SERVICEBAY_STAFF_TOKEN": STAFF_TOKEN,
        "SERVICEBAY_WEBHOOK_SECRET": SECRET,
        "SERVICEBAY_LISTEN": f"127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
    }
    if mode == "webhook":
        told["SERVICEBAY_WEBHOOK_URL"] = f"http://127.0.0.1:{port}"
    return {**os.environ, **told}


def _filled(parts: tuple[str, ...], names: dict[str, str]) -> list[str]:
    return [part.format(**names) for part in parts]


def _filled_values(subject: Subject, names: dict[str, str]) -> dict[str, str]:
    return {key: value.format(**names) for key, value in subject.environment.items()}


@asynccontextmanager
async def empty_database(server: str | None) -> AsyncIterator[str]:
    """The URL of a new PostgreSQL database, dropped afterwards; "" without a server."""
    if server is None:
        yield ""
        return
    import asyncpg  # type: ignore[import-untyped]

    name = f"servicebay_bench_{os.getpid()}_{next(_serial)}"
    connection = await asyncpg.connect(f"{server}/postgres")
    try:
        await connection.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
    finally:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await connection.close()


async def run_alone(commands: Sequence[tuple[str, ...]], server: str | None) -> str:
    """Run commands one after the other in an empty directory with a database of their own; what the last printed.

    {directory} and {database} are filled in, as for a subject. RuntimeError when one fails.
    """
    printed = ""
    with tempfile.TemporaryDirectory(prefix="bench") as directory:
        async with empty_database(server) as database:
            names = {"directory": directory, "database": database}
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            for command in commands:
                printed = await asyncio.to_thread(_run_to_end, _filled(command, names), directory, env)
    return printed


def _run_to_end(command: list[str], directory: str, env: dict[str, str]) -> str:
    done = subprocess.run(command, check=False, cwd=directory, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def _process(command: list[str], directory: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The process while it is needed; its output is shown only if something goes wrong."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=directory, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        except Exception:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace")[-4000:])
            raise
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def _until_ready(bot: BotAccount, process: subprocess.Popen[bytes]) -> float:
    """Seconds until the bot polls, or has set its webhook and listens there. RuntimeError when it does neither."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < START_PATIENCE:
        if process.poll() is not None:
            raise RuntimeError(f"the process ended with status {process.returncode}")
        if bot.ready.is_set() and (bot.webhook is None or _listens(bot.webhook.host, bot.webhook.port)):
            return time.perf_counter() - begun
        await asyncio.sleep(0.02)
    raise RuntimeError(f"not ready within {START_PATIENCE:.0f} s")


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
