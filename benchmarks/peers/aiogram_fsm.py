"""aiogram's own state machine in memory: a booking in five steps, callbacks answered, the message edited."""

from __future__ import annotations

import asyncio

from aiogram import Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from booking import BACK, CANCEL, DONE, QUESTIONS
from on_aiogram import run

dispatcher = Dispatcher()


class Booking(StatesGroup):
    """One state per question, in their order."""

    car = State()
    reason = State()
    day = State()
    time = State()
    summary = State()


STATES = (Booking.car, Booking.reason, Booking.day, Booking.time, Booking.summary)


def keyboard(step: int) -> InlineKeyboardMarkup:
    """The question's labels and the navigation."""
    question = QUESTIONS[step]
    buttons = [
        InlineKeyboardButton(text=label, callback_data=f"{question.key}:{number}")
        for number, label in enumerate(question.labels)
    ]
    rows = [buttons[i : i + question.width] for i in range(0, len(buttons), question.width)]
    rows.append(
        [
            InlineKeyboardButton(text=BACK, callback_data="back"),
            InlineKeyboardButton(text=CANCEL, callback_data="cancel"),
        ]
    )
    return InlineKeyboardMarkup(inline_keyboard=rows)


@dispatcher.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.clear()
    await state.set_state(STATES[0])
    await message.answer(QUESTIONS[0].text, reply_markup=keyboard(0))


async def ask_next(step: int, query: CallbackQuery, state: FSMContext) -> None:
    """Keep the answer to `step` and show the next question."""
    question = QUESTIONS[step]
    label = question.labels[int((query.data or "").partition(":")[2])]
    answers = await state.update_data({question.key: label})
    await state.set_state(STATES[step + 1])
    text = QUESTIONS[step + 1].text.format(**answers)
    await query.message.edit_text(text, reply_markup=keyboard(step + 1))  # type: ignore[union-attr]
    await query.answer()


@dispatcher.callback_query(Booking.car, F.data.startswith("car:"))
async def car(query: CallbackQuery, state: FSMContext) -> None:
    """The car is known."""
    await ask_next(0, query, state)


@dispatcher.callback_query(Booking.reason, F.data.startswith("reason:"))
async def reason(query: CallbackQuery, state: FSMContext) -> None:
    """The reason is known."""
    await ask_next(1, query, state)


@dispatcher.callback_query(Booking.day, F.data.startswith("day:"))
async def day(query: CallbackQuery, state: FSMContext) -> None:
    """The day is known."""
    await ask_next(2, query, state)


@dispatcher.callback_query(Booking.time, F.data.startswith("time:"))
async def time(query: CallbackQuery, state: FSMContext) -> None:
    """The time is known."""
    await ask_next(3, query, state)


@dispatcher.callback_query(Booking.summary, F.data == "summary:0")
async def confirm(query: CallbackQuery, state: FSMContext) -> None:
    """Booked, as far as memory goes."""
    answers = await state.get_data()
    await state.clear()
    await query.message.edit_text(DONE.format(**answers))  # type: ignore[union-attr]
    await query.answer()


asyncio.run(run(dispatcher))
