"""The calendar file is read back by the library's own reader."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.ics import calendar_file
from dealership.domain.message import Message
from locales import catalogue

AT = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
READABLE = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" \n"), max_size=300
).filter(
    lambda text: "\\" not in text  # the reader takes "\N" for a line break, as it may
)


@given(place=READABLE)
def test_every_line_is_short_enough_and_reads_as_it_was_written(place: str) -> None:
    said = Message("engine-sorry")
    file = calendar_file(
        {
            "uid": "7-3",
            "sequence": 2,
            "start": "2026-09-02T15:00:00+08:00",
            "finish": "2026-09-02T16:30:00+08:00",
            "title": said.to_json(),
            "text": said.to_json(),
            "place": {"labels": {"zh-CN": place}},
            "latitude": 31,
            "longitude": 121.5,
        },
        "zh-CN",
        AT,
    )
    assert all(len(line) <= 75 for line in file.data.split(b"\r\n"))
    event = Calendar.from_ical(file.data).walk("VEVENT")[0]
    assert str(event["location"]) == place
    assert str(event["description"]) == catalogue("zh-CN").text(said)
    assert (event["dtstart"].dt, event["dtstamp"].dt) == (datetime(2026, 9, 2, 7, tzinfo=UTC), AT)
    assert (event["uid"], event["sequence"], event["geo"].latitude) == ("7-3@servicebay", 2, 31.0)
