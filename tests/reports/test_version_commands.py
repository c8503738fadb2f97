"""``issue_version`` and ``export_plan --version``: done, or one line that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan, PlanVersion
from reports.models import Publication
from tests.conftest import Cast, SmallPlan
from tests.reports.issued import issued

ISSUE = ("issue_version", "--board", "a")
EXPORT = ("export_plan", "--board", "a", "--format", "json")


def test_version_is_issued_with_its_document(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(*ISSUE, "--note", "First issue", "--number", "8", "--label", "Final")

    version = PlanVersion.objects.get()
    assert (version.number, version.label, version.note) == (8, "Final", "First issue")
    assert Publication.objects.get().version == version
    assert capsys.readouterr().out == "Version 8 of Business plan 2026 to 2029 is issued.\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--note", " "), "--note: say"),
        (("--note", "Again", "--number", "8"), "Version 8 is issued already."),
        (("--note", "Again", "--number", "-1"), "--number: a version"),
        (("--note", "Again", "--label", "x" * 81), "--label: at most"),
        (("--note", "Again", "--dated", "1/1/2100"), "--dated: that day is still to come"),
        (("--note", "Again", "--plan", "none"), "Board A has no plan “none”."),
    ],
)
def test_version_that_cannot_be_issued_says_why_in_one_line(
    plan: Plan, cast: Cast, given: tuple[str, ...], said: str
) -> None:
    issued(plan, cast, number=8)

    with pytest.raises(CommandError) as refused:
        call_command(*ISSUE, *given)

    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
    assert PlanVersion.objects.count() == 1


def test_full_disk_is_told_in_one_line_and_nothing_is_issued(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.issuing.publication_store", full)

    with pytest.raises(CommandError, match="No space left on device"):
        call_command(*ISSUE, "--note", "First issue")

    assert not PlanVersion.objects.exists()


def test_version_is_exported_as_it_was_issued(rows: SmallPlan, cast: Cast, tmp_path: Path) -> None:
    version = issued(rows.plan, cast, number=8)
    rows.led.text = "Other words by now"
    rows.led.record(by=cast.manager)
    target = tmp_path / "plan.json"

    call_command(*EXPORT, "--version", "8", "-o", str(target))

    assert json.loads(target.read_text()) == version.thawed()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--version", "9"), "has no version 9. There are: 8."),
        (("--version", "8", "--as-at", "1/5/2026"), "not allowed with argument"),
        (("--version", "eight"), "invalid int value"),
    ],
)
def test_version_that_is_not_there_is_told(
    plan: Plan, cast: Cast, given: tuple[str, ...], said: str
) -> None:
    issued(plan, cast, number=8)

    with pytest.raises(CommandError) as refused:
        call_command(*EXPORT, *given)

    assert said in str(refused.value)
