"""Where tests put their backups, and an installation without anything in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def wipe(settings: Settings) -> Callable[[], None]:
    """Takes every row and every file away."""

    def wipe() -> None:
        call_command("flush", interactive=False, verbosity=0)
        shutil.rmtree(settings.MEDIA_ROOT)

    return wipe
