"""Reports over real databases: counted right, silent where too few spoke, readable in every form and language."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.small_shop import DAY, House, at
from support.surveyed import Chat, asked

from bot.reports.painted import as_pdf, as_picture
from bot.reports.worded import Worded, worded
from bot.reports.written import as_csv, as_table, as_workbook
from dealership.domain.report import Report, Span
from dealership.services import complaints
from dealership.services.complaint_reports import complaint_report
from dealership.services.complaints import Told
from dealership.services.survey_reports import survey_report
from dialogs.model import Typed
from dialogs.surveys import SURVEYS
from locales import LANGUAGES
from scheduler.sweeps.digest import next_digest, send_digests
from storage.database import Database

SPAN = Span(DAY, DAY + timedelta(days=6))


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def report(house: House, span: Span = SPAN, advisor: str | None = None) -> Report:
    survey = SURVEYS["service"]
    return await house.do(lambda uow: survey_report(uow, [house.shop], survey, span, advisor))


async def answered(house: House) -> tuple[Chat, Chat, Chat]:
    """One content with a word, one half-way and unhappy, one silent."""
    first, second, third = [await asked(house, number) for number in (1, 2, 3)]
    await first.rate("100")
    await first.tap("100", "75", "100", "75", "1")
    await first.say(Typed("=1+1 都挺好，谢谢"))
    await second.rate("25")
    await second.tap("50")
    return first, second, third


def figures(found: Report) -> dict[str, object]:
    """The first column of figures by the key of its label, messages by their value."""
    return {label.key: getattr(value, "args", {}).get("value", value) for label, value, _ in found.facts.rows}


def section(found: Report, key: str) -> list[list[object]]:
    return [list(row) for one in found.sections if one.title.key == key for row in one.rows]


async def test_every_figure_of_the_paragraph_is_counted(house: House) -> None:
    await answered(house)
    found = figures(await report(house))
    assert found["report-sent"] == 3 and found["report-answered"] == 2
    assert found["report-rate"] == 67 and found["report-partial"] == 1
    assert found["report-mean"] == round((100 + 100 + 75 + 100 + 75 + 25 + 50) / 7)
    assert found["report-satisfied"] == round(100 * 5 / 7)


async def test_the_weakest_question_is_named_and_each_has_its_distribution(house: House) -> None:
    await answered(house)
    found = await report(house)
    weakest = next(value for label, value, _ in found.facts.rows if label.key == "report-weakest")
    assert weakest.args["question"].key == "survey-service-overall-short"
    by_question = next(one for one in found.sections if one.title.key == "report-by-question")
    assert list(by_question.parts[0]) == [1, 0, 0, 1, 0]


async def test_the_period_before_stands_beside(house: House) -> None:
    await answered(house)
    later = await report(house, Span(SPAN.last + timedelta(days=1), SPAN.last + timedelta(days=7)))
    sent = next(row for row in later.facts.rows if row[0].key == "report-sent")
    assert list(sent[1:]) == [0, 3]


async def test_below_five_answers_no_average_is_shown_for_a_person(house: House) -> None:
    await answered(house)
    ((name, answers, value),) = section(await report(house), "report-by-advisor")
    assert (name, answers) == ("Li", 2)
    assert getattr(value, "key", value) == "report-too-few"


async def test_words_are_shown_as_written_and_complaints_that_came_of_it(house: House) -> None:
    _, unhappy, _ = await answered(house)
    await unhappy.tap("100", "100", "100", "1")
    await unhappy.say(Typed("后备箱里全是水渍"))
    found = await report(house)
    assert section(found, "report-verbatims")[0][1] == "=1+1 都挺好，谢谢"
    assert len(section(found, "report-actions")) == 1


async def test_another_advisors_work_is_not_in_it(house: House) -> None:
    await answered(house)
    assert figures(await report(house, advisor="nobody"))["report-sent"] == 0


async def test_complaints_are_counted_by_kind_and_age(house: House) -> None:
    wish = await house.owner(7)
    told = Told("等了三个小时", source="score", danger=True)
    await house.do(
        lambda uow: complaints.open_complaint(uow, house.shop, wish.owner_id, told, at(9, day=DAY))
    )
    found = await house.do(
        lambda uow: complaint_report(uow, [house.shop], SPAN, at(9, day=DAY + timedelta(days=2)))
    )
    assert figures(found)["report-opened"] == 1
    assert [(row[0].key, row[1]) for row in section(found, "report-source-title")] == [
        ("report-source-score", 1)
    ]
    assert [row[1] for row in section(found, "report-ageing")] == [0, 1, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_form_is_written_in_every_language(house: House, language: str, tmp_path: Path) -> None:
    await answered(house)
    said: Worded = worded(await report(house), language)
    text = as_table(said)
    assert said.title in text and "█" in text and "report-" not in text
    assert as_csv(said).decode("utf-8-sig").count("'=1+1") == 1
    book = load_workbook(BytesIO(as_workbook(said)))
    assert len(book.sheetnames) == len(said.tables)
    assert as_pdf(said).startswith(b"%PDF")
    if language == "en":
        assert as_picture(said).startswith(b"\x89PNG")


async def test_an_empty_report_is_a_report(house: House) -> None:
    said = worded(await report(house), "zh-CN")
    assert as_table(said) and as_pdf(said)


# --- the weekly digest -----------------------------------------------------------------------------------------

MONDAY = DAY + timedelta(days=4)


async def hired(house: House, role: str) -> int:
    return await house.do(
        lambda uow: uow.staff.add(
            at(8),
            store_id=1,
            name=role,
            role=role,
            language="zh-CN",
            user_id=900 + sum(map(ord, role)),
            started_at=at(8),
        )
    )


async def test_the_weeks_figures_go_once_to_everybody_who_may_see_them(house: House) -> None:
    await hired(house, "service_manager")
    await hired(house, "service_advisor")
    await send_digests(house.database, house.shops, at(9, 59, day=MONDAY))
    assert await house.said("digest") == []
    for _ in range(2):
        await asyncio.gather(
            *(send_digests(house.database, house.shops, at(10, day=MONDAY)) for _ in range(2))
        )
    await send_digests(house.database, house.shops, at(9, day=MONDAY + timedelta(days=2)))
    assert await house.said("digest") == ["digest-weekly"]


async def test_a_monday_missed_is_made_up_and_a_week_missed_is_not(house: House) -> None:
    await hired(house, "service_manager")
    assert await send_digests(house.database, house.shops, at(10, day=MONDAY + timedelta(days=3))) == 0
    assert await send_digests(house.database, house.shops, at(10, day=MONDAY + timedelta(days=2))) == 1
    assert next_digest(house.shop, at(10, day=MONDAY)) == at(10, day=MONDAY + timedelta(days=7))
