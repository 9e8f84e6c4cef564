"""aiogram-dialog: the same booking as windows of one dialog. The argument is `memory` or a Redis URL."""

from __future__ import annotations

import asyncio
import sys
from operator import itemgetter
from typing import Any

from aiogram import Dispatcher
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Back, Cancel, Group, Row, Select
from aiogram_dialog.widgets.text import Const, Format
from booking import BACK, CANCEL, DONE, QUESTIONS, Question
from on_aiogram import run

KEPT_SECONDS = 600


class Booking(StatesGroup):
    """One state per window, in their order."""

    car = State()
    reason = State()
    day = State()
    time = State()
    summary = State()
    done = State()


async def choose(query: CallbackQuery, widget: Any, manager: DialogManager, item: str) -> None:
    """Keep the answer and go on; at the summary only the first choice books."""
    question = next(q for q in QUESTIONS if q.key == widget.widget_id)
    manager.dialog_data[question.key] = question.labels[int(item)]
    await manager.next()


async def answers(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What the windows' texts need."""
    return dict(dialog_manager.dialog_data)


def window(question: Question, state: State) -> Window:
    """The question, its labels and the navigation."""
    items = list(enumerate(question.labels))
    select = Select(
        Format("{item[1]}"),
        id=question.key,
        item_id_getter=itemgetter(0),
        items=items,
        on_click=choose,
    )
    first = state == Booking.car
    navigation = Row(*([] if first else [Back(Const(BACK))]), Cancel(Const(CANCEL)))
    text = Const(question.text) if question.key != "summary" else Format(question.text)
    return Window(
        text,
        Group(select, width=question.width),
        navigation,
        state=state,
        getter=answers,
    )


STATES = (Booking.car, Booking.reason, Booking.day, Booking.time, Booking.summary)
DIALOG = Dialog(
    *(window(question, state) for question, state in zip(QUESTIONS, STATES, strict=True)),
    Window(Format(DONE), state=Booking.done, getter=answers),
)


async def start(message: Message, dialog_manager: DialogManager) -> None:
    """Begin anew."""
    await dialog_manager.start(Booking.car, mode=StartMode.RESET_STACK)


def storage(where: str) -> BaseStorage:
    """Memory, or Redis with keys that vanish by themselves."""
    if where == "memory":
        return MemoryStorage()
    from aiogram.fsm.storage.redis import RedisStorage

    keys = DefaultKeyBuilder(prefix="servicebay_bench", with_destiny=True)
    return RedisStorage.from_url(where, key_builder=keys, state_ttl=KEPT_SECONDS, data_ttl=KEPT_SECONDS)


dispatcher = Dispatcher(storage=storage(sys.argv[1]))
dispatcher.message.register(start, CommandStart())
dispatcher.include_router(DIALOG)
setup_dialogs(dispatcher)
asyncio.run(run(dispatcher))
