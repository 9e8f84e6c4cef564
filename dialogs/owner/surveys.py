"""Surveys as talks: each is made of its file, a question a step. Six questions, six taps, and then thanks.

The first question stands on the invitation, which is never taken off the chat: tapped again it brings the owner back
to where they stopped. Every answer is kept at once; back and a new tap change it. Where something was bad, one thing
is asked, what happened, and a person hears of it; whoever was angry in a remark is heard as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dealership.domain.message import Message
from dealership.domain.records import SurveyResponse
from dealership.domain.survey import NUMBERS, PASSED, Form, Question, Survey
from dealership.services import surveys
from dialogs.actions import Acted, Args
from dialogs.engine import Engine
from dialogs.grievances import told
from dialogs.inputs import Several
from dialogs.inputs.survey import Picture, Tapped, Told
from dialogs.inputs.words import LONGEST
from dialogs.model import (
    Ask,
    Check,
    Dialog,
    Done,
    Event,
    Fail,
    Go,
    Input,
    Option,
    Result,
    Start,
    Step,
    Typed,
    View,
)
from dialogs.owner import cues, free_text
from dialogs.owner.complaint_told import opening
from dialogs.owner.people import cars
from dialogs.surveys import SURVEYS
from dialogs.surveys.options import options_of, title_of, value_of
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts

HAPPENED = "happened"
UNHAPPY = ("annoyed", "angry", "threat")
CALL_ME = Option("pass", Message("survey-call-me"))
TYPED_STEPS = {value: f"survey_{value}" for value in NUMBERS[Form.STEPS]}


def dialog_of(survey: Survey) -> str:
    return f"survey-{survey.key}"


def response_of(talk: Talk) -> SurveyResponse:
    """What is being answered here, read once an update."""
    key = ("survey", talk.answers["response"])
    if key not in talk.memo:
        talk.memo[key] = talk.uow.surveys.get(int(talk.answers["response"]))
    found: SurveyResponse = talk.memo[key]
    return found


def given(talk: Talk, survey: Survey) -> Mapping[str, Any]:
    """The answers so far."""
    return {one.key: talk.answers[one.key] for one in survey.questions if one.key in talk.answers}


# --- one question ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its place in the survey; whatever is answered is kept at once."""

    survey: Survey
    question: Question
    inner: Input

    def show(self, talk: Talk) -> View:
        view = self.inner.show(talk)
        if self.question.optional:
            return view
        number, total = self.survey.place(self.question.key, given(talk, self.survey))
        about = {"number": number, "total": total, "question": title_of(self.survey, self.question.key)}
        return replace(view, args=about, text="survey-asked")

    def take(self, talk: Talk, event: Event) -> Result:
        if surveys.is_over(response_of(talk), talk.now):
            return Done(Message("survey-over"))
        result = self.inner.take(talk, event)
        return self._kept(talk, result) if isinstance(result, Go) else result

    def _kept(self, talk: Talk, result: Go) -> Go:
        talk.answer(self.question.key, result.value)
        keep(talk, self.survey, self.question.key)
        if self.question.form is Form.WORDS and result.value and _is_unhappy(talk, result.value):
            hear(talk, self.survey, result.value)
        return result


@dataclass(frozen=True, slots=True)
class Happened:
    """The one thing asked when something was bad; with or without an answer a person hears of it."""

    survey: Survey
    inner: Input

    def show(self, talk: Talk) -> View:
        return self.inner.show(talk)

    def take(self, talk: Talk, event: Event) -> Result:
        result = self.inner.take(talk, event)
        if isinstance(result, Go):
            hear(talk, self.survey, result.value)
        return result


def keep(talk: Talk, survey: Survey, question: str) -> None:
    """Into the records, as it is given."""
    rules = talk.company.surveys
    surveys.answer(talk.uow, rules, survey, response_of(talk), question, given(talk, survey), talk.now)
    talk.memo.pop(("survey", talk.answers["response"]), None)


def hear(talk: Talk, survey: Survey, words: str) -> None:
    """A person hears of it, once; the owner reads its number and when somebody speaks."""
    response = response_of(talk)
    if response.case_id is None:
        shop = talk.world.shops[response.store_id]
        case = surveys.hear(
            talk.uow,
            shop,
            survey,
            response,
            given(talk, survey),
            told(talk, words, cars(talk), "score"),
            talk.now,
        )
        talk.say(opening(talk, case))
        talk.memo.pop(("survey", talk.answers["response"]), None)


def _is_unhappy(talk: Talk, text: str) -> bool:
    facts = talk.read(text).facts or Facts()
    return facts.mood in UNHAPPY or facts.intent == "complain"


# --- words -------------------------------------------------------------------------------------------------


def read_words(talk: Talk, text: str) -> Result:
    """Words for us; who wants to book instead is taken there, and the survey is done."""
    facts = talk.read(text).facts or Facts()
    if facts.intent == "book":
        wish = free_text.booking(talk, text, {}, None)
        return replace(wish, leave=True) if isinstance(wish, Start) else wish
    return Go(PASSED if cues.is_all("done", text) else text)


def typed(survey: Survey, question: Question) -> Any:
    """Reads an answer given in words; other words are kept as a remark, and the question is asked again."""

    def read(talk: Talk, event: Typed) -> Result | None:
        value = _said(talk, question, event.text.strip())
        if value is not None:
            return Go(value)
        remark = next((one.key for one in survey.questions if one.form is Form.WORDS), None)
        facts = talk.read(event.text).facts or Facts()
        if remark is None or not (_is_unhappy(talk, event.text) or facts.intent == "other"):
            return None
        return _remarked(talk, survey, remark, event.text.strip())

    return read


def _said(talk: Talk, question: Question, text: str) -> int | str | None:
    match question.form:
        case Form.STEPS:
            return next((value for value, cue in TYPED_STEPS.items() if cues.is_all(cue, text)), None)
        case Form.YES_NO:
            intent = (talk.read(text).facts or Facts()).intent
            return {"yes": 1, "no": 0}.get(intent)
        case _:
            return value_of(question, text)


def _remarked(talk: Talk, survey: Survey, remark: str, text: str) -> Result:
    words = "\n".join(filter(None, (talk.answers.get(remark), text)))
    if len(words) > LONGEST:
        return Fail(Message("input-too-long", {"longest": LONGEST}))
    talk.answer(remark, words)
    keep(talk, survey, remark)
    if _is_unhappy(talk, text):
        hear(talk, survey, words)
        return Ask(talk.ui)
    return Ask(talk.ui, Message("survey-noted"))


# --- the talk ----------------------------------------------------------------------------------------------


def talk_of(survey: Survey) -> Dialog:
    """A survey as a dialog: what counts, what happened if something was bad, what may be added."""
    counted = [_step(survey, one) for one in survey.questions if not one.optional]
    added = [_step(survey, one) for one in survey.questions if one.optional]
    happened = Happened(survey, Told(lambda _talk, text: Go(text), passing=CALL_ME))
    asked = Step(HAPPENED, happened, skip_if=_needs_no_words(survey), why=False)
    return Dialog(dialog_of(survey), *counted, asked, *added, done=thanks, keeps=("response",))


def _step(survey: Survey, question: Question) -> Step:
    def is_left_out(talk: Talk) -> bool:
        answers = given(talk, survey)
        return not question.is_asked(answers) or (question.optional and HAPPENED in talk.answers)

    return Step(question.key, Asked(survey, question, _input(survey, question)), is_left_out, why=False)


def _input(survey: Survey, question: Question) -> Input:
    match question.form:
        case Form.SEVERAL:
            more = {"pass": (Message("survey-pass"), lambda _talk, _chosen: Go(PASSED))}
            return Several(lambda _talk: options_of(survey, question), more if question.optional else {})
        case Form.WORDS:
            return Told(read_words)
        case Form.PHOTO:
            return Picture(question)
        case _:
            return Tapped(survey, question, typed(survey, question))


def _needs_no_words(survey: Survey) -> Check:
    """Nothing was bad, or a person has heard of it already."""

    def check(talk: Talk) -> bool:
        low = survey.low(given(talk, survey), talk.company.surveys.low)
        return not low or response_of(talk).case_id is not None

    return check


def thanks(talk: Talk) -> Done:
    """The same link to public reviews for everybody, whatever they answered."""
    url = talk.company.surveys.review_url
    return Done(Message("survey-thanks", {"url": url, "has": "link" if url else "none"}))


# --- the invitation ----------------------------------------------------------------------------------------


def begin(talk: Talk, engine: Engine, args: Args) -> Acted:
    """A tap on the invitation: the first answer is given, or changed, and the talk goes on where it stopped."""
    response = surveys.invited(talk.uow, args["planned"], talk.owner_id)
    survey = SURVEYS.get(response.survey)
    if survey is None or surveys.is_over(response, talk.now):
        return Acted(toast=Message("survey-over"), spent=True)
    answers = dict(talk.uow.surveys.answers(response.id))
    if response.completed_at is not None and not _is_open(talk, survey, response):
        return Acted(toast=Message("survey-have-it"), spent=True)
    return _go_on(talk, engine, survey, {"response": response.id, **answers}, args)


def _is_open(talk: Talk, survey: Survey, response: SurveyResponse) -> bool:
    return any(
        frame.dialog == dialog_of(survey) and frame.answers.get("response") == response.id
        for frame in talk.frames
    )


def _go_on(talk: Talk, engine: Engine, survey: Survey, answers: Mapping[str, Any], args: Args) -> Acted:
    question = survey.question(args["question"])
    value = value_of(question, args["option"])
    engine.mend(talk)
    engine.drop(talk, dialog_of(survey))
    talk.push(dialog_of(survey), question.key, {**answers, question.key: value})
    keep(talk, survey, question.key)
    known, trail = dict(talk.answers), [one.key for one in survey.questions if one.key in talk.answers]
    talk.frames.pop()
    turn = engine.start(talk, dialog_of(survey), known)
    if talk.frame.dialog == dialog_of(survey):
        talk.frame.trail = [key for key in trail if key != talk.frame.step]
    return Acted(turn)


SURVEY_DIALOGS = tuple(talk_of(survey) for survey in SURVEYS.values())
