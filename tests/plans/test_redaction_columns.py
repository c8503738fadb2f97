"""Words inside of a column: text, nested JSON and its keys; what the program reads back stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from plans.models import Board, HouseLayout, Lead, Plan, Rating
from plans.models.scoping import BoardRecord
from plans.redaction.columns import texts, without, word_columns
from plans.redaction.places import columns_of, models_of_boards
from plans.redaction.words import Words
from priorities.models import Action, Evidence, Update

KIT = Words.of("Kit")


def redacted(value: Any, model: Any = Action, column: str = "extra") -> Any:
    return without(KIT, model._meta.get_field(column), value)


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("Kit rang", "[redacted] rang"),
        (["a", ["Kit"], 3, None], ["a", ["[redacted]"], 3, None]),
        ({"Kit": {"Note": ["by Kit"]}}, {"[redacted]": {"Note": ["by [redacted]"]}}),
        ({"Kit": 1, "kit": 2}, {"[redacted]": 1, "[redacted] 2": 2}),
        ([{"text": "Kit's", "row": 1}], [{"text": "[redacted]'s", "row": 1}]),
        ({"cost": "what Kit needs"}, {"cost": "what [redacted] needs"}),
    ],
)
def test_words_go_from_wherever_they_stand_in_json(value: Any, clean: Any) -> None:
    assert redacted(value) == clean


def test_codes_and_dates_and_the_names_the_program_uses_stay() -> None:
    replaced = {"timescale_text": "complete by 2026", "due_on": "2026-05-03", "state": "complete"}
    layout = [{"field": "text", "heading": "The text", "group": "Planning"}]

    for words in ("complete", "2026", "text", "state", "field", "timescale_text"):
        found = Words.of(words)
        clean = without(found, Update._meta.get_field("replaced"), replaced)
        columns = without(found, HouseLayout._meta.get_field("columns"), layout)
        assert {**clean, "timescale_text": ""} == {**replaced, "timescale_text": ""}
        assert columns[0]["field"] == "text"
        assert set(columns[0]) == set(layout[0])


def test_slug_stays_a_slug_and_a_short_text_within_its_limit() -> None:
    assert redacted("kit-plan", Plan, "slug") == "redacted-plan"
    assert len(redacted("Kit " * 50, Lead, "name")) <= 200


def test_texts_are_all_that_people_wrote() -> None:
    column = {"Note": ["a", {"state": "complete"}], "due_on": "2026-05-03"}

    assert sorted(texts(column)) == ["Note", "a"]


def test_every_column_of_words_is_looked_at() -> None:
    assert {"text", "extra", "outcomes", "withdrawn_reason", "number"} <= set(word_columns(Action))
    assert {"progress", "question", "replaced", "void_reason"} <= set(word_columns(Update))
    assert {"statement", "link", "file_name"} <= set(word_columns(Evidence))
    assert not {"state", "recurrence", "key"} & set(word_columns(Action))
    assert not {"file", "content_type"} & set(word_columns(Evidence))
    assert "slug" not in columns_of(Board)


def test_codes_that_the_program_reads_are_no_words() -> None:
    assert not {"code", "colour"} & set(word_columns(Rating))
    assert "suggested" not in word_columns(Update)
    assert "label" in word_columns(Rating)


def test_every_kind_of_row_that_belongs_to_a_board_is_looked_at() -> None:
    records = {model for model in apps.get_models() if issubclass(model, BoardRecord)}

    assert records < set(models_of_boards())
    assert {Board, Lead, Plan, Update, Evidence} < set(models_of_boards())
