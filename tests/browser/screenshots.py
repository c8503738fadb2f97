"""The pictures of docs/images, drawn from the demonstration board by `./dev screenshots`.

Not a test: pytest runs it when it is named, for the browser and the boards that tests have.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from priorities.models import Action
from tests.browser.people import SignIn
from tests.browser.states import PROGRESS, report_address

IMAGES = Path(__file__).parents[2] / "docs/images"
DESK, PHONE = 1280, 390  # CSS pixels wide
HEIGHT = 844
PACK_PAGE = 4
"""The page of the pack with the first of the exceptions."""

Window = Callable[..., BrowserContext]


def shown_action() -> Action:
    return Action.objects.get(number="5.2.2", objective__priority__plan__board__slug="medway")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_draw_pages_of_the_manager(
    boards: None, new_context: Window, sign_in: SignIn, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": HEIGHT}).new_page()
    sign_in(page.context, "manager")
    pages = {
        "home": "/boards/medway/",
        "plan": "/boards/medway/plan/#priority-1",
        "action": shown_action().get_absolute_url(),
    }
    for name, address in pages.items():
        page.goto(address)
        assert page.screenshot(path=IMAGES / f"{name}-{width}.png")


def test_draw_update_form_on_a_phone(new_context: Window, sign_in: SignIn) -> None:
    page = new_context(viewport={"width": PHONE, "height": HEIGHT}).new_page()
    sign_in(page.context, "subgroup")
    page.goto(report_address(shown_action()))
    page.get_by_label("On course").check()
    page.get_by_label(PROGRESS).fill("The trainers have read half of the courses.")
    # Closing the page while it saves would leave the server writing behind the test's back.
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.evaluate("window.scrollTo(0, 0); document.activeElement.blur()")
    assert page.screenshot(path=IMAGES / f"update-{PHONE}.png")


def test_draw_page_of_the_pack(new_context: Window, sign_in: SignIn, tmp_path: Path) -> None:
    printer = shutil.which("pdftoppm")
    if printer is None:
        pytest.skip("The picture of the pack needs pdftoppm (Debian: poppler-utils).")
    context = new_context()
    sign_in(context, "chair")
    pack = tmp_path / "pack.pdf"
    pack.write_bytes(context.request.get("/boards/medway/pack/progress.pdf").body())
    page = ["-f", str(PACK_PAGE), "-singlefile", "-png", "-scale-to", str(DESK)]
    assert subprocess.run([printer, *page, pack, IMAGES / "pack"], check=True).returncode == 0
