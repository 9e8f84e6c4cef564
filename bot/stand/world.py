"""The stand's whole state and its few basic acts: accounts, chats, posting a message, queueing updates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.stand.calls import Calls
from bot.stand.clock import Clock
from bot.stand.counters import Counters
from bot.stand.errors import ApiError, bad_request, forbidden
from bot.stand.events import Events
from bot.stand.faults import Faults
from bot.stand.files import Files
from bot.stand.limits import Limits, Meter
from bot.stand.people import (
    ROLES,
    BotAccount,
    Chat,
    Group,
    Json,
    Member,
    Message,
    PrivateChat,
    Role,
    Topic,
    User,
)
from bot.stand.render import message_json
from bot.stand.taps import Taps
from bot.stand.updates import Inbox
from bot.stand.view import message_view

FIRST_USER, FIRST_GROUP = 6_000_000_000, 1_000_000_000_000
ICON_COLOR = 7322096


class Hooks(Protocol):
    """What the product may tell the stand: `settle` returns when it has no pending work."""

    async def settle(self) -> None: ...


@dataclass(slots=True)
class World:
    """Everything there is. One per stand; all access is from the event loop's thread."""

    clock: Clock
    counters: Counters
    bots: dict[Role, BotAccount]
    files: Files
    events: Events
    faults: Faults
    calls: Calls
    taps: Taps
    users: dict[int, User]
    groups: dict[int, Group]
    privates: dict[tuple[Role, int], PrivateChat]
    inboxes: dict[Role, Inbox]
    meters: dict[Role, Meter]

    @classmethod
    def new(cls, clock: Clock, counters: Counters, limits: Limits, bots: dict[Role, BotAccount]) -> "World":
        events, faults = Events(), Faults()
        inboxes = {role: Inbox(role, counters, clock, faults) for role in ROLES}
        meters = {role: Meter(limits) for role in ROLES}
        faults.changed = lambda: events.emit("fault", lambda: {"faults": faults.as_json()})
        return cls(
            clock=clock, counters=counters, bots=bots, files=Files(), events=events, faults=faults,
            calls=Calls(events), taps=Taps(), users={}, groups={}, privates={}, inboxes=inboxes,
            meters=meters,
        )  # fmt: skip

    def now(self) -> int:
        """Unix seconds of the stand's clock, the form of all of Telegram's dates."""
        return int(self.clock.now().timestamp())

    # accounts and chats

    def add_user(
        self,
        name: str,
        language_code: str,
        phone: str,
        number: int | None = None,
        username: str | None = None,
    ) -> User:
        number = number or self._new_number()
        user = self.users[number] = User(number, name.strip() or "?", language_code, phone, username)
        self.events.emit("user", lambda: {"user_id": user.id})
        return user

    def _new_number(self) -> int:
        number = FIRST_USER + self.counters.next("user")
        while number in self.users:
            number = FIRST_USER + self.counters.next("user")
        return number

    def add_group(
        self,
        title: str,
        forum: bool,
        members: list[int],
        admins: list[Role],
        number: int | None = None,
        supergroup: bool = True,
    ) -> Group:
        number = number or -(self.counters.next("group") + (FIRST_GROUP if supergroup else 0))
        group = Group(number, f"message:{number}", title=title, forum=forum, supergroup=supergroup)
        for place, user_id in enumerate(members):
            group.members[user_id] = Member("creator" if place == 0 else "member")
        for role in admins:
            group.members[self.bots[role].id] = Member("administrator", dict(ADMIN_RIGHTS))
        self.groups[number] = group
        self.events.emit("topic", lambda: {"chat_id": number})
        return group

    def private(self, role: Role, user: User) -> PrivateChat:
        """The chat of a user with a bot; there is one for each pair, used or not."""
        chat = self.privates.get((role, user.id))
        if chat is None:
            chat = PrivateChat(user.id, f"message:{role}", user=user, bot=self.bots[role])
            self.privates[role, user.id] = chat
        return chat

    def get_chat(self, bot: BotAccount, chat_id: int | str) -> PrivateChat | Group:
        """The chat that a bot means; ApiError where Telegram knows none or the bot is not in it."""
        user = self.users.get(chat_id) if isinstance(chat_id, int) else None
        if user is not None:
            return self.private(bot.role, user)
        group = self.groups.get(chat_id) if isinstance(chat_id, int) else None
        if group is None or (bot.id not in group.members and group.migrated_to is None):
            raise bad_request("chat not found")
        if group.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=group.migrated_to,
            )
        ensure_inside(group, bot)
        return group

    def bots_in(self, chat: Chat) -> list[BotAccount]:
        if isinstance(chat, PrivateChat):
            return [chat.bot]
        assert isinstance(chat, Group)
        return [bot for bot in self.bots.values() if chat.member(bot.id).inside]

    # messages and updates

    def post(self, chat: Chat, sender: User | BotAccount | None, content: Json, **about: Any) -> Message:
        """Put a message into the chat's history and tell the page; `about`: further fields of Message."""
        message = Message(self.counters.next(chat.numbers), chat, self.now(), sender, content, **about)
        chat.keep(message)
        self.tell("message", message)
        return message

    def tell(self, kind: str, message: Message) -> None:
        self.events.emit(kind, lambda: about_message(message))

    def json_for(self, message: Message, bot: BotAccount) -> Json:
        return message_json(self.files, message, bot)

    def queue(self, bot: BotAccount, kind: str, chat_id: int, payload: Json) -> int | None:
        return self.inboxes[bot.role].put(kind, payload, chat_id)

    def notify(
        self, message: Message, kind: str = "message", only: Callable[[BotAccount], bool] | None = None
    ) -> dict[Role, int]:
        """Queue a message for every bot that may see it; update ids by bot."""
        numbers: dict[Role, int] = {}
        for bot in self.bots_in(message.chat):
            if only is None or only(bot):
                number = self.queue(bot, kind, message.chat.id, self.json_for(message, bot))
                if number is not None:
                    numbers[bot.role] = number
        return numbers

    def open_topic(
        self, group: Group, sender: User | BotAccount, name: str, icon_color: int = ICON_COLOR
    ) -> tuple[Topic, Message]:
        """A new topic with the service message that gives it its number."""
        created = {"name": name, "icon_color": icon_color}
        message = self.post(group, sender, {"forum_topic_created": created})
        message.thread = message.id
        topic = group.topics[message.id] = Topic(message.id, name, icon_color)
        self.events.emit("topic", lambda: {"chat_id": group.id})
        return topic, message


def about_message(message: Message) -> Json:
    shown = message_view(message)
    return {"chat_id": message.chat.id, "bot": shown["bot"], "message_id": message.id, "message": shown}


def ensure_inside(group: Group, bot: BotAccount) -> None:
    member = group.member(bot.id)
    kind = "supergroup" if group.supergroup else "group"
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if not member.inside:
        raise forbidden(f"bot is not a member of the {kind} chat")


ADMIN_RIGHTS = {
    "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True,
    "can_manage_video_chats": True, "can_restrict_members": True, "can_promote_members": False,
    "can_change_info": True, "can_invite_users": True, "can_pin_messages": True, "can_manage_topics": True,
    "can_post_stories": False, "can_edit_stories": False, "can_delete_stories": False,
}  # fmt: skip
