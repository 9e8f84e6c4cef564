"""What people do in their clients: write, tap, edit, react, block.

Every act may become an update for the bots.
"""

import secrets
from dataclasses import dataclass

from bot.stand.entities import split_by_limit, with_found
from bot.stand.errors import SimError
from bot.stand.files import Media
from bot.stand.methods_chat import member_json
from bot.stand.people import (
    GROUP_ANONYMOUS_BOT,
    BotAccount,
    Group,
    Json,
    Member,
    Message,
    PrivateChat,
    Role,
    User,
)
from bot.stand.taps import Tap
from bot.stand.world import World

Place = PrivateChat | Group
ANONYMOUS_BOT = {
    "id": GROUP_ANONYMOUS_BOT, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
CHANNEL_ID = -1009000000001


@dataclass(slots=True)
class Act:
    """Who does something where, and how it is told: `thread`, `reply_to`, in whose name."""

    chat: Place
    user: User
    thread: int | None = None
    reply_to: int | None = None
    anonymous: bool = False
    channel: str | None = None


def write(
    world: World, act: Act, content: Json, media: Media | None = None
) -> tuple[Message, dict[Role, int]]:
    """A person's message; the first one opens a private chat for the bot.

    The message and its update ids by bot.
    """
    if isinstance(act.chat, PrivateChat):
        open_private(world, act.chat)
    ensure_may_write(act)
    extra = in_the_name_of(act)
    message = world.post(
        act.chat,
        None if extra else act.user,
        content,
        media=media,
        reply_to=act.reply_to,
        thread=act.thread,
        extra=extra,
        shown_as=act.channel,
    )
    return message, world.notify(message, only=lambda bot: sees(world, bot, message))


def write_text(world: World, act: Act, text: str) -> tuple[Message, dict[Role, int]]:
    """A person's text; clients cut a long one into several messages, of which the last is returned."""
    pieces = split_by_limit(text)
    for piece in pieces:
        last = write(world, act, text_content(piece))
    return last


def text_content(text: str) -> Json:
    entities = with_found(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(caption: str) -> Json:
    return (
        {"caption_entities" if k == "entities" else "caption": v for k, v in text_content(caption).items()}
        if caption
        else {}
    )


def in_the_name_of(act: Act) -> Json:
    """Anonymous administrators and channels hide who wrote, as Telegram shows them to bots."""
    if act.anonymous:
        return {"from": ANONYMOUS_BOT, "sender_chat": act.chat.as_json()}
    if act.channel:
        channel = {"id": CHANNEL_ID, "title": act.channel, "type": "channel"}
        return {"from": CHANNEL_BOT, "sender_chat": channel}
    return {}


def ensure_may_write(act: Act) -> None:
    """A member of the group, in a topic that exists and is open; the creator may write into a closed one."""
    if isinstance(act.chat, PrivateChat):
        return
    member = act.chat.member(act.user.id)
    if not member.inside:
        raise SimError("the user is not a member of this group", 403)
    topic = act.chat.topics.get(act.thread) if act.thread is not None else None
    if act.thread is not None and (topic is None or topic.deleted):
        raise SimError("there is no such topic", 404)
    if topic is not None and topic.closed and member.status == "member":
        raise SimError("the topic is closed", 409)


def sees(world: World, bot: BotAccount, message: Message) -> bool:
    """Privacy mode: a bot that is no administrator sees commands, mentions and answers to itself only."""
    chat = message.chat
    if not isinstance(chat, Group) or chat.member(bot.id).status == "administrator":
        return True
    text = str(message.content.get("text", ""))
    answered = chat.find(message.reply_to)
    mentioned = f"@{bot.username}".lower() in text.lower()
    return (
        mentioned
        or (text.startswith("/") and "@" not in text.split()[0])
        or (answered is not None and answered.sender is bot)
    )


def open_private(world: World, chat: PrivateChat) -> None:
    """Writing starts the chat and ends a block, as pressing "restart" does."""
    if chat.blocked:
        set_blocked(world, chat, False)
    if not chat.opened:
        chat.opened = True
        world.events.emit("user", lambda: {"user_id": chat.user.id})


def set_blocked(world: World, chat: PrivateChat, blocked: bool) -> int | None:
    """Block or unblock the bot; it learns by `my_chat_member`. The update id, None if nothing changed."""
    if chat.blocked is blocked:
        return None
    chat.blocked = blocked
    world.events.emit("user", lambda: {"user_id": chat.user.id})
    before, after = Member("kicked"), Member("member")
    if blocked:
        before, after = after, before
    return tell_membership(world, chat, chat.user, chat.bot, before, after)


def tell_membership(
    world: World, chat: Place, by: User, bot: BotAccount, before: Member, after: Member
) -> int | None:
    """Tell the bot that its own place in a chat has changed."""
    change = {"chat": chat.as_json(), "from": by.as_json(), "date": world.now()}
    change |= {"old_chat_member": member_json(bot, before), "new_chat_member": member_json(bot, after)}
    return world.queue(bot, "my_chat_member", chat.id, change)


def edit(world: World, act: Act, message: Message, text: str) -> dict[Role, int]:
    """A person edits an own message; the bots that saw it see the change."""
    if message.sender is not act.user:
        raise SimError("only one's own message can be edited", 403)
    words = caption_content(text) if message.media else text_content(text)
    gone = ("text", "entities", "caption", "caption_entities")
    message.content = {k: v for k, v in message.content.items() if k not in gone} | words
    message.edited_at = world.now()
    message.edits += 1
    world.tell("edit", message)
    return world.notify(message, "edited_message", lambda bot: sees(world, bot, message))


def react(world: World, act: Act, message: Message, emoji: str | None) -> dict[Role, int]:
    """A person's reaction; bots that asked for `message_reaction` hear of it (in groups: administrators)."""
    before = [{"type": "emoji", "emoji": one["emoji"]} for one in message.reactions.get(act.user.id, [])]
    after = [{"type": "emoji", "emoji": emoji}] if emoji else []
    message.reactions[act.user.id] = [{"emoji": one["emoji"], "from": act.user.id} for one in after]
    world.tell("reaction", message)
    change = {
        "chat": act.chat.as_json(), "message_id": message.id, "user": act.user.as_json(), "date": world.now(),
        "old_reaction": before, "new_reaction": after,
    }  # fmt: skip
    numbers = {
        bot.role: world.queue(bot, "message_reaction", act.chat.id, change) for bot in world.bots_in(act.chat)
    }
    return {role: number for role, number in numbers.items() if number is not None}


def tap(world: World, act: Act, message: Message, data: str) -> tuple[Tap, int | None]:
    """Press a button with callback data. A deleted message is shown to the bot as inaccessible."""
    bot = message.bot or (act.chat.bot if isinstance(act.chat, PrivateChat) else None)
    if bot is None:
        raise SimError("this message is not a bot's")
    made = world.taps.add(bot.role, act.user.id, act.chat.id, message.id, world.clock.now().timestamp())
    gone = {"chat": act.chat.as_json(), "message_id": message.id, "date": 0}
    query = {
        "id": made.id,
        "from": act.user.as_json(),
        "message": gone if message.deleted else world.json_for(message, bot),
        "chat_instance": str(abs(act.chat.id) * 7919),
        "data": data,
    }
    number = world.queue(bot, "callback_query", act.chat.id, query)
    if number is None:
        made.answered.set()
    return made, number


def album_id() -> str:
    return str(secrets.randbits(53))
