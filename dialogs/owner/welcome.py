"""The first minute: the language, what we do with data, the two consents; then the main menu.

Nothing is asked twice: whoever has seen it goes straight to the menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealership.domain.message import Message, labels
from dealership.services import privacy
from dialogs.inputs import Menu, Toggles
from dialogs.model import Ask, Dialog, Done, Go, Option, Result, Step
from dialogs.owner.people import owner
from dialogs.talk import Talk

LANGUAGES = ("zh-CN", "en", "ru")
CONSENTS = (privacy.SERVICE, privacy.MARKETING, privacy.LEARNING)


def set_language(language: str) -> Callable[[Talk], Result]:
    """Speak this language from now on."""

    def act(talk: Talk) -> Result:
        talk.language = language
        talk.uow.owners.update(talk.owner_id, language=language)
        talk.memo.pop("owner", None)
        return Ask({})

    return act


def languages(talk: Talk) -> list[tuple[Option, Callable[[Talk], Result]]]:
    """The languages one can switch to."""
    return [
        (Option(f"lang.{language}", Message(f"language-{language}")), set_language(language))
        for language in LANGUAGES
        if language != talk.language
    ]


def privacy_items(talk: Talk) -> Sequence[tuple[Option, Callable[[Talk], Result]]]:
    go_on = (Option("ok", Message("welcome-ok")), lambda _talk: Go(True))
    return [go_on, *languages(talk)]


def company(talk: Talk) -> dict[str, object]:
    return {"company": labels(talk.company.name), "days": talk.company.retention_days}


def consent_options(_talk: Talk) -> Sequence[Option]:
    return [Option(kind, Message(f"consent-{kind}")) for kind in CONSENTS]


def consents_given(talk: Talk) -> Sequence[str]:
    person = owner(talk)
    return [kind for kind in CONSENTS if getattr(person, f"{kind}_consent_at") is not None]


def keep_consents(talk: Talk, wanted: Sequence[str]) -> None:
    """Write down what has changed."""
    before = consents_given(talk)
    for kind in CONSENTS:
        if (kind in wanted) != (kind in before):
            privacy.set_consent(talk.uow, talk.owner_id, kind, kind in wanted, talk.now)
    talk.memo.pop("owner", None)


def finish(talk: Talk) -> Done:
    keep_consents(talk, talk.answers["consents"])
    talk.uow.owners.update(talk.owner_id, privacy_seen_at=talk.now)
    return Done(Message("welcome-done"))


WELCOME = Dialog(
    "welcome",
    Step("privacy", Menu(privacy_items, company, width=1), why=False, bare=True),
    Step("consents", Toggles(consent_options, consents_given, Message("welcome-go"))),
    done=finish,
    human=False,
)
