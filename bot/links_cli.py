"""`servicebay links`: one-time start links for recorded owners, as CSV or as sheets of QR codes; and what became of them.

A bot cannot write first to somebody who never started it, so this is how records come alive. Only hashes are kept:
what is not in the file that is written now cannot be had again, only made anew.
"""

from __future__ import annotations

import asyncio
import csv
import os
import secrets
import unicodedata
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.intake.sheet import Slip, write_pdf
from bot.intake.table import harmless
from bot.run import ensure_migrated
from dealership.domain.codes import new_code, show_code
from dealership.domain.company import Company
from dealership.domain.identity import format_plate
from dealership.domain.message import Message
from dealership.services.binding import token_hash
from dealership.services.handover import LINK
from locales import catalogue
from storage.database import Database, open_database
from storage.intake.links import DAYS, Unlinked
from storage.uow import UnitOfWork

PAGE = 200
SEGMENT = ("store", "grade", "advisor", "model", *DAYS)


@dataclass(frozen=True, slots=True)
class Batch:
    """Links made together: their name, until when they are good, the bot they open."""

    id: str
    now: datetime
    until: datetime
    username: str


def run(args: Namespace) -> int:
    """Make links, or show or revoke those made before."""
    from bot.clock import system_now

    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    ensure_migrated(settings.database_url)
    return asyncio.run(_with_database(settings, partial(_work, args, settings, company, system_now())))


async def _with_database(settings: Settings, work: Any) -> int:
    database = open_database(settings.database_url)
    try:
        return int(await work(database))
    finally:
        await database.close()


async def _work(
    args: Namespace, settings: Settings, company: Company, now: datetime, database: Database
) -> int:
    if args.show:
        return await _show(database, now)
    if args.revoke:
        count = await database.run(lambda uow: uow.links.revoke(args.revoke, now))
        if not count:
            raise UserFacingError(f"{args.revoke} has no open links.", "See: servicebay links --show")
        print(f"{count} links of {args.revoke} open nothing any more.")
        return 0
    segment = read_segment(args.segment or [], company)
    path = Path(args.out or f"links.{args.format}")
    username = args.bot or await _username(settings)
    batch = Batch(secrets.token_hex(4), now, now + timedelta(days=args.days), username)
    count = await make(database, path, args.format, segment, batch, company.default_language)
    print(f"{count} links in {path}, batch {batch.id}, good once each, until {batch.until:%Y-%m-%d}.")
    return 0


def read_segment(asked: Sequence[str], company: Company) -> Mapping[str, Any]:
    """KEY=VALUE pairs; UserFacingError says which keys there are."""
    segment: dict[str, Any] = {}
    for pair in asked:
        key, mark, value = pair.partition("=")
        key = key.replace("-", "_")
        if not mark or key not in SEGMENT:
            raise UserFacingError(
                f"{pair!r} is no segment", f"Use KEY=VALUE with one of: {', '.join(SEGMENT)}."
            )
        segment[key] = _value(key, value, company)
    return segment


def _value(key: str, value: str, company: Company) -> object:
    if key == "store":
        ids = {store.key: store.id for store in company.stores}
        if value not in ids:
            raise UserFacingError(f"there is no store {value!r}", f"Use one of: {', '.join(ids)}.")
        return ids[value]
    try:
        return date.fromisoformat(value) if key in DAYS else value
    except ValueError:
        raise UserFacingError(f"{value!r} is no day", "Write it as 2026-05-31.") from None


async def make(
    database: Database, path: Path, kind: str, segment: Mapping[str, Any], batch: Batch, language: str
) -> int:
    """Write the file, then the links: a file that cannot be written leaves no links behind.

    `language` is the house's own: that of a table's headings. A slip speaks its owner's.
    """
    _private(path)
    slips: list[Slip] = []
    after = 0
    while page := await database.run(partial(_page, segment, after, batch, slips)):
        after = page
    if kind == "pdf":
        write_pdf(path, slips)
    else:
        _write_csv(path, slips, language)
    return len(slips)


def _page(segment: Mapping[str, Any], after: int, batch: Batch, slips: list[Slip], uow: UnitOfWork) -> int:
    """Links for the next owners; the last one's id, 0 when there are no more."""
    owners = uow.links.unlinked(segment, after, PAGE)
    if not owners:
        return 0
    made = [_made(owner, batch) for owner in owners]
    uow.links.add([row for row, _ in made])
    slips += [slip for _, slip in made]
    return owners[-1].id


def _made(owner: Unlinked, batch: Batch) -> tuple[dict[str, Any], Slip]:
    token, code = secrets.token_urlsafe(24), new_code(secrets.choice)
    row = {
        "token_hash": token_hash(token),
        "code_hash": token_hash(code),
        "batch": batch.id,
        "store_id": owner.store_id,
        "owner_id": owner.id,
        "vehicle_id": owner.vehicle_id,
        "created_at": batch.now,
        "expires_at": batch.until,
    }
    url = f"https://t.me/{batch.username}?start={LINK}{token}"
    car = format_plate(owner.plate) if owner.plate else owner.model or ""
    return row, Slip(car, first_name(owner.name), show_code(code), url, owner.language)


def first_name(name: str) -> str:
    """As much of a name as a slip shows: 王女士 is 王…, Ivan Petrov is Ivan."""
    words = name.split()
    if len(words) > 1:
        return words[0]
    return f"{name[:1]}…" if unicodedata.name(name[:1] or " ").startswith("CJK") else name


def _write_csv(path: Path, slips: Sequence[Slip], language: str) -> None:
    say = catalogue(language).text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([say(Message(f"links-{name}")) for name in ("plate", "name", "code", "link")])
        writer.writerows(
            [harmless(slip.plate), harmless(slip.first_name), slip.code, slip.url] for slip in slips
        )


def _private(path: Path) -> None:
    """Make the file so that nobody else may read it: its links open records. Never over one that is there: links
    are nowhere else."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise UserFacingError(f"{path} is there already.", "Give another path with --out.") from None
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be written: {error.strerror}.", "Give another path with --out."
        ) from None


async def _show(database: Database, now: datetime) -> int:
    rows = await database.run(lambda uow: uow.links.batches(now))
    for batch, made, count, used, revoked, expired in rows:
        print(
            f"{batch}  {made:%Y-%m-%d}  {count} links, {used} used, {revoked} revoked, {expired} expired unused"
        )
    if not rows:
        print("No links have been made yet.")
    return 0


async def _username(settings: Settings) -> str:
    """What the owners' bot is called, as Telegram says."""
    from bot.doctor.telegram import TelegramApi, UnreachableError

    remedy = "Give its name: servicebay links --bot NAME"
    if not settings.owner_token:
        raise UserFacingError("SERVICEBAY_OWNER_TOKEN is not set, so the bot's name is not known.", remedy)
    api = TelegramApi(settings)
    try:
        answer = await api.call(settings.owner_token, "getMe")
    except UnreachableError as error:
        raise UserFacingError(f"Telegram cannot be reached ({error}).", remedy) from None
    finally:
        await api.close()
    if not answer.ok:
        raise UserFacingError("Telegram refuses SERVICEBAY_OWNER_TOKEN.", "See: servicebay doctor")
    return str(answer.result.get("username"))
