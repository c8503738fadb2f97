"""The plan's pages: on the screen, chosen, to print, as JSON."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from priorities.document import PlanDocument
from priorities.models import Action
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities.many import bulk, grow

PLAN = "/boards/a/plan/"


@pytest.fixture
def observer(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of somebody who only reads."""
    return client_of(cast.observer)


def shown(client: Client, query: str = "") -> list[str | None]:
    """The numbers of the actions that the plan's page shows."""
    page = client.get(PLAN + query).context["page"]
    return [
        line.action.number
        for part in page.parts
        for section in part.objectives
        for line in section.lines
    ]


def test_page_shows_the_whole_plan_with_what_was_withdrawn(
    observer: Client, rows: SmallPlan
) -> None:
    response = observer.get(PLAN)

    assertContains(response, "Business plan 2026 to 2029")
    assertContains(response, "5 actions")
    assert shown(observer) == ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.1.3"]


def test_page_prints_each_column_of_the_house_layout(observer: Client, rows: SmallPlan) -> None:
    response = observer.get(PLAN)

    for words in (
        *("Learning sub-group", "Train the first ten", "Neglect is named", "Referrals"),
        *("Two trainers", "Nine schools are trained.", "Register of trainers", "1200.00"),
        *("by 30 September 2026", "Amber"),
    ):
        assertContains(response, words)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?q=assessment", ["1.1.2"]),
        ("?q=ASSESSMENT+form", ["1.1.2"]),
        ("?lead=Police", ["1.1.1"]),
        ("?rating=amber", ["1.1.1"]),
        ("?rating=unrated", ["1.1.2", "1.2.1", "2.1.1", "2.1.2"]),
        ("?overdue=on", ["1.1.2"]),
        ("?no_evidence=on", ["1.1.2", "1.2.1", "2.1.1", "2.1.2"]),
        ("?silent=on", ["1.1.2", "1.2.1", "2.1.1", "2.1.2"]),
        ("?rating=amber&overdue=on", []),
        ("?q=seen+early", ["1.1.1", "1.1.2"]),
        ("?q=poster", ["2.1.3"]),
        ("?rating=purple", ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.1.3"]),
        ("?q=nul%00", ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.1.3"]),
    ],
)
def test_filter_shows_what_was_asked_for(
    observer: Client, rows: SmallPlan, query: str, numbers: list[str]
) -> None:
    assert shown(observer, query) == numbers


def test_filter_by_priority_is_by_its_key(observer: Client, rows: SmallPlan) -> None:
    key = rows.corporate.objective.priority.key

    assert shown(observer, f"?priority={key}") == ["2.1.1", "2.1.2", "2.1.3"]


def test_words_that_only_a_withdrawn_action_has_show_it_and_count_none(
    observer: Client, rows: SmallPlan
) -> None:
    response = observer.get(f"{PLAN}?q=poster")

    assertContains(response, "0 of 5 actions")
    assertContains(response, "<s>Print a poster</s>")
    assertNotContains(response, "No action fits")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?rating=purple", "“Rating” has no such choice, so it was not applied."),
        ("?lead=Nobody", "“Group or lead” has no such choice, so it was not applied."),
        ("?q=nul%00", "“Search” cannot be read, so it was not applied."),
        (f"?q={'a' * 201}", "“Search” takes up to 200 characters, so it was not applied."),
    ],
)
def test_filter_that_cannot_be_read_is_said_not_to_be_applied(
    observer: Client, rows: SmallPlan, query: str, words: str
) -> None:
    response = observer.get(PLAN + query)

    assertContains(response, "There is a problem")
    assertContains(response, words, count=2)
    assertContains(response, "<title>Error: ")
    assertContains(response, 'bp-filter-panel bp-no-print" open')
    assertContains(response, "5 actions")


def test_filter_that_fits_nothing_says_so(observer: Client, rows: SmallPlan) -> None:
    assertContains(observer.get(f"{PLAN}?q=elephant"), "No action fits what you asked for.")


def test_mine_shows_the_readers_own_actions(
    cast: Cast, client_of: ClientOf, observer: Client, rows: SmallPlan
) -> None:
    chair = client_of(cast.subgroup_chair)

    assert shown(chair, "?mine=on") == ["1.1.1", "1.2.1"]
    assertNotContains(observer.get(PLAN), 'name="mine"')


def test_manager_may_ask_for_what_is_marked_as_hers(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, leads: Leads
) -> None:
    make.lead_holder(lead=leads.post, user=cast.manager)

    assert shown(client_of(cast.manager), "?mine=on") == ["1.1.2"]


def test_plan_of_more_than_a_hundred_actions_shows_one_priority_at_a_time(
    observer: Client, rows: SmallPlan, leads: Leads
) -> None:
    grow(rows.plan, 100, lead=leads.board, rating=rows.ratings["amber"])

    assert shown(observer) == ["1.1.1", "1.1.2", "1.2.1"]
    assert len(shown(observer, "?view=print")) == 106


def test_more_than_a_hundred_actions_of_one_answer_come_in_pages(
    observer: Client, rows: SmallPlan, leads: Leads
) -> None:
    grow(rows.plan, 140, lead=leads.board, rating=rows.ratings["amber"])
    whole = shown(observer, "?rating=amber&view=print")

    first = observer.get(f"{PLAN}?rating=amber")
    last = observer.get(f"{PLAN}?rating=amber&page=2")

    assert len(whole) == 141
    assert shown(observer, "?rating=amber") == whole[:100]
    assert shown(observer, "?rating=amber&page=2") == whole[100:]
    assertContains(first, "Actions 1 to 100 of 141")
    assertContains(first, 'href="?rating=amber&amp;page=2"')
    assertContains(last, "Actions 101 to 141 of 141")
    assertContains(last, 'href="?rating=amber&amp;page=1"')
    for response in (first, last):
        assertContains(response, "141 of 145 actions")
        counts = {value and value.code: n for value, n in response.context["page"].counts}
        assert counts == {"red": 0, "amber": 141, "green": 0, None: 0}


@pytest.mark.parametrize(
    ("number", "page"), [("3", 2), ("0", 2), ("-1", 2), ("two", 1), ("", 1), ("9" * 30, 2)]
)
def test_page_that_is_not_there_shows_the_nearest(
    observer: Client, rows: SmallPlan, leads: Leads, number: str, page: int
) -> None:
    grow(rows.plan, 140, lead=leads.board, rating=rows.ratings["amber"])

    response = observer.get(f"{PLAN}?rating=amber&page={number}")

    assert response.context["page"].pages.number == page


def test_link_to_a_priority_or_to_print_forgets_the_page(
    observer: Client, rows: SmallPlan, leads: Leads
) -> None:
    grow(rows.plan, 140, lead=leads.board, rating=rows.ratings["amber"])
    voice = rows.corporate.objective.priority

    response = observer.get(f"{PLAN}?rating=amber&page=2")

    assertContains(response, f'href="?rating=amber&amp;priority={voice.key}"')
    assertContains(response, 'href="?rating=amber&amp;view=print"')


def test_priority_of_more_than_a_hundred_actions_comes_in_pages(
    observer: Client, rows: SmallPlan
) -> None:
    objective = rows.corporate.objective
    bulk(Action, [Action(objective=objective, text=f"More {n}", position=9) for n in range(100)])
    make.objective(priority=objective.priority, number="2.2", position=2, title="Bare")

    first, last = (
        observer.get(f"{PLAN}?priority={objective.priority.key}&page={n}") for n in (1, 2)
    )

    assertContains(first, "Actions 1 to 100 of 103")
    assertContains(last, "Actions 101 to 103 of 103")
    assertNotContains(last, "Publish what children told us")
    assertNotContains(last, "Bare")


def test_objective_without_actions_is_shown_where_its_place_is_looked_at(
    observer: Client, rows: SmallPlan
) -> None:
    voice = rows.corporate.objective.priority
    make.objective(priority=voice, number="2.2", position=2, title="Bare so far")

    for query in ("", f"?priority={voice.key}"):
        assertContains(observer.get(PLAN + query), "Bare so far")
    for query in ("?rating=unrated", f"?priority={rows.led.objective.priority.key}"):
        assertNotContains(observer.get(PLAN + query), "Bare so far")


def test_long_plan_with_its_first_priority_withdrawn_begins_with_the_next(
    observer: Client, rows: SmallPlan, leads: Leads
) -> None:
    grow(rows.plan, 100, lead=leads.board, rating=rows.ratings["amber"])
    first = rows.led.objective.priority
    first.withdrawn_on, first.withdrawn_reason = TODAY, "Overtaken"
    first.save()

    assert shown(observer) == ["2.1.1", "2.1.2", "2.1.3"]


def test_print_view_has_everything_and_no_filters(observer: Client, rows: SmallPlan) -> None:
    response = observer.get(f"{PLAN}?view=print")

    assertContains(response, "25 November 2026")
    assertNotContains(response, 'name="rating"')
    assertContains(response, "Print a poster")


def test_board_without_a_plan_says_what_to_do(cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.manager, cast.observer):
        assertContains(client_of(person).get(PLAN), "no business plan here yet")


def test_plan_without_anything_in_it_is_shown(cast: Cast, observer: Client) -> None:
    make.plan(board=cast.board, title="An empty plan")

    assertContains(observer.get(PLAN), "An empty plan")


def test_other_plan_has_an_address_of_its_own(
    cast: Cast, observer: Client, rows: SmallPlan
) -> None:
    work = make.plan(board=cast.board, slug="work-plan", title="Work plan", kind="work")

    assert work.get_absolute_url() == "/boards/a/plans/work-plan/"
    assert rows.plan.get_absolute_url() == PLAN
    assertContains(observer.get("/boards/a/plans/work-plan/"), "Work plan")
    assert observer.get("/boards/a/plans/no-such-plan/").status_code == 404


def test_export_is_the_document_as_a_download(observer: Client, rows: SmallPlan) -> None:
    response = observer.get("/boards/a/plans/business-plan/export.json")

    assert response.headers["Content-Disposition"] == 'attachment; filename="business-plan.json"'
    assert PlanDocument.from_json(response.json()) == plan_document(rows.plan)


def test_reader_is_offered_nothing_she_may_not_do(
    cast: Cast, client_of: ClientOf, observer: Client, rows: SmallPlan
) -> None:
    editing = "/boards/a/plans/business-plan/edit/"

    assertNotContains(observer.get(PLAN), editing)
    assertNotContains(observer.get(PLAN), "/boards/a/updates/")
    assertContains(client_of(cast.manager).get(PLAN), editing)
