"""The demonstration: complete, loaded once, and signed in to with the password that was set."""

import datetime as dt
import io
import json
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Plan
from plans.roles import Role
from priorities.document import PlanDocument
from priorities.models import Risk, Update
from priorities.snapshot import plan_document

pytestmark = pytest.mark.django_db

PASSWORD = "a password for every demonstration"
PEOPLE = {
    "manager": Role.MANAGER,
    "chair": Role.CHAIR,
    "subgroup": Role.SUBGROUP_CHAIR,
    "lead": Role.LEAD,
    "member": Role.MEMBER,
    "observer": Role.OBSERVER,
}


def load() -> str:
    """Run loaddemo and return what it says."""
    said = io.StringIO()
    call_command("loaddemo", stdout=said)
    return said.getvalue()


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> str:
    """The demonstration, loaded with PASSWORD; what the command said."""
    monkeypatch.setenv("BOARDPLAN_DEMO_PASSWORD", PASSWORD)
    return load()


def row_counts() -> dict[str, int]:
    """How many rows each table has, histories included."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_demonstration_says_who_can_sign_in_and_how(demo: str) -> None:
    assert "medway, merton, milton-keynes" in demo
    assert "manager@ chair@ subgroup@ lead@ member@ observer@ medway.example" in demo
    assert PASSWORD in demo


def test_demonstration_loaded_again_says_again_who_signs_in_and_how(demo: str) -> None:
    said = load()

    assert "manager@ chair@ subgroup@ lead@ member@ observer@ medway.example" in said
    assert f"Password for all of them: {PASSWORD}" in said


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("quite another one", "loaded with, not that of BOARDPLAN_DEMO_PASSWORD."),
        ("", "loaded with."),
    ],
)
def test_demonstration_loaded_again_gives_no_password_that_is_wrong(
    demo: str, monkeypatch: pytest.MonkeyPatch, given: str, words: str
) -> None:
    monkeypatch.setenv("BOARDPLAN_DEMO_PASSWORD", given)

    said = load()

    assert words in said
    assert "Password for all of them" not in said


def test_demonstration_loaded_again_changes_nothing(demo: str) -> None:
    before, hashes = row_counts(), set(User.objects.values_list("password", flat=True))

    said = load()

    assert "nothing changed" in said
    assert row_counts() == before
    assert set(User.objects.values_list("password", flat=True)) == hashes


def test_demonstration_loads_only_the_board_that_is_missing(demo: str) -> None:
    Board.objects.filter(slug="merton").update(slug="another")
    for user in User.objects.filter(email__endswith="@merton.example"):
        user.email = user.email.replace("@merton", "@another")
        user.save()

    said = load()

    assert "Loaded: merton." in said
    assert Board.objects.count() == 4


def test_demonstration_without_a_password_makes_one_and_prints_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BOARDPLAN_DEMO_PASSWORD", raising=False)

    said = load()

    match = re.search(r"Password for all of them: (\S{12,})", said)
    assert match is not None
    assert User.objects.get(email="manager@medway.example").check_password(match[1])


@pytest.mark.parametrize("slug", ["medway", "merton", "milton-keynes"])
def test_people_of_the_demonstration_sign_in_and_have_their_roles(demo: str, slug: str) -> None:
    for name, role in PEOPLE.items():
        client = Client()
        signed_in = client.post(
            "/accounts/login/", {"login": f"{name}@{slug}.example", "password": PASSWORD}
        )
        home = client.get("/", follow=True)

        assert signed_in.status_code == 302
        assert home.request["PATH_INFO"] == f"/boards/{slug}/"
        assert role in home.context["access"].roles


def test_medway_has_the_plan_as_printed(demo: str) -> None:
    document = plan_document(Plan.objects.get(board__slug="medway"))

    objectives = [o for priority in document.priorities for o in priority.objectives]
    milestones = [m for action in document.actions for m in action.milestones]
    assert len(document.priorities) == 7
    assert (len([o for o in objectives if o.number]), len(objectives)) == (19, 20)
    assert len(document.actions) == 37
    assert len(milestones) == 106


def test_medway_reads_back_from_its_json(demo: str) -> None:
    document = plan_document(Plan.objects.get(board__slug="medway"))

    assert PlanDocument.from_json(json.loads(json.dumps(document.to_json()))) == document


def test_medway_has_updates_in_every_state_and_someone_with_something_to_do(demo: str) -> None:
    states = set(Update.objects.values_list("status", flat=True))
    client = Client()
    client.force_login(User.objects.get(email="subgroup@medway.example"))

    owed = client.get("/boards/medway/updates/").context["owed"]

    assert states == {"draft", "submitted", "sent_back", "accepted"}
    assert owed


def test_mertons_log_is_loaded_once(demo: str) -> None:
    load()

    entries = Risk.objects.order_by("position")
    assert [entry.number for entry in entries] == ["1", "2", "3"]
    assert {entry.board.slug for entry in entries} == {"merton"}
    assert [(entry.rating, entry.due_on) for entry in entries] == [
        ("A", dt.date(2015, 1, 31)),
        ("G", dt.date(2014, 9, 30)),
        ("R", dt.date(2014, 11, 30)),
    ]
    assert entries[0].leads == ["DCS"]
    assert entries[0].history.count() == 1


def test_boards_have_met_and_meet_again_on_working_days(demo: str) -> None:
    today = timezone.localdate()
    for board in Board.objects.all():
        meetings = [meeting.held_on for meeting in board.meetings.order_by("held_on")]

        assert sum(day < today for day in meetings) == 3
        assert sum(day > today for day in meetings) == 2
        assert all(day.isoweekday() <= 5 for day in meetings)
