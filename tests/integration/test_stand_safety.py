"""The stand is for programs and pages of its own machine, keeps files harmless, and numbers that never go
back.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from stand_kit import Kit, running_kit

from bot.stand.counters import BLOCK, Counters
from bot.stand.files import Files, Upload

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        yield kit


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200), ("localhost", 200), ("[::1]:8088", 200), ("192.168.1.7:8088", 200),
        ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("localhost.evil.example:8088", 403),
        ("", 403),
        ("[", 403),
    ],
)  # fmt: skip
async def test_only_names_of_this_machine_are_answered(kit: Kit, host: str, status: int) -> None:
    for path in ("/sim/state", "/bot1001:owner-token-of-the-tests/getMe", "/"):
        async with kit.http.get(path, headers={"Host": host}) as response:
            assert response.status == status, path


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_pages_of_other_sites_are_refused(kit: Kit, headers: dict[str, str]) -> None:
    async with kit.http.post("/sim/users", json={"name": "Eve"}, headers=headers) as response:
        assert response.status == 403
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_the_own_page_may_ask(kit: Kit) -> None:
    async with kit.http.post(
        "/sim/users", json={"name": "Li"}, headers={"Origin": kit.stand.url}
    ) as response:
        assert response.status == 200


async def test_an_allowed_host_name_is_answered() -> None:
    async with (
        running_kit(allowed_hosts=("stand",)) as kit,
        kit.http.get("/sim/state", headers={"Host": "stand:8088"}) as response,
    ):
        assert response.status == 200


@pytest.mark.parametrize("mime", ["text/html", "image/svg+xml", "application/pdf"])
async def test_dangerous_files_are_saved_not_shown(kit: Kit, mime: str) -> None:
    document = {"file_name": 'a"\r\nX: <é>.html', "mime_type": mime, "text": "<script>alert(1)</script>"}
    await kit.sim(f"chats/{kit.li}/messages", {"document": document})
    url = (await kit.shown())[-1]["document"]["url"]
    async with kit.http.get(url) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment; ")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "X" not in response.headers


async def test_texts_cannot_become_markup_of_the_page(kit: Kit) -> None:
    await kit.says('<img src=x onerror=alert(1)> javascript:alert(1) "&')
    await kit.ok(
        "sendMessage",
        chat_id=kit.li,
        parse_mode="HTML",
        text='<a href="javascript:alert(1)">x</a> <b>&lt;script&gt;</b>',
    )
    said, sent = (message["html"] for message in await kit.shown())
    assert "<img" not in said
    assert sent == "x <b>&lt;script&gt;</b>"


async def test_uploads_above_the_limit_are_refused(kit: Kit) -> None:
    async with kit.http.post(
        "/bot1001:owner-token-of-the-tests/sendMessage", data=b"x" * (53 * 1024 * 1024)
    ) as response:
        assert response.status == 413


async def test_memory_for_files_is_bounded() -> None:
    files = Files(memory_limit=1000)
    first, *_, last = [files.add("document", Upload("a.txt", "text/plain", b"x" * 400)) for _ in range(4)]
    assert files.find(first.key) is None
    assert files.find(last.key) is last


async def test_numbers_grow_over_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "deep" / "numbers.json"
    before = Counters(state)
    last = [before.next("update:owner") for _ in range(BLOCK + 5)][-1]
    assert last < Counters(state).next("update:owner") <= last + BLOCK + 1


async def test_numbers_grow_over_a_restart_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    last = [Counters().next("update:owner") for _ in range(3)][-1]
    monkeypatch.setattr("time.time", lambda: 1_800_000_001.0)
    assert last < Counters().next("update:owner") < 2**31


async def test_a_damaged_state_file_is_no_obstacle(tmp_path: Path) -> None:
    state = tmp_path / "numbers.json"
    state.write_text("{broken")
    assert Counters(state).next("user") > 0
