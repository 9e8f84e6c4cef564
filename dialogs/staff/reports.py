"""Reports in the chat: which one, of which days, then the figures as lines; the whole of it as a picture on a tap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dealership.domain.message import Arg, Message, items
from dealership.domain.report import Report, Section, Span
from dealership.domain.rights import Action, ensure_member_may
from dealership.services.complaint_reports import complaint_report
from dealership.services.survey_reports import survey_report, week_before
from dialogs.inputs import Choice
from dialogs.inputs.choice import USE_BUTTONS
from dialogs.model import Ask, Dialog, Event, Option, Result, Step, Tap, View
from dialogs.staff.people import member
from dialogs.surveys import SURVEYS
from dialogs.talk import Talk

PICTURE = "report"
"""Where a talk leaves the report whose picture its screen shows."""
COMPLAINTS = "complaints"
SQUARES = 8
COLOURS = {5: "🟩🟢🟨🟧🟥", 3: "🟥🟧🟨", 1: "🟦"}
SHOWN = 12


def topics(talk: Talk) -> Sequence[Option]:
    """Every survey, and the complaints; only for who may see reports."""
    ensure_member_may(member(talk), Action.SEE_REPORTS, talk.shop.id)
    return [Option(key, Message(f"report-about-{key}")) for key in (*SURVEYS, COMPLAINTS)]


def spans(_talk: Talk) -> Sequence[Option]:
    return [Option(key, Message(f"report-span-{key}")) for key in SPANS]


def _this_week(today: date) -> Span:
    return Span(today - timedelta(days=today.weekday()), today)


def _last_month(today: date) -> Span:
    last = today.replace(day=1) - timedelta(days=1)
    return Span(last.replace(day=1), last)


SPANS: dict[str, Callable[[Talk], Span]] = {
    "week": lambda talk: _this_week(talk.today),
    "last_week": lambda talk: week_before(talk.shop, talk.now),
    "month": lambda talk: Span(talk.today.replace(day=1), talk.today),
    "last_month": lambda talk: _last_month(talk.today),
}


def report_of(talk: Talk) -> Report:
    """What was asked for, of the member's own store."""
    ensure_member_may(member(talk), Action.SEE_REPORTS, talk.shop.id)
    span, topic = SPANS[str(talk.answers["span"])](talk), str(talk.answers["about"])
    if topic == COMPLAINTS:
        return complaint_report(talk.uow, [talk.shop], span, talk.now)
    return survey_report(talk.uow, [talk.shop], SURVEYS[topic], span)


@dataclass(frozen=True, slots=True)
class Page:
    """The report as lines."""

    def show(self, talk: Talk) -> View:
        found = report_of(talk)
        return View(
            {"title": found.title, "lines": items(list(lines(found)), "lines")},
            [[Option("picture", Message("report-picture"))]],
        )

    def take(self, talk: Talk, event: Event) -> Result:
        if not (isinstance(event, Tap) and event.option == "picture"):
            return USE_BUTTONS
        talk.memo[PICTURE] = report_of(talk)
        return Ask(talk.ui, Message("report-picture-below"))


def lines(found: Report) -> Iterator[Message]:
    """Figures beside those of before, then a bar for each row that has one."""
    for label, value, before in found.facts.rows:
        yield Message("report-line", {"label": label, "value": value, "before": before})
    for section in (one for one in found.sections if one.parts):
        yield Message("report-heading", {"title": section.title})
        yield from _bars(section)


def _bars(section: Section) -> Iterator[Message]:
    for row, parts in list(zip(section.rows, section.parts, strict=True))[:SHOWN]:
        yield Message("report-bar", {"label": row[0], "value": row[1], "bar": bar(parts, section.whole)})


def bar(parts: Sequence[int], whole: int | None = None) -> Arg:
    """Coloured squares: a distribution fills all of them, a count its share of the longest."""
    total, colours = whole or sum(parts), COLOURS[len(parts)]
    if not total:
        return ""
    ends = [round(SQUARES * sum(parts[: place + 1]) / total) for place in range(len(parts))]
    starts = [0, *ends[:-1]]
    return "".join(colour * (end - start) for colour, start, end in zip(colours, starts, ends, strict=True))


REPORT = Dialog(
    "report",
    Step("about", Choice(topics, width=2), why=False),
    Step("span", Choice(spans, width=2), why=False),
    Step("page", Page(), why=False),
    reading=True,
)
