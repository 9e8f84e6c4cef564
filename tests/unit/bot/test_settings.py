"""Settings from the environment: what is given, what is wrong, and that no secret shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import ConfigurationError, Problem, Settings

OWNER = "123456789:AAExampleExampleExampleExampleExampl"
STAFF = "987654321:AAExampleExampleExampleExampleExampl"


def load(**values: str) -> Settings:
    return Settings.from_env({f"SERVICEBAY_{name}": value for name, value in values.items()})


def problems(**values: str) -> list[Problem]:
    with pytest.raises(ConfigurationError) as caught:
        load(**values)
    return list(caught.value.problems)


def test_an_empty_environment_polls_telegram_with_a_sqlite_file() -> None:
    settings = Settings.from_env({"PATH": "/bin", "SERVICEBAY_PROXY": "  "})
    assert settings == Settings()
    assert settings.database_url == "sqlite:///servicebay.sqlite3"
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.webhook_url is None


def test_everything_given_is_read() -> None:
    settings = load(
        OWNER_TOKEN=OWNER,
        STAFF_TOKEN=STAFF,
        DATABASE_URL="postgresql://house:pass@db/servicebay",
        WEBHOOK_URL="https://bots.example.com:8443/",
        WEBHOOK_SECRET="s3cret_-",
        TELEGRAM_API="http://127.0.0.1:8088/",
        PROXY="socks5://user:word@proxy:1080",
        CONFIG="/etc/servicebay.toml",
        LISTEN="[::1]:9000",
    )
    assert settings.ensure_tokens() == (OWNER, STAFF)
    assert settings.webhook_url == "https://bots.example.com:8443"
    assert settings.telegram_api == "http://127.0.0.1:8088"
    assert settings.config == Path("/etc/servicebay.toml")
    assert settings.listen == ("::1", 9000)


def test_no_secret_shows_in_repr_or_masked_text() -> None:
    settings = load(
        OWNER_TOKEN=OWNER,
        STAFF_TOKEN=STAFF,
        DATABASE_URL="postgresql://house:pass%40word@db/servicebay",
        WEBHOOK_URL="https://bots.example.com",
        WEBHOOK_SECRET="very-secret",
        PROXY="http://user:hushhush@proxy:3128",
    )
    everything = f"{OWNER} {STAFF} pass%40word pass@word very-secret hushhush"
    for text in (repr(settings), settings.masked(everything)):
        for secret in ("AAExample", "pass%40word", "pass@word", "very-secret", "hushhush"):
            assert secret not in text


MISTAKES = {
    "token cut": ({"OWNER_TOKEN": "123456789"}, "OWNER_TOKEN", "@BotFather"),
    "token with spaces": ({"STAFF_TOKEN": OWNER.replace("Ex", " x")}, "STAFF_TOKEN", "@BotFather"),
    "one bot twice": ({"OWNER_TOKEN": OWNER, "STAFF_TOKEN": OWNER}, "STAFF_TOKEN", "second bot"),
    "no database": ({"DATABASE_URL": "servicebay.db"}, "DATABASE_URL", "sqlite:///"),
    "other database": ({"DATABASE_URL": "mysql://host/db"}, "DATABASE_URL", "postgresql://"),
    "database misspelt": ({"DATABASE_URL": "postgres://host/db"}, "DATABASE_URL", "did you mean postgresql?"),
    "sqlite with two slashes": ({"DATABASE_URL": "sqlite://file.db"}, "DATABASE_URL", "sqlite:///"),
    "sqlite without slashes": ({"DATABASE_URL": "sqlite:file.db"}, "DATABASE_URL", "sqlite:///"),
    "postgresql without host": ({"DATABASE_URL": "postgresql://"}, "DATABASE_URL", "postgresql://user"),
    "webhook without secret": ({"WEBHOOK_URL": "https://a.example"}, "WEBHOOK_SECRET", "openssl rand"),
    "webhook not public": (
        {"WEBHOOK_URL": "https://localhost", "WEBHOOK_SECRET": "x"},
        "WEBHOOK_URL",
        "polling",
    ),
    "webhook without tls": (
        {"WEBHOOK_URL": "http://a.example", "WEBHOOK_SECRET": "x"},
        "WEBHOOK_URL",
        "https",
    ),
    "webhook port": (
        {"WEBHOOK_URL": "https://a.example:8080", "WEBHOOK_SECRET": "x"},
        "WEBHOOK_URL",
        "443, 80, 88 or 8443",
    ),
    "webhook no address": ({"WEBHOOK_URL": "bots", "WEBHOOK_SECRET": "x"}, "WEBHOOK_URL", "https://bots"),
    "secret signs": ({"WEBHOOK_SECRET": "a b"}, "WEBHOOK_SECRET", "A-Z a-z 0-9"),
    "secret length": ({"WEBHOOK_SECRET": "a" * 257}, "WEBHOOK_SECRET", "1 to 256"),
    "api no address": ({"TELEGRAM_API": "api.telegram.org"}, "TELEGRAM_API", "http://host:port"),
    "proxy scheme": ({"PROXY": "proxy:1080"}, "PROXY", "socks5://"),
    "proxy port": ({"PROXY": "socks5://proxy:99999"}, "PROXY", "socks5://"),
    "listen without port": ({"LISTEN": "127.0.0.1"}, "LISTEN", "127.0.0.1:8080"),
    "listen port": ({"LISTEN": "127.0.0.1:70000"}, "LISTEN", "127.0.0.1:8080"),
}


@pytest.mark.parametrize(("values", "name", "remedy"), MISTAKES.values(), ids=MISTAKES.keys())
def test_every_mistake_names_the_variable_and_the_remedy(
    values: dict[str, str], name: str, remedy: str
) -> None:
    told = [problem for problem in problems(**values) if problem.key == f"SERVICEBAY_{name}"]
    assert told
    assert remedy in told[0].remedy


def test_a_mistaken_secret_is_not_repeated_in_the_message() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(
            OWNER_TOKEN="1:hush", WEBHOOK_SECRET="hu sh", PROXY="ftp://u:hush@h", DATABASE_URL="my://u:hush@h"
        )
    assert "hush" not in str(caught.value)
    assert len(caught.value.problems) == 4


def test_a_webhook_of_a_local_bot_api_may_be_plain_and_near() -> None:
    settings = load(
        WEBHOOK_URL="http://127.0.0.1:8080", WEBHOOK_SECRET="x", TELEGRAM_API="http://127.0.0.1:8088"
    )
    assert settings.webhook_url == "http://127.0.0.1:8080"


def test_missing_tokens_are_told_only_where_they_are_needed() -> None:
    settings = load(OWNER_TOKEN=OWNER)
    with pytest.raises(ConfigurationError, match=r"SERVICEBAY_STAFF_TOKEN: is missing.*@BotFather"):
        settings.ensure_tokens()


def test_misspelt_variables_are_kept_for_doctor() -> None:
    assert load(OWNERTOKEN="x").unknown == ("OWNERTOKEN",)
