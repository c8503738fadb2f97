"""A plan made at random, edited in ways whose changes are known beforehand. Without Django."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from priorities import document as doc
from priorities.timescale import Timescale

START = dt.date(2026, 6, 1)
Branch = tuple[int, int]  # index of the priority, and of the objective in it
Row = tuple[Branch, doc.Action]
Expected = tuple[str, str, str | None]  # kind, level, number

# Four syllables of these make a word that no other text of a plan has.
_SYLLABLES = ("ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lu", "me")


class EditedPlan:
    """``before`` and ``after``, and what ``compare`` must say of them: ``expected``.

    The same seed gives the same plan. Every text is made of words of its own, but for a few that
    all have; every action is edited at most once.
    """

    def __init__(self, seed: int, *, keyed: bool = True, numbered: bool = True) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.keyed, self.numbered = keyed, numbered
        self.count = 0
        self.expected: Counter[Expected] = Counter()
        self.branches = [(p, o) for p in range(3) for o in range(self.random.randint(1, 3))]
        self.titles = {branch: self.words() for branch in self.branches}
        self.priority_titles = [self.words() for _ in range(3)]
        self.rows_before: list[Row] = []
        for branch in self.branches:
            for _ in range(self.random.randint(0, 4)):
                self.rows_before.append((branch, self.action(branch)))
        self.rows_after = list(self.rows_before)
        self.dropped: set[int] = set()
        self.untouched = list(range(len(self.rows_before)))
        self.random.shuffle(self.untouched)

    @property
    def before(self) -> doc.PlanDocument:
        return self.document(self.rows_before, keyed=True)

    @property
    def after(self) -> doc.PlanDocument:
        """With the actions of each objective in any order, for position is no change."""
        rows = [row for i, row in enumerate(self.rows_after) if i not in self.dropped]
        self.random.shuffle(rows)
        return self.document(rows, keyed=self.keyed)

    def edit(self, kinds: int) -> None:
        """Apply so many edits, of kinds chosen at random, to as many actions."""
        for _ in range(kinds):
            self.random.choice(self.edits())()

    def edits(self) -> list[Callable[[], None]]:
        edits = [
            self.reword,
            self.rerate,
            self.slip,
            self.bring_forward,
            self.change_lead,
            self.add_milestone,
            self.drop_milestone,
            self.slip_milestone,
            self.reword_milestone,
            self.add_evidence,
            self.change_cost,
            self.withdraw,
            self.bring_back,
            self.drop,
            self.add,
            self.move,
        ]
        return [*edits, self.renumber] if self.numbered else edits

    # --- the edits -----------------------------------------------------------------------------

    def reword(self) -> None:
        self.change("re-worded", lambda a: {"text": f"{a.text} {self.word()}"})

    def rerate(self) -> None:
        self.change("re-rated", lambda a: {"rating": "red" if a.rating is None else None})

    def slip(self) -> None:
        self.change("slipped", lambda a: {"timescale": self.shifted(a.timescale, 1)})

    def bring_forward(self) -> None:
        self.change("brought forward", lambda a: {"timescale": self.shifted(a.timescale, -1)})

    def change_lead(self) -> None:
        self.change("lead", lambda a: {"leads": (*a.leads, doc.LeadName(self.word(), False))})

    def add_milestone(self) -> None:
        new = self.milestone()
        at = self.random.randint(0, 2)
        self.change(
            "milestone",
            lambda a: {"milestones": (*a.milestones[:at], new, *a.milestones[at:])},
            level="milestone",
        )

    def drop_milestone(self) -> None:
        self.change("milestone", lambda a: {"milestones": a.milestones[1:]}, level="milestone")

    def slip_milestone(self) -> None:
        def edit(action: doc.Action) -> dict[str, Any]:
            first, *rest = action.milestones
            scale = self.shifted(first.timescale, 1)
            text = first.text.rpartition(" – ")[0] + f" – {scale.text}"
            return {"milestones": (replace(first, text=text, timescale=scale), *rest)}

        self.change("slipped", edit, level="milestone")

    def reword_milestone(self) -> None:
        def edit(action: doc.Action) -> dict[str, Any]:
            first, *rest = action.milestones
            return {"milestones": (replace(first, text=f"{self.word()} {first.text}"), *rest)}

        self.change("milestone", edit, level="milestone")

    def add_evidence(self) -> None:
        new = doc.Evidence(self.words())
        self.change("evidence", lambda a: {"evidence": (new, *a.evidence)})

    def change_cost(self) -> None:
        self.change("other", lambda a: {"cost": (a.cost or 0) + Decimal(12)})

    def withdraw(self) -> None:
        self.change("withdrawn", lambda _: {"withdrawn": doc.Withdrawal(START, "Overtaken")})

    def bring_back(self) -> None:
        if self.untouched:
            index = self.untouched[-1]
            branch, action = self.rows_before[index]
            gone = replace(action, withdrawn=doc.Withdrawal(START, "Overtaken"))
            self.rows_before[index] = branch, gone
            self.change("added", lambda _: {"withdrawn": None})

    def drop(self) -> None:
        """Take the action out altogether, as paper does."""
        if self.untouched:
            index = self.untouched.pop()
            self.dropped.add(index)
            self.expected["withdrawn", "action", self.rows_before[index][1].number] += 1

    def add(self) -> None:
        branch = self.random.choice(self.branches)
        action = self.action(branch)
        self.rows_after.append((branch, action))
        self.expected["added", "action", action.number] += 1

    def move(self) -> None:
        if self.untouched:
            index = self.untouched.pop()
            branch, action = self.rows_after[index]
            others = [other for other in self.branches if other != branch]
            other = self.random.choice(others)
            moved = replace(action, number=self.number(other))
            self.rows_after[index] = other, moved
            self.expected["moved", "action", moved.number] += 1

    def renumber(self) -> None:
        self.change("renumbered", lambda a: {"number": f"{a.number}a"})

    def change(
        self, kind: str, edit: Callable[[doc.Action], dict[str, Any]], *, level: str = "action"
    ) -> None:
        """Edit an action that was not yet, where one is left."""
        if self.untouched:
            index = self.untouched.pop()
            branch, action = self.rows_after[index]
            edited = replace(action, **edit(action))
            self.rows_after[index] = branch, edited
            self.expected[kind, level, edited.number] += 1

    # --- what a plan is made of ----------------------------------------------------------------

    def document(self, rows: list[Row], *, keyed: bool) -> doc.PlanDocument:
        def key(name: str) -> str | None:
            return name if keyed else None

        def action_of(action: doc.Action) -> doc.Action:
            steps = tuple(replace(m, key=key(f"m{m.key}")) for m in action.milestones)
            return replace(action, key=key(f"a{action.key}"), milestones=steps)

        def objective(place: Branch) -> doc.Objective:
            actions = tuple(action_of(action) for branch, action in rows if branch == place)
            number = f"{place[0] + 1}.{place[1] + 1}"
            return doc.Objective(
                key(f"o{place}"), number, title=self.titles[place], actions=actions
            )

        def priority(p: int) -> doc.Priority:
            objectives = tuple(objective(place) for place in self.branches if place[0] == p)
            title = self.priority_titles[p]
            return doc.Priority(key(f"p{p}"), f"{p + 1}", title=title, objectives=objectives)

        return doc.PlanDocument(
            board=doc.BoardName("a", "Board A"),
            plan=doc.PlanHead("business-plan", "Business plan"),
            priorities=tuple(map(priority, range(3))),
        )

    def action(self, branch: Branch) -> doc.Action:
        return doc.Action(
            text=self.words(),
            key=str(self.count),
            number=self.number(branch),
            leads=(doc.LeadName(self.word(), True),),
            milestones=tuple(self.milestone() for _ in range(self.random.randint(1, 3))),
            timescale=self.timescale(),
            rating=self.random.choice(("red", "green", None)),
            evidence=tuple(doc.Evidence(self.words()) for _ in range(self.random.randint(0, 2))),
        )

    def milestone(self) -> doc.Milestone:
        scale = self.timescale()
        return doc.Milestone(f"{self.words()} – {scale.text}", scale, key=str(self.count))

    def timescale(self) -> Timescale:
        due = START + dt.timedelta(days=self.random.randint(0, 900))
        return Timescale(f"{due:%-d %B %Y}", due, due)

    def shifted(self, scale: Timescale | None, direction: int) -> Timescale:
        assert scale is not None
        assert scale.due is not None
        due = scale.due + direction * dt.timedelta(days=self.random.randint(1, 400))
        return Timescale(f"{due:%-d %B %Y}", due, due)

    def number(self, branch: Branch) -> str | None:
        """One that no other action of the plan has, or had."""
        self.count += 1
        return f"{branch[0] + 1}.{branch[1] + 1}.{self.count}" if self.numbered else None

    def words(self) -> str:
        own = " ".join(self.word() for _ in range(self.random.randint(4, 6)))
        return f"To review the {own}"

    def word(self) -> str:
        self.count += 1
        return "".join(_SYLLABLES[int(digit)] for digit in f"{self.count:04}")
