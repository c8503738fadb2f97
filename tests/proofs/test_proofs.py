"""Each proof still runs, on something small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.priorities.importing import mutating
from tests.priorities.importing.bad_files import BAD
from tests.priorities.importing.plans import needs_plans
from tests.proofs import bad_files, comparing, counts, mutated, round_trips, speed, timescales
from tests.proofs.scratch import Scratch, scratch
from tests.proofs.tables import table


@pytest.fixture(scope="module")
def made() -> Iterator[Scratch]:
    with scratch() as found:
        yield found


def test_table_is_as_wide_as_its_words_and_folds_the_long_ones() -> None:
    assert table(("a", "b"), [("one two", 1), (None, "x\ny")], widest=4) == (
        "a    b\n---  -\none  1\ntwo\n     x\n     y\n"
    )


@needs_plans
def test_counts_are_those_of_a_careful_reader_and_every_sentence_is_told(made: Scratch) -> None:
    printed = "".join(counts.report(made, ["milton_keynes.xlsx"]))

    assert "DIFFERS" not in printed
    assert "(100.0%)" in printed
    assert printed.count("101,500") == 2


@needs_plans
def test_timescales_are_told_with_their_dates(made: Scratch) -> None:
    printed = "".join(timescales.report(made, ["milton_keynes.docx"]))

    assert "plan from 2010-01-20 to 2011-03-31" in printed
    assert "2010-10-01  2010-10-31" in printed


@needs_plans
def test_round_trips_change_nothing(made: Scratch) -> None:
    printed = "".join(round_trips.report(made, [], ["milton_keynes.xlsx"]))

    lines = printed.splitlines()[2:]
    assert [line.split()[1:] for line in lines] == [
        [kind, "20", "none", "none"] for kind in round_trips.KINDS
    ]


@needs_plans
def test_changed_copies_say_what_is_changed_and_what_came_out() -> None:
    copies = [mutated.Copy(mutated.EXCEL, mutating.pushed_to_the_right)]

    printed = "".join(mutated.report(copies))

    assert "pushed to the right" in printed
    assert "20 of 20" in printed
    assert "nothing" in printed


def test_bad_files_have_their_message_and_figures() -> None:
    printed = "".join(bad_files.report({"password": BAD["password"][0]}))

    assert "protected by a password" in printed
    assert " MB" in printed


def test_speed_is_told_for_word_and_excel() -> None:
    printed = "".join(speed.report([10]))

    assert printed.count("10 actions, 0 findings") == 2


def test_comparing_tells_what_two_versions_cost() -> None:
    (printed,) = comparing.report([30])

    assert printed.splitlines()[2].split()[:4] == ["30", "0.03", "MB", "30"]
