"""The README's commands are those that exist, and they work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANAGE = "python manage.py "


def commands(prefix: str) -> list[str]:
    """The lines of the README's shell blocks that start with ``prefix``, without it."""
    blocks = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line.removeprefix(prefix) for line in lines if line.startswith(prefix)]


@pytest.fixture
def demonstration(transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOARDPLAN_DEMO_PASSWORD", "only-for-this-test")
    monkeypatch.chdir(tmp_path)
    call_command("loaddemo")


def test_readme_manage_commands_run_as_written(
    demonstration: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = commands(MANAGE)

    for line in lines:
        call_command(*shlex.split(line))

    assert len(lines) > 3
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")
    assert '"boardplan/plan@1"' in capsys.readouterr().out


def test_readme_dev_commands_are_known_to_dev() -> None:
    named = set(re.findall(r"\./dev (\w+)", README))
    known = set(re.findall(r"^    (\w+)\)", (ROOT / "dev").read_text(), flags=re.MULTILINE))

    assert {"demo", "test", "setup", "check"} <= named
    assert named <= known


def test_readme_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_readme_puts_into_production_what_the_lock_pins() -> None:
    install = commands(".venv/bin/pip install ")
    steps = [line.split()[0] for line in commands(".venv/bin/python manage.py ")]

    assert install == ["--no-deps --require-hashes -r requirements.lock"]
    assert steps == ["collectstatic", "migrate", "createcachetable", "worker"]


def test_readme_names_every_setting_that_must_be_set() -> None:
    settings = (ROOT / "boardplan/settings.py").read_text(encoding="utf-8")
    required = re.findall(r'required\(\s*"(\w+)"', settings)

    assert required
    assert all(f"`{name}`" in README for name in required)


def test_readme_names_every_variable_that_the_settings_read() -> None:
    settings = (ROOT / "boardplan/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'(?:env\.\w+|required)\(\s*"(\w+)"', settings))
    for_tests = {"BOARDPLAN_ENV_FILE", "DEBUG"}

    assert [name for name in sorted(read - for_tests) if f"`{name}`" not in README] == []
