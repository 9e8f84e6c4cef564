"""Who and where: users, bot accounts, private chats, groups with topics, and the messages in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.stand.files import Media

HISTORY = 3000  # messages kept per chat; older ones are forgotten as if deleted long ago
Role = Literal["owner", "staff"]
ROLES: tuple[Role, ...] = ("owner", "staff")
Json = dict[str, Any]

GROUP_ANONYMOUS_BOT = 1087968824  # Telegram's account in whose name anonymous administrators write


@dataclass(slots=True)
class User:
    """A person with a Telegram account. `phone` is what "share contact" sends."""

    id: int
    name: str
    language_code: str = "en"
    phone: str = ""
    username: str | None = None
    deactivated: bool = False

    def as_json(self) -> Json:
        """Bot API `User`; the part of the name after the first space is the last name."""
        first, _, last = self.name.partition(" ")
        shown: Json = {"id": self.id, "is_bot": False, "first_name": first}
        if last:
            shown["last_name"] = last
        if self.username:
            shown["username"] = self.username
        return {**shown, "language_code": self.language_code}


@dataclass(slots=True)
class BotAccount:
    """One of the two bots.

    `profile` holds names and descriptions by (field, language), commands by (scope, language).
    """

    role: Role
    token: str
    id: int
    username: str
    first_name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    rights: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        name = self.texts.get(("name", ""), self.first_name)
        return {"id": self.id, "is_bot": True, "first_name": name, "username": self.username}


@dataclass(slots=True)
class Message:
    """One message of a chat, as it is now.

    `content` holds the Bot API fields that every viewer sees alike.
    """

    id: int
    chat: "Chat"
    date: int
    sender: User | BotAccount | None
    content: Json
    media: Media | None = None
    markup: Json | None = None
    reply_to: int | None = None
    thread: int | None = None
    extra: Json = field(default_factory=dict)
    edited_at: int | None = None
    edits: int = 0
    pinned: bool = False
    deleted: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    foreign_markup: bool = False
    shown_as: str | None = None

    @property
    def bot(self) -> BotAccount | None:
        return self.sender if isinstance(self.sender, BotAccount) else None

    def delete(self) -> None:
        """Leave an empty mark where the message was: what it said is gone for everybody."""
        self.deleted, self.pinned = True, False
        self.content, self.media, self.markup = {}, None, None


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    id: int
    name: str
    icon_color: int
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Member:
    """A user's or bot's place in a group."""

    status: Literal["creator", "administrator", "member", "left", "kicked"]
    rights: Json = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        return self.status not in ("left", "kicked")


@dataclass(slots=True)
class Chat:
    """A place for messages. Deleted messages stay, marked, so that the page can show them gone."""

    id: int
    numbers: str
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)

    def find(self, message_id: int | None) -> Message | None:
        """The message if it exists and was not deleted."""
        message = self.messages.get(message_id) if message_id is not None else None
        return None if message is None or message.deleted else message

    def keep(self, message: Message) -> None:
        self.messages[message.id] = message
        if len(self.messages) > HISTORY:  # a tenth at once: taking the first of a dict one by one grows slow
            self.messages = dict(list(self.messages.items())[HISTORY // 10 :])

    def newest(self) -> Iterator[Message]:
        return (message for message in reversed(self.messages.values()) if not message.deleted)


@dataclass(slots=True)
class PrivateChat(Chat):
    """One user with one bot; the same number in both bots, yet two chats.

    `opened`: the user has written or started.
    """

    user: User = field(kw_only=True)
    bot: BotAccount = field(kw_only=True)
    opened: bool = False
    blocked: bool = False

    def as_json(self) -> Json:
        shown = {
            k: v for k, v in self.user.as_json().items() if k in ("id", "first_name", "last_name", "username")
        }
        return {**shown, "type": "private"}


@dataclass(slots=True)
class Group(Chat):
    """A group with one history seen by every bot in it; message ids count per group."""

    title: str = field(kw_only=True)
    titles: dict[str, str] = field(default_factory=dict)
    """What the page calls it, by the page's language; Telegram knows the title alone."""
    forum: bool = True
    supergroup: bool = True
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)

    def as_json(self) -> Json:
        shown: Json = {
            "id": self.id,
            "title": self.title,
            "type": "supergroup" if self.supergroup else "group",
        }
        return {**shown, "is_forum": True} if self.forum else shown

    def member(self, account_id: int) -> Member:
        return self.members.get(account_id, LEFT)


LEFT = Member("left")
