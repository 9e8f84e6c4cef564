"""The command line: names the commands and their arguments; each body lives in a module of its own.

A body is `run(args) -> exit code` and is imported when its command is called, so that a command that does not
chat starts at once (the bot frameworks take seconds to import). What the person at the keyboard can mend is
told in a sentence on stderr with exit code 2.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

LOCALES = ("zh-CN", "en", "ru")
INTERRUPTED = 130
MISTAKE = 2


def _nothing(parser: argparse.ArgumentParser) -> None:
    """A command without arguments."""


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: only this machine)"
    )
    parser.add_argument("--port", type=_port, default=8088, help="port to listen on (default: 8088)")


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to 65535")


def _stand(parser: argparse.ArgumentParser) -> None:
    _address(parser)
    parser.add_argument("--locale", choices=LOCALES, default="zh-CN", help="language of the page")


def _demo(parser: argparse.ArgumentParser) -> None:
    _stand(parser)
    parser.add_argument("--database-url", help="keep the demo's data here (default: fresh at each start)")
    parser.add_argument(
        "--seed", choices=("demo", "empty"), default="demo", help="people and bookings to begin with"
    )
    parser.add_argument("--no-open", action="store_true", help="do not open the page in a browser")


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", nargs="?", help="file to write (default: SERVICEBAY_CONFIG or servicebay.toml)"
    )


def _staff(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    invite = actions.add_parser("invite", help="print a one-time link with which a colleague joins")
    invite.add_argument(
        "--role", required=True, help="for example service_advisor, service_manager, administrator"
    )
    invite.add_argument("--store", required=True, help="key of the store, as in servicebay.toml")
    invite.add_argument("--advisor", help="key of the reception desk this person works at")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="CSV or XLSX with headings")
    parser.add_argument("--store", help="key of the store rows belong to that name none")
    parser.add_argument("--map", metavar="FILE", help='TOML with lines "heading" = "column"')
    parser.add_argument("--encoding", help="of a CSV, where the guess is wrong: utf-8, gb18030, cp1251")
    parser.add_argument("--as-of", type=_day, metavar="DAY", help="when odometers without a date were read")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_const", const=True, help="03/04/2024 is the 3rd of April")
    order.add_argument(
        "--month-first", dest="day_first", action="store_const", const=False, help="... 4th of March"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read everything, write nothing to the database"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before it begins")


def _links(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("csv", "pdf"), default="csv", help="a table, or sheets of QR codes"
    )
    parser.add_argument("--out", help="file to write (default: links.csv or links.pdf)")
    parser.add_argument(
        "--segment", action="append", metavar="KEY=VALUE",
        help="store, grade, advisor, model, delivered-after, insured-before, last-visit-before; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--days", type=_link_days, metavar="DAYS", default=90, help="good for so long (default: 90)"
    )
    parser.add_argument(
        "--bot",
        type=_bot_name,
        metavar="NAME",
        help="name of the owners' bot, where Telegram cannot be asked",
    )
    parser.add_argument("--show", action="store_true", help="what became of the links made so far")
    parser.add_argument("--revoke", metavar="BATCH", help="links of this batch open nothing from now on")


def _link_days(text: str) -> int:
    if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= 365:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of days from 1 to 365")


def _bot_name(text: str) -> str:
    """As Telegram has it, with or without the @ in front: what is wrong here would be on every printed sheet."""
    name = text.removeprefix("@")
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", name):
        return name
    raise argparse.ArgumentTypeError(f"{text!r} is no name of a bot; give it as in t.me/NAME")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="where the CSV files go")


def _owners(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    find = actions.add_parser("find", help="who is behind a plate, VIN, phone, name or customer number")
    find.add_argument("text")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-05-31") from None


def _dialogs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--svg", metavar="DIR", help="draw every dialog into this folder")


def _why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("owner", help="an owner's number, or a plate")


def _lanes(parser: argparse.ArgumentParser) -> None:
    lanes = ("receipt", "escalation", "booking", "reminder", "survey", "campaign")
    parser.add_argument("--bot", choices=("owner", "staff"), default="owner")
    for verb, words in (("close", "hold everything in this lane"), ("open", "let it go again")):
        parser.add_argument(f"--{verb}", action="append", default=[], choices=lanes, help=words)


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date.fromisoformat, help="day to plan, YYYY-MM-DD (default: today)")
    parser.add_argument(
        "--dry-run", action="store_true", help="only count what would be sent, held or dropped"
    )


def _surveys(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong with a survey's file, or draw it")
    check.add_argument("files", nargs="*", metavar="FILE", help="default: all that are shipped")
    check.add_argument("--lang", choices=LOCALES, default="zh-CN", help="language of the questions")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("about", choices=("surveys", "complaints"))
    parser.add_argument(
        "--survey", choices=("service", "sales", "test_drive", "complaint"), default="service"
    )
    parser.add_argument(
        "--from", dest="first", type=_day, metavar="DAY", help="first day (default: last week)"
    )
    parser.add_argument("--to", dest="last", type=_day, metavar="DAY", help="last day, included")
    parser.add_argument("--store", help="key of a store (default: all)")
    parser.add_argument("--advisor", help="key of a reception desk: only what is about its work")
    parser.add_argument("--format", choices=("table", "csv", "xlsx", "png", "pdf"), default="table")
    parser.add_argument("--lang", choices=LOCALES, help="default: the company's language")
    parser.add_argument(
        "--out", metavar="FILE", help="file to write (default: report-….…, text to the terminal)"
    )


def _simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--owners", type=int, default=100, help="how many owners there are (default: 100)")
    parser.add_argument("--days", type=int, default=365, help="for how many days (default: 365)")
    parser.add_argument("--seed", type=int, default=1, help="another number, another life (default: 1)")
    parser.add_argument(
        "--database-url", help="an empty database (default: a SQLite file that goes afterwards)"
    )
    parser.add_argument("--faults", action="store_true", help="lose some of Telegram's answers on the way")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def _understand(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="a message as an owner would type it")
    languages = (*LOCALES, "zh")
    parser.add_argument(
        "--lang", choices=languages, default="zh-CN", help="language of the message (default: zh-CN)"
    )
    parser.add_argument(
        "--jsonl", action="store_true", help="read JSON lines from stdin, write JSON lines to stdout"
    )


def _misheard(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--label", nargs="+", metavar=("ID", "KEY=VALUE"), help="say what a message meant")
    way.add_argument("--drop", type=int, metavar="ID", help="forget a message")
    way.add_argument("--export", metavar="FILE", help="write what is labelled as test rows (JSON lines)")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `module` has the body `run(args)`, `arguments` declares what it takes."""

    name: str
    module: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None] = _nothing


COMMANDS = (
    Command("run", "bot.run", "run both bots"),
    Command("migrate", "bot.migrate", "bring the database to the schema of this version"),
    Command("doctor", "bot.doctor", "check settings, database, tokens and rights, and say how to mend them"),
    Command("demo", "bot.demo", "try everything in a browser, without Telegram", _demo),
    Command("stand", "bot.stand.main", "run the local Bot API alone", _stand),
    Command("init", "bot.init", "write a commented example of servicebay.toml", _init),
    Command("staff", "bot.staff_cli", "invite colleagues", _staff),
    Command("why", "bot.ledger_cli", "what an owner was sent and why, and what comes next", _why),
    Command("plan", "bot.ledger_cli", "plan the messages of a day, or count them", _plan),
    Command(
        "lanes", "bot.lanes_cli", "what waits to be sent; close a lane to hold it, open it again", _lanes
    ),
    Command("simulate", "bot.simulate_cli", "years of messages in minutes: do all rules hold?", _simulate),
    Command("import", "bot.import_cli", "take in owners, cars and visits from a spreadsheet", _import),
    Command(
        "links", "bot.links_cli", "one-time start links for recorded owners, as CSV or QR sheets", _links
    ),
    Command("export", "bot.export_cli", "write owners, cars and visits as CSV files", _export),
    Command("owners", "bot.owners_cli", "find an owner by plate, VIN, phone, name or number", _owners),
    Command("dialogs", "dialogs.diagram", "list or draw the dialogs", _dialogs),
    Command("report", "bot.report_cli", "what owners answered, how complaints went", _report),
    Command("surveys", "bot.surveys_cli", "check and draw surveys", _surveys),
    Command("understand", "bot.understand", "show what is read from a message", _understand),
    Command("misheard", "bot.misheard", "list, label and export messages nobody understood", _misheard),
    Command("version", "bot.version", "print the version"),
)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; the chosen one's module is in `args.module`."""
    top = argparse.ArgumentParser(prog="servicebay", description="Service booking for car dealerships.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(sub)
        sub.set_defaults(module=command.module)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    args = parser().parse_args(argv)
    try:
        code = import_module(args.module).run(args)
        sys.stdout.flush()
        return int(code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _tell(error)


def _tell(error: Exception) -> int:
    from bot.known_errors import explain

    known = explain(error)
    if known is None:
        raise error
    print(f"servicebay: {known}", file=sys.stderr)
    return MISTAKE


if __name__ == "__main__":
    sys.exit(main())
