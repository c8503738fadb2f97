"""The arithmetic of the bench."""

import pytest

from tests.bench.figures import exponent, percentile
from tests.bench.report import Limit, table


@pytest.mark.parametrize(
    ("percent", "expected"), [(1, 1), (50, 10), (94, 19), (95, 19), (95.1, 20), (100, 20)]
)
def test_percentile_is_the_value_that_so_many_do_not_exceed(
    percent: float, expected: float
) -> None:
    assert percentile([*range(20, 0, -1)], percent) == expected


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([3.5], 95) == 3.5


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1], 0), ([1], 101)])
def test_percentile_of_nothing_or_beyond_all_is_refused(
    values: list[float], percent: float
) -> None:
    with pytest.raises(ValueError, match=r"no values|not a percentage"):
        percentile(values, percent)


@pytest.mark.parametrize(("large", "expected"), [(7, 0), (70, 1), (700, 2), (0.7, -1)])
def test_exponent_is_the_power_of_the_size_that_a_figure_grows_with(
    large: float, expected: float
) -> None:
    assert exponent((500, 7), (5000, large)) == pytest.approx(expected)


@pytest.mark.parametrize("large", [(500, 7), (5000, 0), (0, 7)])
def test_exponent_without_growth_to_look_at_is_refused(large: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="growth"):
        exponent((500, 7), large)


def test_limit_is_met_up_to_its_figure() -> None:
    assert Limit("plan page", 75, 75, "ms").is_met
    assert not Limit("plan page", 75.1, 75, "ms").is_met


def test_table_sets_words_left_and_figures_right() -> None:
    assert table(("Page", "ms"), [("plan", "7.5"), ("an action", "12.0")]) == (
        "Page         ms\nplan        7.5\nan action  12.0"
    )
