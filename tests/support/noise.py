"""What people (and others) do to a chat, as hypothesis strategies: sensible, absent-minded, hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from support.phone import Phone

from dealership.domain.records import Media
from dialogs.engine import Turn
from dialogs.model import Button, Command, Contact, Event, Sent, Tap, Typed
from dialogs.owner.commands import COMMANDS

Act = Callable[[Phone, list[Button]], Turn]
"""Does something to the chat; the list holds every button that was ever shown."""

SAID = (
    "做个保养", "明天下午三点", "周六上午", "刹车失灵了", "空调不凉，想换轮胎", "35000", "沪E55555", "沪A10001", "取消", "返回", "人工",
    "改到周五", "取消预约", "谢谢", "为什么", "重新开始", "是的", "不要", "昨天", "后年", "最早的", "在店里等", "陈思远", "柏林店",
    "book me in tomorrow at 3 pm", "запишите на завтра в 15:00", "/", "", " ", "\u202e\u200f", "😀" * 40, "<b>&amp;", "x" * 1200,
)  # fmt: skip
FORGED = (
    "!restart", "!why", "!human", "!back", "!cancel", "!nothing", "next", "yes", "change", "change.summary", "change.day", "keep",
    "~0", "~99999999", "full.9999-12-31", "9999-12-31", "2026-09-04", "0", "99999999999", "part.pm", "other", "earliest",
    "ready", "drop", "at.1", "in.1", "go_on", "anew", "leave", "wait.1", "none", "any", "delete", "٣", "", ":" * 9,
)  # fmt: skip
_PHOTO = Media("photo", "owner", "file", "unique")


def _say(event: Event) -> Act:
    return lambda phone, _shown: phone.send(event)


def _tap(number: int) -> Act:
    def act(phone: Phone, _shown: list[Button]) -> Turn:
        buttons = phone.buttons()
        return phone.press(buttons[number % len(buttons)]) if buttons else phone.send(Command("menu"))

    return act


def _tap_an_old_one(number: int) -> Act:
    return lambda phone, shown: phone.press(shown[number % len(shown)])


def _forge(option: str) -> Act:
    """A button of the present step that is not on the screen."""

    def act(phone: Phone, _shown: list[Button]) -> Turn:
        frame = phone.session.talk["frames"][-1]
        return phone.send(Tap(frame["id"], frame["s"], option))

    return act


def _wait(minutes: int) -> Act:
    """Time goes by, then the screen is shown again."""

    def act(phone: Phone, _shown: list[Button]) -> Turn:
        phone.at(phone.world.now + timedelta(minutes=minutes))
        return phone.do(phone.engine.present)

    return act


numbers = st.integers(0, 60)
taps = numbers.map(_tap)
acts: st.SearchStrategy[Act] = st.one_of(
    taps,
    taps,
    taps,
    numbers.map(_tap_an_old_one),
    st.sampled_from(FORGED).map(_forge),
    st.sampled_from((11, 60 * 24, 60 * 24 * 45)).map(_wait),
    st.one_of(st.sampled_from(SAID), st.text(max_size=30)).map(lambda text: _say(Typed(text, 5))),
    st.sampled_from(sorted(COMMANDS)).map(lambda name: _say(Command(name, "v_nothing"))),
    st.sampled_from(
        [
            Contact("+8613800000003", True),
            Contact("nothing", False),
            Sent("photo", _PHOTO, "看这里", 6),
            Sent("sticker", _PHOTO),
            Sent("location", None, "", 7, (31.2, 121.5)),
        ]
    ).map(_say),
)
