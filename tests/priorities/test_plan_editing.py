"""The pages on which the plan is edited, as a manager uses them and as others may not."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans.models import Lead
from priorities.models import Action, Milestone, Objective, Priority
from priorities.services.actions import NamedLeads
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY

STATE = {"form_key", "revision"}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def address(name: str, *args: Any) -> str:
    """The address of an editing page of board A."""
    return reverse(f"priorities:{name}", args=["a", *args])


def filled_in(client: Client, url: str, **words: Any) -> dict[str, Any]:
    """What a browser sends of the form at ``url`` after ``words`` were typed into it."""
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in values.items() if value or value == "0"}
    return {"revision": "0"} | sent | words


def send(client: Client, url: str, **words: Any) -> Any:
    """Fill in the form at ``url`` and send it."""
    return client.post(url, filled_in(client, url, **words))


def told(client: Client, response: Any) -> str:
    """The messages on the page that a stored form leads to."""
    page = client.get(response.url, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    found: dict[str, list[str]] = response.context["form"].errors
    return found


PAGES = [
    ("plan-edit", "plan"),
    ("priority-add", "plan"),
    ("priority-edit", "priority"),
    ("priority-withdraw", "priority"),
    ("priority-restore", "priority"),
    ("objective-add", "priority"),
    ("objective-edit", "objective"),
    ("objective-move", "objective"),
    ("objective-withdraw", "objective"),
    ("objective-restore", "objective"),
    ("action-add", "objective"),
    ("action-edit", "led"),
    ("action-move", "led"),
    ("action-withdraw", "led"),
    ("action-restore", "led"),
    ("milestone-list", "led"),
    ("milestone-add", "led"),
    ("milestone-edit", "dated"),
    ("milestone-withdraw", "dated"),
    ("milestone-restore", "dated"),
]
ONLY_READ = [("plan-edit", "plan"), ("milestone-list", "led")]
ONLY_SENT = [("priority-move", "priority"), ("milestone-move", "dated")]
ASKED = [
    *(("get", *page) for page in PAGES),
    *(("post", *page) for page in PAGES + ONLY_SENT if page not in ONLY_READ),
]


def place(rows: SmallPlan, name: str) -> Any:
    """What stands in the address for a row: its id, or the plan's slug."""
    objective = rows.led.objective
    known: dict[str, Any] = {"objective": objective, "priority": objective.priority}
    row: Model = known.get(name) or getattr(rows, name)
    return rows.plan.slug if name == "plan" else row.pk


@pytest.mark.parametrize(("name", "row"), PAGES)
def test_editing_page_opens_for_a_manager(
    rows: SmallPlan, manager: Client, name: str, row: str
) -> None:
    assert manager.get(address(name, place(rows, row))).status_code == 200


@pytest.mark.parametrize(("method", "name", "row"), ASKED)
def test_editing_page_is_hidden_from_outsiders_and_refused_to_members(
    rows: SmallPlan, cast: Cast, client_of: ClientOf, method: str, name: str, row: str
) -> None:
    url = address(name, place(rows, row))

    assert getattr(client_of(cast.outsider), method)(url).status_code == 404
    for member in (cast.chair, cast.member, cast.lead, cast.observer):
        assert getattr(client_of(member), method)(url).status_code == 403


@pytest.mark.parametrize("name", ["action-edit", "action-withdraw", "action-move"])
def test_editing_page_of_another_boards_row_is_not_found(
    rows: SmallPlan, manager: Client, name: str
) -> None:
    assert manager.get(address(name, rows.elsewhere.pk)).status_code == 404


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


def test_action_form_refuses_a_lead_of_another_board(
    rows: SmallPlan, cast: Cast, manager: Client
) -> None:
    foreign = make.lead(board=cast.other_board)
    url = address("action-edit", rows.led.pk)

    response = send(manager, url, accountable=foreign.pk, supporting=[foreign.pk])

    assert set(errors(response)) == {"accountable", "supporting"}
    assert foreign.name not in manager.get(url).content.decode()


def test_action_form_warns_where_nobody_is_accountable(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-edit", rows.led.pk), accountable="")

    assert "Nobody is accountable" in told(manager, response)
    assert not NamedLeads.of(rows.led).accountable


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


def test_same_form_twice_is_stored_once(rows: SmallPlan, manager: Client) -> None:
    url = address("action-add", rows.led.objective_id)
    words = filled_in(manager, url, text="Write to schools")

    first, second = manager.post(url, words), manager.post(url, words | {"number": "1.1.4"})

    assert Action.objects.filter(text="Write to schools").count() == 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert "stored already" in told(manager, second)


@pytest.mark.parametrize("missing", sorted(STATE))
@pytest.mark.parametrize("name", ["action-edit", "action-withdraw", "action-restore"])
def test_form_without_key_or_revision_is_refused(
    rows: SmallPlan, manager: Client, name: str, missing: str
) -> None:
    row = rows.withdrawn if name == "action-restore" else rows.led
    url = address(name, row.pk)
    words = filled_in(manager, url, reason="X")
    del words[missing]

    response = manager.post(url, words)

    assert "out of date" in str(errors(response))


def test_second_person_on_a_row_sees_both_texts_and_loses_nothing(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager, deputy = client_of(cast.manager), client_of(cast.deputy)
    slow = filled_in(manager, url, text="Words of the slow", outcomes="A\nB")
    send(deputy, url, text="Words of the quick", cost="7")

    response = manager.post(url, slow)

    page = response.content.decode()
    form = response.context["form"]
    theirs = {row.field.name: row.theirs for row in form.rows if row.theirs}
    assert theirs == {
        "text": "Words of the quick",
        "outcomes": "Neglect is named",
        "cost": "7.00",
    }
    assert form["text"].value() == "Words of the slow"
    assert "Words of the quick" in page
    assert f"{cast.deputy.name} saved this" in page
    rows.led.refresh_from_db()
    assert rows.led.text == "Words of the quick"


def test_second_person_can_save_after_reading_both(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager = client_of(cast.manager)
    slow = filled_in(manager, url, text="Words of the slow")
    send(client_of(cast.deputy), url, text="Words of the quick")
    page = manager.post(url, slow).content.decode()
    drawn = dict(re.findall(r'type="hidden" name="(form_key|revision)" value="(\S+)"', page))

    response = manager.post(url, slow | drawn)

    rows.led.refresh_from_db()
    assert (response.status_code, rows.led.text) == (302, "Words of the slow")


def test_second_person_reads_ticks_dates_and_empty_boxes_in_words(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    manager, deputy = client_of(cast.manager), client_of(cast.deputy)
    first = address("priority-edit", rows.led.objective.priority_id)
    second = address("milestone-edit", rows.undated.pk)
    slow = [filled_in(manager, url, theme="Harm", due_on="1/6/2027") for url in (first, second)]
    send(deputy, first, is_core="on")
    send(deputy, second, due_on="2/6/2027")

    forms = [
        manager.post(url, words).context["form"]
        for url, words in zip((first, second), slow, strict=True)
    ]

    assert forms[0].theirs == {"theme": "Nothing", "is_core": "Yes"}
    assert forms[1].theirs == {"due_on": "2 June 2027"}


def test_first_action_of_an_untitled_objective_is_numbered_by_its_priority(
    rows: SmallPlan, manager: Client
) -> None:
    core = make.priority(plan=rows.plan, number="7", position=3)
    untitled = make.objective(priority=core, number="", title="")

    page = manager.get(address("action-add", untitled.pk))

    assert page.context["form"]["number"].value() == "7.1"
    assert "Add to the untitled part of 7" in page.content.decode()


def test_words_typed_while_the_row_was_withdrawn_are_kept(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, text="Typed meanwhile")
    send(client_of(cast.deputy), address("action-withdraw", rows.led.pk), reason="Merged")

    response = manager.post(url, words)

    assert "1.1.1 is withdrawn. Restore it" in str(errors(response))
    assert "Typed meanwhile" in response.content.decode()


def test_withdrawn_row_is_not_edited_but_restored_first(rows: SmallPlan, manager: Client) -> None:
    response = manager.get(address("action-edit", rows.withdrawn.pk))

    assert response.status_code == 302
    assert "Restore it first" in told(manager, response)


def test_a_megabyte_of_text_is_refused_and_kept(rows: SmallPlan, manager: Client) -> None:
    text = "x" * 1_000_000

    response = send(manager, address("action-edit", rows.led.pk), text=text)

    assert "The limit is 20,000" in errors(response)["text"][0]
    assert text in response.content.decode()


def test_withdraw_page_counts_what_goes_with_it(rows: SmallPlan, manager: Client) -> None:
    page = manager.get(address("priority-withdraw", rows.led.objective.priority_id))

    assert "Objective: 2, Action: 3, Milestone: 4" in page.content.decode()


def test_withdraw_asks_why(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-withdraw", rows.led.pk), reason=" ")

    assert "reason" in errors(response)


def test_withdraw_and_restore_from_their_pages(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-withdraw", rows.led.pk), reason="Merged")

    rows.led.refresh_from_db()
    assert (rows.led.withdrawn_on, rows.led.withdrawn_reason) == (TODAY, "Merged")
    assert "1.1.1 is withdrawn, with 3 below it." in told(manager, response)

    response = send(manager, address("action-restore", rows.led.pk))

    rows.led.refresh_from_db()
    assert not rows.led.is_withdrawn
    assert "1.1.1 is back in the plan, with 3 below it." in told(manager, response)


def test_withdraw_is_asked_again_where_the_row_was_changed(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-withdraw", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, reason="Merged")
    send(client_of(cast.deputy), address("action-edit", rows.led.pk), text="Still needed")

    response = manager.post(url, words)

    assert "Somebody else changed this" in str(errors(response))
    assert "Still needed" in response.content.decode()
    rows.led.refresh_from_db()
    assert not rows.led.is_withdrawn


def test_restore_says_which_parent_comes_first(rows: SmallPlan, manager: Client) -> None:
    send(manager, address("objective-withdraw", rows.led.objective_id), reason="Merged")

    response = send(manager, address("action-restore", rows.led.pk))

    assert "1.1 is withdrawn. Restore it first." in str(errors(response))


def test_move_offers_live_homes_of_the_same_plan(rows: SmallPlan, manager: Client) -> None:
    make.objective(priority__plan=make.plan(board=rows.plan.board, kind="work"))
    make.objective(
        priority=rows.led.objective.priority, withdrawn_on=TODAY, withdrawn_reason="Merged"
    )

    form = manager.get(address("action-move", rows.led.pk)).context["form"]

    assert [label for _, label in form.fields["home"].choices] == ["1.2 Kept up", "2.1 Heard"]


def test_move_takes_an_action_to_another_objective(rows: SmallPlan, manager: Client) -> None:
    home = rows.waiting.objective

    response = send(manager, address("action-move", rows.led.pk), home=home.pk)

    rows.led.refresh_from_db()
    assert (rows.led.objective, rows.led.position) == (home, 2)
    assert "1.1.1 stands under 1.2 now." in told(manager, response)


def test_move_refuses_another_boards_objective(rows: SmallPlan, manager: Client) -> None:
    home = rows.elsewhere.objective_id

    assert "home" in errors(send(manager, address("action-move", rows.led.pk), home=home))


def test_arrow_moves_once_however_often_it_is_pressed(rows: SmallPlan, manager: Client) -> None:
    make.action(objective=rows.led.objective, number="1.1.3", position=3)
    page = manager.get(address("plan-edit", rows.plan.slug))
    words = {field.html_name: field.value() for field in page.context["key_form"]}
    url = address("action-move", rows.led.pk)

    first: Any = manager.post(url, words | {"direction": "down"})
    manager.post(url, words | {"direction": "down"})

    order = rows.led.objective.actions.order_by("position").values_list("number", flat=True)
    assert list(order) == ["1.1.2", "1.1.1", "1.1.3"]
    assert first.url == f"{address('plan-edit', rows.plan.slug)}#action-{rows.led.pk}"


def test_move_is_asked_again_where_the_row_was_changed(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-move", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, home=rows.waiting.objective_id)
    send(client_of(cast.deputy), address("action-edit", rows.led.pk), text="Stays here")

    response = manager.post(url, words)

    rows.led.refresh_from_db()
    assert "Somebody else changed this" in str(errors(response))
    assert rows.led.objective_id != rows.waiting.objective_id


@pytest.mark.parametrize("direction", ["sideways", ""])
def test_arrow_refuses_another_direction_or_no_key(
    rows: SmallPlan, manager: Client, direction: str
) -> None:
    url = address("milestone-move", rows.done.pk)
    words = {"form_key": str(uuid.uuid4()), "revision": "0", "direction": direction}

    manager.post(url, words)
    manager.post(url, {"direction": "down"})

    rows.done.refresh_from_db()
    assert rows.done.position == 1


def test_outline_shows_withdrawn_rows_struck_and_to_be_restored(
    rows: SmallPlan, manager: Client
) -> None:
    page = manager.get(address("plan-edit", rows.plan.slug)).content.decode()

    assert "<s>Print a poster</s>" in page
    assert address("action-restore", rows.withdrawn.pk) in page
    assert address("action-edit", rows.withdrawn.pk) not in page


def test_outline_has_no_arrows_past_the_ends(rows: SmallPlan, manager: Client) -> None:
    page = manager.get(address("plan-edit", rows.plan.slug)).content.decode()

    arrows = page.split(f'id="action-{rows.led.pk}"')[1].split("</tr>")[0]
    assert 'value="down"' in arrows
    assert 'value="up"' not in arrows


@pytest.mark.parametrize(
    ("name", "row", "limit"),
    [("plan-edit", "plan", 12), ("action-edit", "led", 14), ("milestone-list", "led", 12)],
)
def test_editing_page_asks_as_much_of_a_long_plan_as_of_a_short_one(
    rows: SmallPlan,
    manager: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str,
    row: str,
    limit: int,
) -> None:
    url = address(name, place(rows, row))
    manager.get(url)  # the first page of all also opens the session
    with django_assert_max_num_queries(limit) as few:
        manager.get(url)
    for n in range(20):
        action = make.action(objective=rows.led.objective, position=n + 3)
        make.milestone(action=rows.led, position=n + 4)
        lead = make.lead(board=Lead.objects.get(name="Police").board)
        make.action_lead(action=rows.led, lead=lead, position=n + 3)
        make.objective(priority=action.objective.priority, position=n + 3)

    with django_assert_max_num_queries(limit) as many:
        manager.get(url)

    assert len(many) == len(few)
