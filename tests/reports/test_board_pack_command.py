"""`manage.py board_pack`: a file when it is done, one line of reason when it is not."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.core.management import CommandError, call_command

from plans.models import Board, HouseLayout, Plan
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return Board.objects.create(slug="medway", name="Medway Board", short_name="MB")


@pytest.fixture
def plan(board: Board) -> Plan:
    columns = [{"field": "text", "heading": "Action", "group": None}]
    layout = HouseLayout.objects.create(board=board, name="House", columns=columns)
    plan: Plan = Plan.objects.create(
        board=board,
        layout=layout,
        slug="plan",
        title="Our plan",
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2027, 3, 31),
    )
    return plan


def words(path: Path) -> str:
    pages = pypdf.PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_command_writes_the_members_edition_for_a_meeting(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    make.meeting(board=plan.board, group__name="Executive", held_on=dt.date(2026, 12, 10))

    call_command("board_pack", "--board", "medway", "--meeting", "10/12/2026", "-o", str(file))

    assert "Executive, 10 December 2026" in words(file)
    assert "Members’ edition" in words(file)
    assert "DRAFT" in words(file)


def test_command_takes_the_boards_own_meeting_where_two_are_on_one_day(
    plan: Plan, tmp_path: Path
) -> None:
    file, day = tmp_path / "pack.pdf", dt.date(2026, 12, 10)
    make.meeting(board=plan.board, group__name="Executive", held_on=day)
    make.meeting(board=plan.board, group__name="Full board", group__kind="board", held_on=day)

    call_command("board_pack", "--board", "medway", "--meeting", "10/12/2026", "-o", str(file))

    assert "Full board, 10 December 2026" in words(file)


def test_command_writes_the_public_edition(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"

    call_command("board_pack", "--board", "medway", "--public", "-o", str(file))

    assert "Public edition" in words(file)
    assert "Exceptions" not in words(file)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--as-at", "2020-01-01"], "The record begins on"),
        (["--as-at", "2999-01-01"], "2999 is too far away"),
        (["--as-at", "2099-01-01"], "that day is still to come"),
        (["--meeting", "soon"], "--meeting: Write the date"),
        (["--meeting", "10/12/2026"], "has no meeting on 10 December 2026"),
        (["--board", "nowhere"], "There is no board “nowhere”."),
    ],
)
def test_command_says_why_it_cannot(
    plan: Plan, tmp_path: Path, options: list[str], reason: str
) -> None:
    file = tmp_path / "pack.pdf"

    with pytest.raises(CommandError, match=reason):
        call_command("board_pack", "--board", "medway", "-o", str(file), *options)

    assert not file.exists()


def test_command_says_that_a_board_has_no_plan(board: Board, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Medway Board has no current business plan"):
        call_command("board_pack", "--board", "medway", "-o", str(tmp_path / "pack.pdf"))


def test_command_says_that_it_cannot_write_there(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("board_pack", "--board", "medway", "-o", str(tmp_path / "gone" / "pack.pdf"))
