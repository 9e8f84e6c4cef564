"""Surveys: who was asked, and each answer as it was given. One row an answer, the latest counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, null, select, update

from dealership.domain.records import SurveyResponse
from dealership.services.ports import NotFoundError
from storage.repositories.base import Mapper, Repository, insert_into
from storage.schema import survey_answer, survey_response

_ROW = Mapper(SurveyResponse, survey_response)


class SurveyRepository(Repository):
    """Rows of `survey_response` and `survey_answer`. Numbers stand in a column of their own, all else is JSON."""

    def get(self, response_id: int) -> SurveyResponse:
        found = self._first(survey_response.c.id == response_id)
        if found is None:
            raise NotFoundError(f"survey response {response_id}")
        return found

    def find_invited(self, planned_id: int) -> SurveyResponse | None:
        return self._first(survey_response.c.planned_id == planned_id)

    def _first(self, which: Any) -> SurveyResponse | None:
        return _ROW.maybe(self.connection.execute(select(*_ROW.columns).where(which)).first())

    def open(self, **values: Any) -> int | None:
        """The new response's id; None when this invitation has one already."""
        new = insert_into(self.connection, survey_response).values(**values)
        return self.connection.execute(new.on_conflict_do_nothing().returning(survey_response.c.id)).scalar()

    def update(self, response_id: int, **values: Any) -> None:
        self.connection.execute(
            update(survey_response).where(survey_response.c.id == response_id).values(**values)
        )

    def answers(self, response_id: int) -> Mapping[str, Any]:
        """Values by question."""
        columns = (survey_answer.c.question, survey_answer.c.number, survey_answer.c.said)
        given = select(*columns).where(survey_answer.c.response_id == response_id)
        return {row[0]: row[2] if row[1] is None else row[1] for row in self.connection.execute(given)}

    def answer(self, response_id: int, question: str, value: Any, now: datetime) -> None:
        """Keep an answer in place of a former one."""
        is_number = isinstance(value, int)
        number, said = (value, null()) if is_number else (None, value)
        kept = {"number": number, "said": said, "answered_at": now}
        new = insert_into(self.connection, survey_answer).values(
            response_id=response_id, question=question, **kept
        )
        self.connection.execute(
            new.on_conflict_do_update(index_elements=["response_id", "question"], set_=kept)
        )

    def has_answered(self, owner_id: int, since: datetime) -> bool:
        """Whether an owner has answered any survey they were invited to since then."""
        theirs = (survey_response.c.owner_id == owner_id) & (survey_response.c.invited_at >= since)
        answered = select(survey_response.c.id).where(theirs, survey_response.c.answered_at.is_not(None))
        return self.connection.execute(answered.limit(1)).scalar() is not None

    # --- low answers nobody has heard yet ------------------------------------------------------------------

    def unheard(self, now: datetime, after: int, limit: int) -> Sequence[SurveyResponse]:
        """A page of responses whose low answer is to be heard now, by id."""
        due = select(*_ROW.columns).where(survey_response.c.listen_at <= now, survey_response.c.id > after)
        return _ROW.all(self.connection.execute(due.order_by(survey_response.c.id).limit(limit)).all())

    def next_unheard(self, after: datetime) -> datetime | None:
        soonest = select(func.min(survey_response.c.listen_at))
        return self.connection.execute(soonest.where(survey_response.c.listen_at > after)).scalar()
