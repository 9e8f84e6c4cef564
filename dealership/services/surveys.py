"""Surveys as they are lived: invited by a message, answered one by one, heard by a person where it went badly.

Every answer is kept the moment it is given, so whoever leaves half-way has still said something; it can be changed
until the survey is over. A low step is heard in any case: with the owner's words when they say what happened, and
without them when they fall silent. Rules: domain.md §7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dealership.domain.complaints import Category
from dealership.domain.message import Message, items
from dealership.domain.records import Case, Planned, StaffMember, SurveyResponse
from dealership.domain.rights import Action, ensure_member_may
from dealership.domain.survey import About, Answers, Question, Survey, SurveyRules
from dealership.services import complaints, tasks
from dealership.services.complaints import Told
from dealership.services.ports import NotFoundError, UnitOfWork
from dealership.services.shop import Shop

DEPARTMENT: Mapping[About, Category] = {
    About.VISIT: Category.SERVICE,
    About.DELIVERY: Category.SALES,
    About.TEST_DRIVE: Category.SALES,
    About.COMPLAINT: Category.SERVICE,
}
"""Whose matter it is when the words do not tell."""


def invite(uow: UnitOfWork, shop: Shop, survey: Survey, row: Planned, now: datetime) -> int | None:
    """The invitation has gone out: from now on it can be answered, for some days. None when it was noted before."""
    return uow.surveys.open(
        store_id=shop.id,
        owner_id=row.owner_id,
        vehicle_id=row.vehicle_id,
        appointment_id=row.appointment_id,
        survey=survey.key,
        version=survey.version,
        advisor=_advisor(uow, row),
        planned_id=row.id,
        invited_at=now,
        expires_at=now + timedelta(days=shop.surveys.valid_days),
    )


def _advisor(uow: UnitOfWork, row: Planned) -> str | None:
    """Whose work is asked about: who received the car, else the owner's usual advisor."""
    if row.appointment_id is not None:
        return uow.appointments.get(row.appointment_id).advisor
    return uow.owners.get(row.owner_id).advisor


def ask(
    uow: UnitOfWork, shop: Shop, survey: Survey, member: StaffMember, owner_id: int, now: datetime
) -> Message:
    """A colleague asks an owner of the store a survey, once a day: it goes out under the rules of one voice."""
    ensure_member_may(member, Action.ASK_SURVEY, uow.owners.get(owner_id).store_id)
    today = shop.today(now).isoformat()
    cars = uow.vehicles.of_owner(owner_id)
    planned = uow.planned.add(
        store_id=shop.id, owner_id=owner_id, vehicle_id=cars[0][0].id if cars else None, kind="survey",
        period=survey.key, dedup_key=f"survey:asked:{owner_id}:{survey.key}:{today}", due_at=now, look_at=now,
    )  # fmt: skip
    if planned is None:
        return Message("owner-survey-twice")
    uow.audit.add(
        now,
        "staff",
        member.id,
        "survey.asked",
        "planned_message",
        planned,
        shop.id,
        owner_id,
        survey=survey.key,
    )
    return Message("owner-survey-asked")


def invited(uow: UnitOfWork, planned_id: int, owner_id: int) -> SurveyResponse:
    """What an invitation opened, for the owner it went to. NotFoundError."""
    found = uow.surveys.find_invited(planned_id)
    if found is None or found.owner_id != owner_id:
        raise NotFoundError(f"no survey for planned message {planned_id}")
    return found


def is_over(response: SurveyResponse, now: datetime) -> bool:
    """Nothing is taken in any more."""
    return now >= response.expires_at


def answer(
    uow: UnitOfWork,
    rules: SurveyRules,
    survey: Survey,
    response: SurveyResponse,
    question: str,
    answers: Answers,
    now: datetime,
) -> None:
    """Keep one answer; `answers` are all given so far, this one among them.

    What is low and not heard yet is noted to be heard, should nothing more be said.
    """
    uow.surveys.answer(response.id, question, answers[question], now)
    values: dict[str, Any] = {"answered_at": now}
    if response.completed_at is None and survey.is_complete(answers):
        values["completed_at"] = now
        if survey.refused(answers):
            _remind_colleagues(uow, response, now)
    if response.case_id is None:
        low = survey.low(answers, rules.low)
        values["listen_at"] = now + timedelta(minutes=rules.silence) if low else None
    uow.surveys.update(response.id, **values)


def _remind_colleagues(uow: UnitOfWork, response: SurveyResponse, now: datetime) -> None:
    """Something was not done that belongs to every visit: a call for somebody to make, not a complaint."""
    row = uow.planned.get(response.planned_id)
    uow.tasks.add(replace(row, period=f"{row.period}:{row.id}"), tasks.LEFT_OUT, tasks.WAITING, now)


def hear(
    uow: UnitOfWork,
    shop: Shop,
    survey: Survey,
    response: SurveyResponse,
    answers: Answers,
    told: Told,
    now: datetime,
) -> Case:
    """A complaint with the owner's words in it, opened now or open already; who has it sees what was answered low."""
    if told.category is Category.OTHER:
        told = replace(told, category=DEPARTMENT[survey.about])
    told = replace(told, vehicle_id=told.vehicle_id or response.vehicle_id)
    case = complaints.open_complaint(uow, shop, response.owner_id, told, now)
    low = [_line(survey, one, answers) for one in survey.low(answers, shop.surveys.low)]
    about = {
        "number": str(case.id),
        "survey": Message(f"survey-{survey.key}-title"),
        "scores": "low" if low else "good",
        "low": items(low, "lines"),
        "words": told.words,
        "has": "words" if told.words else "silence",
    }
    complaints.tell_staff(uow, shop, case, Message("survey-card", about), f"survey:{response.id}", now)
    uow.surveys.update(response.id, case_id=case.id, listen_at=None)
    return case


def _line(survey: Survey, question: Question, answers: Answers) -> Message:
    """A low answer in a line: what was asked, and how it was answered."""
    asked = Message(f"survey-{survey.key}-{question.key}-short")
    return Message(
        "survey-low", {"question": asked, "answer": Message(f"survey-steps-{answers[question.key]}")}
    )


def hear_in_silence(uow: UnitOfWork, shop: Shop, survey: Survey, response_id: int, now: datetime) -> bool:
    """A low answer, and not a word for a while: a person hears of it all the same. False when it was heard."""
    response = uow.surveys.get(response_id)
    if response.listen_at is None or response.listen_at > now:
        return False
    hear(uow, shop, survey, response, uow.surveys.answers(response.id), Told("", source="score"), now)
    return True
