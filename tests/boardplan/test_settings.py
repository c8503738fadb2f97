"""The settings refuse to start half configured, and are safe where nothing is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPLETE = {"SECRET_KEY": "a" * 60, "ALLOWED_HOSTS": "plan.example, www.plan.example"}


def run_with(environment: dict[str, str], code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new Python that knows this environment only."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "BOARDPLAN_ENV_FILE": os.devnull, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(environment: dict[str, str], *names: str) -> list[object]:
    """The values of these settings under this environment."""
    code = (
        "import json; from boardplan import settings;"
        f"print(json.dumps([getattr(settings, name, None) for name in {names!r}]))"
    )
    result = run_with(environment, code)
    assert result.returncode == 0, result.stderr
    values: list[object] = json.loads(result.stdout)
    return values


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, ""])
def test_settings_without_required_variable_refuse_to_start(name: str, value: str | None) -> None:
    environment = COMPLETE | {name: value} if value is not None else dict(COMPLETE)
    if value is None:
        del environment[name]

    result = run_with(environment, "import boardplan.settings")

    assert result.returncode != 0
    assert f"ImproperlyConfigured: Set {name} in the environment" in result.stderr


def test_settings_with_required_variables_only_are_safe() -> None:
    values = settings_with(
        COMPLETE,
        "ALLOWED_HOSTS",
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_PROXY_SSL_HEADER",
    )

    assert values == [["plan.example", "www.plan.example"], False, True, True, True, None]


def test_settings_let_the_page_of_all_updates_be_large() -> None:
    fields, size = settings_with(
        COMPLETE, "DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"
    )

    assert fields == 10_000
    assert size == 10 * 1024 * 1024


def test_settings_with_proxies_believe_their_headers() -> None:
    [header] = settings_with(COMPLETE | {"BOARDPLAN_PROXIES": "1"}, "SECURE_PROXY_SSL_HEADER")

    assert header == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize(("debug", "format_"), [("off", "json"), ("on", "text")])
def test_settings_write_log_lines_for_programs_and_for_developers_for_people(
    debug: str, format_: str
) -> None:
    [chosen] = settings_with(COMPLETE | {"DEBUG": debug}, "LOG_FORMAT")

    assert chosen == format_


def test_settings_with_another_log_format_refuse_to_start() -> None:
    result = run_with(COMPLETE | {"LOG_FORMAT": "xml"}, "import boardplan.settings")

    assert result.returncode != 0
    assert "Invalid value: xml" in result.stderr


def test_settings_for_sqlite_take_the_write_lock_at_the_start() -> None:
    [databases] = settings_with(COMPLETE, "DATABASES")

    options = databases["default"]["OPTIONS"]  # type: ignore[index]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_settings_for_postgresql_pass_it_no_sqlite_options() -> None:
    [databases] = settings_with(
        COMPLETE | {"DATABASE_URL": "postgres://boardplan@db.example/boardplan"}, "DATABASES"
    )

    assert databases["default"]["ENGINE"] == "django.db.backends.postgresql"  # type: ignore[index]
    assert "OPTIONS" not in databases["default"]  # type: ignore[index]


def test_settings_keep_the_counts_of_tries_through_a_flood() -> None:
    [caches] = settings_with(COMPLETE, "CACHES")

    assert caches["default"]["BACKEND"].endswith("DatabaseCache")  # type: ignore[index]
    assert int(caches["default"]["OPTIONS"]["MAX_ENTRIES"]) == 100_000  # type: ignore[index]


def test_settings_file_gives_way_to_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "local.env"
    file.write_text("SECRET_KEY=from-the-file\nALLOWED_HOSTS=from-the-file\n")

    values = settings_with(
        {"BOARDPLAN_ENV_FILE": str(file), "ALLOWED_HOSTS": "plan.example"},
        "SECRET_KEY",
        "ALLOWED_HOSTS",
    )

    assert values == ["from-the-file", ["plan.example"]]
