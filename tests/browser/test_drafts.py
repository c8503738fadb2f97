"""Text that was typed is never lost: the draft script, alone on a page of its own."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.complaints import Complaints

STATIC = Path(__file__).parents[2] / "static/src/js"
TEMPLATES = Path(__file__).parents[2] / "templates/_components"
FORM = """
<form data-draft-key="update-7" data-draft-url="/draft-test/save/"
      method="post" action="/draft-test/submitted/">
  <input type="hidden" name="key" value="k1">
  <input type="hidden" name="revision" value="3">
  <label>Progress <textarea name="progress"></textarea></label>
  <label><input type="radio" name="rating" value="green"> Green</label>
  <label><input type="radio" name="rating" value="red"> Red</label>
  <div data-for-rating="red amber"><label>Obstacle <input name="obstacle"></label></div>
  <p data-draft-status role="status"></p>
  <button name="step" value="submit">Submit</button>
</form>
"""
BOOT = """
<script type="module">
import { forgetDrafts, startDrafts } from "/draft-test/js/draft.js";
import { startRatingQuestions } from "/draft-test/js/rating-questions.js";
startDrafts(document.body);
startRatingQuestions(document.body);
window.signOut = forgetDrafts;
document.body.dataset.ready = "";
</script>
"""


class Server:
    """What stands behind the page: how it answers, and what it was sent."""

    def __init__(self) -> None:
        self.status = 200
        self.answer: dict[str, object] = {}
        self.is_slow = False
        self.saves: list[Route] = []
        self.sent: list[str] = []
        self.submitted: list[str] = []
        self.body = FORM
        self.user = "5"

    def fulfil(self, route: Route) -> None:
        name = route.request.url.split("/draft-test/")[1]
        if name.startswith("js/"):
            script = (STATIC / name.removeprefix("js/")).read_text()
            route.fulfill(body=script, content_type="text/javascript")
        elif name == "save/":
            self.sent.append(route.request.post_data or "")
            self.saves.append(route)
            if not self.is_slow:
                self.answer_save()
        elif name == "submitted/":
            self.submitted.append(route.request.post_data or "")
            route.fulfill(body="<p>Thank you.</p>", content_type="text/html")
        else:
            offer = (TEMPLATES / "draft_restore.html").read_text().split("#}")[1]
            page = f'<body data-user="{self.user}">{self.body}{offer}{BOOT}</body>'
            route.fulfill(body=page, content_type="text/html")

    def answer_save(self) -> None:
        """Answer the save that waits."""
        self.saves.pop().fulfill(status=self.status, json=self.answer)


@pytest.fixture
def server(page: Page, complaints: Complaints) -> Server:
    complaints.expect(403, 409, 500)
    answering = Server()
    page.route("**/draft-test/**", answering.fulfil)
    return answering


@pytest.fixture
def visit(page: Page, server: Server) -> Callable[[], None]:
    def go() -> None:
        page.goto("/draft-test/")
        expect(page.locator("body[data-ready]")).to_be_attached()

    return go


def kept(page: Page) -> int:
    """How many texts this device keeps."""
    return int(page.evaluate("Object.keys(localStorage).length"))


def test_draft_is_saved_when_the_typing_stops_and_leaves_the_device(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    visit()

    page.get_by_label("Progress").fill("Training was held.")

    expect(page.get_by_role("status")).to_have_text(re.compile(r"Draft saved \d\d:\d\d"))
    assert "Training was held." in server.sent[0]
    assert 'name="key"' in server.sent[0]
    assert kept(page) == 0


@pytest.mark.parametrize(
    ("status", "words"),
    [(500, "Keep this page open; we will try again."), (403, "because you are signed out.")],
)
def test_draft_that_was_not_saved_says_so_and_stays_on_the_device(
    page: Page, server: Server, visit: Callable[[], None], status: int, words: str
) -> None:
    server.status = status
    visit()

    page.get_by_label("Progress").fill("Training was held.")

    expect(page.get_by_role("status")).to_contain_text(words)
    assert kept(page) == 1


def test_draft_builds_on_the_revision_that_the_last_save_brought(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.answer = {"fields": {"revision": 4}}
    visit()

    page.get_by_label("Progress").fill("Training was held.")
    expect(page.get_by_role("status")).to_contain_text("Draft saved")

    assert page.locator("[name=revision]").input_value() == "4"


def test_draft_over_somebody_elses_words_says_so_and_stays_on_the_device(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 409
    server.answer = {"message": "The business manager saved this action since."}
    visit()

    page.get_by_label("Progress").fill("Training was held.")

    expect(page.get_by_role("status")).to_have_text(
        "Not saved. The business manager saved this action since."
    )
    assert kept(page) == 1


def test_submission_waits_for_the_save_under_way_and_builds_on_it(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.is_slow = True
    server.answer = {"fields": {"revision": 4}}
    visit()
    with page.expect_request("**/save/"):
        page.get_by_label("Progress").fill("Training was held.")

    page.get_by_role("button", name="Submit").click()
    page.wait_for_timeout(200)
    sent_too_early = list(server.submitted)
    server.answer_save()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert sent_too_early == []
    [sent] = server.submitted
    assert parse_qs(sent)["revision"] == ["4"]
    assert parse_qs(sent)["step"] == ["submit"]


def test_draft_is_offered_and_put_back_after_the_session_ended(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 403
    visit()
    page.get_by_label("Progress").fill("Training was held.")
    page.get_by_label("Red").check()
    visit()

    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("Progress")).to_have_value("Training was held.")
    expect(page.get_by_label("Red")).to_be_checked()
    expect(page.get_by_label("Obstacle")).to_be_visible()


def test_draft_is_gone_when_it_is_discarded(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 403
    visit()
    page.get_by_label("Progress").fill("Training was held.")
    visit()

    page.get_by_role("button", name="Discard").click()

    assert kept(page) == 0
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_draft_is_not_offered_to_somebody_else(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 403
    visit()
    page.get_by_label("Progress").fill("Training was held.")
    server.user = "6"

    visit()

    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_draft_is_forgotten_when_the_page_says_it_was_sent(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 403
    visit()
    page.get_by_label("Progress").fill("Training was held.")
    server.body = '<div data-draft-clear="update-7"></div>'

    visit()

    assert kept(page) == 0


def test_draft_is_forgotten_at_sign_out(
    page: Page, server: Server, visit: Callable[[], None]
) -> None:
    server.status = 403
    visit()
    page.get_by_label("Progress").fill("Training was held.")

    page.evaluate("signOut()")

    assert kept(page) == 0


def test_questions_of_another_rating_are_hidden(page: Page, visit: Callable[[], None]) -> None:
    visit()

    expect(page.get_by_label("Obstacle")).to_be_hidden()
    page.get_by_label("Red").check()
    expect(page.get_by_label("Obstacle")).to_be_visible()
    page.get_by_label("Green").check()
    expect(page.get_by_label("Obstacle")).to_be_hidden()
