"""A form sent out, filled in with LibreOffice's help, returned, and turned into drafts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pytest_django.asserts import assertContains

from priorities.models import Update
from priorities.wordform.form import BOXES
from priorities.wordform.reader import read_form
from priorities.wordform.writer import write_form
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.priorities.test_word_forms import form_of, sent, taken
from tests.priorities.wordform.filling import AMBER, SENTENCES, form
from tests.priorities.wordform.libreoffice import needs_libreoffice, saved_as, typed_into

pytestmark = needs_libreoffice


def test_form_filled_in_with_libreoffice_becomes_drafts(
    cast: Cast, rows: SmallPlan, leads: Leads, client_of: ClientOf, tmp_path: Path
) -> None:
    second = make.action(
        objective=rows.led.objective,
        number="1.1.4",
        position=4,
        text="Ask – “how was it?” – café & crèche",
        timescale_text="by 31 March 2027",
        due_on=dt.date(2027, 3, 31),
    )
    make.action_lead(action=second, lead=leads.subgroup, is_accountable=True)
    manager = client_of(cast.manager)

    odt = saved_as(form_of(manager, cast.subgroup_chair), "docx", "odt", tmp_path)
    answers = {
        "1.1.1": {"rating": str(rows.ratings["amber"].sentence), "progress": "Ten schools."},
        "1.1.4": {
            "rating": str(rows.ratings["red"].sentence),
            "progress": "First line.\nSecond line – “quoted”.",
            "issue": "Two left <ill> & away",
            "impact": "None yet",
            "new_due_on": "30th June 2027",
            "new_due_reason": "Illness",
            "evidence": "Minutes of 3 November",
        },
    }
    returned = saved_as(typed_into(odt, answers), "odt", "docx", tmp_path)
    preview = sent(manager, returned, cast.subgroup_chair)
    page = taken(manager, preview)

    assertContains(page, "Drafts made: 2.")
    assert not preview.context["reading"].outside  # type: ignore[attr-defined]
    findings = [answer.findings for answer in preview.context["reading"].answers]  # type: ignore[attr-defined]
    assert findings == [(), ()]
    drafts = Update.objects.filter(source="word form", status="draft")
    first, other = (drafts.get(action=action) for action in (rows.led, second))
    assert (first.rating, first.progress) == (rows.ratings["amber"], "Ten schools.")
    assert other.rating == rows.ratings["red"]
    said = answers["1.1.4"]
    assert (other.progress, other.issue) == (said["progress"], said["issue"])
    assert (other.impact, other.new_due_on) == (said["impact"], dt.date(2027, 6, 30))
    assert (other.new_due_reason, other.told_by) == ("Illness", str(cast.subgroup_chair))
    assert other.evidence_draft == {"statement": said["evidence"]}


def test_form_saved_by_libreoffice_as_word_comes_back_empty(tmp_path: Path) -> None:
    saved = saved_as(write_form(form()), "docx", "docx", tmp_path)

    read = read_form(saved, SENTENCES)

    assert read.reference == form().reference
    assert not read.outside
    assert not any(each.is_filled_in for each in read.actions)


def test_form_filled_in_as_open_document_and_saved_as_word_is_read_whole(tmp_path: Path) -> None:
    answers = {name: f"Words of {name}" for name in BOXES}
    odt = saved_as(write_form(form()), "docx", "odt", tmp_path)

    typed = typed_into(odt, {"1.1.2": {**answers, "rating": AMBER}})
    read = read_form(saved_as(typed, "odt", "docx", tmp_path), SENTENCES)

    assert [each.is_filled_in for each in read.actions] == [False, True]
    assert (read.actions[1].boxes, read.actions[1].marked) == (answers, (AMBER,))
