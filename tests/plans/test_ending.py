"""Somebody leaves at once: out on the next request, and what she owed is with others."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from boardplan.accounts.models import User
from boardplan.audit.models import StaleRevision
from plans.models import Invitation, LeadHolder, Membership
from plans.roles import Role
from plans.services.ending import role_end
from plans.services.handing_over import lead_hand_over
from priorities.models import Action, Update
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.plans.inviting import has_come
from tests.priorities.filling_in import errors, filled_in, told
from tests.priorities.reporting import form_address

REASON = "Words for managers alone."


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def address(person: User, role: Role | None = None) -> str:
    """The page on which a role of somebody is ended."""
    rows = Membership.objects.filter(user=person, board__slug="a", ended_at__isnull=True)
    row = rows.get(role=role) if role else rows.get()
    return f"/boards/a/memberships/{row.pk}/ending/"


def end(client: Client, url: str, **words: Any) -> Any:
    """Fill in the form of a role's ending and send it."""
    return client.post(url, filled_in(client, url, reason=REASON, **words))


def post(leads: Leads) -> str:
    return f"lead-{leads.post.pk}"


def group(leads: Leads) -> str:
    return f"group-{leads.subgroup.group_id}"


def reports(person: User, cast: Cast) -> set[Action]:
    return set(Action.objects.updatable_by(cast.access(person)))


def test_lead_who_is_ended_is_out_at_once_and_her_draft_with_another(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client, client_of: ClientOf
) -> None:
    gone = client_of(cast.lead)
    assert gone.get("/boards/a/").status_code == 200

    response = end(manager, address(cast.lead), **{post(leads): cast.member.pk})

    words = "The role “Lead” has ended for Lead, who is signed out everywhere."
    assert words in told(manager, response)
    assert gone.get("/boards/a/").status_code == 302
    cast.lead.refresh_from_db()  # as somebody who signs in anew
    assert client_of(cast.lead).get("/boards/a/").status_code == 404
    assert reports(cast.member, cast) == {rows.held}
    page = client_of(cast.member).get(form_address(rows.held)).content.decode()
    assert "Words of a draft" in page


def test_page_says_what_the_person_owes(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    form = manager.get(address(cast.lead)).context["form"]

    assert [debt.key for debt in form.debts] == [post(leads)]
    help_text = form.fields[post(leads)].help_text
    assert help_text == "Actions to report on: 1, with an update under way: 1."


def test_what_nobody_takes_over_is_the_managers(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    end(manager, address(cast.lead), **{post(leads): "nobody"})

    assert not LeadHolder.objects.filter(lead=leads.post).on(TODAY).exists()
    assert Update.objects.filter(pk=rows.draft.pk, status="draft").exists()


def test_chair_who_is_ended_gives_her_group_to_another(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    end(manager, address(cast.subgroup_chair), **{group(leads): cast.member.pk})

    assert reports(cast.member, cast) == {rows.led, rows.waiting}
    chairs = Membership.objects.filter(group=leads.subgroup.group, role=Role.SUBGROUP_CHAIR)
    assert [row.user for row in chairs.on(TODAY)] == [cast.member]


def test_reason_is_kept_and_shown_to_managers_alone(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client, client_of: ClientOf
) -> None:
    end(manager, address(cast.lead), **{post(leads): cast.member.pk})

    row = Membership.objects.get(user=cast.lead)
    assert row.ended_reason == REASON
    assert row.history.first().history_change_reason == REASON
    assert row.history.first().history_user == cast.manager
    assert REASON in manager.get("/boards/a/people/").content.decode()
    for who in (cast.chair, cast.member):
        for page in ("", "people/", "plan/", f"actions/{rows.held.pk}/"):
            assert REASON not in client_of(who).get(f"/boards/a/{page}").content.decode()


def test_all_roles_end_together_and_one_invitation_with_them(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    make.membership(board=cast.board, user=cast.lead, role=Role.OBSERVER)
    make.membership(
        board=cast.board, user=cast.lead, role=Role.MEMBER, starts_on=TODAY + dt.timedelta(days=9)
    )
    make.invitation(board=cast.board, user=cast.lead)
    make.membership(board=cast.other_board, user=cast.lead, role=Role.MEMBER)

    url = address(cast.lead, Role.LEAD)
    response = end(manager, url, scope="all", **{post(leads): "nobody"})

    assert "All roles at this board have ended for Lead" in told(manager, response)

    rows = Membership.objects.filter(user=cast.lead)
    assert {row.role for row in rows.filter(board=cast.board) if row.ended_at} == {
        *(Role.LEAD, Role.OBSERVER, Role.MEMBER)
    }
    assert Invitation.objects.get().withdrawn_at
    assert not rows.get(board=cast.other_board).ended_at


def test_one_role_of_several_leaves_what_does_not_go_with_it(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    make.lead_holder(lead=leads.post, user=cast.subgroup_chair)
    make.membership(board=cast.board, user=cast.subgroup_chair, role=Role.MEMBER)
    url = address(cast.subgroup_chair, Role.SUBGROUP_CHAIR)

    form = manager.get(url).context["form"]
    end(manager, url, scope="one", **{group(leads): cast.chair.pk, post(leads): cast.chair.pk})

    assert "stays as it is" in form.fields[post(leads)].help_text
    assert "stays as it is" not in form.fields[group(leads)].help_text
    assert cast.access(cast.subgroup_chair).roles == {Role.MEMBER}
    assert reports(cast.subgroup_chair, cast) == {rows.held}
    assert reports(cast.chair, cast) == {rows.led, rows.waiting}


def test_role_that_lets_her_report_takes_her_posts_with_it(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    make.membership(board=cast.board, user=cast.lead, role=Role.OBSERVER)

    end(manager, address(cast.lead, Role.LEAD), scope="one", **{post(leads): cast.member.pk})

    assert cast.access(cast.lead).roles == {Role.OBSERVER}
    assert cast.access(cast.lead).lead_ids == frozenset()
    assert reports(cast.member, cast) == {rows.held}


def test_post_planned_for_later_goes_to_another_as_well(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    nurse = make.lead(board=cast.board, name="Named Nurse")
    soon = TODAY + dt.timedelta(days=9)
    lead_hand_over(lead=nurse, to=cast.member, starts_on=soon, by=cast.manager)

    end(manager, address(cast.member), **{f"lead-{nurse.pk}": cast.chair.pk})

    assert {row.user for row in LeadHolder.objects.filter(lead=nurse).on(soon)} == {cast.chair}


def test_last_manager_is_told_what_to_do_first(cast: Cast, manager: Client) -> None:
    url = address(cast.manager)
    words = filled_in(manager, address(cast.member), reason=REASON)

    page = manager.get(url).content.decode()
    refused = manager.post(url, words)

    assert "no other business manager" in page
    assert "End it now" not in page
    assert "no other business manager" in " ".join(errors(refused)["__all__"])
    assert cast.access(cast.manager).roles == {Role.MANAGER}


def test_manager_ends_herself_where_there_is_another(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    make.membership(board=cast.board, user=has_come(cast.member), role=Role.MANAGER)

    page = manager.get(address(cast.manager)).content.decode()
    end(manager, address(cast.manager))

    assert "This is you." in page
    assert manager.get("/boards/a/").status_code == 302


def test_second_role_of_the_last_manager_does_not_take_the_first_along(
    cast: Cast, manager: Client
) -> None:
    make.membership(board=cast.board, user=cast.manager, role=Role.MEMBER)
    url = address(cast.manager, Role.MEMBER)

    refused = end(manager, url, scope="all")

    assert "no other business manager" in " ".join(errors(refused)["__all__"])
    assert cast.access(cast.manager).roles == {Role.MANAGER, Role.MEMBER}


def test_reason_is_required(cast: Cast, manager: Client) -> None:
    url = address(cast.member)

    response = manager.post(url, filled_in(manager, url, reason=" "))

    assert set(errors(response)) == {"reason"}
    assert cast.access(cast.member)


@pytest.mark.parametrize("taker", ["", "999999", "x", "lead", "outsider"])
def test_taker_who_is_none_is_refused_and_nothing_is_ended(
    cast: Cast, leads: Leads, manager: Client, taker: str
) -> None:
    pk = str(getattr(cast, taker).pk) if taker in {"lead", "outsider"} else taker

    response = end(manager, address(cast.lead), **{post(leads): pk})

    assert set(errors(response)) == {post(leads)}
    assert cast.access(cast.lead).lead_ids == {leads.post.pk}


def test_taker_who_was_closed_out_meanwhile_undoes_the_whole_ending(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    url = address(cast.lead)
    words = filled_in(manager, url, reason=REASON, **{post(leads): cast.member.pk})
    cast.member.is_active = False
    cast.member.save()

    response = manager.post(url, words)

    assert set(errors(response)) == {post(leads)}
    assert cast.access(cast.lead).lead_ids == {leads.post.pk}


def test_ending_sent_twice_is_done_once(cast: Cast, leads: Leads, manager: Client) -> None:
    url = address(cast.lead)
    words = filled_in(manager, url, reason=REASON, **{post(leads): cast.member.pk})
    manager.post(url, words)

    again = manager.post(url, words)

    assert "stored already" in told(manager, again)
    assert LeadHolder.objects.filter(user=cast.member).count() == 1


def test_role_that_has_ended_already_is_not_ended_again(cast: Cast, manager: Client) -> None:
    url = address(cast.member)
    words = filled_in(manager, url, reason=REASON)
    end(manager, url)

    shown, sent = manager.get(url), manager.post(url, words)

    assert shown.status_code == 302
    assert "has ended already" in " ".join(errors(sent)["__all__"])


def test_post_handed_to_her_meanwhile_is_asked_for_before_anything_ends(
    cast: Cast, leads: Leads
) -> None:
    membership = Membership.objects.get(user=cast.lead)

    with pytest.raises(StaleRevision):
        role_end(membership=membership, takers={}, by=cast.manager, reason=REASON, with_others=True)

    assert cast.access(cast.lead).lead_ids == {leads.post.pk}


def test_only_the_role_that_was_chosen_ends_unless_all_are_meant(
    cast: Cast, manager: Client
) -> None:
    make.membership(board=cast.board, user=cast.lead, role=Role.MEMBER)

    end(manager, address(cast.lead, Role.MEMBER))

    assert cast.access(cast.lead).roles == {Role.LEAD}


def test_post_is_left_to_nobody_only_where_that_was_said(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    response = end(manager, address(cast.lead))

    assert set(errors(response)) == {post(leads)}
    assert cast.access(cast.lead).roles == {Role.LEAD}
