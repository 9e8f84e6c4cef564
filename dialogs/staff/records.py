"""Owners' records in the staff bot: find somebody, correct name or phone, make one person or car of two.

Only in a direct chat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.identity import format_plate
from dealership.domain.message import Arg, Message, items
from dealership.domain.people import Found
from dealership.domain.records import Vehicle
from dealership.domain.rights import Action
from dealership.services import records, surveys
from dialogs.inputs import Choice, Confirm, Menu, Words
from dialogs.model import Dialog, Done, Fail, Go, Option, Result, Start, Step
from dialogs.staff.people import can, in_group, member
from dialogs.surveys import SURVEYS
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
SHOWN = 8
AGAIN = "complaint"
"""The survey that goes out by itself, after a complaint."""


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
    told = {"owner": talk.answers["owner"]}
    heard = [(Option("complaint", Message("owner-to-complaint")), _opens("complaint-entry", told))]
    sent = [(Option("ledger", Message("owner-to-ledger")), _opens("ledger", told))]
    asked = [(Option("survey", Message("owner-to-survey")), _opens("owner-survey", told))]
    first = [
        *(heard if can(talk, Action.WORK_COMPLAINT) else []),
        *(sent if can(talk, Action.SEE_LEDGER) else []),
        *(asked if can(talk, Action.ASK_SURVEY) else []),
    ]
    if not can(talk, Action.CORRECT_RECORDS):
        return first
    cars = ("car",) if talk.uow.vehicles.of_owner(int(talk.answers["owner"])) else ()
    return [
        *first,
        *[
            (Option(dialog, Message(f"owner-to-{dialog}")), _opens(f"owner-{dialog}", told))
            for dialog in ("name", "phone", "merge", *cars)
        ],
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


def surveys_to_ask(_talk: Talk) -> Sequence[Option]:
    return [Option(key, Message(f"report-about-{key}")) for key in SURVEYS if key != AGAIN]


def ask_survey(talk: Talk) -> Done:
    survey, owner_id = SURVEYS[str(talk.answers["which"])], int(talk.answers["owner"])
    return Done(surveys.ask(talk.uow, talk.shop, survey, member(talk), owner_id, talk.now))


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


def cars(talk: Talk) -> Sequence[Item]:
    """The owner's cars; the one tapped stays."""
    about(talk)
    mine = talk.uow.vehicles.of_owner(int(talk.answers["owner"]))
    return [
        (Option(str(car.id), Message("owner-car-option", _named(car))), _chooses(car.id)) for car, _ in mine
    ]


def seek_car(talk: Talk, text: str) -> Result:
    """The other record of the same car, found by plate or VIN."""
    kept = records.car_for(talk.uow, talk.shop, member(talk), int(talk.answers["car"]))
    found = records.find_car(talk.uow, talk.shop, member(talk), text)
    if found is None or found.id == kept.id:
        return Fail(Message("owner-car-nothing"))
    return Go(found.id) if records.may_be_one_car(kept, found) else Fail(Message("owner-car-two"))


def car(talk: Talk) -> Mapping[str, Arg]:
    return {"kept": _described(talk, "car")}


def two_cars(talk: Talk) -> Mapping[str, Arg]:
    return {"kept": _described(talk, "car"), "gone": _described(talk, "who")}


def _described(talk: Talk, answer: str) -> Message:
    one = records.car_for(talk.uow, talk.shop, member(talk), int(talk.answers[answer]))
    drivers = [owner.name or "–" for owner, _ in talk.uow.vehicles.drivers(one.id)]
    return Message("owner-car-line", {**_named(one), "drivers": items(drivers) if drivers else "–"})


def _named(car: Vehicle) -> Mapping[str, Arg]:
    return {"car": format_plate(car.plate or car.vin or "–"), "model": car.model or "–"}


def merge_cars(talk: Talk) -> Done:
    kept, gone = int(talk.answers["car"]), int(talk.answers["who"])
    done = records.merge_cars(talk.uow, talk.shop, member(talk), kept, gone, talk.now)
    return Done(Message("owner-merged" if done else "owner-car-two"))


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
OWNER_SURVEY = Dialog(
    "owner-survey",
    Step("which", Choice(surveys_to_ask, about, width=2), why=False),
    done=ask_survey,
    keeps=("owner",),
)
OWNER_MERGE = Dialog(
    "owner-merge",
    Step("who", Words(seek_other, about, longest=60), why=False),
    Step("other", Menu(others, about, width=1), why=False),
    Step("sure", Confirm(pair), why=False),
    done=merge,
    keeps=("owner",),
)
OWNER_CAR = Dialog(
    "owner-car",
    Step("car", Menu(cars, about, width=1), why=False),
    Step("who", Words(seek_car, car, longest=60), why=False),
    Step("sure", Confirm(two_cars), why=False),
    done=merge_cars,
    keeps=("owner",),
)
RECORDS = (OWNERS, OWNER, OWNER_NAME, OWNER_PHONE, OWNER_SURVEY, OWNER_MERGE, OWNER_CAR)
