"""The report of a survey: how many answered, how they answered, what they said, and what was done about it.

Everything stands beside the same number of days before. Source: domain.md §7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dealership.domain.message import Arg, Message, day
from dealership.domain.report import (
    Asked,
    Counts,
    Report,
    Section,
    Span,
    camps,
    mean,
    merged,
    nps,
    satisfied,
    share,
)
from dealership.domain.survey import LISTED, NUMBERS, Form, Survey
from dealership.services import describe
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop

VERBATIMS = 50
NONE = "–"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of the invitations of a span: how many, and the counts by advisor and question."""

    sent: int
    answered: int
    complete: int
    counts: Mapping[tuple[str | None, str], Counts]

    def of(self, question: str) -> Counts:
        return merged([counts for (_, asked), counts in self.counts.items() if asked == question])

    def steps(self, survey: Survey, advisor: str | None = None) -> Counts:
        """All five-step answers, of everybody or about one advisor."""
        keys = {question.key for question in survey.questions if question.form is Form.STEPS}
        mine = [(who, key) for who, key in self.counts if key in keys and advisor in (None, who)]
        return merged([self.counts[pair] for pair in mine])


def survey_report(
    uow: UnitOfWork, shops: Sequence[Shop], survey: Survey, span: Span, advisor: str | None = None
) -> Report:
    """Of one survey, over some stores; `advisor`: only what is about their work."""
    asked, before = (asked_in(shops, survey, one, advisor) for one in (span, span.before))
    now, then = heard(uow, asked), heard(uow, before)
    title = Message(
        "report-survey-title",
        {
            "survey": Message(f"survey-{survey.key}-title"),
            "first": day(span.first, "plain"),
            "last": day(span.last, "plain"),
        },
    )
    sections = (
        _questions(survey, now),
        _advisors(shops, survey, now),
        _choices(survey, uow, asked, now),
        _words(shops[0], survey, uow, asked),
        _actions(uow, asked),
    )
    return Report(title, _facts(survey, now, then), tuple(one for one in sections if one.rows))


def asked_in(shops: Sequence[Shop], survey: Survey, span: Span, advisor: str | None) -> Asked:
    """The days of the first store's calendar as instants."""
    since = shops[0].moment(span.first, time(0))
    until = shops[0].moment(span.last + timedelta(days=1), time(0))
    return Asked(survey.key, [shop.id for shop in shops], since, until, advisor)


def heard(uow: UnitOfWork, asked: Asked) -> Heard:
    counts: dict[tuple[str | None, str], dict[int, int]] = {}
    for advisor, question, number, times in uow.reports.survey_numbers(asked):
        counts.setdefault((advisor, question), {})[number] = times
    return Heard(*uow.reports.surveys_sent(asked), counts)


# --- sections ----------------------------------------------------------------------------------------------


def _facts(survey: Survey, now: Heard, then: Heard) -> Section:
    """Each figure beside that of the days before."""
    columns = (Message("report-figure"), Message("report-now"), Message("report-before"))
    figures, former = (list(_figures(survey, one)) for one in (now, then))
    rows = [(label, value, old) for (label, value), (_, old) in zip(figures, former, strict=True)]
    return Section(Message("report-overview"), columns, rows)


def _figures(survey: Survey, one: Heard) -> Iterator[tuple[Message, Arg]]:
    steps = one.steps(survey)
    recommended = merged([one.of(question.key) for question in survey.questions if question.form is Form.NPS])
    yield Message("report-sent"), one.sent
    yield Message("report-answered"), one.answered
    yield Message("report-rate"), percent(share(one.answered, one.sent))
    yield Message("report-partial"), one.answered - one.complete
    yield Message("report-mean"), shown(mean(steps))
    yield Message("report-satisfied"), percent(satisfied(steps))
    if any(question.form is Form.NPS for question in survey.questions):
        yield Message("report-nps"), shown(nps(recommended))
    yield Message("report-weakest"), _weakest(survey, one)


def _weakest(survey: Survey, one: Heard) -> Arg:
    means = {key: mean(one.of(key)) for key in _keys(survey, Form.STEPS)}
    known = {key: value for key, value in means.items() if value is not None}
    if not known:
        return NONE
    weakest = min(known, key=lambda key: known[key])
    return Message("report-weakest-is", {"question": _short(survey, weakest), "mean": known[weakest]})


def _questions(survey: Survey, now: Heard) -> Section:
    """Every question answered by a number, with its distribution as a bar, best answers first."""
    asked = [question for question in survey.questions if question.form in NUMBERS and now.of(question.key)]
    rows, parts = [], []
    for question in asked:
        counts = now.of(question.key)
        rows.append((_short(survey, question.key), _value(question.form, counts), sum(counts.values())))
        parts.append(_parts(question.form, counts))
    columns = (Message("report-question"), Message("report-value"), Message("report-answers"))
    legend = [Message(f"report-step-{number}") for number in NUMBERS[Form.STEPS]]
    return Section(Message("report-by-question"), columns, rows, parts, legend)


def _value(form: Form, counts: Counts) -> Arg:
    match form:
        case Form.NPS:
            return Message("report-nps-is", {"value": nps(counts) or 0})
        case Form.YES_NO:
            return percent(share(counts.get(1, 0), sum(counts.values())))
        case _:
            return shown(mean(counts))


def _parts(form: Form, counts: Counts) -> Sequence[int]:
    """How the bar is divided: five parts as of five steps; yes and no, promoters and detractors take the ends."""
    if form is Form.STEPS:
        return [counts.get(number, 0) for number in NUMBERS[form]]
    best, middle, worst = camps(counts) if form is Form.NPS else (counts.get(1, 0), 0, counts.get(0, 0))
    return [best, 0, middle, 0, worst]


def _advisors(shops: Sequence[Shop], survey: Survey, now: Heard) -> Section:
    """Who receives cars; too few answers give no average."""
    least = shops[0].surveys.least
    rows = []
    for key in sorted({advisor for advisor, _ in now.counts if advisor}):
        first = now.counts.get((key, survey.questions[0].key), {})
        answers = sum(first.values())
        name = next(filter(None, (describe.advisor_name(shop, key) for shop in shops)), key)
        value = shown(mean(now.steps(survey, key))) if answers >= least else Message("report-too-few")
        rows.append((name, answers, value))
    columns = (Message("report-advisor"), Message("report-answers"), Message("report-mean"))
    return Section(Message("report-by-advisor"), columns, rows)


def _choices(survey: Survey, uow: UnitOfWork, asked: Asked, now: Heard) -> Section:
    """How often each listed answer was chosen."""
    listed = {question.key: question for question in survey.questions if question.form in LISTED}
    chosen: Counter[tuple[str, str]] = Counter()
    for key, said, _ in uow.reports.survey_words(asked, max(now.answered * len(survey.questions), 1)):
        if key in listed:
            chosen.update((key, one) for one in ([said] if isinstance(said, str) else said or ()) if one)
    rows = [
        (_short(survey, key), Message(f"survey-{survey.key}-{key}-{option}"), chosen[key, option])
        for key, question in listed.items()
        for option in question.options
        if chosen[key, option]
    ]
    columns = (Message("report-question"), Message("report-answer"), Message("report-answers"))
    return Section(Message("report-choices"), columns, rows)


def _words(shop: Shop, survey: Survey, uow: UnitOfWork, asked: Asked) -> Section:
    """What owners wrote, as they wrote it, latest first."""
    keys = _keys(survey, Form.WORDS)
    said = uow.reports.survey_words(asked, VERBATIMS * len(survey.questions))
    rows = [
        (day(shop.today(at), "numeric"), text)
        for key, text, at in said
        if key in keys and isinstance(text, str) and text
    ]
    columns = (Message("report-day"), Message("report-words"))
    return Section(Message("report-verbatims"), columns, rows[:VERBATIMS])


def _actions(uow: UnitOfWork, asked: Asked) -> Section:
    """The complaints that came of it, and what was done."""
    rows = [
        (str(number), Message(f"report-state-{state}"), remedy or NONE)
        for number, state, remedy in uow.reports.survey_cases(asked)
    ]
    columns = (Message("report-complaint"), Message("report-state"), Message("report-remedy"))
    return Section(Message("report-actions"), columns, rows)


def _keys(survey: Survey, form: Form) -> Sequence[str]:
    return [question.key for question in survey.questions if question.form is form]


def _short(survey: Survey, question: str) -> Message:
    return Message(f"survey-{survey.key}-{question}-short")


def percent(value: int | None) -> Arg:
    return NONE if value is None else Message("report-percent", {"value": value})


def shown(value: int | None) -> Arg:
    return NONE if value is None else value


def week_before(shop: Shop, now: datetime) -> Span:
    """The last whole week, Monday to Sunday."""
    today = shop.today(now)
    last = today - timedelta(days=today.isoweekday())
    return Span(last - timedelta(days=6), last)
