"""What somebody wrote or sent, in the form in which it crosses between an owner and the staff."""

from __future__ import annotations

from dealership.services.cases import Words
from dialogs.model import Contact, Event, Sent, Typed


def words_of(bot: str, chat_id: int, event: Event) -> Words | None:
    """None for what cannot cross: a tap or a command, and what Telegram has besides files (polls, dice, games).

    Of a contact the phone number crosses: it is what one calls.
    """
    match event:
        case Typed(text=text, message_id=message_id):
            return Words(bot, chat_id, message_id, text)
        case Contact(phone=phone, message_id=message_id):
            return Words(bot, chat_id, message_id, phone)
        case Sent(media=media, caption=caption, message_id=message_id, place=place) if (
            media or place or caption
        ):
            return Words(bot, chat_id, message_id, caption, media, place)
        case _:
            return None
