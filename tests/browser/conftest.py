"""The browser of these tests: the system's Chromium, for none is downloaded."""

import os
import shutil
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

NO_CHROMIUM = "Chromium is missing. On Debian or Ubuntu, as root: apt-get install chromium"


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where the pages are, so that a test may say `page.goto("/accounts/login/")`."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Playwright starts Chromium; without one these tests are skipped, but never in CI."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None and os.environ.get("CI"):
        pytest.fail(NO_CHROMIUM)
    if chromium is None:
        pytest.skip(NO_CHROMIUM)
    # Chromium's sandbox does not work for root, as whom CI runs; it loads our own pages only.
    sandbox = os.geteuid() != 0
    return browser_type_launch_args | {"executable_path": chromium, "chromium_sandbox": sandbox}
