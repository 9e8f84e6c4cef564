"""Who plays in the demo: accounts in the stand for the people of the file, or for those of a kept database."""

from __future__ import annotations

from bot.config.people import DemoGroup, People
from bot.seed import Accounts
from bot.stand.server import Stand
from dealership.domain.company import Company
from storage.uow import UnitOfWork


def new_cast(stand: Stand, people: People, locale: str) -> Accounts:
    """Everybody of the file, and a group for each store."""
    owners = {one.name: stand.add_user(one.name, one.language, _dialled(one.phone)) for one in people.owners}
    staff = {one.name: stand.add_user(one.name, one.language, "") for one in people.staff}
    members = {
        group.store: [staff[one.name] for one in people.staff if one.store == group.store]
        for group in people.groups
    }
    groups = {group.store: _add_group(stand, group, members[group.store], locale) for group in people.groups}
    return Accounts(owners, staff, groups)


def known_cast(stand: Stand, uow: UnitOfWork, company: Company, people: People, locale: str) -> None:
    """A database kept from an earlier start: the same people and groups, their chats open as they were.

    Whoever had not pressed start is unknown to it and begins anew; what was said before is Telegram's to keep.
    """
    chats = {owner.name: (owner, chat) for owner, chat in uow.owners.with_chats("owner")}
    for owner, chat in chats.values():
        stand.add_user(owner.name or "?", owner.language, owner.phone or "", id=chat.user_id)
        if chat.blocked_at is None:
            stand.open_chat(chat.user_id, "owner")
    for store in company.stores:
        members = _known_staff(stand, uow, store.id)
        titled = next((group for group in people.groups if group.store == store.key), None)
        bound = uow.staff.find_group(store.id)
        if titled is not None and bound is not None:
            _add_group(stand, titled, members, locale, bound.chat_id)
    for person in people.owners:  # last, when all known numbers are taken: nobody gets the number of another
        if person.name not in chats:
            stand.add_user(person.name, person.language, _dialled(person.phone))


def _known_staff(stand: Stand, uow: UnitOfWork, store_id: int) -> list[int]:
    accounts = [
        stand.add_user(member.name, member.language, "", id=member.user_id)
        for member in uow.staff.of_store(store_id)
        if member.user_id is not None
    ]
    for account in accounts:
        stand.open_chat(account, "staff")
    return accounts


def _add_group(
    stand: Stand, group: DemoGroup, members: list[int], locale: str, chat_id: int | None = None
) -> int:
    title = group.title[locale]
    return stand.add_group(title, members=members, bot_admins=["staff"], id=chat_id, titles=group.title)


def _dialled(phone: str) -> str:
    return phone.replace(" ", "")
