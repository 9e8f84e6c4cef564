"""Settings: language and the two consents; privacy, my data, delete my data, stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealership.domain.message import Arg, Message, day, labels, moment
from dealership.services import privacy
from dialogs.inputs import Menu, Toggles
from dialogs.model import Ask, Dialog, Done, Option, Result, Start, Step
from dialogs.owner.people import owner
from dialogs.owner.welcome import consent_options, consents_given, keep_consents, languages
from dialogs.talk import Talk

Item = tuple[Option, Callable[[Talk], Result]]
LEADS = ("reminders", "consents", "privacy", "mydata", "deletion")


def items(talk: Talk) -> Sequence[Item]:
    leads = [(Option(dialog, Message(f"settings-{dialog}")), _leads(dialog)) for dialog in LEADS]
    return [*languages(talk), *leads]


def _leads(dialog: str) -> Callable[[Talk], Result]:
    return lambda _talk: Start(dialog)


def language(talk: Talk) -> dict[str, Arg]:
    return {"language": Message(f"language-{talk.language}")}


def consents_kept(talk: Talk) -> Done:
    keep_consents(talk, talk.answers["switches"])
    return Done(Message("consents-kept"))


def privacy_args(talk: Talk) -> dict[str, Arg]:
    return {"company": labels(talk.company.name), "days": talk.company.retention_days}


def my_data(talk: Talk) -> dict[str, Arg]:
    return privacy.my_data(talk.uow, dict(talk.world.shops), talk.owner_id)


def nothing(_talk: Talk) -> Sequence[Item]:
    """Only to be read."""
    return ()


def deletion_args(talk: Talk) -> dict[str, Arg]:
    asked_at = owner(talk).deletion_asked_at
    return {
        "days": talk.company.retention_days,
        "since": moment(asked_at or talk.now, talk.zone, "date"),
        "until": day(privacy.erased_by(talk.company, asked_at or talk.now), "plain"),
        "asked": "yes" if asked_at else "no",
    }


def deletion_items(talk: Talk) -> Sequence[Item]:
    if leaving(talk):
        return [WITHDRAW]
    stay = (Option("no", Message("deletion-no")), lambda _talk: Done())
    return [(Option("delete", Message("deletion-yes")), _delete), stay]


def leaving(talk: Talk) -> bool:
    """Whether this owner has asked to be forgotten."""
    return owner(talk).deletion_asked_at is not None


def _delete(talk: Talk) -> Result:
    privacy.ask_deletion(talk.uow, talk.company, talk.owner_id, talk.now)
    talk.memo.clear()
    return Ask({}, Message("deletion-done"))


def withdraw(talk: Talk) -> Result:
    """They want to stay after all."""
    withdrawn = privacy.withdraw_deletion(talk.uow, talk.company, talk.owner_id, talk.now)
    talk.memo.clear()
    return Done(Message("deletion-withdrawn") if withdrawn else None)


WITHDRAW: Item = (Option("withdraw", Message("deletion-withdraw")), withdraw)

SETTINGS = Dialog("settings", Step("menu", Menu(items, language), why=False), reading=True)
CONSENTS = Dialog("consents", Step("switches", Toggles(consent_options, consents_given)), done=consents_kept)
PRIVACY = Dialog("privacy", Step("notice", Menu(nothing, privacy_args), why=False), reading=True)
MYDATA = Dialog("mydata", Step("record", Menu(nothing, my_data), why=False), reading=True)
DELETION = Dialog("deletion", Step("sure", Menu(deletion_items, deletion_args), why=False), reading=True)
HELP = Dialog("help", Step("words", Menu(nothing, privacy_args), why=False), reading=True)
