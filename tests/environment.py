"""The surroundings of every test, set before Django reads its settings.

Loaded by `-p tests.environment`, because a conftest.py comes too late for that. Only DATABASE_URL
is left as it is, so that the same tests run on SQLite and on PostgreSQL.
"""

import os

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

os.environ.update(
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    BOARDPLAN_ENV_FILE=os.devnull,
    BOARDPLAN_HTTPS="off",
    BOARDPLAN_PROXIES="0",
    CACHE_URL="locmemcache://",
    DEBUG="off",
    # Playwright's loop runs in the tests' own thread, and Django would take them for async code.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
    EMAIL_URL="memorymail://",
    LOG_LEVEL="WARNING",
    SECRET_KEY="known to everyone, for tests only",
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """What would only make the tests slow or flaky: hashing, hashed file names, deadlines."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # Static files need not have been collected.
    settings.WHITENOISE_AUTOREFRESH = True
    hypothesis.settings.register_profile("boardplan", deadline=None)
    hypothesis.settings.load_profile("boardplan")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Sign-ins of one test do not count against the limits of the next."""
    cache.clear()
