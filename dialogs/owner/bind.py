"""Adding a car: share the own phone number, or type the plate or the VIN; of several stores one takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dealership.domain.codes import read_code
from dealership.domain.identity import example_plate, normalise_plate, normalise_vin
from dealership.domain.message import Arg, Message, items
from dealership.services import binding
from dealership.services.binding import Bound, Verdict
from dialogs.inputs import Choice, Menu, PhoneNumber
from dialogs.model import Contact, Dialog, Done, Fail, Go, Option, Result, Step
from dialogs.owner import stores
from dialogs.owner.people import car_shown, home_store, seen
from dialogs.talk import Talk

ENDED = (Verdict.BOUND, Verdict.CLAIMED)


def account(talk: Talk) -> tuple[int, int]:
    return talk.session.user_id, talk.session.chat_id


def by_contact(talk: Talk, contact: Contact) -> Result:
    bound = binding.by_contact(
        talk.uow, talk.company, account(talk), talk.owner_id, contact.phone, contact.own, talk.now
    )
    return settle(talk, bound)


def by_words(talk: Talk, text: str) -> Result:
    return settle(
        talk,
        binding.by_words(talk.uow, talk.company, talk.shop, account(talk), talk.owner_id, text, talk.now),
    )


def named(talk: Talk, text: str) -> Result:
    """A car typed: bound at its store, which is asked first where there are several and none is known."""
    waits = (
        stores.is_open(talk)
        and read_code(text) is None
        and bool(normalise_plate(text) or normalise_vin(text))
    )
    return Go(text) if waits else by_words(talk, text)


def claim(talk: Talk) -> Done | Fail:
    """The car named before its store was known; one that cannot be taken is asked for again."""
    bound = by_words(talk, str(talk.answers["car"]))
    if isinstance(bound, Done):
        return bound
    assert isinstance(bound, Fail)  # words are accepted or refused
    return Fail(bound.reason, forget=("car",))


def settle(talk: Talk, bound: Bound) -> Result:
    """Go on as whoever was recognised, or say kindly what to try next."""
    talk.person_id = bound.owner_id
    talk.memo.clear()
    told = said(talk, bound)
    return Done(told.reason) if bound.verdict in ENDED and bound.vehicles else told


def said(talk: Talk, bound: Bound) -> Fail:
    """The verdict in a sentence."""
    about = {
        "cars": items([car_shown(talk, car.id) for car in bound.vehicles]),
        "count": len(bound.vehicles),
        "example": plates_here(talk) or "none",
    }
    if (
        bound.verdict is Verdict.BOUND
        and len(bound.vehicles) == 1
        and not _is_named(talk, bound.vehicles[0].id)
    ):
        return Fail(Message("bind-bound-unseen"))
    return Fail(Message(f"bind-{bound.verdict.value.replace('_', '-')}", about))


def _is_named(talk: Talk, vehicle_id: int) -> bool:
    """Whether the owner may see what the car is called."""
    car = seen(talk, vehicle_id)
    return bool(car.plate or car.vin)


def plates_here(talk: Talk) -> str:
    """Examples of plates: of the owner's store, or of all while it is not known."""
    known = home_store(talk)
    stores = [talk.company.store(known)] if known else talk.company.stores
    examples = (example_plate(store.hours.holiday_region) for store in stores)
    return " / ".join(dict.fromkeys(example for example in examples if example))


def nothing_typed(talk: Talk) -> bool:
    """Whether the car is still to be named: a plate written in passing is asked about first."""
    return "typed" not in talk.answers


def offered(talk: Talk) -> Mapping[str, Arg]:
    return {"car": str(talk.answers.get("shown"))}


def offer(_talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    """Add the car written in passing, or leave it."""
    return [
        (Option("add", Message("bind-offer-yes")), lambda talk: _offered(talk, str(talk.answers["typed"]))),
        (Option("no", Message("bind-offer-no")), lambda _talk: Done()),
    ]


def _offered(talk: Talk, text: str) -> Result:
    told = named(talk, text)
    return Go(True, also={"car": text}) if isinstance(told, Go) else told


BIND = Dialog(
    "bind",
    Step("offer", Menu(offer, offered), skip_if=nothing_typed, why=False),
    Step("car", PhoneNumber(by_contact, named)),
    Step("store", Choice(stores.options, stores.lines), skip_if=stores.settled, why=False),
    done=claim,
)
