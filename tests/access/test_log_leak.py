"""The confidential log is read on its own page, by those who may, and nowhere else."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from django.test import Client

from priorities import document as doc
from priorities.models import Risk
from priorities.snapshot import plan_document
from reports.exports.formats import FORMATS
from tests.access.table import BOARD, LOG_READERS, TABLE
from tests.access.test_admin_addresses import examples
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import files, imports

CANARY = "zqxkestrel"
"""In every word of the log, and in no other of the program or its tests."""
ECHO = re.compile(r'(?<=value=")zqxkestrel\w*|(?<=q=)zqxkestrel\w*|(?<=q%3d)zqxkestrel\w*')
"""What a page was asked for, said again by it."""
OTHERS = ("subgroup_chair", "lead", "observer", "outsider", "stranger", "nobody")
BEYOND_THE_TABLE = (
    *(f"plan/export/?format={code}" for code in FORMATS),
    *(f"plan/export/?format={code}&as_at=25/11/2026" for code in FORMATS),
    "log/?q=zqxkestrel",
    "plan/?q=zqxkestrel",
    "plan/?q=zqxkestrelconcern&view=print",
    "updates/?q=zqxkestrel",
)


@pytest.fixture
def entries(cast: Cast, rows: SmallPlan) -> list[Risk]:
    """Entries with words of their own in every column: entered, withdrawn, from a file."""
    columns: dict[str, Any] = {
        "number": "zqxkestrelnumber",
        "concern": "zqxkestrelconcern",
        "consequence": "zqxkestrelconsequence",
        "action": "zqxkestrelaction",
        "leads": ["zqxkestrellead"],
        "rating": "zqxkestrelrating",
        "timescale_text": "zqxkestrelwhen",
    }
    gone = {"withdrawn_on": dt.date(2026, 6, 1), "withdrawn_reason": "zqxkestrelreason"}
    found = [
        imports.risk(cast.board, **columns),
        imports.risk(cast.board, **columns | gone),
    ]
    words = ("zqxkestrelfile", "zqxkestrelfiled", "zqxkestrelstep", ("zqxkestrelby",))
    told = doc.Risk("zqxkestrel7", *words, None, "zqxkestrelletter")
    file = replace(imports.reworded(plan_document(rows.plan)), risks=(told,))
    imports.applied(rows.plan, cast.manager, file)
    imports.read(rows.plan, cast.manager, file)
    return [*found, Risk.objects.get(number="zqxkestrel7")]


def words_of(response: Any) -> str:
    """All that an answer says, inside of files as well, headers among it."""
    content = b"".join(response) if response.streaming else response.content
    said = f"{response.headers} {content.decode(errors='replace')}"
    if content.startswith(b"%PDF-") and len(content) > len(files.PDF):
        reader = pypdf.PdfReader(io.BytesIO(content))
        said += " ".join(page.extract_text() for page in reader.pages)
        said += f" {reader.metadata} {reader.outline} {reader.xmp_metadata}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += " ".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    return said.casefold()


def leaks(client: Client, addresses: list[str]) -> list[str]:
    """The addresses whose answer holds a word of the log beyond what was asked with."""
    found = []
    for address in addresses:
        said = words_of(client.get(address, follow=True))
        said = ECHO.sub("", said) if "q=zqxkestrel" in address else said
        if CANARY in said:
            found.append(address)
    return found


def addresses(places: dict[str, Any], board: str = BOARD) -> list[str]:
    """Every page and file of a board, once."""
    listed = [line.address for line in TABLE if line.get]
    return [board + each.format_map(places) for each in (*listed, *BEYOND_THE_TABLE)]


@pytest.fixture
def _no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack is printed in a test of its own: it takes as long as all the pages."""
    monkeypatch.setattr("reports.views.pack.board_pack", lambda *_, **__: b"%PDF-")


@pytest.mark.usefixtures("_no_printing")
@pytest.mark.parametrize("who", OTHERS)
def test_log_is_nowhere_for_those_who_may_not_read_it(
    who: str, cast: Cast, entries: list[Risk], places: dict[str, Any], client_of: ClientOf
) -> None:
    client = client_of(getattr(cast, who))

    assert leaks(client, addresses(places)) == []


@pytest.mark.usefixtures("_no_printing")
@pytest.mark.parametrize("who", sorted(LOG_READERS))
def test_log_is_on_its_own_page_alone_for_those_who_may_read_it(
    who: str, cast: Cast, entries: list[Risk], places: dict[str, Any], client_of: ClientOf
) -> None:
    client = client_of(getattr(cast, who))

    found = leaks(client, addresses(places))

    assert found == [f"{BOARD}log/", f"{BOARD}log/?q=zqxkestrel"]
    page = client.get(f"{BOARD}log/").content.decode()
    assert "zqxkestrelconcern" in page
    assert "zqxkestrelfile" in page
    assert "zqxkestrelreason" not in page


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("observer", ""),
        ("observer", "?edition_wanted=public"),
        ("member", "?edition_wanted=members"),
        ("manager", "?edition_wanted=members&as_at=25/11/2026"),
    ],
)
def test_log_is_in_no_printed_pack(
    who: str, query: str, cast: Cast, entries: list[Risk], client_of: ClientOf
) -> None:
    response = client_of(getattr(cast, who)).get(f"{BOARD}pack/progress.pdf{query}")

    said = words_of(response)
    assert "business plan 2026 to 2029" in " ".join(said.split())
    assert CANARY not in said


@pytest.mark.usefixtures("_no_printing")
def test_log_is_not_in_the_own_board_of_another_boards_manager(
    cast: Cast, entries: list[Risk], places: dict[str, Any], client_of: ClientOf
) -> None:
    client = client_of(cast.outsider)

    assert leaks(client, addresses(places, "/boards/b/")) == []


@pytest.mark.parametrize("who", ["manager", "outsider"])
def test_log_is_nowhere_in_the_admin(
    who: str, cast: Cast, entries: list[Risk], client_of: ClientOf
) -> None:
    client = client_of(getattr(cast, who))
    searched = [f"/admin/plans/{name}/?q=zqxkestrel" for name in ("agency", "group", "lead")]
    asked = [*examples().values(), "/admin/priorities/risk/", *searched]

    assert leaks(client, asked) == []
