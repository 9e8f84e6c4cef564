"""Owners' records in the staff bot: find somebody, correct name or phone, make one of two. Only in a direct chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.identity import format_plate
from dealership.domain.message import Arg, Message, items
from dealership.domain.people import Found
from dealership.domain.rights import Action
from dealership.services import records
from dialogs.inputs import Confirm, Menu, Words
from dialogs.model import Dialog, Done, Fail, Go, Option, Result, Start, Step
from dialogs.staff.people import can, in_group, member
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
SHOWN = 8


def seek(talk: Talk, text: str) -> Result:
    if in_group(talk):
        return Done(Message("staff-only-direct"))
    found = records.find(talk.uow, talk.shop, member(talk), text, SHOWN)
    return Go(text) if found else Fail(Message("owners-nobody"))


def results(talk: Talk) -> Sequence[Item]:
    """Who fits; tapping one shows the record."""
    found = records.find(talk.uow, talk.shop, member(talk), str(talk.answers["who"]), SHOWN)
    return [(Option(str(one.id), _option(one)), _shows(one.id)) for one in found]


def _shows(owner_id: int) -> Callable[[Talk], Result]:
    return lambda _talk: Start("owner", {"owner": owner_id})


def _option(one: Found) -> Message:
    car = format_plate(one.cars[0]) if one.cars else "–"
    return Message("owners-option", {"name": one.name or "–", "car": car})


def about(talk: Talk) -> Mapping[str, Arg]:
    owner_id = int(talk.answers["owner"])
    person = records.owner_for(talk.uow, talk.shop, member(talk), owner_id, Action.SEE_RECORD)
    cars = [format_plate(car.plate or car.vin or "–") for car, _ in talk.uow.vehicles.of_owner(owner_id)]
    return {"name": person.name or "–", "phone": person.phone or "–", "cars": items(cars) if cars else "–"}


def changes(talk: Talk) -> Sequence[Item]:
    """What may be put right; nobody who may not sees a button for it."""
    about(talk)
    if not can(talk, Action.CORRECT_RECORDS):
        return []
    told = {"owner": talk.answers["owner"]}
    return [
        (Option(dialog, Message(f"owner-to-{dialog}")), _opens(f"owner-{dialog}", told))
        for dialog in ("name", "phone", "merge")
    ]


def _opens(dialog: str, answers: Mapping[str, object]) -> Callable[[Talk], Result]:
    return lambda _talk: Start(dialog, answers)


def rename(talk: Talk, text: str) -> Result:
    owner_id = int(talk.answers["owner"])
    done = records.rename(talk.uow, talk.shop, member(talk), owner_id, text, talk.now)
    return Done(Message("owner-corrected")) if done else Fail(Message("owner-name-bad"))


def change_phone(talk: Talk, text: str) -> Result:
    owner_id = int(talk.answers["owner"])
    done = records.change_phone(talk.uow, talk.shop, member(talk), owner_id, text, talk.now)
    return Done(Message("owner-corrected")) if done else Fail(Message("owner-phone-bad"))


def seek_other(talk: Talk, text: str) -> Result:
    """The other record, found by what one has in hand."""
    return Go(text) if _others(talk, text) else Fail(Message("owners-nobody"))


def _others(talk: Talk, text: str) -> Sequence[Found]:
    found = records.find(talk.uow, talk.shop, member(talk), text, SHOWN)
    return [one for one in found if one.id != int(talk.answers["owner"])]


def others(talk: Talk) -> Sequence[Item]:
    return [
        (Option(str(one.id), _option(one)), _chooses(one.id))
        for one in _others(talk, str(talk.answers["who"]))
    ]


def _chooses(owner_id: int) -> Callable[[Talk], Result]:
    return lambda _talk: Go(owner_id)


def pair(talk: Talk) -> Mapping[str, Arg]:
    told = {"kept": int(talk.answers["owner"]), "gone": int(talk.answers["other"])}
    shown = {
        key: records.owner_for(talk.uow, talk.shop, member(talk), owner_id, Action.CORRECT_RECORDS)
        for key, owner_id in told.items()
    }
    return {
        key: Message("owner-line", {"name": one.name or "–", "phone": one.phone or "–"})
        for key, one in shown.items()
    }


def merge(talk: Talk) -> Done:
    kept, gone = int(talk.answers["owner"]), int(talk.answers["other"])
    records.merge(talk.uow, talk.shop, member(talk), kept, gone, talk.now)
    return Done(Message("owner-merged"))


OWNERS = Dialog(
    "owners",
    Step("who", Words(seek, longest=60), why=False),
    Step("found", Menu(results, width=1), why=False),
)
OWNER = Dialog("owner", Step("card", Menu(changes, about, width=1), why=False), keeps=("owner",))
OWNER_NAME = Dialog("owner-name", Step("name", Words(rename, about, longest=60), why=False), keeps=("owner",))
OWNER_PHONE = Dialog(
    "owner-phone", Step("phone", Words(change_phone, about, longest=40), why=False), keeps=("owner",)
)
OWNER_MERGE = Dialog(
    "owner-merge",
    Step("who", Words(seek_other, about, longest=60), why=False),
    Step("other", Menu(others, about, width=1), why=False),
    Step("sure", Confirm(pair), why=False),
    done=merge,
    keeps=("owner",),
)
RECORDS = (OWNERS, OWNER, OWNER_NAME, OWNER_PHONE, OWNER_MERGE)
