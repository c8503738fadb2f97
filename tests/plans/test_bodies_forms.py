"""Forms of groups, agencies and leads: what they refuse, and that nothing is lost by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Agency, Group, Lead, LeadHolder, LeadKind, Membership
from plans.services.merging import body_merge
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.priorities.filling_in import errors, filled_in, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def text(client: Client, url: str) -> str:
    """The page's words on one line."""
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def merged(cast: Cast, body: Any, into: Any) -> None:
    body_merge(body=body, into=into, revision=body.revision, by=cast.manager, today=TODAY)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"to": ""}, "to"),
        ({"to": "999999"}, "to"),
        ({"to": "x"}, "to"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "31/3/2026"}, "starts_on"),
    ],
)
def test_hand_over_form_says_what_to_mend(
    cast: Cast, leads: Leads, manager: Client, words: dict[str, str], field: str
) -> None:
    url = page("lead-holder", leads.post.pk)

    response = send(manager, url, **{"to": cast.member.pk, **words})

    assert set(errors(response)) == {field}
    assert LeadHolder.objects.get().user == cast.lead


def test_hand_over_offers_nobody_who_is_deactivated_or_outside(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    cast.member.is_active = False
    cast.member.save()

    form = manager.get(page("lead-holder", leads.post.pk)).context["form"]

    offered = {value for value, _ in form.fields["to"].choices}
    here = (cast.manager, cast.deputy, cast.chair, cast.subgroup_chair, cast.lead, cast.observer)
    assert offered == {"", "nobody", *(str(person.pk) for person in here)}


def test_second_of_two_managers_is_shown_the_form_again(
    cast: Cast, leads: Leads, manager: Client, client_of: ClientOf
) -> None:
    url = page("lead-holder", leads.post.pk)
    words = filled_in(manager, url, to=cast.chair.pk, why="Mine")
    send(client_of(cast.deputy), url, to=cast.member.pk)

    refused = manager.post(url, words)

    assert "Somebody else changed this" in " ".join(errors(refused)["__all__"])
    assert "Mine" in refused.content.decode()
    again = {name: field.value() for name, field in _fields(refused)}
    assert manager.post(url, again).status_code == 302
    assert LeadHolder.objects.filter(lead=leads.post).on(TODAY).get().user == cast.chair


def _fields(response: Any) -> list[tuple[str, Any]]:
    return [(field.html_name, field) for field in response.context["form"]]


@pytest.mark.parametrize("what", ["itself", "foreign", "gone", "x", ""])
def test_merge_form_refuses_what_is_no_choice(
    cast: Cast, leads: Leads, manager: Client, what: str
) -> None:
    group = leads.subgroup.group
    assert group is not None
    gone = make.group(board=cast.board)
    merged(cast, gone, leads.board.group)
    foreign = make.group(board=cast.other_board)
    pk = {"itself": group.pk, "foreign": foreign.pk, "gone": gone.pk}.get(what, what)

    response = send(manager, page("group-merge", group.pk), into=pk)

    assert set(errors(response)) == {"into"}
    assert not Group.objects.get(pk=group.pk).is_merged


@pytest.mark.parametrize("name", ["group-merge", "group-chair"])
def test_forms_of_what_was_merged_lead_back_to_it(
    cast: Cast, leads: Leads, manager: Client, name: str
) -> None:
    gone = make.group(board=cast.board)
    merged(cast, gone, leads.board.group)

    response = manager.get(page(name, gone.pk))

    assert response.headers["Location"] == page("group-detail", gone.pk)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Fill in"),
        ("  ", "Fill in"),
        ("Designated  Nurse", "This is its name already"),
        ("police", "the name of another lead"),
        ("x" * 201, "The limit is 200"),
    ],
)
def test_rename_form_says_what_to_mend(
    cast: Cast, leads: Leads, manager: Client, name: str, says: str
) -> None:
    response = send(manager, page("lead-rename", leads.post.pk), name=name)

    assert says in " ".join(errors(response)["name"])
    assert Lead.objects.get(pk=leads.post.pk).name == "Designated Nurse"


def test_group_agency_and_lead_are_added(cast: Cast, leads: Leads, manager: Client) -> None:
    send(manager, page("group-add"), name="Neglect  group", kind="panel", is_lead="on")
    send(manager, page("agency-add"), name="Fire service", short_name="Fire")
    fire = Agency.objects.get(name="Fire service")
    send(manager, page("lead-add"), name="Fire officer", kind="post", agency=fire.pk)

    group = Group.objects.get(name="Neglect group")
    assert (group.board, group.kind) == (cast.board, "panel")
    assert group.leads.get().name == "Neglect group"
    assert not Lead.objects.filter(name="Fire service").exists()
    officer = Lead.objects.get(name="Fire officer")
    assert (officer.kind, officer.agency) == (LeadKind.POST, fire)
    assert officer.history.get().history_user == cast.manager


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "DESIGNATED nurse"}, "name"),
        ({"kind": "club"}, "kind"),
        ({"kind": "group"}, "group"),
        ({"group": "own"}, "group"),
        ({"kind": "group", "group": "foreign"}, "group"),
        ({"agency": "foreign"}, "agency"),
        ({"kind": "agency"}, "agency"),
    ],
)
def test_lead_form_says_what_to_mend(
    cast: Cast, leads: Leads, manager: Client, words: dict[str, str], field: str
) -> None:
    pks = {
        "own": leads.subgroup.group_id,
        "foreign": make.group(board=cast.other_board).pk + 1000,
    }
    sent = {"name": "New one", **{name: pks.get(word, word) for name, word in words.items()}}
    count = Lead.objects.count()

    response = send(manager, page("lead-add"), **sent)

    assert set(errors(response)) == {field}
    assert Lead.objects.count() == count


def test_body_added_twice_by_the_same_form_is_added_once(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    words = filled_in(manager, page("agency-add"), name="Fire service")
    manager.post(page("agency-add"), words)

    again = manager.post(page("agency-add"), words)

    assert "stored already" in told(manager, again)
    assert Agency.objects.filter(name="Fire service").count() == 1
    assert Membership.objects.filter(board=cast.board).count() == 7
