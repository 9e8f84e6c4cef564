"""The same booking in memory on the product's own ground: what its engine and database are added to.

aiogram's dispatcher without its state machine, updates without the keyboard they quote, screens as plain data.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from aiohttp import web
from booking import BACK, CANCEL, DONE, QUESTIONS, Question
from common import API, SECRET, TOKEN, WEBHOOK, serve, webhook_path

from bot.owner.transport import Call, OwnerSession, without_quoted_keyboard

dispatcher = Dispatcher(disable_fsm=True)
sessions: dict[int, tuple[int, dict[str, str]]] = {}


def keyboard(question: Question) -> dict[str, Any]:
    """The question's labels and the navigation."""
    buttons = [
        {"text": label, "callback_data": f"{question.key}:{number}"}
        for number, label in enumerate(question.labels)
    ]
    rows = [buttons[i : i + question.width] for i in range(0, len(buttons), question.width)]
    rows.append(
        [
            {"text": BACK, "callback_data": "back"},
            {"text": CANCEL, "callback_data": "cancel"},
        ]
    )
    return {"inline_keyboard": rows}


@dispatcher.message()
async def start(message: Message, bot: Bot) -> None:
    """Ask the first question."""
    sessions[message.chat.id] = (0, {})
    screen = {"text": QUESTIONS[0].text, "reply_markup": keyboard(QUESTIONS[0])}
    await bot(Call(api_method="sendMessage", params={"chat_id": message.chat.id} | screen))


@dispatcher.callback_query()
async def choose(query: CallbackQuery, bot: Bot) -> None:
    """Keep the answer and show the next question, or the end."""
    assert query.message
    assert query.data
    step, answers = sessions[query.message.chat.id]
    question = QUESTIONS[step]
    answers[question.key] = question.labels[int(query.data.partition(":")[2])]
    sessions[query.message.chat.id] = (step + 1, answers)
    if step + 1 < len(QUESTIONS):
        following = QUESTIONS[step + 1]
        screen = {
            "text": following.text.format(**answers),
            "reply_markup": keyboard(following),
        }
    else:
        screen = {"text": DONE.format(**answers)}
    where = {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
    await bot(Call(api_method="answerCallbackQuery", params={"callback_query_id": query.id}))
    await bot(Call(api_method="editMessageText", params=where | screen))


async def main() -> None:
    """Serve the webhook."""
    bot = Bot(TOKEN, session=OwnerSession(API))

    async def webhook(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET):
            return web.Response(status=401)
        raw = without_quoted_keyboard(json.loads(await request.read()))
        await dispatcher.feed_update(bot, Update.model_validate(raw, context={"bot": bot}))
        return web.Response()

    app = web.Application()
    app.router.add_post(webhook_path(), webhook)
    await serve(app, lambda: bot.set_webhook(WEBHOOK, secret_token=SECRET))
    await bot.session.close()


asyncio.run(main())
