"""The member of staff behind the chat, and what they may do."""

from __future__ import annotations

from dealership.domain.records import StaffMember
from dealership.domain.rights import Action, may
from dialogs.talk import Talk

MEMBER = "member"


def member(talk: Talk) -> StaffMember:
    """Who acts; the front desk knows them before any dialog begins."""
    found: StaffMember = talk.memo[MEMBER]
    return found


def can(talk: Talk, action: Action) -> bool:
    """Whether a button for this is worth showing; the services ask again when it is tapped."""
    return may(member(talk).role, action)


def in_group(talk: Talk) -> bool:
    """Telegram's groups have negative numbers."""
    return talk.session.chat_id < 0


def can_link_to(talk: Talk, bot: str) -> bool:
    """Whether Telegram has told us the bot's name by now."""
    return bool(talk.world.usernames.get(bot))


def link_to(talk: Talk, bot: str, payload: str) -> str:
    """A link that opens one of our bots with a payload."""
    return f"https://t.me/{talk.world.usernames[bot]}?start={payload}"
