"""The /sim contract of docs/stand.md: people, chats, taps, clock, calls, rest."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, Kit, TestClock, buttons, form, running_kit

from bot.stand.samples import PICTURE
from bot.stand.server import Stand

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        yield kit


async def test_a_person_is_created_and_listed(kit: Kit) -> None:
    made = await kit.sim("users", {"name": "Anna Petrova", "language_code": "ru", "phone": "+79000000001"})
    users = (await kit.sim("users"))["users"]
    anna = next(user for user in users if user["id"] == made["id"])
    assert (anna["name"], anna["language_code"], anna["phone"]) == ("Anna Petrova", "ru", "+79000000001")
    assert anna["blocked"] == {"owner": False, "staff": False}
    assert anna["id"] > 2**32, "ids that do not fit 32 bits must be met in tests"


async def test_a_message_reaches_the_bot_it_was_written_to(kit: Kit) -> None:
    sent = await kit.says("/start v_abc")
    (update,) = await kit.updates()
    assert (update["update_id"], update["message"]["message_id"]) == (sent["update_id"], sent["message_id"])
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"]["language_code"] == "zh-CN"
    assert await kit.updates("staff") == []


async def test_messages_tell_buttons_html_edits_and_deletions(kit: Kit) -> None:
    await kit.says()
    sent = await kit.ok(
        "sendMessage",
        chat_id=kit.li,
        text="<b>A</b> & <i>b</i>",
        parse_mode="HTML",
        reply_markup=buttons("Yes", "No"),
    )
    shown = (await kit.shown())[-1]
    assert shown["html"] == "<b>A</b> &amp; <i>b</i>"
    assert shown["buttons"] == [[{"text": "Yes", "data": "data:Yes"}], [{"text": "No", "data": "data:No"}]]
    assert (shown["edited"], shown["edits"], shown["from"]["is_bot"]) == (False, 0, True)
    await kit.ok("editMessageText", chat_id=kit.li, message_id=sent["message_id"], text="C")
    shown = (await kit.shown())[-1]
    assert (shown["text"], shown["edited"], shown["edits"], shown["buttons"]) == ("C", True, 1, [])
    await kit.ok("deleteMessage", chat_id=kit.li, message_id=sent["message_id"])
    assert (await kit.shown())[-1]["deleted"]


async def test_after_leaves_out_older_messages(kit: Kit) -> None:
    first, second = await kit.says("one"), await kit.says("two")
    answer = await kit.sim(f"chats/{kit.li}/messages?bot=owner&after={first['message_id']}")
    assert [message["id"] for message in answer["messages"]] == [second["message_id"]]


async def test_private_chats_of_the_two_bots_are_apart(kit: Kit) -> None:
    to_owner, to_staff = await kit.says("one"), await kit.says("two", bot="staff")
    assert [m["text"] for m in await kit.shown(bot="owner")] == ["one"]
    assert [m["text"] for m in await kit.shown(bot="staff")] == ["two"]
    assert to_owner["message_id"] == to_staff["message_id"], "message ids count per bot, so equal ones occur"


async def test_a_tap_returns_the_bots_answer(kit: Kit) -> None:
    await kit.says()
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="?", reply_markup=buttons("Yes"))
    body = {"from": kit.li, "message_id": sent["message_id"], "data": "data:Yes"}
    tap = asyncio.create_task(kit.sim(f"chats/{kit.li}/taps", body))
    query: dict[str, str] = {}
    while not query:
        query = next((u["callback_query"] for u in await kit.updates(timeout=2) if "callback_query" in u), {})
    await kit.ok("answerCallbackQuery", callback_query_id=query["id"], text="Done")
    answer = await tap
    assert answer["ok"]
    assert answer["answer"] == {"text": "Done", "show_alert": False}
    assert answer["update_id"] > 0


async def test_a_tap_by_text_without_message_id_finds_the_newest_button(kit: Kit) -> None:
    await kit.says()
    for _ in range(2):
        sent = await kit.ok("sendMessage", chat_id=kit.li, text="?", reply_markup=buttons("Yes"))
    await kit.sim(f"chats/{kit.li}/taps", {"text": "Yes", "wait": False})
    assert (await kit.updates())[-1]["callback_query"]["message"]["message_id"] == sent["message_id"]
    answer = await kit.sim(
        f"chats/{kit.li}/taps", {"text": "Maybe", "message_id": sent["message_id"]}, status=404
    )
    assert "Yes" in answer["error"]


async def test_a_tap_on_a_deleted_message_shows_it_inaccessible(kit: Kit) -> None:
    await kit.says()
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="?", reply_markup=buttons("Yes"))
    await kit.ok("deleteMessage", chat_id=kit.li, message_id=sent["message_id"])
    await kit.sim(f"chats/{kit.li}/taps", {"message_id": sent["message_id"], "data": "x", "wait": False})
    assert (await kit.updates())[-1]["callback_query"]["message"]["date"] == 0


async def test_a_reply_keyboard_shares_the_own_contact(kit: Kit) -> None:
    await kit.says()
    keyboard = {"keyboard": [[{"text": "Share", "request_contact": True}], ["No"]]}
    await kit.ok("sendMessage", chat_id=kit.li, text="Number?", reply_markup=keyboard)
    await kit.sim(f"chats/{kit.li}/taps", {"text": "Share"})
    await kit.sim(f"chats/{kit.li}/taps", {"text": "No"})
    contact, text = [update["message"] for update in await kit.updates()][-2:]
    assert contact["contact"] == {
        "phone_number": "+8613800000001", "first_name": "Li", "last_name": "Wei", "user_id": kit.li,
    }  # fmt: skip
    assert text["text"] == "No"


async def test_a_foreign_contact_is_not_the_users_own(kit: Kit) -> None:
    await kit.sim(f"chats/{kit.li}/messages", {"contact": {"phone_number": "+1", "first_name": "Bob"}})
    assert (await kit.updates())[-1]["message"]["contact"] == {"phone_number": "+1", "first_name": "Bob"}


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "sticker"])
async def test_files_of_people_can_be_fetched_by_the_bot(kit: Kit, kind: str) -> None:
    packed = base64.b64encode(PICTURE).decode()
    await kit.sim(f"chats/{kit.li}/messages", {kind: packed, "caption": "look"})
    media = (await kit.updates())[-1]["message"][kind]
    file_id = (media[-1] if kind == "photo" else media)["file_id"]
    path = (await kit.ok("getFile", file_id=file_id))["file_path"]
    async with kit.http.get(f"/file/bot{OWNER_TOKEN}/{path}") as response:
        assert await response.read() == PICTURE
    async with kit.http.get(f"/file/bot{STAFF_TOKEN}/{path}") as response:
        assert response.status == 404
    shown = (await kit.shown())[-1]
    async with kit.http.get(shown[kind]["url"]) as response:
        assert await response.read() == PICTURE


async def test_a_file_may_be_uploaded_as_a_form(kit: Kit) -> None:
    data = form(**{"from": str(kit.li), "photo": PICTURE, "caption": "scratch"})
    async with kit.http.post(f"/sim/chats/{kit.li}/messages", data=data) as response:
        assert response.status == 200
    message = (await kit.updates())[-1]["message"]
    assert (message["caption"], message["photo"][-1]["width"]) == ("scratch", 160)


async def test_a_pretended_large_file_cannot_be_downloaded(kit: Kit) -> None:
    await kit.sim(f"chats/{kit.li}/messages", {"document": {"size": 25_000_000, "file_name": "film.mp4"}})
    document = (await kit.updates())[-1]["message"]["document"]
    assert document["file_size"] == 25_000_000
    assert await kit.refused("getFile", file_id=document["file_id"]) == "Bad Request: file is too big"


async def test_an_album_arrives_as_separate_updates_with_one_group(kit: Kit) -> None:
    await kit.sim(f"chats/{kit.li}/messages", {"photo": [True, True, True], "caption": "here"})
    messages = [update["message"] for update in await kit.updates()]
    assert len(messages) == 3
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["here", None, None]


async def test_a_long_text_is_cut_by_the_client(kit: Kit) -> None:
    await kit.says("😀" * 3000)
    assert [len(update["message"]["text"]) for update in await kit.updates()] == [2048, 952]


async def test_the_clock_moves_by_duration_and_to_an_instant(kit: Kit) -> None:
    before = datetime.fromisoformat((await kit.sim("clock"))["now"])
    moved = datetime.fromisoformat((await kit.sim("clock", {"advance": "P1DT2H30M"}))["now"])
    assert 26.4 < (moved - before).total_seconds() / 3600 < 26.6
    assert (await kit.sim("clock", {"to": "2031-01-02T03:04:05Z"}))["now"].startswith("2031-01-02T03:04:0")
    assert "forward" in (await kit.sim("clock", {"to": "2020-01-01T00:00:00Z"}, status=400))["error"]
    assert "ISO 8601" in (await kit.sim("clock", {"advance": "tomorrow"}, status=400))["error"]
    await kit.says()
    date = (await kit.updates())[-1]["message"]["date"]
    assert datetime.fromtimestamp(date, UTC).year == 2031


async def test_calls_are_logged_with_their_answers(kit: Kit) -> None:
    await kit.says()
    await kit.ok("sendMessage", chat_id=kit.li, text="Hello")
    await kit.refused("sendMessage", chat_id=kit.li)
    calls = (await kit.sim("calls?bot=owner&method=sendmessage"))["calls"]
    assert [(call["ok"], call["error"]) for call in calls] == [
        (True, None),
        (False, "Bad Request: message text is empty"),
    ]
    assert calls[0]["params"]["text"] == "Hello"
    assert calls[0]["result"]["text"] == "Hello"
    assert (await kit.sim(f"calls?after={calls[0]['seq']}&limit=1"))["calls"][0]["seq"] == calls[1]["seq"]
    assert (await kit.sim("calls?bot=staff"))["calls"] == []


async def test_settle_waits_until_updates_are_acknowledged(kit: Kit) -> None:
    await kit.ok("getUpdates")
    said = await kit.says()
    rest = asyncio.create_task(kit.sim("settle", {}))
    await kit.updates()
    await asyncio.sleep(0.08)
    assert not rest.done(), "delivered is not acknowledged"
    await kit.updates(offset=said["update_id"] + 1)
    assert (await asyncio.wait_for(rest, 2))["ok"]


async def test_settle_names_what_is_pending(kit: Kit) -> None:
    await kit.ok("getUpdates")
    await kit.says()
    answer = await kit.sim("settle", {"timeout": 0.05}, status=504)
    assert answer["pending"] == {"owner": 1}


async def test_settle_asks_the_product_too() -> None:
    class Hooks:
        rests = 0

        async def settle(self) -> None:
            self.rests += 1

    hooks = Hooks()
    async with running_kit(hooks=hooks) as kit:
        await kit.says()
        assert (await kit.sim("settle", {}))["ok"], "a bot that never asked for updates leaves none pending"
    assert hooks.rests == 1


async def test_people_edit_react_block_and_come_back(kit: Kit) -> None:
    said = await kit.says("helo")
    await kit.updates(allowed_updates=["message", "edited_message", "message_reaction", "my_chat_member"])
    path = f"chats/{kit.li}"
    await kit.sim(f"{path}/edits", {"message_id": said["message_id"], "text": "hello"})
    await kit.sim(f"{path}/reactions", {"message_id": said["message_id"], "emoji": "👍"})
    await kit.sim(f"{path}/block", {"from": kit.li, "blocked": True})
    assert (
        await kit.refused("sendMessage", chat_id=kit.li, text="?") == "Forbidden: bot was blocked by the user"
    )
    await kit.says("back")
    kinds = [next(key for key in update if key != "update_id") for update in await kit.updates()]
    assert kinds == [
        "message",
        "edited_message",
        "message_reaction",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    assert (await kit.ok("sendMessage", chat_id=kit.li, text="welcome"))["text"] == "welcome"


async def test_a_deactivated_user_is_forbidden(kit: Kit) -> None:
    await kit.says()
    await kit.sim(f"users/{kit.li}", {"deactivated": True})
    assert await kit.refused("sendMessage", chat_id=kit.li, text="?") == "Forbidden: user is deactivated"


async def test_a_group_is_seen_by_administrators_and_obeys_privacy(kit: Kit) -> None:
    made = await kit.sim("groups", {"title": "Store", "members": [kit.li], "bot_admins": ["staff"]})
    group = made["chat_id"]
    await kit.sim(f"chats/{group}/members", {"bot": "owner", "status": "member"})
    for bot in ("owner", "staff"):
        await kit.updates(bot, offset=2**40)
    for text in ("just talking", "/today", "hi @servicebay_owner_bot"):
        await kit.sim(f"chats/{group}/messages", {"from": kit.li, "text": text})
    assert [u["message"]["text"] for u in await kit.updates("staff")] == [
        "just talking",
        "/today",
        "hi @servicebay_owner_bot",
    ]
    assert [u["message"]["text"] for u in await kit.updates()] == ["/today", "hi @servicebay_owner_bot"]


async def test_topics_are_opened_closed_and_deleted_by_people(kit: Kit) -> None:
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["staff"])
    thread = (await kit.sim(f"chats/{group}/topics", {"name": "Case"}))["thread"]
    sent = await kit.ok("sendMessage", "staff", chat_id=group, message_thread_id=thread, text="Card")
    assert sent["message_thread_id"] == thread
    reply = {"from": kit.li, "text": "mine", "reply_to": sent["message_id"]}
    await kit.sim(f"chats/{group}/messages", reply)
    message = (await kit.updates("staff"))[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert message["reply_to_message"]["message_id"] == sent["message_id"]
    await kit.sim(f"chats/{group}/topics", {"close": thread})
    assert (
        await kit.refused("sendMessage", "staff", chat_id=group, message_thread_id=thread, text="x")
        == "Bad Request: TOPIC_CLOSED"
    )
    await kit.sim(f"chats/{group}/topics", {"delete": thread})
    refusal = await kit.refused("sendMessage", "staff", chat_id=group, message_thread_id=thread, text="x")
    assert refusal == "Bad Request: message thread not found"
    assert (await kit.sim("state"))["groups"][0]["topics"] == []


async def test_an_anonymous_administrator_cannot_be_told_apart(kit: Kit) -> None:
    group = kit.stand.add_group("Store", members=[kit.li], bot_admins=["staff"])
    await kit.sim(f"chats/{group}/messages", {"from": kit.li, "text": "who?", "anonymous": True})
    message = (await kit.updates("staff"))[-1]["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == group


async def test_events_tell_every_change(kit: Kit) -> None:
    seq = (await kit.sim("state"))["seq"]
    await kit.says()
    await kit.ok("sendChatAction", chat_id=kit.li, action="typing")
    async with kit.http.get(f"/sim/events?after={seq}") as stream:
        text = ""
        while '"action": "typing"' not in text:
            text += (await stream.content.readany()).decode()
    assert '"kind": "message"' in text
    assert f'"chat_id": {kit.li}' in text


async def test_raw_updates_reach_the_bot_as_they_are(kit: Kit) -> None:
    hostile = {"message": {"message_id": -1, "chat": None, "strange": [1, {"a": "\u202e"}]}, "poll": 7}
    number = (await kit.sim("updates", {"bot": "staff", "update": hostile}))["update_id"]
    assert await kit.updates("staff") == [{"update_id": number, **hostile}]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("users", {"name": " "}, 400),
        ("chats/1/messages", {"text": "x"}, 404),
        ("chats/{li}/messages", {}, 400),
        ("chats/{li}/messages", {"text": "x", "bot": "nobody"}, 400),
        ("chats/{li}/messages", {"text": "x", "from": "abc"}, 400),
        ("chats/{li}/messages", {"photo": "bm8gcGljdHVyZQ=="}, 400),
        ("chats/{li}/messages", {"document": "§"}, 400),
        ("chats/{li}/messages", {"text": "x", "reply_to": 1}, 404),
        ("chats/{li}/messages", {"location": [100, 0]}, 400),
        ("chats/{li}/taps", {"message_id": 5, "data": "x"}, 404),
        ("chats/{li}/topics", {"name": "x"}, 400),
        ("faults", {"kind": "plague"}, 400),
        ("faults", {}, 400),
        ("faults", {"kind": "429", "count": "many"}, 400),
        ("clock", {}, 400),
        ("updates", {"update": []}, 400),
    ],
)
async def test_wrong_requests_are_refused_with_a_reason(
    kit: Kit, path: str, body: dict[str, object], status: int
) -> None:
    answer = await kit.sim(path.format(li=kit.li), body, status)
    assert answer["error"]


async def test_a_taken_port_is_an_error(kit: Kit) -> None:
    other = Stand(OWNER_TOKEN, STAFF_TOKEN)
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port=int(kit.stand.url.rsplit(":", 1)[1]))


async def test_a_passed_clock_is_the_stands_time() -> None:
    clock = TestClock()
    async with running_kit(clock=clock) as kit:
        await kit.sim("clock", {"advance": "PT1H"})
        assert clock.time == datetime(2026, 9, 1, 9, tzinfo=UTC)
        await kit.says()
        assert (await kit.updates())[-1]["message"]["date"] == clock.time.timestamp()


async def test_a_removed_keyboard_cannot_be_pressed(kit: Kit) -> None:
    await kit.says()
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="?", reply_markup={"keyboard": [["Old"]]})
    await kit.ok("sendMessage", chat_id=kit.li, text="!", reply_markup={"remove_keyboard": True})
    await kit.sim(f"chats/{kit.li}/taps", {"text": "Old"}, status=404)
    await kit.sim(f"chats/{kit.li}/taps", {"text": "Old", "message_id": sent["message_id"]}, status=409)


async def test_a_deleted_message_says_nothing_any_more(kit: Kit) -> None:
    await kit.says()
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="secret", reply_markup=buttons("Yes"))
    await kit.ok("deleteMessage", chat_id=kit.li, message_id=sent["message_id"])
    shown = (await kit.shown())[-1]
    assert (shown["text"], shown["html"], shown["buttons"]) == ("", "", [])
    await kit.sim(f"chats/{kit.li}/taps", {"text": "Yes"}, status=404)


async def test_a_bot_that_is_added_to_a_group_hears_of_it(kit: Kit) -> None:
    group = kit.stand.add_group("Strangers", members=[kit.li])
    await kit.sim(f"chats/{group}/members", {"bot": "owner", "status": "member"})
    change, message = await kit.updates()
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["new_chat_members"][0]["id"] == 1001
    assert await kit.ok("leaveChat", chat_id=group)


async def test_a_group_that_moves_names_its_new_number(kit: Kit) -> None:
    made = await kit.sim(
        "groups", {"members": [kit.li], "bot_admins": ["staff"], "forum": False, "supergroup": False}
    )
    old = made["chat_id"]
    new = (await kit.sim(f"chats/{old}/migrate", {}))["chat_id"]
    answer = await kit.call("sendMessage", "staff", chat_id=old, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    assert [u["message"].get("migrate_to_chat_id") for u in await kit.updates("staff")] == [new, None]
    await kit.ok("sendMessage", "staff", chat_id=new, text="x")


async def test_a_chat_may_be_open_from_the_beginning(kit: Kit) -> None:
    kit.stand.open_chat(kit.li, "staff")
    await kit.ok("sendMessage", "staff", chat_id=kit.li, text="x")
    assert await kit.updates("staff") == []


async def test_a_file_name_alone_stands_for_a_sample(kit: Kit) -> None:
    await kit.sim(f"chats/{kit.li}/messages", {"document": "insurance policy.pdf"})
    assert (await kit.updates())[-1]["message"]["document"]["file_name"] == "insurance policy.pdf"
