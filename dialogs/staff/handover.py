"""A one-time link for a car's owner, as text and as a QR code to be scanned at the counter.

Only in a direct chat: whoever sees the link can open it. It is shown once and kept nowhere.
"""

from __future__ import annotations

from datetime import timedelta

from dealership.domain.identity import example_plate
from dealership.domain.message import Message, moment
from dealership.services import describe, handover
from dialogs.inputs import Words
from dialogs.model import Dialog, Done, Fail, Result, Step
from dialogs.staff.people import can_link_to, in_group, link_to, member
from dialogs.talk import Talk

QR = "qr"
"""Where a talk leaves what its screen shows as a QR code."""


def issue(talk: Talk, text: str) -> Result:
    if in_group(talk):
        return Done(Message("staff-only-direct"))
    if not can_link_to(talk, "owner"):
        return Done(Message("staff-no-link-yet"))
    valid = timedelta(days=talk.company.handover_days)
    link = handover.issue_link(talk.uow, talk.shop, member(talk), text, valid, talk.now)
    if link is None:
        example = example_plate(talk.store.hours.holiday_region) or "none"
        return Fail(Message("handover-not-read", {"example": example}))
    url = link_to(talk, "owner", link.payload)
    talk.memo[QR] = url
    about = {"car": describe.car(link.vehicle), "link": url, "until": moment(link.until, talk.zone, "date")}
    return Done(Message("handover-link", about))


HANDOVER = Dialog("handover", Step("car", Words(issue, longest=40), why=False))
