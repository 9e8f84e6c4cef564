"""Checks of what only Telegram can tell: tokens, clock, webhooks, rights in the staff groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.doctor.model import Check, Patient, fail, ok, warn
from bot.doctor.telegram import Answer, UnreachableError
from dealership.domain.records import StaffGroup

CLOCK_WARN = 5.0
CLOCK_FAIL = 60.0
FRESH_ERROR = 3600.0
PENDING = 1000
NEEDED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
RIGHTS = {
    "can_manage_topics": "manage topics",
    "can_pin_messages": "pin messages",
    "can_delete_messages": "delete messages",
}


async def check_tokens(patient: Patient) -> Sequence[Check]:
    """Telegram answers, knows both tokens, and its clock agrees with ours."""
    checks: list[Check] = []
    dates: list[datetime | None] = []
    for bot, token in patient.tokens().items():
        try:
            answer = await patient.api.call(token, "getMe")
        except UnreachableError as error:
            return [*checks, fail("telegram", f"no answer ({error})", _way_out(patient))]
        checks.append(_token(patient, bot, answer))
        dates.append(answer.date)
    if len(set(patient.bots.values())) < len(patient.bots):
        checks.append(fail("tokens", "both tokens are of one bot", "make a second bot with @BotFather"))
    return [*checks, *_clock(patient.now(), dates)]


def _way_out(patient: Patient) -> str:
    if patient.settings.proxy:
        return "check that the proxy of SERVICEBAY_PROXY runs, its address and its password"
    return (
        "check the network; set SERVICEBAY_PROXY where Telegram is not reachable, or SERVICEBAY_TELEGRAM_API"
    )


def _token(patient: Patient, bot: str, answer: Answer) -> Check:
    name = f"SERVICEBAY_{bot.upper()}_TOKEN"
    if answer.ok:
        patient.bots[bot] = int(answer.result.get("id") or 0)
        return ok("tokens", f"{bot}: @{answer.result.get('username', '?')}")
    if answer.code in (401, 404):
        return fail("tokens", f"{name} is refused", "copy it anew from @BotFather (/mybots, API Token)")
    return fail("tokens", f"{name}: {answer.code} {answer.description}", "try again in a minute")


def _clock(now: datetime, dates: Sequence[datetime | None]) -> Sequence[Check]:
    known = [date for date in dates if date is not None]
    if not known:
        return []
    off = abs((now - known[-1].astimezone(UTC)).total_seconds())
    if off < CLOCK_WARN:
        return [ok("clock", "agrees with Telegram")]
    told = f"differs from Telegram's by {off:.0f} s"
    remedy = "let the system set it (chrony, systemd-timesyncd)"
    return [warn("clock", told, remedy) if off < CLOCK_FAIL else fail("clock", told, remedy)]


async def check_webhooks(patient: Patient) -> Sequence[Check]:
    """The webhook is set where the settings want one, nowhere else, and Telegram gets through."""
    checks: list[Check] = []
    for bot in patient.bots:
        try:
            answer = await patient.api.call(patient.tokens()[bot], "getWebhookInfo")
        except UnreachableError as error:
            return [*checks, fail("webhook", f"no answer ({error})", _way_out(patient))]
        if answer.ok:
            checks += _webhook(patient, bot, answer.result)
    return checks


def _webhook(patient: Patient, bot: str, info: dict[str, Any]) -> list[Check]:
    wanted, url = patient.settings.webhook_url, str(info.get("url") or "")
    checks = [_place(bot, wanted, url)]
    pending = int(info.get("pending_update_count") or 0)
    if pending > PENDING:
        remedy = "start `servicebay run`; Telegram keeps them for 24 h"
        checks.append(warn("webhook", f"{bot}: {pending} updates wait", remedy))
    if url and (error := _last_error(patient, info)):
        remedy = "mend certificate, proxy or firewall if it goes on"
        checks.append(warn("webhook", f"{bot}: Telegram reported: {error}", remedy))
    if url:
        checks.append(_allowed(bot, info.get("allowed_updates") or []))
    return checks


def _place(bot: str, wanted: str | None, url: str) -> Check:
    if wanted is None and not url:
        return ok("webhook", f"{bot}: none, updates are polled")
    if wanted is None:
        return warn(
            "webhook", f"{bot}: one is set though the settings want polling", "`servicebay run` removes it"
        )
    if url == wanted or url.startswith(f"{wanted}/"):
        return ok("webhook", f"{bot}: set")
    return warn(
        "webhook", f"{bot}: {'another one is set' if url else 'not set yet'}", "`servicebay run` sets it"
    )


def _last_error(patient: Patient, info: dict[str, Any]) -> str | None:
    at = info.get("last_error_date")
    if not at or patient.now().timestamp() - float(at) > FRESH_ERROR:
        return None
    return patient.settings.masked(str(info.get("last_error_message")))


def _allowed(bot: str, allowed: Sequence[str]) -> Check:
    lacking = [kind for kind in NEEDED_UPDATES if kind not in allowed] if allowed else []
    if not lacking:
        return ok("allowed updates", f"{bot}: all we need")
    return warn("allowed updates", f"{bot}: {', '.join(lacking)} not asked for", "restart `servicebay run`")


async def check_rights(patient: Patient) -> Sequence[Check]:
    """The staff bot may do in each staff group what it has to, and topics are enabled."""
    checks: list[Check] = []
    if "staff" not in patient.bots:
        return checks
    for store, group in patient.groups.items():
        try:
            checks += await _group(patient, store, group)
        except UnreachableError as error:
            return [*checks, fail("staff groups", f"no answer ({error})", _way_out(patient))]
    return checks


async def _group(patient: Patient, store: str, group: StaffGroup) -> list[Check]:
    token = patient.tokens()["staff"]
    chat = await patient.api.call(token, "getChat", chat_id=group.chat_id)
    if not chat.ok:
        remedy = "add the staff bot to the group again, or bind another group with /bind"
        return [fail("staff groups", f"{store}: {chat.description}", remedy)]
    member = await patient.api.call(
        token, "getChatMember", chat_id=group.chat_id, user_id=patient.bots["staff"]
    )
    return [_topics(store, chat.result), _rights(store, member)]


def _topics(store: str, chat: dict[str, Any]) -> Check:
    if chat.get("is_forum"):
        return ok("topics", f"{store}: enabled")
    return warn(
        "topics",
        f"{store}: not enabled",
        "enable topics in the group's settings, then send /bind there again",
    )


def _rights(store: str, member: Answer) -> Check:
    held = member.result if member.ok else {}
    if held.get("status") != "administrator":
        return fail(
            "rights", f"{store}: the staff bot is no administrator", "make it one in the group's settings"
        )
    lacking = [words for right, words in RIGHTS.items() if not held.get(right)]
    if lacking:
        return fail(
            "rights",
            f"{store}: the staff bot may not {', '.join(lacking)}",
            "allow it in the group's settings",
        )
    return ok("rights", f"{store}: the staff bot may do what it has to")
