"""Money in prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from priorities.importing.costs import amount, pounds


@pytest.mark.parametrize(
    ("text", "sum_of"),
    [
        ("£12,000 for publicity materials", "12000"),
        ("£15,000 for commissioning reports if required", "15000"),
        ("Time of members\n£3,000 for expenses, £ 250.50 for rooms", "3250.50"),
        ("£1.5m and £20k", "1520000"),
        ("£3 million", "3000000"),
        ("£5 a member", "5"),
        ("£1,2000", "12000"),
        ("£2,500, 10 days", "2500"),
    ],
)
def test_pounds_of_prose_are_added(text: str, sum_of: str) -> None:
    assert pounds(text) == Decimal(sum_of)
    assert amount(text) == Decimal(sum_of)


@pytest.mark.parametrize("text", ["", "Time and commitment of members", "80%", "12 days", "£"])
def test_text_without_money_costs_nothing_known(text: str) -> None:
    assert pounds(text) is None
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "told"), [("12000", "12000"), (" 12,000.50 ", "12000.50"), ("0", "0")]
)
def test_amount_of_a_number_alone(text: str, told: str) -> None:
    assert amount(text) == Decimal(told)
    assert pounds(text) is None
