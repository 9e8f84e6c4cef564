"""Bot API methods about chats: who is there, topics of a forum, leaving."""

from bot.stand.errors import bad_request
from bot.stand.methods_edit import may
from bot.stand.people import BotAccount, Group, Json, Member, PrivateChat, Topic, User
from bot.stand.sending import Params, count
from bot.stand.world import ICON_COLOR, World

ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
FULL_INFO = {
    "accent_color_id": 1, "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}  # fmt: skip


def get_chat(world: World, bot: BotAccount, params: Params) -> Json:
    chat = world.get_chat(bot, params["chat_id"])
    pinned = chat.find(chat.pinned[-1] if chat.pinned else None)
    shown = {**chat.as_json(), **FULL_INFO}
    return {**shown, "pinned_message": world.json_for(pinned, bot)} if pinned else shown


def group_of(world: World, bot: BotAccount, params: Params) -> Group:
    chat = world.get_chat(bot, params["chat_id"])
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    return chat


def account(world: World, user_id: int) -> User | BotAccount:
    bots = {bot.id: bot for bot in world.bots.values()}
    found = world.users.get(user_id) or bots.get(user_id)
    if found is None:
        raise bad_request("invalid user_id specified")
    return found


def member_json(who: User | BotAccount, member: Member) -> Json:
    """Bot API `ChatMember`, with all rights for an administrator."""
    shown: Json = {"status": member.status, "user": who.as_json()}
    if member.status == "creator":
        return {**shown, "is_anonymous": False}
    if member.status == "kicked":
        return {**shown, "until_date": 0}
    return {**shown, **member.rights} if member.status == "administrator" else shown


def get_chat_member(world: World, bot: BotAccount, params: Params) -> Json:
    chat, who = world.get_chat(bot, params["chat_id"]), account(world, params["user_id"])
    if isinstance(chat, PrivateChat):
        return member_json(who, Member("member"))
    return member_json(who, chat.member(who.id))


def get_chat_administrators(world: World, bot: BotAccount, params: Params) -> list[Json]:
    group = group_of(world, bot, params)
    admins = {n: m for n, m in group.members.items() if m.status in ("creator", "administrator")}
    return [member_json(account(world, number), member) for number, member in admins.items()]


def get_chat_member_count(world: World, bot: BotAccount, params: Params) -> int:
    chat = world.get_chat(bot, params["chat_id"])
    return 2 if isinstance(chat, PrivateChat) else sum(member.inside for member in chat.members.values())


def leave_chat(world: World, bot: BotAccount, params: Params) -> bool:
    group = world.get_chat(bot, params["chat_id"])
    if not isinstance(group, Group):
        raise bad_request("chat member status can't be changed in private chats")
    group.members[bot.id] = Member("left")
    world.post(group, bot, {"left_chat_member": bot.as_json()})
    world.events.emit("topic", lambda: {"chat_id": group.id})
    return True


def forum_of(world: World, bot: BotAccount, params: Params) -> Group:
    """The forum whose topics the bot may manage."""
    chat = world.get_chat(bot, params["chat_id"])
    if not isinstance(chat, Group) or not chat.forum:
        raise bad_request("the chat is not a forum")
    if not may(chat, bot, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def topic_of(group: Group, params: Params) -> Topic:
    topic = group.topics.get(params["message_thread_id"])
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def create_forum_topic(world: World, bot: BotAccount, params: Params) -> Json:
    """Opening a topic counts as a message of the group."""
    group = forum_of(world, bot, params)
    color = params.get("icon_color") or ICON_COLOR
    if color not in ICON_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    count(world, bot, group)
    topic, _ = world.open_topic(group, bot, params["name"], color)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": color}


def edit_forum_topic(world: World, bot: BotAccount, params: Params) -> bool:
    group = forum_of(world, bot, params)
    topic = topic_of(group, params)
    name = params.get("name") or topic.name
    if name == topic.name and not params.get("icon_custom_emoji_id"):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    note(world, group, bot, topic, {"forum_topic_edited": {"name": name}})
    return True


def close_forum_topic(world: World, bot: BotAccount, params: Params) -> bool:
    set_closed(world, forum_of(world, bot, params), bot, params, True)
    return True


def reopen_forum_topic(world: World, bot: BotAccount, params: Params) -> bool:
    set_closed(world, forum_of(world, bot, params), bot, params, False)
    return True


def set_closed(world: World, group: Group, who: User | BotAccount, params: Params, closed: bool) -> None:
    topic = topic_of(group, params)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    note(world, group, who, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def note(world: World, group: Group, who: User | BotAccount, topic: Topic, content: Json) -> None:
    """The service message about a topic; other bots see it, the one that acted does not."""
    message = world.post(group, who, content, thread=topic.id)
    world.notify(message, only=lambda bot: bot is not who)
    world.events.emit("topic", lambda: {"chat_id": group.id})


def delete_forum_topic(world: World, bot: BotAccount, params: Params) -> bool:
    group = forum_of(world, bot, params)
    drop_topic(world, group, topic_of(group, params))
    return True


def drop_topic(world: World, group: Group, topic: Topic) -> None:
    """A deleted topic takes its messages with it; nobody is told."""
    topic.deleted = True
    for message in group.messages.values():
        if message.thread == topic.id:
            message.delete()
    group.pinned = [number for number in group.pinned if group.find(number)]
    world.events.emit("topic", lambda: {"chat_id": group.id})


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
