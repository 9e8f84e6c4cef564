"""Whatever is said, tapped, repeated or forged: the engine stays upright."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cast import Cast
from support.noise import Act, acts
from support.phone import Phone, option_of

from bot.drawing import draw_screen, toast
from dialogs.model import Button, Command
from dialogs.owner.family import OWNER_ENGINE
from dialogs.talk import SUSPENDED

MOST = 1 + SUSPENDED + 1
"""The main menu, what waits, and what is active."""
FEWER = settings(max_examples=settings.default.max_examples // 2)
owners = st.sampled_from(["new", "known", "busy", "claimed", "leaving", "regular"])


def upright(phone: Phone) -> None:
    """What holds after every event."""
    assert phone.stack[0] == OWNER_ENGINE.root
    assert len(phone.stack) <= MOST
    assert len(set(phone.stack)) == len(phone.stack)
    assert phone.turn.screen is not None or phone.turn.reaction
    drawn = draw_screen(phone.screen, phone.session.language)
    assert drawn.text
    toast(phone.turn.toast, phone.session.language)


def play(phone: Phone, todo: list[Act]) -> list[Button]:
    """Do it all, one after the other; every button that was shown."""
    phone.send(Command("start"))
    shown = phone.buttons()
    for act in todo:
        act(phone, shown)
        upright(phone)
        shown += phone.buttons()
    return shown


@given(name=owners, todo=st.lists(acts, min_size=4, max_size=14))
def test_nothing_brings_the_engine_down(whole_cast: Cast, name: str, todo: list[Act]) -> None:
    phone = whole_cast.owner(name)
    with phone.branch():
        play(phone, todo)


@FEWER
@given(name=owners, todo=st.lists(acts, max_size=8))
def test_back_leads_to_an_earlier_step_and_in_the_end_out(
    whole_cast: Cast, name: str, todo: list[Act]
) -> None:
    phone = whole_cast.owner(name)
    with phone.branch():
        play(phone, todo)
        for _ in range(60):
            frame = phone.session.talk["frames"][-1]
            if "!back" not in [option_of(button) for button in phone.buttons()]:
                break
            phone.tap("!back")
            upright(phone)
            after = phone.session.talk["frames"][-1]
            assert after["id"] != frame["id"] or (
                after["s"] in frame["t"] and len(after["t"]) < len(frame["t"])
            )
        assert phone.step in (("home", "menu"), ("welcome", "privacy"))


@FEWER
@given(name=owners, todo=st.lists(acts, max_size=8))
def test_exit_ends_the_dialog(whole_cast: Cast, name: str, todo: list[Act]) -> None:
    phone = whole_cast.owner(name)
    with phone.branch():
        play(phone, todo)
        before = [frame["id"] for frame in phone.session.talk["frames"]]
        phone.send(Command("cancel"))
        after = [frame["id"] for frame in phone.session.talk["frames"]]
        assert after == (before[:-1] if len(before) > 1 else before)
