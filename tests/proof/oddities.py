"""Oddities the storm is made of: words, payloads, callback data, values of the wrong type, service messages."""

from __future__ import annotations

from typing import Any

ODD_WORDS = (
    "", " ", "\n", "\x00", "\ud800", "a\x00b\udfff", "\u200b\u200d\u2060", "\u202eназад\u202c", "مرحبا أريد موعدا غدا", "\u0301" * 300,
    "x" * 4096, "😀" * 2048, "你" * 9000, "<b>&lt;/b><a href='tg://user?id=1'>", "{ $name }", "/", "//", "/start@other_bot", "%s%n",
    "'; DROP TABLE owner; --", "９９９９９９９９９９９９", "٣٥٠٠٠", "1e308 km", "-1", "0000-00-00", "31.02.2027 25:61", "明天" * 900, "t:", "a:b:c",
)  # fmt: skip
PAYLOADS = ("", "v_", "v_nothing", "j_", "j_nothing", "v_" + "x" * 62, "\ud800", "💥", "../..", "1 2 3")
ODD_DATA = (
    "",
    ":",
    "::",
    "t:",
    "t:nothing",
    "\x00",
    "\ud800:a:b",
    "x" * 64,
    "1:menu:",
    "1:menu:booking",
    "zz:none:!back",
    "💥:💥:💥",
)
JUNK: tuple[Any, ...] = (
    None, True, -1, 0, 2**31, 2**63, -(2**70), 1.5, "", "x", "\ud800", "9" * 400, [], [[]], {}, {"id": "x"}, [None], {"a": {"b": []}},
)  # fmt: skip
MESSAGE_KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message", "guest_message",
)  # fmt: skip
SERVICE: tuple[dict[str, Any], ...] = (
    {"new_chat_title": "x"}, {"delete_chat_photo": True}, {"group_chat_created": True}, {"migrate_from_chat_id": -5},
    {"forum_topic_created": {"name": "x", "icon_color": 1}}, {"forum_topic_closed": {}}, {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
    {"left_chat_member": {"id": 5, "is_bot": False, "first_name": "x"}}, {"web_app_data": {"data": "x", "button_text": "y"}},
    {"users_shared": {"request_id": 1, "users": []}}, {"video_chat_started": {}}, {"successful_payment": {}}, {"unheard_of": {"x": 1}},
)  # fmt: skip
