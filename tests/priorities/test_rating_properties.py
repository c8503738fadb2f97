"""What holds of the rating rules whatever the progress."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from priorities.rating import Meaning, Progress, Step, is_borne_out, objections, suggest_rating
from tests.priorities.documents import SCHEME

days = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
steps = st.builds(Step, is_done=st.booleans(), due=st.none() | days)
progresses = st.builds(
    Progress, steps=st.lists(steps, max_size=8).map(tuple), has_evidence=st.booleans()
)


@given(progresses, days)
def test_suggestion_is_complete_only_with_everything_done_and_evidence(
    progress: Progress, today: dt.date
) -> None:
    is_complete = suggest_rating(progress, today).meaning is Meaning.COMPLETE

    assert is_complete == (progress.is_done and progress.has_evidence)


@given(progresses, days)
def test_suggestion_is_off_track_only_where_an_open_date_has_passed(
    progress: Progress, today: dt.date
) -> None:
    is_off_track = suggest_rating(progress, today).meaning is Meaning.OFF_TRACK

    assert is_off_track == any(
        not step.is_done and step.due is not None and step.due < today for step in progress.steps
    )


@given(progresses, days, st.integers(0, 4000))
def test_suggestion_once_off_track_stays_so_while_nothing_is_done(
    progress: Progress, today: dt.date, later: int
) -> None:
    then = suggest_rating(progress, today + dt.timedelta(days=later)).meaning

    if suggest_rating(progress, today).meaning is Meaning.OFF_TRACK:
        assert then is Meaning.OFF_TRACK


@given(progresses, days)
def test_suggestion_does_not_hang_on_the_order_of_the_steps(
    progress: Progress, today: dt.date
) -> None:
    turned = Progress(progress.steps[::-1], progress.has_evidence)

    assert suggest_rating(turned, today) == suggest_rating(progress, today)


@given(progresses, days)
def test_suggestion_is_always_borne_out(progress: Progress, today: dt.date) -> None:
    suggestion = suggest_rating(progress, today)

    assert is_borne_out(suggestion.meaning, suggestion, progress)


@given(st.sampled_from(SCHEME), st.booleans(), st.text(), st.text())
def test_objection_goes_once_its_field_is_mended(
    rating: object, has_evidence: bool, progress: str, issue: str
) -> None:
    found = objections(
        rating,  # type: ignore[arg-type]
        has_evidence=has_evidence,
        progress=progress,
        issue=issue,
    )
    mended = {each.field for each in found}

    left = objections(
        rating,  # type: ignore[arg-type]
        has_evidence=has_evidence or "evidence_statement" in mended,
        progress="Told" if "progress" in mended else progress,
        issue="Told" if "issue" in mended else issue,
    )

    assert left == ()
