"""Lists of cases: mine, all open ones, those overdue; and the search by number, plate, phone or name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.message import Arg, Message
from dealership.domain.people import sought
from dealership.domain.records import Case
from dealership.domain.rights import Action, ensure_member_may
from dealership.services.case_cards import COMPLAINT
from dialogs.inputs import Menu
from dialogs.model import Ask, Dialog, Fail, Option, Result, Start, Step, Typed
from dialogs.staff.conversations import take
from dialogs.staff.desk.about import Item, line
from dialogs.staff.people import member
from dialogs.talk import Talk

LISTS = ("mine", "open", "overdue")
SHOWN = 30
MOST_DIGITS = 9


def found(talk: Talk) -> Sequence[Case]:
    """The list asked for, what is due first; or what was searched for."""
    ensure_member_may(member(talk), Action.SEE_CASE, talk.shop.id)
    words = talk.ui.get("words")
    if words:
        return search(talk, str(words))
    which = which_of(talk)
    keeper = member(talk).id if which == "mine" else None
    return talk.uow.complaints.open_of(talk.shop.id, SHOWN, keeper_id=keeper, overdue=which == "overdue")


def which_of(talk: Talk) -> str:
    return str(talk.ui.get("which") or talk.answers.get("which", "mine"))


def search(talk: Talk, words: str) -> Sequence[Case]:
    digits = words.strip().lstrip("#")
    number = int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None
    asked = sought(words.strip(), talk.store.hours.holiday_region)
    return talk.uow.complaints.find_cases(talk.shop.id, number, asked, SHOWN)


def items(talk: Talk) -> Sequence[Item]:
    """The other lists, then the cases."""
    cases = [(Option(f"case.{case.id}", line(talk, case)), _opens(case)) for case in found(talk)]
    others = [
        (Option(key, Message(f"cases-{key}")), _shows(key))
        for key in LISTS
        if key != which_of(talk) or talk.ui.get("words")
    ]
    return [*others, *cases]


def _shows(which: str) -> Callable[[Talk], Result]:
    return lambda _talk: Ask({"which": which})


def _opens(case: Case) -> Callable[[Talk], Result]:
    """A complaint's page; a conversation is taken."""
    if case.kind == COMPLAINT:
        return lambda _talk: Start("case", {"case": case.id})
    return lambda talk: Ask(talk.ui, take(talk, case))


def args(talk: Talk) -> Mapping[str, Arg]:
    which = "found" if talk.ui.get("words") else which_of(talk)
    return {"which": which, "count": len(found(talk))}


def typed(talk: Talk, event: Typed) -> Result | None:
    """Anything written is looked for."""
    ensure_member_may(member(talk), Action.SEE_CASE, talk.shop.id)
    if not search(talk, event.text):
        return Fail(Message("cases-nothing"))
    return Ask({"words": event.text[:60]})


CASES = Dialog("cases", Step("list", Menu(items, args, typed=typed), why=False), reading=True)
