"""The stand as both libraries meet it, over real HTTP: nothing of it may surprise their parsers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot as OwnerBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, Kit, running_kit
from telegram import Bot as StaffBot
from telegram import InlineKeyboardButton as StaffButton
from telegram import InlineKeyboardMarkup as StaffMarkup
from telegram import InputMediaDocument
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.stand.samples import PICTURE

pytestmark = pytest.mark.asyncio
KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])


@pytest_asyncio.fixture
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False) as kit:
        yield kit


@pytest_asyncio.fixture
async def owner(kit: Kit) -> AsyncIterator[OwnerBot]:
    bot = OwnerBot(OWNER_TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(kit.stand.url)))
    await kit.says()
    yield bot
    await bot.session.close()


@pytest_asyncio.fixture
async def staff(kit: Kit) -> AsyncIterator[StaffBot]:
    url = kit.stand.url
    bot = StaffBot(STAFF_TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    await kit.says(bot="staff")
    async with bot:
        yield bot


@pytest.fixture
def forum(kit: Kit) -> int:
    return kit.stand.add_group("Store", members=[kit.li], bot_admins=["owner", "staff"])


async def test_aiogram_sends_edits_and_deletes(kit: Kit, owner: OwnerBot) -> None:
    sent = await owner.send_message(kit.li, "<b>Hello</b> 😀", parse_mode="HTML", reply_markup=KEYS)
    assert (sent.text, sent.entities and sent.entities[0].type) == ("Hello 😀", "bold")
    edited = await owner.edit_message_text("Bye", chat_id=kit.li, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "Bye"
    assert edited.edit_date
    assert edited.reply_markup is None
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await owner.edit_message_text("Bye", chat_id=kit.li, message_id=sent.message_id)
    assert await owner.delete_message(kit.li, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await owner.delete_message(kit.li, sent.message_id)


async def test_aiogram_receives_taps_and_answers_them(kit: Kit, owner: OwnerBot) -> None:
    sent = await owner.send_message(kit.li, "Choose", reply_markup=KEYS)
    tap = asyncio.create_task(
        kit.sim(f"chats/{kit.li}/taps", {"from": kit.li, "message_id": sent.message_id, "text": "Go"})
    )
    query = None
    while query is None:
        query = next((u.callback_query for u in await owner.get_updates(timeout=1) if u.callback_query), None)
    assert (query.data, query.from_user.id) == ("go", kit.li)
    await owner.answer_callback_query(query.id, text="Booked", show_alert=True)
    assert (await tap)["answer"] == {"text": "Booked", "show_alert": True}
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await owner.answer_callback_query(query.id)


async def test_aiogram_sends_every_kind_of_content(kit: Kit, owner: OwnerBot) -> None:
    file = BufferedInputFile(PICTURE, "car.png")
    photo = await owner.send_photo(kit.li, file, caption="<i>Car</i>", parse_mode="HTML")
    assert photo.photo
    assert photo.photo[-1].width == 160
    again = await owner.send_photo(kit.li, photo.photo[-1].file_id)
    assert again.photo
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    document = await owner.send_document(kit.li, BufferedInputFile(b"BEGIN:VCALENDAR", "visit.ics"))
    assert document.document
    assert document.document.file_name == "visit.ics"
    voice = await owner.send_voice(kit.li, BufferedInputFile(b"OggS....", "v.ogg"), duration=3)
    assert voice.voice
    assert voice.voice.duration == 3
    assert (await owner.send_location(kit.li, 31.2, 121.4)).location
    assert (await owner.send_venue(kit.li, 31.2, 121.4, "Store", "Road 1")).venue
    assert (await owner.send_contact(kit.li, "+1", "Store")).contact
    album = await owner.send_media_group(kit.li, [InputMediaPhoto(media=file), InputMediaPhoto(media=file)])
    assert len({message.media_group_id for message in album}) == 1
    assert await owner.send_chat_action(kit.li, "typing")
    copied = await owner.copy_message(kit.li, kit.li, photo.message_id)
    forwarded = await owner.forward_message(kit.li, kit.li, photo.message_id)
    assert copied.message_id < forwarded.message_id
    assert forwarded.forward_origin is not None


async def test_aiogram_edits_media_and_captions(kit: Kit, owner: OwnerBot) -> None:
    photo = await owner.send_photo(kit.li, BufferedInputFile(PICTURE, "car.png"), caption="Before")
    at: Any = {"chat_id": kit.li, "message_id": photo.message_id}
    captioned = await owner.edit_message_caption(caption="After", **at)
    assert not isinstance(captioned, bool)
    assert captioned.caption == "After"
    changed = await owner.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(PICTURE, "b.png"), caption="New"), **at
    )
    assert not isinstance(changed, bool)
    assert changed.photo
    assert photo.photo
    assert changed.photo[-1].file_unique_id != photo.photo[-1].file_unique_id
    marked = await owner.edit_message_reply_markup(reply_markup=KEYS, **at)
    assert not isinstance(marked, bool)
    assert marked.reply_markup
    assert marked.reply_markup.inline_keyboard[0][0].callback_data == "go"
    with pytest.raises(TelegramBadRequest, match="no text in the message to edit"):
        await owner.edit_message_text("Text", **at)


async def test_aiogram_downloads_what_people_send(kit: Kit, owner: OwnerBot) -> None:
    await kit.says("", photo=True, caption="scratch")
    message = (await owner.get_updates())[-1].message
    assert message
    assert message.photo
    assert message.caption == "scratch"
    data = await owner.download(message.photo[-1])
    assert data
    assert data.read() == PICTURE


async def test_a_file_id_of_one_bot_is_refused_for_the_other(
    kit: Kit, owner: OwnerBot, staff: StaffBot
) -> None:
    photo = await owner.send_photo(kit.li, BufferedInputFile(PICTURE, "car.png"))
    assert photo.photo
    with pytest.raises(BadRequest, match=r"[Ww]rong file_id or the file is temporarily unavailable"):
        await staff.get_file(photo.photo[-1].file_id)
    with pytest.raises(BadRequest, match=r"[Ww]rong file_id or the file is temporarily unavailable"):
        await staff.send_photo(kit.li, photo.photo[-1].file_id)


async def test_both_see_a_block_as_forbidden(kit: Kit, owner: OwnerBot, staff: StaffBot) -> None:
    for bot in ("owner", "staff"):
        await kit.sim(f"chats/{kit.li}/block", {"from": kit.li, "bot": bot, "blocked": True})
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await owner.send_message(kit.li, "Hello")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await staff.send_message(kit.li, "Hello")
    change = [u.my_chat_member for u in await owner.get_updates() if u.my_chat_member]
    assert change[-1].new_chat_member.status == "kicked"


async def test_both_see_too_many_requests(kit: Kit, owner: OwnerBot, staff: StaffBot) -> None:
    await kit.sim("faults", {"kind": "429", "count": 2, "retry_after": 7})
    with pytest.raises(TelegramRetryAfter) as refused:
        await owner.send_message(kit.li, "Hello")
    assert refused.value.retry_after == 7
    with pytest.raises(RetryAfter):
        await staff.send_message(kit.li, "Hello")


async def test_telegram_topics_work_in_both(kit: Kit, owner: OwnerBot, staff: StaffBot, forum: int) -> None:
    topic = await staff.create_forum_topic(forum, "Case 1", icon_color=7322096)
    card = await staff.send_message(forum, "Card", message_thread_id=topic.message_thread_id)
    assert card.is_topic_message
    assert card.reply_to_message
    assert card.reply_to_message.forum_topic_created
    await staff.pin_chat_message(forum, card.message_id)
    chat = await staff.get_chat(forum)
    assert chat.pinned_message
    assert chat.pinned_message.message_id == card.message_id
    assert await staff.edit_forum_topic(forum, topic.message_thread_id, name="Case 1 ✓")
    assert await staff.close_forum_topic(forum, topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await staff.send_message(forum, "More", message_thread_id=topic.message_thread_id)
    assert await staff.reopen_forum_topic(forum, topic.message_thread_id)
    assert await staff.delete_forum_topic(forum, topic.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await owner.send_message(forum, "More", message_thread_id=topic.message_thread_id)


async def test_ptb_sends_files_albums_and_reactions(kit: Kit, staff: StaffBot) -> None:
    sent = await staff.send_document(kit.li, b"words", filename="note.txt", caption="Note")
    assert sent.document
    assert sent.document.file_name == "note.txt"
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"words"
    album = await staff.send_media_group(
        kit.li, [InputMediaDocument(b"a", "a.txt"), InputMediaDocument(b"b", "b.txt")]
    )
    assert len(album) == 2
    assert await staff.set_message_reaction(kit.li, sent.message_id, "👌")
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await staff.set_message_reaction(kit.li, sent.message_id, "✓")
    markup = StaffMarkup([[StaffButton("Take", callback_data="take")]])
    card = await staff.send_message(kit.li, "Card", reply_markup=markup, reply_to_message_id=sent.message_id)
    assert card.reply_to_message
    assert card.reply_to_message.message_id == sent.message_id
    assert await staff.edit_message_text("Taken", kit.li, card.message_id)


async def test_identity_commands_and_names(kit: Kit, owner: OwnerBot, staff: StaffBot, forum: int) -> None:
    me = await owner.get_me()
    assert (me.username, me.id) == ("servicebay_owner_bot", 1001)
    await owner.set_my_commands([BotCommand(command="book", description="Book a visit")], language_code="en")
    assert [one.command for one in await owner.get_my_commands(language_code="en")] == ["book"]
    assert await owner.get_my_commands() == []
    await staff.set_my_name("Workshop")
    assert (await staff.get_my_name()).name == "Workshop"
    assert (await staff.get_me()).first_name == "Workshop"
    await staff.set_chat_menu_button()
    assert (await staff.get_chat_member(forum, staff.id)).status == "administrator"
    assert {admin.user.id for admin in await staff.get_chat_administrators(forum)} == {kit.li, 1001, 2002}
    full = await owner.get_chat(forum)
    assert full.is_forum
    assert await owner.leave_chat(forum)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member"):
        await owner.send_message(forum, "Hello")


async def test_replies_contacts_and_reply_keyboards(kit: Kit, owner: OwnerBot) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Share", request_contact=True)]])
    asked = await owner.send_message(kit.li, "Your number?", reply_markup=keyboard)
    await kit.sim(f"chats/{kit.li}/taps", {"from": kit.li, "text": "Share"})
    message = (await owner.get_updates())[-1].message
    assert message
    assert message.contact
    assert (message.contact.user_id, message.contact.phone_number) == (kit.li, "+8613800000001")
    thanks = await owner.send_message(
        kit.li, "Thanks", reply_parameters=ReplyParameters(message_id=message.message_id)
    )
    assert thanks.reply_to_message
    assert thanks.reply_to_message.contact
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await owner.edit_message_text("Again", chat_id=kit.li, message_id=asked.message_id)
    assert await owner.set_message_reaction(kit.li, message.message_id, [ReactionTypeEmoji(emoji="👍")])


async def test_a_second_poller_ends_the_first(kit: Kit, staff: StaffBot) -> None:
    offset = (await staff.get_updates())[-1].update_id + 1
    first = asyncio.create_task(staff.get_updates(offset=offset, timeout=5))
    await asyncio.sleep(0.05)
    assert await kit.updates("staff", offset=offset) == []
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_a_wrong_token_is_unauthorized(kit: Kit) -> None:
    url = kit.stand.url
    with pytest.raises(InvalidToken):
        async with StaffBot("3:nobody", base_url=f"{url}/bot"):
            pass


async def test_ptb_parses_every_update_people_cause(kit: Kit, staff: StaffBot, forum: int) -> None:
    """Contacts, places, stickers, voices, edits, reactions, membership: PTB reads them all."""
    acts: list[tuple[str, dict[str, Any]]] = [
        ("messages", {"contact": True}),
        ("messages", {"location": [31.2, 121.4]}),
        ("messages", {"sticker": True}),
        ("messages", {"voice": True}),
        ("messages", {"video": True}),
        ("messages", {"document": {"text": "x", "file_name": "a.txt"}}),
        ("messages", {"photo": [True, True], "caption": "two"}),
    ]
    for path, body in acts:
        await kit.sim(f"chats/{kit.li}/{path}", {"from": kit.li, "bot": "staff", **body})
    said = await kit.says("help", bot="staff")
    await kit.sim(
        f"chats/{kit.li}/edits", {"bot": "staff", "message_id": said["message_id"], "text": "help!"}
    )
    await staff.get_updates(
        allowed_updates=["message", "edited_message", "message_reaction", "my_chat_member"]
    )
    await kit.sim(
        f"chats/{kit.li}/reactions", {"bot": "staff", "message_id": said["message_id"], "emoji": "👍"}
    )
    await kit.sim(f"chats/{forum}/members", {"bot": "staff", "status": "left"})
    got = await staff.get_updates(limit=100)
    assert sum(update.message is not None for update in got) == 10
    assert [u.edited_message.text for u in got if u.edited_message] == ["help!"]
    assert [u.message_reaction.new_reaction[0].emoji for u in got if u.message_reaction] == ["👍"]  # type: ignore[attr-defined]
    assert any(u.my_chat_member for u in got)
