"""Questions owners ask every day, answered in the middle of any talk: hours, address, price, and the shop's answers.

What the shop answers stands in its own files; a price is the menu's; hours are those of the store one talks to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dealership.domain.company import Interval
from dealership.domain.message import Arg, Message, day, duration, items, labels
from dealership.services import describe
from dialogs.owner import cues
from dialogs.owner.people import near_store
from dialogs.talk import Talk
from dialogs.understanding.facts import Facts, find_answer

ASKING = ("other", "price", "book", "smalltalk", "yes", "no", "fault_report", "hours", "greeting")
"""Intents beside which a question of the answers file counts."""
FEW = 15
"""Letters of a message that is a question by being no more than its subject ("wifi", "发票")."""
WEEK = 7


def answer(talk: Talk, text: str) -> Message | None:
    """What to say to the question in the words; None when they ask nothing we can answer."""
    facts = talk.read(text).facts or Facts()
    if facts.intent == "hours":
        return Message("told-hours", hours(talk))
    if facts.intent in ("address", "roadside"):
        return Message(f"told-{facts.intent}", store_facts(talk))
    ready = _ready(talk, text, facts)
    if ready is None and facts.intent == "price":
        return _price(talk, facts)
    return ready


def _ready(talk: Talk, text: str, facts: Facts) -> Message | None:
    """The shop's own answer."""
    if facts.intent not in ASKING or facts.safety:
        return None
    if not (facts.intent == "price" or is_question(text) or (facts.intent == "other" and len(text) <= FEW)):
        return None
    if cues.found("remark", text):
        return None
    found = find_answer(text, talk.tongue(text), talk.world.reading.answers)
    return Message("told-answer", {"text": found.text}) if found else None


def is_question(text: str) -> bool:
    """Whether something is asked, with or without the mark."""
    return "?" in text or "？" in text or cues.found("question", text) is not None


def _price(talk: Talk, facts: Facts) -> Message:
    """What the jobs named, else those chosen, cost about."""
    store = near_store(talk)
    keys = facts.jobs or tuple(talk.answers.get("reason") or talk.answers.get("wished") or ())
    jobs = [job for job in store.menu if job.key in keys]
    lines: Sequence[Arg] = [
        Message(
            "told-price-line",
            {
                "job": labels(job.label),
                "price": describe.price(job.price_from, job.price_to, store.currency),
                "minutes": duration(job.minutes),
            },
        ).to_json()
        for job in jobs
    ]
    return Message("told-price-of", {"lines": items(lines, "lines")}) if jobs else Message("told-price")


def store_facts(talk: Talk) -> Mapping[str, Arg]:
    """What one asks a shop by phone."""
    store = near_store(talk)
    return {
        "store": labels(store.name),
        "address": labels(store.address),
        "phone": store.phone,
        "roadside": store.roadside_phone,
    }


def hours(talk: Talk) -> Mapping[str, Arg]:
    """Today's hours, and of the week ahead the days that differ."""
    shop = talk.world.shops[near_store(talk).id]
    today = shop.today(talk.now)
    week = [today + timedelta(days=n) for n in range(WEEK)]
    now = clock(shop.hours_on(today))
    others = [_on(at, clock(shop.hours_on(at))) for at in week if clock(shop.hours_on(at)) != now]
    return {
        **store_facts(talk),
        "hours": items(now),
        "open": "yes" if now else "no",
        "others": items(others, "lines"),
        "differ": "yes" if others else "no",
    }


def _on(at: date, spans: list[str]) -> Message:
    about = {"day": day(at, "short"), "hours": items(spans), "open": "yes" if spans else "no"}
    return Message("told-hours-line", about)


def clock(spans: Sequence[Interval]) -> list[str]:
    """Opening hours as people write them."""
    return [f"{span.start:%H:%M}–{span.end:%H:%M}" for span in spans]
