"""Each check of `servicebay doctor`: what it finds, and the remedy it names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings, load_company
from bot.doctor import local, remote
from bot.doctor.model import Check, Patient, Verdict
from bot.doctor.run import table
from bot.doctor.telegram import Answer, TelegramApi, UnreachableError
from dealership.domain.records import StaffGroup

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWNER = "123456789:AAExampleExampleExampleExampleExampl"
STAFF = "987654321:AAExampleExampleExampleExampleExampl"
DEMO = Path(__file__).parents[3] / "bot" / "data" / "demo.toml"
ADMINISTRATOR = {
    "status": "administrator",
    "can_manage_topics": True,
    "can_pin_messages": True,
    "can_delete_messages": True,
}


class Api:
    """Answers by method (and token); what is not given is unreachable."""

    def __init__(self, date: datetime | None = NOW, **answers: Any) -> None:
        self.answers, self.date = answers, date

    async def call(self, token: str, method: str, **params: object) -> Answer:
        given = self.answers.get(
            f"{method}_{'owner' if token == OWNER else 'staff'}", self.answers.get(method)
        )
        if given is None:
            raise UnreachableError("Connection refused")
        if isinstance(given, dict):
            return Answer(True, given, 200, "", self.date)
        code, description = given
        return Answer(False, {}, code, description, self.date)


def patient(api: Api | None = None, **settings: Any) -> Patient:
    given = {"owner_token": OWNER, "staff_token": STAFF} | settings
    return Patient(Settings(**given), api or Api(), lambda: NOW)


def named(checks: Sequence[Check], name: str) -> Check:
    return next(check for check in checks if check.name == name)


async def test_complete_settings_are_well() -> None:
    (check,) = await local.check_settings(patient())
    assert (check.verdict, check.what) == (Verdict.OK, "complete, updates come by polling")


async def test_missing_tokens_fail_and_misspelt_variables_warn() -> None:
    checks = await local.check_settings(patient(owner_token=None, unknown=("OWNER_TOKN",)))
    assert [check.verdict for check in checks] == [Verdict.WARN, Verdict.FAIL]
    assert checks[0].remedy == "did you mean SERVICEBAY_OWNER_TOKEN?"
    assert "@BotFather" in checks[1].remedy


async def test_each_mistake_of_the_file_is_a_line(tmp_path: Path) -> None:
    broken = tmp_path / "servicebay.toml"
    broken.write_text("[company]\nname = 5\n", encoding="utf-8")
    checks = await local.check_company(patient(config=broken))
    assert {check.verdict for check in checks} == {Verdict.FAIL}
    assert len(checks) == 3
    assert checks[0].what.startswith("servicebay.toml: company.name: ")


async def test_a_right_file_is_kept_for_later_checks() -> None:
    subject = patient(config=DEMO)
    (check,) = await local.check_company(subject)
    assert check.verdict is Verdict.OK and subject.company is not None


async def test_an_unpublished_year_within_the_horizon_warns() -> None:
    subject = patient()
    subject.company = load_company(DEMO)
    assert [check.verdict for check in await local.check_holidays(subject)] == [Verdict.OK]
    subject.now = lambda: datetime(2031, 12, 20, tzinfo=UTC)
    (check,) = await local.check_holidays(subject)
    assert check.verdict is Verdict.WARN
    assert "pudong" in check.what and "2031, 2032" in check.what
    assert "[stores.calendar]" in check.remedy


async def test_locales_are_complete() -> None:
    (check,) = await local.check_locales(patient())
    assert check.verdict is Verdict.OK


async def test_a_lacking_message_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"zh-CN": ["hello", "bye"], "en": ["hello", "bye"], "ru": ["bye"]}
    monkeypatch.setattr(local, "_messages", lambda language: iter(known[language]))
    (check,) = await local.check_locales(patient())
    assert check.verdict is Verdict.FAIL
    assert check.what == "ru lacks 1 messages, for example hello"


async def test_a_fresh_installation_is_told_to_migrate(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    (check,) = await local.check_database(patient(database_url=url))
    assert (check.verdict, check.remedy) == (Verdict.WARN, "run: servicebay migrate")
    assert not (tmp_path / "new.sqlite3").exists()


async def test_both_tokens_and_the_clock_are_well() -> None:
    subject = patient(Api(getMe_owner={"id": 1, "username": "own_bot"}, getMe_staff={"id": 2}))
    checks = await remote.check_tokens(subject)
    assert {check.verdict for check in checks} == {Verdict.OK}
    assert checks[0].what == "owner: @own_bot"
    assert subject.bots == {"owner": 1, "staff": 2}


async def test_a_refused_token_is_named_but_not_shown() -> None:
    checks = await remote.check_tokens(patient(Api(getMe_owner=(401, "Unauthorized"), getMe_staff={"id": 2})))
    assert checks[0].verdict is Verdict.FAIL
    assert checks[0].what == "SERVICEBAY_OWNER_TOKEN is refused"
    assert "AAExample" not in table(checks)


async def test_another_error_of_telegram_is_told_as_it_is() -> None:
    checks = await remote.check_tokens(patient(Api(getMe=(502, "Bad Gateway"))))
    assert "502 Bad Gateway" in checks[0].what


async def test_two_tokens_of_one_bot_fail() -> None:
    checks = await remote.check_tokens(patient(Api(getMe={"id": 1})))
    assert checks[2].what == "both tokens are of one bot"


async def test_no_network_names_the_proxy() -> None:
    (check,) = await remote.check_tokens(patient(Api()))
    assert check.verdict is Verdict.FAIL
    assert "SERVICEBAY_PROXY" in check.remedy


@pytest.mark.parametrize(
    ("seconds", "verdict"), [(2, Verdict.OK), (-20, Verdict.WARN), (90, Verdict.FAIL), (-7200, Verdict.FAIL)]
)
async def test_a_wrong_clock_is_told(seconds: int, verdict: Verdict) -> None:
    api = Api(NOW + timedelta(seconds=seconds), getMe_owner={"id": 1}, getMe_staff={"id": 2})
    assert named(await remote.check_tokens(patient(api)), "clock").verdict is verdict


async def test_without_a_date_nothing_is_said_about_the_clock() -> None:
    api = Api(None, getMe_owner={"id": 1}, getMe_staff={"id": 2})
    assert "clock" not in {check.name for check in await remote.check_tokens(patient(api))}


WEBHOOK = {"webhook_url": "https://bots.example.com", "webhook_secret": "hush"}


@pytest.mark.parametrize(
    ("settings", "info", "verdict", "what"),
    [
        ({}, {"url": ""}, Verdict.OK, "polled"),
        ({}, {"url": "https://old.example"}, Verdict.WARN, "polling"),
        (WEBHOOK, {"url": "https://bots.example.com/owner"}, Verdict.OK, "set"),
        (WEBHOOK, {"url": ""}, Verdict.WARN, "not set yet"),
        (WEBHOOK, {"url": "https://bots.example.com.evil/"}, Verdict.WARN, "another"),
    ],
)
async def test_the_webhook_is_where_the_settings_want_it(
    settings: dict[str, Any], info: dict[str, Any], verdict: Verdict, what: str
) -> None:
    subject = patient(Api(getWebhookInfo=info), **settings)
    subject.bots = {"owner": 1}
    check = (await remote.check_webhooks(subject))[0]
    assert check.verdict is verdict
    assert what in check.what


async def test_trouble_on_the_way_to_the_webhook_is_told_without_the_secret() -> None:
    info = {
        "url": "https://bots.example.com/owner",
        "pending_update_count": 4000,
        "last_error_date": int(NOW.timestamp()) - 60,
        "last_error_message": "Wrong response: 403 hush",
        "allowed_updates": ["message", "edited_message", "callback_query"],
    }
    subject = patient(Api(getWebhookInfo=info), **WEBHOOK)
    subject.bots = {"owner": 1}
    told = [check.what for check in await remote.check_webhooks(subject) if check.verdict is Verdict.WARN]
    assert told == [
        "owner: 4000 updates wait",
        "owner: Telegram reported: Wrong response: 403 ***",
        "owner: my_chat_member not asked for",
    ]


async def test_an_error_of_yesterday_is_forgotten() -> None:
    info = {"url": "https://bots.example.com/x", "last_error_date": 1, "last_error_message": "old"}
    subject = patient(Api(getWebhookInfo=info), **WEBHOOK)
    subject.bots = {"owner": 1}
    assert {check.verdict for check in await remote.check_webhooks(subject)} == {Verdict.OK}


def with_group(**answers: Any) -> Patient:
    subject = patient(Api(**answers))
    subject.bots = {"owner": 1, "staff": 2}
    subject.groups = {"pudong": StaffGroup(1, -1001, True)}
    return subject


async def test_a_staff_group_with_topics_and_rights_is_well() -> None:
    checks = await remote.check_rights(with_group(getChat={"is_forum": True}, getChatMember=ADMINISTRATOR))
    assert [check.verdict for check in checks] == [Verdict.OK, Verdict.OK]


@pytest.mark.parametrize(
    ("chat", "member", "verdict", "what"),
    [
        ((400, "Bad Request: chat not found"), ADMINISTRATOR, Verdict.FAIL, "chat not found"),
        ({"is_forum": False}, ADMINISTRATOR, Verdict.WARN, "not enabled"),
        ({"is_forum": True}, {"status": "member"}, Verdict.FAIL, "no administrator"),
        ({"is_forum": True}, (400, "user not found"), Verdict.FAIL, "no administrator"),
        ({"is_forum": True}, ADMINISTRATOR | {"can_manage_topics": False}, Verdict.FAIL, "manage topics"),
    ],
)
async def test_what_lacks_in_a_staff_group_is_named(
    chat: Any, member: Any, verdict: Verdict, what: str
) -> None:
    checks = await remote.check_rights(with_group(getChat=chat, getChatMember=member))
    told = [check for check in checks if check.verdict is not Verdict.OK]
    assert [check.verdict for check in told] == [verdict]
    assert what in told[0].what and told[0].remedy


async def test_a_broken_line_to_telegram_ends_a_check_not_the_doctor() -> None:
    (check,) = await remote.check_rights(with_group())
    assert check.verdict is Verdict.FAIL
    subject = patient(Api())
    subject.bots = {"owner": 1}
    (check,) = await remote.check_webhooks(subject)
    assert check.verdict is Verdict.FAIL


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://127.0.0.1:9"])
async def test_a_dead_proxy_is_named_as_what_hinders(proxy: str) -> None:
    settings = Settings(owner_token=OWNER, staff_token=STAFF, proxy=proxy)
    api = TelegramApi(settings)
    (check,) = await remote.check_tokens(Patient(settings, api, lambda: NOW))
    await api.close()
    assert check.what == "no answer (the proxy cannot be reached)"
    assert "SERVICEBAY_PROXY runs" in check.remedy
