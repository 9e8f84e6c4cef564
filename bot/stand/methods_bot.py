"""Bot API methods about the bot itself: identity, names, commands, menu button, files."""

from collections.abc import Callable
from typing import Any

from bot.stand.errors import bad_request
from bot.stand.files import DOWNLOAD_LIMIT
from bot.stand.people import BotAccount, Json
from bot.stand.sending import Params
from bot.stand.world import World

Method = Callable[[World, BotAccount, Params], Any]
COMMAND_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
ABILITIES = {
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
    "can_connect_to_business": False, "has_main_web_app": False,
}  # fmt: skip


def get_me(world: World, bot: BotAccount, params: Params) -> Json:
    return {**bot.as_json(), **ABILITIES}


def nothing_to_do(world: World, bot: BotAccount, params: Params) -> bool:
    return True


def setter(field: str) -> Method:
    """setMyName and its like: a text by language; an empty one is removed."""

    def set_text(world: World, bot: BotAccount, params: Params) -> bool:
        place, text = (field, params.get("language_code") or ""), params.get(field)
        if text:
            bot.texts[place] = text
        else:
            bot.texts.pop(place, None)
        world.events.emit("user", lambda: {"bot": bot.role})
        return True

    return set_text


def getter(field: str) -> Method:
    def get_text(world: World, bot: BotAccount, params: Params) -> Json:
        fallback = bot.texts.get((field, ""), bot.first_name if field == "name" else "")
        return {field: bot.texts.get((field, params.get("language_code") or ""), fallback)}

    return get_text


def scope_key(params: Params) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    parts = [str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope]
    return ":".join(parts), params.get("language_code") or ""


def set_my_commands(world: World, bot: BotAccount, params: Params) -> bool:
    commands = params["commands"]
    if any(set(one["command"].removeprefix("/")) - COMMAND_CHARACTERS for one in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    named = [
        {"command": one["command"].removeprefix("/"), "description": one["description"]} for one in commands
    ]
    bot.commands[scope_key(params)] = named
    world.events.emit("user", lambda: {"bot": bot.role})
    return True


def get_my_commands(world: World, bot: BotAccount, params: Params) -> list[Json]:
    return bot.commands.get(scope_key(params), [])


def delete_my_commands(world: World, bot: BotAccount, params: Params) -> bool:
    bot.commands.pop(scope_key(params), None)
    return True


def set_chat_menu_button(world: World, bot: BotAccount, params: Params) -> bool:
    bot.menu_buttons[params.get("chat_id") or 0] = params.get("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, bot: BotAccount, params: Params) -> Json:
    return bot.menu_buttons.get(params.get("chat_id") or 0, bot.menu_buttons.get(0, {"type": "commands"}))


def set_default_rights(world: World, bot: BotAccount, params: Params) -> bool:
    bot.rights = params.get("rights") or {}
    return True


def get_file(world: World, bot: BotAccount, params: Params) -> Json:
    """Where to download a file of this bot; above 20 MB there is no where."""
    file, _ = world.files.get(bot.id, params["file_id"])
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    facts = {"file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}
    return {"file_id": params["file_id"], **facts}


def get_user_profile_photos(world: World, bot: BotAccount, params: Params) -> Json:
    return {"total_count": 0, "photos": []}


def empty_list(world: World, bot: BotAccount, params: Params) -> list[Json]:
    return []


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "logOut": nothing_to_do,
    "close": nothing_to_do,
    "setMyName": setter("name"),
    "getMyName": getter("name"),
    "setMyDescription": setter("description"),
    "getMyDescription": getter("description"),
    "setMyShortDescription": setter("short_description"),
    "getMyShortDescription": getter("short_description"),
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDefaultAdministratorRights": set_default_rights,
    "getFile": get_file,
    "getUserProfilePhotos": get_user_profile_photos,
    "getForumTopicIconStickers": empty_list,
}
