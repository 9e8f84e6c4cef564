"""The whole examination over real HTTP and a real SQLite file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.doctor.model import Check, Verdict
from bot.doctor.run import examine
from storage import migrate
from storage.database import open_database

pytestmark = pytest.mark.asyncio

DEMO = Path(__file__).parents[2] / "bot" / "data" / "demo.toml"
OWNER = "123456789:AAExampleExampleExampleExampleExampl"
STAFF = "987654321:AAExampleExampleExampleExampleExampl"


async def answer(request: web.Request) -> web.Response:
    token, method = request.match_info["token"], request.match_info["method"]
    results = {
        "getMe": {"id": int(token.partition(":")[0]), "username": "some_bot"},
        "getWebhookInfo": {"url": "", "pending_update_count": 0},
        "getChat": {"is_forum": True},
        "getChatMember": {"status": "member"},
    }
    return web.json_response({"ok": True, "result": results[method]})


@asynccontextmanager
async def bot_api() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


def environment(tmp_path: Path, api: str) -> dict[str, str]:
    return {
        "SERVICEBAY_OWNER_TOKEN": OWNER,
        "SERVICEBAY_STAFF_TOKEN": STAFF,
        "SERVICEBAY_CONFIG": str(DEMO),
        "SERVICEBAY_TELEGRAM_API": api,
        "SERVICEBAY_DATABASE_URL": f"sqlite:///{tmp_path}/house.sqlite3",
    }


def now() -> datetime:
    return datetime.now(UTC)


def verdicts(checks: list[Check], name: str) -> list[Verdict]:
    return [check.verdict for check in checks if check.name == name]


async def test_a_ready_installation_passes_but_for_its_group(tmp_path: Path) -> None:
    async with bot_api() as api:
        values = environment(tmp_path, api)
        await asyncio.to_thread(migrate.upgrade, values["SERVICEBAY_DATABASE_URL"])
        database = open_database(values["SERVICEBAY_DATABASE_URL"])
        await database.run(lambda uow: uow.staff.bind_group(1, -1001, True, 1, now()))
        await database.close()
        checks = await examine(values, now)
    failed = [check for check in checks if check.verdict is Verdict.FAIL]
    assert [check.name for check in failed] == ["rights"]
    assert verdicts(checks, "migrations") == [Verdict.OK]
    assert verdicts(checks, "clock") == [Verdict.OK]
    assert verdicts(checks, "topics") == [Verdict.OK]
    assert "berlin" in next(check.what for check in checks if check.name == "staff groups")


async def test_something_that_is_no_bot_api_is_told(tmp_path: Path) -> None:
    async with TestServer(web.Application()) as server:
        checks = await examine(environment(tmp_path, str(server.make_url("")).rstrip("/")), now)
    (check,) = [check for check in checks if check.name == "telegram"]
    assert "not from a Bot API" in check.what


async def test_no_network_and_an_unreadable_database_are_told_without_traceback(tmp_path: Path) -> None:
    values = environment(tmp_path, "http://127.0.0.1:1")
    (tmp_path / "house.sqlite3").write_bytes(b"this is not a database, only a long enough text" * 50)
    checks = await examine(values, now)
    assert verdicts(checks, "database") == verdicts(checks, "telegram") == [Verdict.FAIL]
    assert not any(OWNER in f"{check.what}{check.remedy}" for check in checks)


async def test_a_proxy_that_is_not_there_is_told(tmp_path: Path) -> None:
    values = environment(tmp_path, "http://127.0.0.1:1") | {"SERVICEBAY_PROXY": "socks5://u:hush@127.0.0.1:1"}
    checks = await examine(values, now)
    assert verdicts(checks, "telegram") == [Verdict.FAIL]
    assert not any("hush" in f"{check.what}{check.remedy}" for check in checks)


async def test_an_old_schema_is_told(tmp_path: Path) -> None:
    values = environment(tmp_path, "http://127.0.0.1:1")
    await asyncio.to_thread(migrate.upgrade, values["SERVICEBAY_DATABASE_URL"])
    await asyncio.to_thread(migrate.downgrade, values["SERVICEBAY_DATABASE_URL"])
    checks = await examine(values, now)
    assert verdicts(checks, "migrations") == [Verdict.FAIL]
