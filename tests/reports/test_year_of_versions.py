"""Version 8 is issued, everything changes: told by kind; what was issued stays byte for byte."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from boardplan.audit.models import TrackedModel
from plans.models import Lead, Plan, PlanVersion
from plans.services.renaming import body_rename
from priorities.models import Action
from priorities.services.plan import item_add, item_move, item_withdraw
from priorities.states import plan_state
from reports.models import Publication
from reports.views.compare import changes_told
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import LONDON, TODAY
from tests.reports.issued import issued

MARCH, MAY = dt.date(2027, 3, 31), dt.date(2027, 5, 31)


@pytest.fixture
def ten(rows: SmallPlan, leads: Leads) -> list[Action]:
    """Actions 1.2.2 to 1.2.11, rated red, due in March, led by the sub-group."""
    made = []
    words = ("heads", "nurses", "carers", "judges", "trainers", "readers", "drivers")
    for n, who in enumerate((*words, "panels", "teams", "trustees"), start=2):
        action = make.action(
            objective=rows.waiting.objective,
            number=f"1.2.{n}",
            position=n,
            text=f"Meet the {who} of the county and agree with them what is to be done",
            timescale_text="by March 2027",
            due_on=MARCH,
        )
        make.action_lead(action=action, lead=leads.subgroup, is_accountable=True)
        make.update(
            action=action,
            is_accepted=True,
            rating=rows.ratings["red"],
            progress="Begun.",
            at=dt.datetime(2026, 10, 1, 12, tzinfo=LONDON),
        )
        made.append(action)
    return made


def year_passes(rows: SmallPlan, leads: Leads, ten: list[Action], cast: Cast) -> None:
    """5 re-rated, 2 slipped, 1 withdrawn, 1 added, 3 re-worded, 1 moved, a group renamed."""
    manager = cast.manager
    for action in ten[:5]:
        make.update(
            action=action,
            is_accepted=True,
            rating=rows.ratings["amber"],
            progress="Begun.",
            at=dt.datetime(2026, 11, 25, 11, tzinfo=LONDON),
        )
    for action in ten[5:7]:
        action.due_on = MAY
        action.record(by=manager)
    item_withdraw(
        item=ten[7], reason="Overtaken", revision=ten[7].revision, by=manager, today=TODAY
    )
    new = Action(objective=rows.led.objective, number="1.1.3", text="Write to every parent")
    item_add(item=new, by=manager)
    for action in (ten[8], ten[9], rows.unled):
        action.text = f"{action.text}, each year"
        action.record(by=manager)
    held = Action.objects.get(pk=rows.held.pk)
    item_move(item=held, parent=rows.corporate.objective, revision=held.revision, by=manager)
    group = leads.subgroup.group
    assert group is not None
    body_rename(body=group, name="Improvement sub-group", revision=group.revision, by=manager)


def test_changes_since_version_8_are_exactly_those_by_kind(
    rows: SmallPlan, leads: Leads, ten: list[Action], cast: Cast
) -> None:
    issued(rows.plan, cast, number=8)
    year_passes(rows, leads, ten, cast)

    told = changes_told(
        rows.plan, *(plan_state(rows.plan, text, today=TODAY) for text in ("8", "now"))
    )

    assert Counter({s.kind: len(s.entries) for s in told.sections}) == Counter(
        {
            "re-rated": 5,
            "slipped": 2,
            "withdrawn": 1,
            "added": 1,
            "re-worded": 3,
            "moved": 1,
            "lead": 1,
        }
    )
    numbers = {s.kind: [entry.number for entry in s.entries] for s in told.sections}
    assert numbers == {
        "re-rated": ["1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6"],
        "slipped": ["1.2.7", "1.2.8"],
        "withdrawn": ["1.2.9"],
        "added": ["1.1.3"],
        "re-worded": ["1.2.10", "1.2.11", "2.1.2"],
        "moved": ["1.1.2"],
        "lead": [""],
    }
    (renamed,) = next(s.entries for s in told.sections if s.kind == "lead")
    assert renamed.from_to == "from Learning sub-group to Improvement sub-group"
    assert told.few_lines == (
        f"5 re-rated: {', '.join(f'1.2.{n} from Red to Amber' for n in range(2, 7))}.",
        "2 slipped: 1.2.7 by 61 days, 1.2.8 by 61 days.",
        "1 added: 1.1.3.",
        "1 withdrawn: 1.2.9.",
        "Also 1 moved, 3 re-worded and 1 lead changed.",
    )


def test_same_is_told_from_a_day_and_from_a_version(
    rows: SmallPlan, leads: Leads, ten: list[Action], cast: Cast
) -> None:
    yesterday = (TODAY - dt.timedelta(days=1)).isoformat()
    issued(rows.plan, cast, number=8)
    year_passes(rows, leads, ten, cast)
    today = plan_state(rows.plan, "now", today=TODAY)

    by_version, by_day = (
        changes_told(rows.plan, plan_state(rows.plan, text, today=TODAY), today)
        for text in ("8", yesterday)
    )

    assert by_day == by_version


FILES = ("export/?format=json", "export/?format=docx", "export/?format=xlsx", "document.pdf")


def given_out(client: Client) -> dict[str, str]:
    """The hash of each file in which version 8 is given out."""
    where = "/boards/a/plans/business-plan/versions/8/"
    return {name: hashlib.sha256(client.get(where + name).content).hexdigest() for name in FILES}


def edit_everything(cast: Cast) -> int:
    """Change every text that somebody wrote, in every row but what is frozen; how many rows."""
    frozen = {"PlanVersion", "Publication", "PlanLock"}
    tracked = (model for model in apps.get_models() if issubclass(model, TrackedModel))
    rows = [
        row
        for model in tracked
        if model.__name__ not in frozen
        for row in model._default_manager.all()
    ]
    for row in rows:
        for field in texts_of(row):
            changed = f"{getattr(row, field.name)[:20]} changed"
            setattr(row, field.name, changed[: field.max_length])
        row.record(by=cast.manager, reason="Edited")
    return len(rows)


def texts_of(row: TrackedModel) -> list[Any]:
    """The columns of the row that hold a text of somebody's."""
    kept = {"slug", "code", "colour"}
    columns = [f for f in row._meta.concrete_fields if not f.choices and f.name not in kept]
    texts = (f for f in columns if f.get_internal_type() in {"CharField", "TextField"})
    return [field for field in texts if getattr(row, field.name)]


def test_what_was_issued_stays_byte_for_byte_when_everything_is_edited(
    rows: SmallPlan,
    leads: Leads,
    ten: list[Action],
    cast: Cast,
    client_of: ClientOf,
    clock: object,
) -> None:
    client = client_of(cast.observer)
    version = issued(rows.plan, cast, number=8, is_published=True)
    before = given_out(client)
    hashes = (version.sha256, Publication.objects.get().file_sha256)
    year_passes(rows, leads, ten, cast)

    edited = edit_everything(cast)

    assert edited > 60
    assert Plan.objects.get(pk=rows.plan.pk).title.endswith(" changed")
    assert Lead.objects.get(pk=leads.post.pk).name.endswith(" changed")
    assert given_out(client) == before
    assert len(set(before.values())) == len(FILES)
    stored = PlanVersion.objects.get(pk=version.pk)
    assert (stored.sha256, Publication.objects.get().file_sha256) == hashes
