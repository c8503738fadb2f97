"""What the forms of priorities, objectives, actions and milestones take and refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from priorities.models import Action, Milestone, Objective, Priority
from priorities.services.actions import NamedLeads
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.priorities.filling_in import address, errors, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def test_priority_add_stores_all_it_asks(rows: SmallPlan, manager: Client) -> None:
    words = {"title": "Online", "theme": "Harm", "parts": "One\n\n Two ", "is_core": "on"}

    response = send(manager, address("priority-add", rows.plan.slug), **words)

    added = Priority.objects.get(title="Online")
    assert response.url == rows.plan.get_absolute_url()
    assert (added.number, added.position, added.theme) == ("3", 3, "Harm")
    assert (added.parts, added.is_core) == (["One", "Two"], True)
    assert "3 is saved." in told(manager, response)


def test_priority_form_wants_a_title_where_there_was_one(rows: SmallPlan, manager: Client) -> None:
    priority = rows.led.objective.priority

    response = send(manager, address("priority-edit", priority.pk), title="")

    assert errors(response)["title"] == ["Fill in “Title”."]


def test_priority_form_leaves_one_without_title_as_it_is(rows: SmallPlan, manager: Client) -> None:
    bare = make.priority(plan=rows.plan, number="", title="", position=3)

    response = send(manager, address("priority-edit", bare.pk), theme="Harm")

    assert response.status_code == 302


def test_objective_form_refuses_a_number_without_a_title(rows: SmallPlan, manager: Client) -> None:
    url = address("objective-add", rows.led.objective.priority_id)

    response = send(manager, url, number="1.3", title="")

    assert "title" in errors(response)


def test_objective_form_takes_one_without_number_and_title(
    rows: SmallPlan, manager: Client
) -> None:
    url = address("objective-add", rows.led.objective.priority_id)

    send(manager, url, number="", title="")

    assert Objective.objects.filter(number="", title="").exists()


def test_action_add_suggests_the_next_number_and_opens_the_action(
    rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    url = address("action-add", rows.led.objective_id)

    response = send(
        manager,
        url,
        text="Write to schools",
        accountable=leads.post.pk,
        supporting=[leads.agency.pk, leads.post.pk],
        outcomes="Fewer\nSooner",
        cost="£1,250.50",
    )

    action = Action.objects.get(text="Write to schools")
    assert response.url == action.get_absolute_url()
    assert action.number == "1.1.3"
    assert action.outcomes == ["Fewer", "Sooner"]
    assert str(action.cost) == "1250.50"
    assert NamedLeads.of(action) == NamedLeads(leads.post, (leads.agency,))


def test_action_form_refuses_a_taken_number_and_says_where(
    rows: SmallPlan, manager: Client
) -> None:
    response = send(manager, address("action-edit", rows.led.pk), number="2.1.3.")

    (message,) = errors(response)["number"]
    assert message.startswith(
        "“2.1.3” is taken: it is the number of “Print a poster” (withdrawn, under 2.1)."
    )
    assert message.endswith("The next free one is 1.1.3.")


def test_action_form_renumbers(rows: SmallPlan, manager: Client) -> None:
    send(manager, address("action-edit", rows.led.pk), number="1.1.9")

    rows.led.refresh_from_db()
    assert rows.led.number == "1.1.9"


def test_action_form_keeps_the_reason_in_the_history(rows: SmallPlan, manager: Client) -> None:
    send(manager, address("action-edit", rows.led.pk), text="Shorter", why="Agreed in May")

    assert rows.led.history.first().history_change_reason == "Agreed in May"


def test_action_form_leaves_untouched_lists_as_they_were_stored(
    rows: SmallPlan, manager: Client
) -> None:
    rows.led.outcomes = ["Two\nlines in one"]
    rows.led.record(by=None)

    send(manager, address("action-edit", rows.led.pk), text="Shorter")

    rows.led.refresh_from_db()
    assert rows.led.outcomes == ["Two\nlines in one"]
    assert rows.led.measures == [{"text": "Referrals", "row": 1}]


def test_action_form_keeps_the_printed_rows_of_lines(rows: SmallPlan, manager: Client) -> None:
    rows.led.measures = [{"text": "A", "row": 1}, {"text": "B", "row": 3}]
    rows.led.record(by=None)

    send(manager, address("action-edit", rows.led.pk), measures="A, mended\nB\nC")

    rows.led.refresh_from_db()
    assert rows.led.measures == [
        {"text": "A, mended", "row": 1},
        {"text": "B", "row": 3},
        {"text": "C", "row": 3},
    ]


def test_action_form_asks_only_what_the_layout_prints(rows: SmallPlan, manager: Client) -> None:
    layout = rows.plan.layout
    layout.columns = [c for c in layout.columns if c["field"] not in {"cost", "resources"}]
    layout.record(by=None)
    url = address("action-edit", rows.led.pk)

    fields = manager.get(url).context["form"].fields
    send(manager, url, text="Shorter", cost="1")

    rows.led.refresh_from_db()
    assert {"outcomes", "measures"} <= set(fields)
    assert not {"cost", "resources"} & set(fields)
    assert (str(rows.led.cost), len(rows.led.resources)) == ("1200.00", 1)


@pytest.mark.parametrize("words", ["When 31 schools agree", "29 February", "31 may attend", "Q5"])
def test_timescale_takes_free_words_that_name_no_impossible_day(
    rows: SmallPlan, manager: Client, words: str
) -> None:
    send(manager, address("action-edit", rows.led.pk), timescale=words)

    rows.led.refresh_from_db()
    assert rows.led.timescale_text == words


def test_timescale_printed_with_an_impossible_day_stays_while_it_is_not_touched(
    rows: SmallPlan, manager: Client
) -> None:
    rows.led.timescale_text = "31 June 2027"
    rows.led.record(by=None)

    send(manager, address("action-edit", rows.led.pk), text="Shorter")

    rows.led.refresh_from_db()
    assert (rows.led.text, rows.led.timescale_text) == ("Shorter", "31 June 2027")


def test_timescale_words_give_the_dates_and_are_read_back(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-edit", rows.led.pk), timescale="by September 2027")

    rows.led.refresh_from_db()
    assert (rows.led.timescale_text, rows.led.due_on) == (
        "by September 2027",
        dt.date(2027, 9, 30),
    )
    assert "Understood as: due 30 September 2027." in told(manager, response)


def test_timescale_check_tells_and_stores_nothing(rows: SmallPlan, manager: Client) -> None:
    url = address("action-edit", rows.led.pk)

    response = send(manager, url, timescale="quarterly from May 2027", step="check")

    rows.led.refresh_from_db()
    assert "Understood as: from 1 May 2027, quarterly." in response.content.decode()
    assert rows.led.timescale is None


def test_timescale_takes_dates_by_hand_where_the_words_hold_none(
    rows: SmallPlan, manager: Client
) -> None:
    url = address("milestone-edit", rows.undated.pk)

    send(manager, url, timescale="When the form is agreed", due_on="31/5/2027")

    rows.undated.refresh_from_db()
    assert rows.undated.due_on == dt.date(2027, 5, 31)
    assert manager.get(url).context["form"]["due_on"].value() == "31/5/2027"


@pytest.mark.parametrize(
    ("words", "field", "message"),
    [
        ({"timescale": "by May 2027", "due_on": "1/6/2027"}, "due_on", "already say a date"),
        ({"starts_on": "2/6/2027", "due_on": "1/6/2027"}, "due_on", "before the start (2 June"),
        ({"timescale": "March 2025"}, "timescale", "1 March 2025"),
        ({"due_on": "31/3/2026"}, "due_on", "before the plan begins (1 April 2026)"),
        ({"due_on": "31/2/2027"}, "due_on", "February"),
        ({"timescale": "by 31 February 2027"}, "timescale", "“31 February 2027” is not a date"),
        ({"timescale": "from May to 31/11/2027"}, "timescale", "“31/11/2027” is not a date"),
        ({"timescale": "31 June"}, "timescale", "“31 June” is not a date"),
        ({"timescale": "Ongoing"}, "next_review_on", "Ongoing work needs"),
        ({"next_review_on": "1/11/2026"}, "next_review_on", "has passed"),
        ({"cost": "a lot"}, "cost", "in figures"),
    ],
)
def test_action_form_refuses_impossible_dates_and_sums(
    rows: SmallPlan, manager: Client, words: dict[str, str], field: str, message: str
) -> None:
    response = send(manager, address("action-edit", rows.led.pk), **words)

    assert message in errors(response)[field][0]
    rows.led.refresh_from_db()
    assert rows.led.timescale is None


def test_ongoing_work_is_stored_with_its_next_review(rows: SmallPlan, manager: Client) -> None:
    url = address("action-edit", rows.corporate.pk)

    send(manager, url, next_review_on="1/3/2027")

    rows.corporate.refresh_from_db()
    assert rows.corporate.next_review_on == dt.date(2027, 3, 1)


def test_mended_words_leave_a_milestone_done_that_an_update_ticked_off(
    rows: SmallPlan, manager: Client
) -> None:
    rows.dated.state = "complete"
    rows.dated.record(by=None)

    send(manager, address("milestone-edit", rows.dated.pk), timescale="by 30 April 2027")

    rows.dated.refresh_from_db()
    assert (rows.dated.state, rows.dated.due_on) == ("complete", dt.date(2027, 4, 30))


def test_words_untouched_leave_dates_that_they_do_not_say(rows: SmallPlan, manager: Client) -> None:
    rows.dated.timescale_text = "in the spring of 2027"
    rows.dated.record(by=None)

    send(manager, address("milestone-edit", rows.dated.pk), text="Train ten")

    rows.dated.refresh_from_db()
    assert (rows.dated.text, rows.dated.due_on) == ("Train ten", dt.date(2027, 3, 31))


def test_milestone_add_stands_last_and_returns_to_its_action(
    rows: SmallPlan, manager: Client
) -> None:
    url = address("milestone-add", rows.led.pk)

    response = send(manager, url, text="Tell the board", timescale="termly")

    added = Milestone.objects.get(text="Tell the board")
    assert (added.position, added.recurrence) == (4, "termly")
    assert response.url == rows.led.get_absolute_url()


def test_first_action_of_an_untitled_objective_is_numbered_by_its_priority(
    rows: SmallPlan, manager: Client
) -> None:
    core = make.priority(plan=rows.plan, number="7", position=3)
    untitled = make.objective(priority=core, number="", title="")

    page = manager.get(address("action-add", untitled.pk))

    assert page.context["form"]["number"].value() == "7.1"
    assert "Add a new action to the untitled part of 7" in page.content.decode()
