"""The records of the house as plain values; one dataclass per table row, same names, same order.

Instants (`…_at`) are aware UTC; days (`…_on`) are calendar days of the store; money is minor units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Owner:
    """A person who keeps or drives cars and chats with us."""

    id: int
    store_id: int
    name: str
    language: str
    phone: str | None
    grade: str
    vip: bool
    advisor: str | None
    privacy_seen_at: datetime | None
    service_consent_at: datetime | None
    marketing_consent_at: datetime | None
    learning_consent_at: datetime | None
    stopped_at: datetime | None
    deletion_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Misheard:
    """A message nobody understood, scrubbed. `asked`: dialog and step; `label`: what it meant, once said."""

    id: int
    store_id: int
    language: str
    asked: str
    text: str
    said_at: datetime
    label: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A car. `plate` and `vin` are normalised; either may be unknown."""

    id: int
    store_id: int
    plate: str | None
    vin: str | None
    model: str
    colour: str | None
    delivered_on: date | None
    odometer_km: int | None
    odometer_on: date | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booked (or held, or requested) visit. `jobs` are keys of the store's menu; `fault` the owner's words.

    `note` are the staff's own words, for the staff only. `promised_at`: the owner said they will come; `late_until`:
    they are late, and the place is kept until then.
    """

    id: int
    store_id: int
    owner_id: int
    vehicle_id: int
    state: str
    jobs: tuple[str, ...]
    fault: str | None
    safety: bool
    minutes: int
    price_from: int
    price_to: int
    currency: str
    start_at: datetime
    finish_at: datetime
    bay: str | None
    advisor: str | None
    pickup: str | None
    remark: str | None
    odometer_km: int | None
    squeezed: bool
    repeat_repair: bool
    hold_expires_at: datetime | None
    reason: str | None
    revision: int
    note: str | None = None
    promised_at: datetime | None = None
    late_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitlistEntry:
    """An owner who waits for a place on a full day. `offer_id` is the held appointment offered to them."""

    id: int
    store_id: int
    owner_id: int
    vehicle_id: int
    jobs: tuple[str, ...]
    fault: str | None
    day: date
    state: str
    offer_id: int | None
    offer_expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works here. `user_id` is their account with the staff bot, `advisor` their desk, if any."""

    id: int
    store_id: int
    name: str
    role: str
    language: str
    advisor: str | None
    user_id: int | None
    started_at: datetime | None
    left_at: datetime | None
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """The staff's group of a store in Telegram, bound by an administrator."""

    store_id: int
    chat_id: int
    forum: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation or a complaint between an owner and the house; `taken_by` has it until it is closed."""

    id: int
    store_id: int
    kind: str
    state: str
    owner_id: int
    appointment_id: int | None
    taken_by: int | None
    chat_id: int | None
    thread_id: int | None
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a case of kind "complaint" has besides: how grave, what about, its clocks, its end.

    Clocks: `runs_from` begins the present `run` (a reopened or graver one is a new run), `taken_at`, `answered_at`,
    `solved_at` satisfied it; `pauses` are [from, until] in ISO, the last without end while we wait for the owner.
    `next_step_at`: when the ladder is climbed next; `wake_at`: when a hold ends or a silence is heeded. `works` marks
    the opening hours this was reckoned with. Money in minor units of the store's currency.
    """

    case_id: int
    store_id: int
    vehicle_id: int | None
    category: str
    source: str
    level: str
    reason: str
    words: str
    since: str
    wish: str
    run: int
    runs_from: datetime
    taken_at: datetime | None
    answered_at: datetime | None
    solved_at: datetime | None
    pauses: Sequence[Sequence[str | None]]
    promised_at: datetime | None
    next_step_at: datetime | None
    wake_at: datetime | None
    works: str
    asks: int
    reopened: int
    offers: int
    cause: str | None
    remedy: str | None
    prevention: str | None
    compensation: int | None
    cost: int | None
    closed_how: str | None
    rated_result: str | None
    rated_speed: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A solution put to an owner in one round of up to three: asked (a manager must confirm), offered, chosen,
    declined or refused. `label` as it was then, in each language."""

    id: int
    case_id: int
    round: int
    key: str
    label: Mapping[str, str]
    cost: int
    currency: str
    state: str
    offered_by: int
    confirmed_by: int | None


@dataclass(frozen=True, slots=True)
class Climbed:
    """A step of the ladder that was taken: when it was due and done, who was told, who was passed over and why."""

    run: int
    key: str
    due_at: datetime
    done_at: datetime
    told: Sequence[int]
    skipped: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail: who did what when."""

    at: datetime
    actor: str
    actor_id: int | None
    action: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnerChat:
    """Where an owner can be written to by one of our bots."""

    bot: str
    user_id: int
    chat_id: int
    owner_id: int
    blocked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Media:
    """A file as one bot knows it; `file_id` is worthless to the other bot."""

    kind: str
    bot: str
    file_id: str
    file_unique_id: str
    name: str | None = None
    size: int | None = None
    mime: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox. `payload` is what `dealership.services.notify` made of it."""

    id: int
    store_id: int
    bot: str
    chat_id: int
    thread_id: int | None
    owner_id: int | None
    case_id: int | None
    purpose: str
    language: str
    payload: dict[str, Any]
    edits_id: int | None
    reply_to: int | None
    attempts: int
    due_at: datetime
    lane: int
    unsure: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Finished:
    """How an attempt to send an outbox row ended: the row's new state, and the attempt's own outcome.

    `attempts` is what the row counted when it was claimed, `holder` who claimed it; state "planned" with `due_at` is
    tried again.
    """

    outbox_id: int
    attempts: int
    state: str
    outcome: str
    message_id: int | None = None
    error: str | None = None
    due_at: datetime | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """One bot token, as all replicas see it: when the next message may leave, until when Telegram wants silence,
    how many thousandths of the rate it left us then, and which lanes somebody has closed.
    """

    bot: str
    free_at: datetime
    paused_at: datetime
    paused_until: datetime
    share: int
    slowed_at: datetime
    closed: Sequence[int]


@dataclass(frozen=True, slots=True)
class ChatGate:
    """One chat: when the next message may reach it; `tat_at` counts the last ones (GCRA's arrival time)."""

    chat_id: int
    free_at: datetime
    tat_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A talk with one person in one chat: what was asked, what was answered, what is shown.

    `talk` is the dialog engine's own JSON; `version` grows with every change, `shown_version` follows when
    the screen has reached the chat; `person_id` is the owner (or staff member) behind the account.
    """

    bot: str
    chat_id: int
    thread_id: int
    user_id: int
    person_id: int | None
    language: str
    talk: dict[str, Any]
    version: int
    shown_version: int
    screen_id: int | None


@dataclass(frozen=True, slots=True)
class StaffTask:
    """A call for somebody of the store to make. `why`: no_answer, unreachable, said; `calls`: tried in vain so far.

    `kind` and `period` name the matter as in `Planned`.
    """

    id: int
    store_id: int
    owner_id: int
    vehicle_id: int | None
    kind: str
    period: str
    why: str
    state: str
    due_at: datetime
    calls: int


@dataclass(frozen=True, slots=True)
class Planned:
    """Something planned for an owner: of which kind, about which car or visit, the how-manieth time (`step`, 0 first).

    `period` is what it is about in time (a due day, the start of a visit): with kind, subject and step it is said once.
    """

    id: int
    store_id: int
    owner_id: int
    vehicle_id: int | None
    appointment_id: int | None
    kind: str
    step: int
    period: str
    due_at: datetime
    look_at: datetime | None
    state: str
    reason: str
    detail: str
    outbox_id: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class SurveyResponse:
    """One owner asked one survey, invited by a planned message.

    `answered_at`: the latest answer; `completed_at`: nothing that counts is open. `listen_at`: a low answer has not
    been heard by a person yet, and is then at the latest. `case_id`: where it was heard.
    """

    id: int
    store_id: int
    owner_id: int
    vehicle_id: int | None
    appointment_id: int | None
    survey: str
    version: int
    advisor: str | None
    planned_id: int
    invited_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    completed_at: datetime | None
    listen_at: datetime | None
    case_id: int | None
