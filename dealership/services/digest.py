"""The weekly digest: on a morning after the week is over, its figures go to everybody who may see reports.

Once a week, member and store, however often it is asked for; a morning missed is made up in the days after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dealership.domain.message import Message, items
from dealership.domain.records import StaffMember
from dealership.domain.report import Report, Span
from dealership.domain.rights import Action, roles_with
from dealership.domain.survey import Survey
from dealership.services.cards import direct
from dealership.services.complaint_reports import complaint_report
from dealership.services.notify import Post, Press, queue
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop
from dealership.services.survey_reports import survey_report

LATE = 3
"""Days in which a digest is still worth reading."""


def day_of(shop: Shop, today: date) -> date | None:
    """The day this week's digest is due, once it is; None when there is none or it is too late."""
    if not shop.surveys.digest_on:
        return None
    since = (today.isoweekday() - shop.surveys.digest_on) % 7
    return today - timedelta(days=since) if since < LATE else None


def send(uow: UnitOfWork, shop: Shop, survey: Survey, now: datetime) -> int:
    """How many got it now."""
    day = day_of(shop, shop.today(now))
    if day is None or now < shop.moment(day, shop.voice.day_at):
        return 0
    readers = [one for one in uow.staff.of_store(shop.id, roles_with(Action.SEE_REPORTS)) if one.user_id]
    waiting = [one for one in readers if uow.outbox.find_id(_key(one, day)) is None]
    if not waiting:
        return 0
    last = day - timedelta(days=day.isoweekday())
    post = _post(uow, shop, survey, Span(last - timedelta(days=6), last), now)
    sent = [
        queue(uow, shop.id, post, direct(one), purpose="digest", dedup_key=_key(one, day), now=now)
        for one in waiting
    ]
    return sum(one is not None for one in sent)


def _key(member: StaffMember, day: date) -> str:
    return f"digest:{member.id}:{day.isoformat()}"


def _post(uow: UnitOfWork, shop: Shop, survey: Survey, span: Span, now: datetime) -> Post:
    reports = (survey_report(uow, [shop], survey, span), complaint_report(uow, [shop], span, now))
    lines = [line for report in reports for line in _lines(report)]
    whole = Press(Message("digest-open"), "open", {"dialog": "report", "answers": {}})
    return Post([Message("digest-weekly", {"lines": items(lines, "lines")})], [[whole]])


def _lines(report: Report) -> Iterator[Message]:
    yield Message("report-heading", {"title": report.title})
    for label, value, before in report.facts.rows:
        yield Message("report-line", {"label": label, "value": value, "before": before})
