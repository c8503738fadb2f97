"""States a page may be in that its address alone does not show: refused, empty, in conflict."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from boardplan.accounts.models import User
from plans.models import Board, Membership
from priorities.models import Action, Update, UpdateStatus
from priorities.report import Report
from priorities.services.updates import update_draft
from tests.boardplan.accounts.signing_in import give_app
from tests.browser.pages import own_action, withdrawn
from tests.browser.people import SignIn, access_at_medway, person
from tests.browser.states_people import PEOPLE
from tests.browser.states_reporting import REPORTING
from tests.browser.states_sign_in import SIGNING_IN
from tests.browser.states_word_forms import WORD_FORMS

State = Callable[[Page, SignIn], None]
"""Brings a page into the state and sees that it is in it."""

PROGRESS = "What has happened since the last update?"
BARE = "manager@bare.example"


def report_address(action: Action) -> str:
    """Where the update form of an action is."""
    return reverse("priorities:action-update", args=["medway", action.pk])


def sees(page: Page, words: str) -> None:
    """Make sure that the page says so."""
    expect(page.get_by_text(words).first).to_be_visible()


def sign_in_refused(page: Page, sign_in: SignIn) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("nobody@medway.example")
    page.get_by_role("button", name="Sign in").click()
    sees(page, "There is a problem")


def update_refused(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "subgroup")
    page.goto(report_address(own_action(access_at_medway("subgroup"))))
    page.get_by_label("Done, with evidence (green)").check()
    page.get_by_role("button", name="Submit").click()
    sees(page, "There is a problem")


def update_in_conflict(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "subgroup")
    action = own_action(access_at_medway("subgroup"))
    page.goto(report_address(action))
    theirs = Report(progress="It was put off.")
    revision = action.updates.all().revision()
    update_draft(action=action, report=theirs, revision=revision, by=person("manager"))
    page.get_by_label(PROGRESS).fill("Training was held.")
    page.get_by_label("On course").check()
    page.get_by_role("button", name="Submit").click()
    sees(page, "Somebody else saved")


def update_waiting(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto(
        report_address(Action.objects.get(updates__status=UpdateStatus.SUBMITTED, number="7.2"))
    )
    sees(page, "An update is waiting to be accepted")


def update_sent_back(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "mase")
    at_medway = Update.objects.visible_to(access_at_medway("manager"))
    page.goto(report_address(at_medway.get(status=UpdateStatus.SENT_BACK).action))
    sees(page, "The business manager asks:")


def review_refused(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto("/boards/medway/updates/reviews/")
    page.get_by_label("Send back with a question").first.check()
    page.get_by_role("button", name="Save my answers").click()
    sees(page, "There is a problem")


def action_withdrawn(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto(withdrawn(Action)(access_at_medway("manager")).get_absolute_url())
    sees(page, "Merged.")


def filters_without_result(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "observer")
    page.goto("/boards/medway/plan/?q=zebra")
    sees(page, "No action fits what you asked for.")


def plan_missing(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, BARE)
    page.goto("/boards/bare/plan/")
    sees(page, "This board has no business plan here yet.")


def home_without_plan(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, BARE)
    page.goto("/boards/bare/")
    sees(page, "This board has no business plan here yet.")


def pack_without_plan(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, BARE)
    page.goto("/boards/bare/pack/")
    sees(page, "There is no plan to print yet.")


def nothing_to_accept(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, BARE)
    page.goto("/boards/bare/updates/reviews/")
    sees(page, "Nothing waits to be accepted.")


def two_boards(page: Page, sign_in: SignIn) -> None:
    manager = sign_in(page.context, "manager")
    place = Membership.objects.get(user=manager)
    merton = Board.objects.get(slug="merton")
    Membership(board=merton, user=manager, role=place.role, starts_on=place.starts_on).record(
        by=None
    )
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(2)


def no_board(page: Page, sign_in: SignIn) -> None:
    observer = sign_in(page.context, "observer")
    Membership.objects.filter(user=observer).delete()
    page.goto("/")
    sees(page, "You have no part in a board here today.")


def page_not_found(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "observer")
    page.goto("/boards/merton/")
    sees(page, "Page not found")


def page_not_open(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "observer")
    page.goto("/boards/medway/updates/")
    sees(page, "This page is not open to you")


def installation(page: Page, sign_in: SignIn) -> None:
    """What whoever looks after the installation is shown, where it wants something."""
    give_app(User.objects.create_superuser("it@council.example", name="Administrator"))
    sign_in(page.context, "it@council.example")
    page.goto("/installation/")
    expect(page.get_by_role("button", name="Send a test e-mail to me")).to_be_visible()


STATES: tuple[State, ...] = (
    sign_in_refused,
    update_refused,
    update_in_conflict,
    update_waiting,
    update_sent_back,
    review_refused,
    action_withdrawn,
    filters_without_result,
    plan_missing,
    home_without_plan,
    pack_without_plan,
    nothing_to_accept,
    two_boards,
    no_board,
    page_not_found,
    page_not_open,
    installation,
    *SIGNING_IN,
    *PEOPLE,
    *REPORTING,
    *WORD_FORMS,
)
