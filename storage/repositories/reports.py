"""What reports count, by sets: invitations and answers of surveys, complaints and how soon they were heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from dealership.domain.report import Asked
from storage.repositories.base import Repository
from storage.schema import case, complaint, planned_message, survey_answer, survey_response

_R, _A = survey_response.c, survey_answer.c
_SENT = survey_response.join(planned_message, planned_message.c.id == _R.planned_id)
_ANSWERED = survey_response.join(survey_answer, _A.response_id == _R.id)


def _where(asked: Asked) -> list[ColumnElement[bool]]:
    wanted = [
        _R.survey == asked.survey,
        _R.store_id.in_(list(asked.stores)),
        _R.invited_at >= asked.since,
        _R.invited_at < asked.until,
    ]
    return wanted if asked.advisor is None else [*wanted, _R.advisor == asked.advisor]


class ReportRepository(Repository):
    """Reads only."""

    def surveys_sent(self, asked: Asked) -> tuple[int, int, int]:
        """How many invitations went out, were answered at all, and to the end."""
        counts = select(func.count(), func.count(_R.answered_at), func.count(_R.completed_at))
        gone = counts.select_from(_SENT).where(
            *_where(asked), planned_message.c.state.in_(("sent", "merged"))
        )
        row = self.connection.execute(gone).one()
        return row[0], row[1], row[2]

    def survey_numbers(self, asked: Asked) -> Sequence[tuple[str | None, str, int, int]]:
        """(advisor, question, number, how often)."""
        columns = (_R.advisor, _A.question, _A.number)
        found = (
            select(*columns, func.count())
            .select_from(_ANSWERED)
            .where(*_where(asked), _A.number.is_not(None))
        )
        return self._rows(found.group_by(*columns))

    def survey_words(self, asked: Asked, limit: int) -> Sequence[tuple[str, Any, datetime]]:
        """(question, what was said, when): everything that is no number, latest first."""
        found = select(_A.question, _A.said, _A.answered_at).select_from(_ANSWERED)
        said = found.where(*_where(asked), _A.number.is_(None)).order_by(_A.answered_at.desc(), _R.id)
        return self._rows(said.limit(limit))

    def survey_cases(self, asked: Asked) -> Sequence[tuple[int, str, str | None]]:
        """(complaint, state, what was done) of those that came of these surveys."""
        joined = survey_response.join(case, case.c.id == _R.case_id).join(
            complaint, complaint.c.case_id == case.c.id
        )
        found = select(case.c.id, case.c.state, complaint.c.remedy).select_from(joined).where(*_where(asked))
        return self._rows(found.order_by(case.c.id))

    def complaints(
        self, stores: Sequence[int], since: datetime, until: datetime
    ) -> Sequence[Mapping[str, Any]]:
        """Complaints opened in [since, until), as they stand."""
        columns = (
            case.c.id, case.c.state, case.c.taken_by, case.c.opened_at, case.c.closed_at, complaint.c.category,
            complaint.c.level, complaint.c.source, complaint.c.taken_at, complaint.c.answered_at,
            complaint.c.solved_at, complaint.c.promised_at, complaint.c.reopened, complaint.c.rated_result,
        )  # fmt: skip
        joined = case.join(complaint, complaint.c.case_id == case.c.id)
        found = (
            select(*columns)
            .select_from(joined)
            .where(case.c.store_id.in_(list(stores)), case.c.opened_at >= since, case.c.opened_at < until)
        )
        return [dict(row._mapping) for row in self.connection.execute(found.order_by(case.c.id))]

    def _rows(self, statement: Select[Any]) -> list[Any]:
        return [tuple(row) for row in self.connection.execute(statement)]
