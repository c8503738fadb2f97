"""Files of set-up rows as spreadsheets save them: in UTF-8, in Windows-1252, or unreadable."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.admin.uploads import UNREADABLE
from plans.models import Agency
from tests.conftest import Cast
from tests.plans.setting_up import confirm, preview

WORDS = "board,name,short_name\r\na,Young People’s Trust – Föhr,£5\r\n"


def agencies(content: bytes, name: str = "agencies.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_file_is_read_whichever_way_a_spreadsheet_saved_it(
    encoding: str, manager: Client, cast: Cast
) -> None:
    shown = preview(manager, Agency, agencies(WORDS.encode(encoding)))

    assertContains(shown, "Young People’s Trust – Föhr")
    confirm(manager, Agency, shown)
    assert Agency.objects.get(name="Young People’s Trust – Föhr").short_name == "£5"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agencies.csv", WORDS.encode("utf-16")),
        ("agencies.csv", b"board,name\r\na,\x81\r\n"),
        ("agencies.xlsx", b"not a workbook at all"),
    ],
    ids=["utf-16", "no letters", "no workbook"],
)
def test_file_that_cannot_be_read_says_how_to_save_it(
    name: str, content: bytes, manager: Client, cast: Cast
) -> None:
    shown = preview(manager, Agency, agencies(content, name))

    assertContains(shown, UNREADABLE)
    assertNotContains(shown, "encountered while")
    assert not Agency.objects.exists()
