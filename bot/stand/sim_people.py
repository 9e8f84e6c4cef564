"""`/sim/users` and `/sim/groups`: who is there, and who belongs to which group."""

from typing import Any

from aiohttp import web

from bot.stand.errors import SimError
from bot.stand.people import ROLES, Group, Json, Member, User
from bot.stand.sim_input import chat_number, flag, number, read_json, role_of
from bot.stand.view import group_view
from bot.stand.visitors import tell_membership
from bot.stand.world import ADMIN_RIGHTS, World

NAME_LIMIT = 128
STATUSES = ("creator", "administrator", "member", "left", "kicked")


class SimPeople:
    """Handlers of the routes about people and the groups they are in."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def users(self, request: web.Request) -> web.Response:
        return web.json_response(
            {"users": [user_view(self.world, user) for user in self.world.users.values()]}
        )

    async def post_user(self, request: web.Request) -> web.Response:
        fields = await read_json(request)
        name, username = str(fields.get("name") or "").strip(), fields.get("username")
        if not name or len(name) > NAME_LIMIT:
            raise SimError("name must have 1 to 128 characters")
        wanted = number(fields, "id")
        if wanted is not None and (wanted <= 0 or wanted in self.world.users):
            raise SimError("id must be a positive number that no other user has")
        language, phone = str(fields.get("language_code") or "en"), str(fields.get("phone") or "")
        user = self.world.add_user(name, language, phone, wanted, str(username) if username else None)
        return web.json_response(user_view(self.world, user))

    async def change_user(self, request: web.Request) -> web.Response:
        """Change a user: `name`, `language_code`, `phone`, `username`, `deactivated`."""
        fields = await read_json(request)
        user = self.world.users.get(int(request.match_info["user_id"]))
        if user is None:
            raise SimError("there is no such user", 404)
        for name in ("name", "language_code", "phone", "username"):
            if fields.get(name):
                setattr(user, name, str(fields[name])[:NAME_LIMIT])
        user.deactivated = flag(fields, "deactivated", user.deactivated)
        self.world.events.emit("user", lambda: {"user_id": user.id})
        return web.json_response(user_view(self.world, user))

    async def post_group(self, request: web.Request) -> web.Response:
        """A group; the first member owns it, `bot_admins` are administrators with all rights."""
        fields = await read_json(request)
        members, admins = fields.get("members") or [], fields.get("bot_admins") or []
        if not isinstance(members, list) or set(map(str, members)) - set(map(str, self.world.users)):
            raise SimError("members must be ids of users")
        if not isinstance(admins, list) or set(map(str, admins)) - set(ROLES):
            raise SimError("bot_admins must be owner or staff")
        title, forum = str(fields.get("title") or "Group")[:NAME_LIMIT], flag(fields, "forum", True)
        supergroup = forum or flag(fields, "supergroup", True)
        ids = [int(one) for one in members]
        group = self.world.add_group(title, forum, ids, admins, supergroup=supergroup)
        return web.json_response({"chat_id": group.id, **group_view(group)})

    async def post_member(self, request: web.Request) -> web.Response:
        """Give a user (`user`) or bot (`bot`) a `status` in a group; `rights` change an administrator's."""
        fields = await read_json(request)
        group = self._group(request)
        status: Any = fields.get("status") or "member"
        if status not in STATUSES:
            raise SimError(f"status must be one of {', '.join(STATUSES)}")
        rights = dict(ADMIN_RIGHTS) if status == "administrator" else {}
        if isinstance(fields.get("rights"), dict):
            rights |= fields["rights"]
        update = self._set_member(group, fields, Member(status, rights))
        self.world.events.emit("topic", lambda: {"chat_id": group.id})
        return web.json_response({"ok": True, "update_id": update})

    def _group(self, request: web.Request) -> Group:
        group = self.world.groups.get(chat_number(request))
        if group is None:
            raise SimError("there is no such group", 404)
        return group

    def _set_member(self, group: Group, fields: dict[str, Any], member: Member) -> int | None:
        """Users come and go in silence; a bot learns of its own place and is announced when it is new."""
        user = self.world.users.get(number(fields, "user") or 0)
        if user is not None:
            group.members[user.id] = member
            return None
        bot = self.world.bots[role_of(fields)]
        before, group.members[bot.id] = group.member(bot.id), member
        by = next((self.world.users[n] for n in group.members if n in self.world.users), None)
        if by is None:
            return None
        update = tell_membership(self.world, group, by, bot, before, member)
        if member.inside and not before.inside:
            message = self.world.post(group, by, {"new_chat_members": [bot.as_json()]})
            self.world.notify(message)
        return update

    async def migrate(self, request: web.Request) -> web.Response:
        """Turn a group into a supergroup with a new number; the old one answers `migrate_to_chat_id`."""
        old = self._group(request)
        if old.migrated_to is not None:
            raise SimError("this group has already moved", 409)
        new = self.world.add_group(old.title, old.forum, [], [])
        new.members = dict(old.members)
        by = next((self.world.users[n] for n in old.members if n in self.world.users), None)
        for group, content in (
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ):
            self.world.notify(self.world.post(group, by, content))
        old.migrated_to = new.id
        return web.json_response({"ok": True, "chat_id": new.id})


def user_view(world: World, user: User) -> Json:
    """A user as tests and the page see it, with what stands between them and each bot."""
    chats = {role: world.private(role, user) for role in ROLES}
    return {
        "id": user.id,
        "name": user.name,
        "language_code": user.language_code,
        "phone": user.phone,
        "username": user.username,
        "deactivated": user.deactivated,
        "blocked": {role: chat.blocked for role, chat in chats.items()},
        "started": {role: chat.opened for role, chat in chats.items()},
    }
