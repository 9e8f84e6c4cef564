"""The command line: quick to start, and whatever can be mended is told in a sentence, not in a traceback."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import socket
import subprocess
import sys
from argparse import Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from bot import cli
from bot.doctor.model import Check, Verdict
from bot.doctor.run import table
from bot.errors import UserFacingError
from bot.known_errors import explain
from bot.web import WebServer
from dialogs.understanding.cli import run_jsonl

ROOT = Path(__file__).parents[3]
QUICK = [
    "migrate", "doctor", "init", "staff", "why", "plan", "dialogs", "surveys", "understand", "misheard", "version"
]  # fmt: skip
HEAVY = ("aiogram", "telegram")
START = 0.5  # seconds of CPU: what commands that do not chat may take to start


def body(monkeypatch: pytest.MonkeyPatch, outcome: object) -> list[Namespace]:
    """Let `servicebay run` end like this; gives the arguments it was called with."""
    called: list[Namespace] = []

    def run(args: Namespace) -> int:
        called.append(args)
        if isinstance(outcome, BaseException):
            raise outcome
        return int(str(outcome))

    module = ModuleType("bot.run")
    monkeypatch.setattr(module, "run", run, raising=False)
    monkeypatch.setitem(sys.modules, "bot.run", module)
    return called


def seconds_of_cpu(*command: str) -> float:
    """The CPU time of one child process, which must succeed."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def test_every_module_with_a_command_s_body_is_reached_by_a_command() -> None:
    bodies = {f"bot.{path.stem}" for path in Path(cli.__file__).parent.glob("*_cli.py")}
    assert bodies <= {command.module for command in cli.COMMANDS}


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/howto"])
def test_every_command_the_documents_name_is_there(page: str) -> None:
    place = Path(cli.__file__).parent.parent / page
    words = "\n".join(file.read_text("utf-8") for file in (place.glob("*.md") if place.is_dir() else [place]))
    named = set(re.findall(r"^[`|> ]*servicebay ([a-z]+)", words, re.MULTILINE))
    assert named and named <= {command.name for command in cli.COMMANDS}


def test_every_command_is_listed_with_its_help() -> None:
    shown = cli.parser().format_help().split()
    assert len({command.name for command in cli.COMMANDS}) == len(cli.COMMANDS)
    assert [command.name for command in cli.COMMANDS if command.name not in shown] == []
    assert all(command.help for command in cli.COMMANDS)


@pytest.mark.parametrize("name", QUICK)
def test_commands_that_do_not_chat_start_at_once_and_without_a_bot_framework(name: str) -> None:
    module = next(command.module for command in cli.COMMANDS if command.name == name)
    if find_spec(module) is None:
        pytest.skip(f"{module} is not part of this installation")
    check = f"import sys, bot.cli, {module}; sys.exit(any(name in sys.modules for name in {HEAVY}))"
    bare = min(seconds_of_cpu(sys.executable, "-c", "import asyncio") for _ in range(2))
    allowed = max(START, 5 * bare)  # a machine busy with other tests is slower at everything
    assert min(seconds_of_cpu(sys.executable, "-c", check) for _ in range(3)) < allowed


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out.startswith("servicebay ")


def test_the_demos_contract_of_arguments() -> None:
    line = "demo --host 127.0.0.2 --port 9000 --database-url sqlite:///x --seed empty --locale ru --no-open"
    args = cli.parser().parse_args(line.split(" "))
    assert (args.host, args.port, args.database_url) == ("127.0.0.2", 9000, "sqlite:///x")
    assert (args.seed, args.locale, args.no_open) == ("empty", "ru", True)
    plain = cli.parser().parse_args(["demo"])
    assert (plain.host, plain.port, plain.seed, plain.locale) == ("127.0.0.1", 8088, "demo", "zh-CN")


@pytest.mark.parametrize(
    "line", ["", "dance", "demo --port 70000", "demo --seed lots", "staff", "staff invite --role x"]
)
def test_a_wrong_command_line_is_told_with_exit_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(line.split())
    assert ended.value.code == 2
    assert "usage: servicebay" in capsys.readouterr().err


def test_the_bodys_exit_code_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    called = body(monkeypatch, 3)
    assert cli.main(["run"]) == 3
    assert called[0].command == "run"


def test_what_can_be_mended_is_one_sentence_and_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body(monkeypatch, UserFacingError("The lamp is out.", "Change the bulb."))
    assert cli.main(["run"]) == 2
    assert capsys.readouterr().err == "servicebay: The lamp is out.\nChange the bulb.\n"


def test_wrong_settings_are_told_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", "mysql://house/db")
    assert cli.main(["migrate"]) == 2
    assert "SERVICEBAY_DATABASE_URL: names no database we know" in capsys.readouterr().err


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    body(monkeypatch, KeyError("slot"))
    with pytest.raises(KeyError):
        cli.main(["run"])


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    body(monkeypatch, KeyboardInterrupt())
    assert cli.main(["run"]) == 130


def test_a_reader_that_has_gone_ends_the_output_quietly() -> None:
    line = f"{sys.executable} -c 'from bot.cli import main; main([\"version\"])' | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


class DBAPIError(Exception):
    """The shape of SQLAlchemy's, whose subclasses are told apart by name."""

    def __init__(self, orig: str) -> None:
        super().__init__(f"(driver.Error) {orig}\n[SQL: …]")
        self.orig = orig


class OperationalError(DBAPIError):
    """As SQLAlchemy names it."""


class IntegrityError(DBAPIError):
    """As SQLAlchemy names it."""


def told(error: Exception) -> str:
    known = explain(error)
    assert known is not None
    assert known.remedy
    return str(known)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("unable to open database file"), "SERVICEBAY_DATABASE_URL"),
        (OperationalError("no such table: owner"), "servicebay migrate"),
        (OperationalError("database is locked"), "another process"),
        (DBAPIError('role "nobody" does not exist'), 'role "nobody" does not exist'),
    ],
)
def test_database_trouble_is_told_in_the_drivers_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy.exc", SimpleNamespace(DBAPIError=DBAPIError))
    assert words in told(error)
    assert "[SQL" not in told(error)


def test_a_broken_rule_of_the_schema_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy.exc", SimpleNamespace(DBAPIError=DBAPIError))
    assert explain(IntegrityError("UNIQUE constraint failed")) is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed"), "SERVICEBAY_DATABASE_URL"),
        (socket.gaierror(-2, "Name or service not known"), "host names"),
        (OSError(errno.ENOSPC, "No space left"), "disk is full"),
        (OSError(errno.EROFS, "Read-only"), "read-only"),
    ],
)
def test_trouble_of_the_machine_is_told(error: OSError, words: str) -> None:
    assert words in told(error)


@pytest.mark.parametrize("command", ["demo", "stand", "run"])
def test_a_taken_port_is_told_alike_by_every_command(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        if command == "run":
            with pytest.raises(UserFacingError) as caught:
                asyncio.run(WebServer(None, lambda: None, lambda: None).start("127.0.0.1", port))  # type: ignore[arg-type]
            told = str(caught.value)
        else:
            more = ["--no-open"] if command == "demo" else []
            assert cli.main([command, "--port", str(port), *more]) == 2
            told = capsys.readouterr().err.removeprefix("servicebay: ")
    assert told.startswith(
        f"Cannot listen on 127.0.0.1:{port}: another program uses this port.\nStop it, or "
    )
    assert "SERVICEBAY_LISTEN" in told if command == "run" else f"{command} --port {port + 1}" in told


@pytest.mark.parametrize("file", ["no/such/folder/x.sqlite3", "junk.sqlite3"])
def test_a_database_file_that_cannot_be_used_is_named(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "junk.sqlite3").write_text("no database " * 20)
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", f"sqlite:///{tmp_path / file}")
    assert cli.main(["migrate"]) == 2
    told = capsys.readouterr().err
    assert f"The database file {tmp_path / file} cannot be used: " in told
    assert "SERVICEBAY_DATABASE_URL" in told


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("junk", "no JSON object"),
        ("[1]", "no JSON object"),
        ('{"text": "x"}', "missing: lang, tz, ref"),
        (
            '{"text": "x", "lang": "en", "tz": "Mars/X", "ref": "2026-01-01T00:00"}',
            "there is no time zone 'Mars/X'",
        ),
        ('{"text": "x", "lang": "en", "tz": "UTC", "ref": "soon"}', "'soon'"),
        ('{"text": "x", "lang": "en", "tz": "../x", "ref": "2026-01-01T00:00"}', "no time zone '../x'"),
        ('{"text": "x", "lang": "en", "tz": "Europe", "ref": "2026-01-01T00:00"}', "no time zone 'Europe'"),
        ('{"text": null, "lang": "zh", "tz": "UTC", "ref": 7}', "no text: text, ref"),
        ('{"text": "tomorrow", "lang": "en", "tz": "UTC", "ref": "9999-12-31T23:59"}', "ref is not between"),
        ("[" * 100_000, "no JSON object"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_is_wrong_with_it(line: str, words: str) -> None:
    (answer,) = map(json.loads, run_jsonl([line]))
    assert words in answer["error"]


@pytest.mark.parametrize("ref", ["1970-01-01T00:00", "2099-12-31T23:59"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [("zh", "后天，春节后，农历八月十五"), ("en", "next Wed, in 3 months"), ("ru", "через год")],
)
def test_a_line_from_either_end_of_the_calendar_is_answered(ref: str, lang: str, text: str) -> None:
    line = json.dumps({"text": text, "lang": lang, "tz": "Asia/Shanghai", "ref": ref})
    (answer,) = map(json.loads, run_jsonl([line]))
    assert "error" not in answer


@pytest.mark.parametrize("asked", [["when"], {"when": 1}, "when", 7, [{}], None])
def test_what_was_expected_may_be_told_in_any_shape(asked: object) -> None:
    row = {"text": "明天", "lang": "zh", "tz": "UTC", "ref": "2026-01-01T00:00", "expect_facts": asked}
    (answer,) = map(json.loads, run_jsonl([json.dumps(row)]))
    assert answer["when"]["value"] == "2026-01-02"


def test_broken_bytes_and_half_characters_spoil_their_own_line_only() -> None:
    good = '{"text": "明天", "lang": "zh", "tz": "UTC", "ref": "2026-01-01T00:00"}'.encode()
    half = rb'{"text": "x", "lang": "zh", "tz": "\ud800", "ref": "2026-01-01T00:00"}'
    command = [sys.executable, "-m", "bot.cli", "understand", "--jsonl"]
    done = subprocess.run(command, input=b"\xff\xfe\n" + half + b"\n" + good, capture_output=True, check=True)
    broken, halved, read = (json.loads(line) for line in done.stdout.splitlines())
    assert "error" in broken
    assert "error" in halved
    assert read["when"]["value"] == "2026-01-02"


def test_a_message_is_read_with_the_shops_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVICEBAY_CONFIG", raising=False)
    message = ["understand", "the lambada special please", "--lang", "en"]
    assert cli.main(message) == 0
    assert "wash" not in capsys.readouterr().out
    assert cli.main(["init"]) == 0
    words = tmp_path / "lexicon" / "en" / "jobs.toml"
    words.parent.mkdir(parents=True)
    words.write_text('wash = ["lambada special"]')
    assert cli.main(message) == 0
    assert "wash" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("links --days 99999", "'99999' is no number of days from 1 to 365"),
        ("links --days 0", "'0' is no number of days"),
        ("links --bot t.me/shop?x", "is no name of a bot"),
    ],
)
def test_what_would_be_wrong_on_every_sheet_is_refused(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(line.split())
    assert said in capsys.readouterr().err


def test_a_bots_name_may_have_its_at_sign() -> None:
    assert cli.parser().parse_args(["links", "--bot", "@shop_bot"]).bot == "shop_bot"


@pytest.mark.parametrize("lang", ["zh", "zh-CN", "en", "ru"])
def test_a_language_may_be_named_short_or_whole(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["understand", "35000", "--lang", lang]) == 0


def test_another_language_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["understand", "hallo", "--lang", "de"])
    assert "zh-CN" in capsys.readouterr().err


def test_a_file_that_lacks_in_our_code_is_a_fault_of_ours() -> None:
    assert explain(FileNotFoundError(errno.ENOENT, "No such file", "x")) is None


@pytest.mark.parametrize(
    ("module", "name", "words"),
    [
        ("aiogram.exceptions", "TelegramUnauthorizedError", "SERVICEBAY_OWNER_TOKEN"),
        ("aiogram.exceptions", "TelegramNetworkError", "SERVICEBAY_PROXY"),
        ("aiogram.exceptions", "TelegramConflictError", "Another program polls"),
        ("telegram.error", "InvalidToken", "SERVICEBAY_OWNER_TOKEN"),
        ("telegram.error", "Conflict", "Another program polls"),
        ("telegram.error", "NetworkError", "SERVICEBAY_PROXY"),
    ],
)
def test_errors_of_the_frameworks_are_told_without_their_text(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, words: str
) -> None:
    kind = type(name, (Exception,), {})
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**{name: kind}))
    text = told(kind("https://api.telegram.org/bot123:AAsecret/getMe"))
    assert words in text
    assert "AAsecret" not in text


def test_the_databases_own_sentence_is_passed_on() -> None:
    from storage.database import open_database

    with pytest.raises(Exception, match="not supported") as caught:
        open_database("mysql://house/db")
    known = explain(caught.value)
    assert known is not None and "use sqlite:///file" in known.message


def test_a_group_of_known_errors_is_told_by_its_first() -> None:
    known, unknown = UserFacingError("Known.", "Mend."), KeyError("x")
    assert explain(ExceptionGroup("both", [ExceptionGroup("in", [known]), known])) is known
    assert explain(ExceptionGroup("both", [known, unknown])) is None


def test_init_writes_the_example_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "servicebay.toml"
    assert cli.main(["init", str(path)]) == 0
    written = path.read_text(encoding="utf-8")
    assert "[[stores]]" in written
    assert cli.main(["init", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == written


def test_init_into_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", str(tmp_path / "no" / "file.toml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_init_writes_where_the_settings_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEBAY_CONFIG", str(tmp_path / "shop.toml"))
    assert import_module("bot.init").run(Namespace(path=None)) == 0
    assert (tmp_path / "shop.toml").exists()


def test_migrate_says_from_where_to_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", f"sqlite:///{tmp_path}/house.sqlite3")
    assert cli.main(["migrate"]) == cli.main(["migrate"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Migrated the database from empty to ")
    assert second.endswith("already.")


def test_migrating_an_unreadable_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no.sqlite3").write_bytes(b"no database at all, but long enough to look like one" * 50)
    monkeypatch.setenv("SERVICEBAY_DATABASE_URL", f"sqlite:///{tmp_path}/no.sqlite3")
    assert cli.main(["migrate"]) == 2
    assert "file is not a database" in capsys.readouterr().err


def test_the_doctor_with_unreadable_settings_prints_them_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SERVICEBAY_PROXY", "nowhere")
    assert cli.main(["doctor"]) == 1
    assert "SERVICEBAY_PROXY" in capsys.readouterr().out


def test_the_table_puts_the_remedy_below_its_finding() -> None:
    lines = table([Check("clock", Verdict.OK, "agrees"), Check("tokens", Verdict.FAIL, "refused", "copy it")])
    assert lines.splitlines() == ["ok    clock   agrees", "FAIL  tokens  refused", "              → copy it"]


@pytest.mark.parametrize("url", ["nonsense", "mysql://root@localhost/x", "sqlite:kept.db"])
def test_a_demo_on_no_database_we_know_is_told_in_a_sentence(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--no-open", "--database-url", url]) == 2
    told = capsys.readouterr().err
    assert told.startswith("servicebay: --database-url ") and "postgresql://" in told
