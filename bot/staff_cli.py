"""`servicebay staff invite`: a one-time link with which a colleague joins the staff bot.

The first one of an installation is made here; later ones by an administrator in the bot as well.
"""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from datetime import datetime, timedelta

from bot.config import Settings, load_company
from bot.errors import UserFacingError
from bot.run import ensure_migrated
from dealership.domain.company import Company, Store


def run(args: Namespace) -> int:
    """Write the invite down and print its link."""
    from bot.clock import system_now

    settings = Settings.from_env(os.environ)
    company = load_company(settings.config)
    store, now = _store(company, args.store), system_now()
    valid = timedelta(days=company.invite_days)
    ensure_migrated(settings.database_url)
    payload = asyncio.run(_invite(settings, store, args.role, args.advisor, now, valid))
    until = (now + valid).astimezone(store.zone)
    print(
        f"An invitation ({args.role}, {store.key}): good once, until {until:%Y-%m-%d %H:%M} ({store.zone.key})."
    )
    print(asyncio.run(_how(settings, payload)))
    return 0


def _store(company: Company, key: str) -> Store:
    for store in company.stores:
        if store.key == key:
            return store
    keys = ", ".join(store.key for store in company.stores)
    raise UserFacingError(f"there is no store {key!r}", f"Use one of: {keys}.")


async def _invite(
    settings: Settings, store: Store, role: str, advisor: str | None, now: datetime, valid: timedelta
) -> str:
    from dealership.services.staff import UnknownDeskError, UnknownRoleError, invite
    from storage.database import open_database

    database = open_database(settings.database_url)
    try:
        return await database.run(lambda uow: invite(uow, store, role, now, valid, advisor))
    except (UnknownRoleError, UnknownDeskError) as error:
        what, _, remedy = str(error).partition("; ")
        raise UserFacingError(what, f"{remedy[:1].upper()}{remedy[1:]}.") from None
    finally:
        await database.close()


async def _how(settings: Settings, payload: str) -> str:
    """The link; without Telegram's answer what to send to the bot instead, which does the same."""
    from bot.doctor.telegram import TelegramApi, UnreachableError

    by_hand = f"Let your colleague send this to the staff bot: /start {payload}"
    if not settings.staff_token:
        return f"{by_hand}\n(SERVICEBAY_STAFF_TOKEN is not set, so the bot's name is not known here.)"
    api = TelegramApi(settings)
    try:
        answer = await api.call(settings.staff_token, "getMe")
    except UnreachableError as error:
        return f"{by_hand}\n(Telegram cannot be reached from here: {error}.)"
    finally:
        await api.close()
    if not answer.ok:
        return f"{by_hand}\n(Telegram refuses SERVICEBAY_STAFF_TOKEN. See: servicebay doctor)"
    return f"https://t.me/{answer.result.get('username')}?start={payload}"
