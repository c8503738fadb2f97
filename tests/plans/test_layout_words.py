"""The fields of a plan in people's words."""

from plans.layout_words import FIELD_WORDS
from plans.models.board import PLAN_FIELDS


def test_every_field_has_its_words() -> None:
    assert set(FIELD_WORDS) == PLAN_FIELDS
