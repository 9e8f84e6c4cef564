"""Answers to a check-in: all is well; a question goes to a person; what is wrong is heard as a complaint at once."""

from __future__ import annotations

from dealership.services import checkins
from dialogs.actions import Acted, Args
from dialogs.engine import Engine
from dialogs.talk import Talk

LEADS = {"question": "human", "wrong": "complaint"}


def fine(talk: Talk, _engine: Engine, args: Args) -> Acted:
    said = checkins.answer(talk.uow, talk.owner_id, args["planned"], "fine", talk.now)
    return Acted(toast=said, spent=True)


def question(talk: Talk, engine: Engine, args: Args) -> Acted:
    return _leads(talk, engine, args, "question")


def wrong(talk: Talk, engine: Engine, args: Args) -> Acted:
    return _leads(talk, engine, args, "wrong")


def _leads(talk: Talk, engine: Engine, args: Args, said: str) -> Acted:
    checkins.answer(talk.uow, talk.owner_id, args["planned"], said, talk.now)
    return Acted(engine.start(talk, LEADS[said], {}), spent=True)
