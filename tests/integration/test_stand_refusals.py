"""What the stand refuses, in Telegram's words: validation, missing messages, topics, keyboards, limits of
length.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from stand_kit import OWNER_TOKEN, Kit, TestClock, buttons, form, running_kit

from bot.stand.samples import png

pytestmark = pytest.mark.asyncio
HERE: Any = "the private chat"


@pytest_asyncio.fixture
async def clock() -> TestClock:
    return TestClock()


@pytest_asyncio.fixture
async def kit(clock: TestClock) -> AsyncIterator[Kit]:
    async with running_kit(limits=False, clock=clock) as kit:
        await kit.says()
        yield kit


@pytest.mark.parametrize(
    ("method", "params", "refusal"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": HERE}, "message text is empty"),
        ("sendMessage", {"chat_id": HERE, "text": " \n\t"}, "message text is empty"),
        ("sendMessage", {"chat_id": HERE, "text": "😀" * 2049}, "message is too long"),
        ("sendMessage", {"chat_id": 404, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": HERE, "text": "<b>x", "parse_mode": "HTML"},
         "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("sendMessage", {"chat_id": HERE, "text": "x<div>", "parse_mode": "HTML"},
         'can\'t parse entities: Unsupported start tag "div" at byte offset 1'),
        ("sendMessage", {"chat_id": HERE, "text": "<b>x</i>", "parse_mode": "HTML"},
         'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("sendMessage", {"chat_id": HERE, "text": "x", "message_thread_id": 7}, "message thread not found"),
        ("sendMessage", {"chat_id": HERE, "text": "x", "reply_parameters": {"message_id": 1}},
         "message to be replied not found"),
        ("sendMessage", {"chat_id": HERE, "text": "x", "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object: object expected as JSON"),
        ("sendMessage", {"chat_id": HERE, "text": "x", "disable_notification": "perhaps"},
         "can't parse disable_notification: Boolean expected"),
        ("sendLocation", {"chat_id": HERE, "latitude": "north", "longitude": 1},
         "can't parse latitude: Number expected"),
        ("sendLocation", {"chat_id": HERE, "longitude": 1}, 'parameter "latitude" is required'),
        ("sendChatAction", {"chat_id": HERE, "action": "dancing"}, "wrong parameter action in request"),
        ("sendPhoto", {"chat_id": HERE, "photo": "unknown"},
         "wrong file_id or the file is temporarily unavailable"),
        ("sendPhoto", {"chat_id": HERE, "photo": "http://example.com/a.png"},
         "failed to get HTTP URL content"),
        ("sendMediaGroup", {"chat_id": HERE, "media": [{"type": "photo", "media": "x"}]},
         "media must be 2-10"),
        ("editMessageText", {"chat_id": HERE, "message_id": 1, "text": "x"}, "message to edit not found"),
        ("deleteMessage", {"chat_id": HERE, "message_id": 1}, "message to delete not found"),
        ("copyMessage", {"chat_id": HERE, "from_chat_id": HERE, "message_id": 1},
         "message to copy not found"),
        ("forwardMessage", {"chat_id": HERE, "from_chat_id": HERE, "message_id": 1},
         "message to forward not found"),
        ("pinChatMessage", {"chat_id": HERE, "message_id": 1}, "message to pin not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"},
         "query is too old and response timeout expired or query ID is invalid"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("createForumTopic", {"chat_id": HERE, "name": "x"}, "the chat is not a forum"),
        ("createForumTopic", {"chat_id": HERE, "name": "x" * 129},
         "topic name must be 1-128 characters long"),
        ("setMyCommands", {"commands": [{"command": "Book!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setWebhook", {"url": "http://example.com/"},
         "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "https://example.com/", "secret_token": "x" * 257},
         "secret_token must be 1-256"),
        ("getChatMember", {"chat_id": HERE, "user_id": 12}, "invalid user_id specified"),
        ("getStarTransactions", {}, "method getStarTransactions exists but this stand does not play it"),
    ],
)  # fmt: skip
async def test_a_wrong_call_is_refused(kit: Kit, method: str, params: dict[str, Any], refusal: str) -> None:
    params = {name: kit.li if value == HERE else value for name, value in params.items()}
    assert await kit.refused(method, **params) == f"Bad Request: {refusal}"
    logged = (await kit.sim("calls?bot=owner"))["calls"][-1]
    assert (logged["method"], logged["ok"]) == (method, False)


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x", "callback_data": "ж" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "keyboard button text must be non-empty"),
        ({"text": "x"},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "url": "http://localhost/"},
         "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL"),
        ({"callback_data": "x"}, "can't parse reply keyboard markup JSON object: unexpected value"),
    ],
)  # fmt: skip
async def test_a_wrong_button_is_refused(kit: Kit, button: dict[str, Any], refusal: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert (
        await kit.refused("sendMessage", chat_id=kit.li, text="x", reply_markup=markup)
        == f"Bad Request: {refusal}"
    )


async def test_callback_data_of_64_bytes_passes(kit: Kit) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "ж" * 32}]]}
    await kit.ok("sendMessage", chat_id=kit.li, text="x", reply_markup=markup)


async def test_texts_are_measured_after_parsing(kit: Kit) -> None:
    longest = "<b>" + "&lt;" * 4096 + "</b>"
    await kit.ok("sendMessage", chat_id=kit.li, text=longest, parse_mode="HTML")
    for words, refusal in (("x" * 1024, None), ("x" * 1025, "Bad Request: message caption is too long")):
        data = form(chat_id=str(kit.li), caption=words, document=b"file")
        async with kit.http.post(f"/bot{OWNER_TOKEN}/sendDocument", data=data) as response:
            assert (await response.json()).get("description") == refusal


async def test_an_edit_that_changes_nothing_is_refused(kit: Kit) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="x", reply_markup=buttons("A"))
    at = {"chat_id": kit.li, "message_id": sent["message_id"]}
    same: Any = {"text": "<b></b>x", "parse_mode": "HTML", "reply_markup": buttons("A")}
    assert (await kit.refused("editMessageText", **at, **same)).startswith(
        "Bad Request: message is not modified: "
    )
    await kit.ok("editMessageReplyMarkup", **at)
    assert "message is not modified" in await kit.refused("editMessageReplyMarkup", **at)


@pytest.mark.parametrize("markup", [{"keyboard": [["A"]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_messages_with_a_reply_keyboard_cannot_be_edited(kit: Kit, markup: dict[str, Any]) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="x", reply_markup=markup)
    at = {"chat_id": kit.li, "message_id": sent["message_id"]}
    assert await kit.refused("editMessageText", **at, text="y") == "Bad Request: message can't be edited"


async def test_messages_of_people_cannot_be_edited(kit: Kit) -> None:
    said = await kit.says("mine")
    at = {"chat_id": kit.li, "message_id": said["message_id"]}
    assert await kit.refused("editMessageText", **at, text="y") == "Bad Request: message can't be edited"


async def test_a_bot_cannot_write_to_a_stranger(kit: Kit) -> None:
    stranger = kit.stand.add_user("Stranger", "en", "")
    answer = await kit.call("sendMessage", chat_id=stranger, text="x")
    assert (answer["error_code"], answer["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_messages_older_than_48_hours_stay(kit: Kit, clock: TestClock) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="x")
    clock.tick(48 * 3600 + 1)
    at = {"chat_id": kit.li, "message_id": sent["message_id"]}
    assert await kit.refused("deleteMessage", **at) == "Bad Request: message can't be deleted"
    assert await kit.ok("editMessageText", **at, text="y")


async def test_a_callback_query_grows_too_old(kit: Kit, clock: TestClock) -> None:
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="x", reply_markup=buttons("A"))
    await kit.sim(f"chats/{kit.li}/taps", {"message_id": sent["message_id"], "text": "A", "wait": False})
    query = (await kit.updates())[-1]["callback_query"]["id"]
    assert "query is too old" in await kit.refused("answerCallbackQuery", "staff", callback_query_id=query)
    clock.tick(151)
    assert "query is too old" in await kit.refused("answerCallbackQuery", callback_query_id=query)


async def test_topics_need_rights_and_a_forum(kit: Kit) -> None:
    plain = kit.stand.add_group("Plain", forum=False, members=[kit.li], bot_admins=["staff"])
    assert (
        await kit.refused("createForumTopic", "staff", chat_id=plain, name="x")
        == "Bad Request: the chat is not a forum"
    )
    forum = kit.stand.add_group("Forum", members=[kit.li])
    assert (
        await kit.refused("createForumTopic", "staff", chat_id=forum, name="x")
        == "Bad Request: chat not found"
    )
    await kit.sim(f"chats/{forum}/members", {"bot": "staff", "status": "member"})
    refusal = await kit.refused("createForumTopic", "staff", chat_id=forum, name="x")
    assert refusal == "Bad Request: not enough rights to create a topic"
    await kit.sim(f"chats/{forum}/members", {"bot": "staff", "status": "kicked"})
    refusal = await kit.refused("sendMessage", "staff", chat_id=forum, text="x")
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"


@pytest.mark.parametrize(
    ("photo", "refusal"),
    [
        (b"words", "IMAGE_PROCESS_FAILED"),
        (png(400, 10), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
async def test_what_is_no_photo_is_refused(kit: Kit, photo: bytes, refusal: str) -> None:
    data = form(chat_id=str(kit.li), photo=photo)
    async with kit.http.post(f"/bot{OWNER_TOKEN}/sendPhoto", data=data) as response:
        assert (await response.json())["description"] == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"[1]", "application/json"),
        (b"{", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"no boundary", "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data"),
    ],
)
async def test_broken_bodies_are_a_bad_request(kit: Kit, body: bytes, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    async with kit.http.post(f"/bot{OWNER_TOKEN}/sendMessage", data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"].startswith("Bad Request: ")


async def test_unknown_methods_and_tokens(kit: Kit) -> None:
    answer = await kit.call("sendPigeon")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method not found")
    async with kit.http.get("/bot9:x/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")


async def test_method_names_are_known_in_any_case_and_by_get(kit: Kit) -> None:
    async with kit.http.get(f"/bot{OWNER_TOKEN}/SENDMESSAGE?chat_id={kit.li}&text=hi") as response:
        assert (await response.json())["result"]["text"] == "hi"


@pytest.mark.parametrize("path", ["/sim/nothing", "/sim/users/x", "/bot", "/bot1:a", "/bot1:a/getMe/more"])
async def test_unknown_addresses_are_told_in_json(kit: Kit, path: str) -> None:
    async with kit.http.post(path) as response:
        answer = await response.json()
        assert (response.status, answer["ok"]) == (404, False)
        assert answer["error" if path.startswith("/sim/") else "description"]
