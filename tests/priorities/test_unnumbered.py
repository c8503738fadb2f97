"""Plans whose actions have no numbers, as Merton and Milton Keynes print them."""

import re

import pytest
from django.test import Client

from boardplan.accounts.models import User
from boardplan.ui.lines import one_line
from plans.models import Plan
from priorities.columns import with_rating
from priorities.demo import load_board
from priorities.document import Column
from priorities.models import Action, Update
from priorities.snapshot import plan_document

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["merton", "milton-keynes"])
def slug(request: pytest.FixtureRequest) -> str:
    """Each of the two demonstration boards, loaded."""
    load_board(request.param, password="!")
    return str(request.param)


@pytest.fixture
def manager(client: Client, slug: str) -> Client:
    client.force_login(User.objects.get(email=f"manager@{slug}.example"))
    return client


def page(client: Client, address: str) -> str:
    """The page's words between the tags, on one line."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def a_reported_action() -> Action:
    update: Update = Update.objects.filter(status="accepted").latest("accepted_at")
    return update.action


def test_plan_is_loaded_with_its_levels_and_costs(slug: str) -> None:
    document = plan_document(Plan.objects.get(board__slug=slug))
    objectives = [o for priority in document.priorities for o in priority.objectives]

    told = (len(document.priorities), sum(o.number is not None for o in objectives))
    costs = [action.cost for action in document.actions if action.cost]
    if slug == "merton":
        assert (*told, len(document.actions), costs) == (4, 24, 29, [])
    else:
        assert (*told, len(document.actions)) == (1, 8, 20)
        assert (len(costs), sum(costs)) == (7, 101_500)


def test_each_of_the_board_sees_what_is_theirs_to_report_on(client: Client, slug: str) -> None:
    for who in ("subgroup", "lead"):
        client.force_login(User.objects.get(email=f"{who}@{slug}.example"))
        assert client.get(f"/boards/{slug}/updates/").context["owed"], who


def test_plan_page_leads_to_every_action(manager: Client, slug: str) -> None:
    html = manager.get(f"/boards/{slug}/plan/").content.decode()

    for pk in Action.objects.values_list("pk", flat=True):
        assert html.count(f'href="/boards/{slug}/actions/{pk}/"') == 1
    assert "Not yet rated" in html
    for text in Plan.objects.get().listed_priorities:
        assert text.split("&")[0].split("'")[0] in html


def test_titles_and_links_name_the_action_by_its_words(manager: Client, slug: str) -> None:
    action = a_reported_action()
    begins = one_line(action.text)[:40]

    told = page(manager, f"{action.get_absolute_url()}")
    form = page(manager, f"{action.get_absolute_url()}update/")
    reviews = page(manager, f"/boards/{slug}/updates/reviews/")

    under = f"under {action.plan.layout.objective_word.lower()} {action.objective.number}"
    assert f"Action {under}" in told
    assert f"Report on action {under}" in form
    assert f"Report on {begins}" in form
    assert "Your answer on " in reviews
    assert re.search(r"\b(Previous|Next):", told) is None
    assert re.search(r"Priority (›|<|Action)", told) is None


def test_called_is_the_number_or_how_the_text_begins() -> None:
    assert Action(number="1.2", text="Meet").called == "1.2"
    assert Action(text="Meet\nSpeak\n\nAgree").called == "Meet – Speak – Agree"
    assert len(Action(text="word " * 40).called) == 60


def test_rating_has_a_column_in_any_case() -> None:
    comments = Column("progress", "Comments", "Progress")

    assert with_rating((comments,)) == (comments, Column("rating", "Rating", "Progress"))
    assert with_rating((Column("rating", "RAG"),)) == (Column("rating", "RAG"),)
    assert with_rating(()) == ()
