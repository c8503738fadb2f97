"""Makes a board with its rating scheme, its people, and the leads that its plan names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from boardplan.accounts.models import User
from plans.models import (
    Agency,
    Board,
    Group,
    GroupKind,
    Lead,
    LeadHolder,
    LeadKind,
    Membership,
    Rating,
    RatingScheme,
)
from plans.roles import Role
from tests.bench import words
from tests.bench.record import Record

RATINGS = (
    ("red", "R", "Red", "Behind, or the date has passed (red)", "#a01c22"),
    ("amber", "A", "Amber", "On course, or done and evidence to come (amber)", "#8a5200"),
    ("green", "G", "Green", "Done, with evidence (green)", "#0b6138"),
)
KINDS = {"Executive": GroupKind.EXECUTIVE, "Safeguarding Board": GroupKind.BOARD}
MANAGER = "manager"


@dataclass(frozen=True)
class BoardPeople:
    """A board and whoever a plan of it names."""

    board: Board
    manager: User
    ratings: dict[str, Rating]
    leads: list[Lead]


def manager_email(slug: str) -> str:
    """The address of the manager of a board made here."""
    return f"{MANAGER}@{slug}.example"


def people_create(slug: str, record: Record) -> BoardPeople:
    """A board with its people. Nobody has a password."""
    name = slug.replace("-", " ").capitalize()
    board = record.one(Board(slug=slug, name=f"{name} Safeguarding Board", short_name=name))
    return _People(board, record).create()


class _People:
    def __init__(self, board: Board, record: Record) -> None:
        self.board = board
        self.record = record

    def create(self) -> BoardPeople:
        """Everybody, each with a role, and a lead for each group, agency and post."""
        manager = self._person(MANAGER, Role.MANAGER)
        self._person("chair", Role.CHAIR)
        leads = [
            *(self._group(place, name) for place, name in enumerate(words.GROUPS, start=1)),
            *(self._agency(name) for name in words.AGENCIES),
            *(self._post(place, name) for place, name in enumerate(words.POSTS, start=1)),
        ]
        return BoardPeople(self.board, manager, self._ratings(), leads)

    def _person(self, name: str, role: Role, **part: Any) -> User:
        user = User.objects.create_user(f"{name}@{self.board.slug}.example", name=name.capitalize())
        starts_on = self.record.began.date()
        self.record.one(
            Membership(board=self.board, user=user, role=role, starts_on=starts_on, **part)
        )
        return user

    def _group(self, place: int, name: str) -> Lead:
        kind = KINDS.get(name, GroupKind.SUB_GROUP)
        group = self.record.one(Group(board=self.board, name=name, kind=kind))
        if kind == GroupKind.SUB_GROUP:
            self._person(f"subgroup{place}", Role.SUBGROUP_CHAIR, group=group)
        return self.record.one(Lead(board=self.board, name=name, kind=LeadKind.GROUP, group=group))

    def _agency(self, name: str) -> Lead:
        agency = self.record.one(Agency(board=self.board, name=name))
        lead = Lead(board=self.board, name=name, kind=LeadKind.AGENCY, agency=agency)
        return self.record.one(lead)

    def _post(self, place: int, name: str) -> Lead:
        lead = self.record.one(Lead(board=self.board, name=name))
        user = self._person(f"lead{place}", Role.LEAD)
        self.record.one(LeadHolder(lead=lead, user=user, starts_on=self.record.began.date()))
        return lead

    def _ratings(self) -> dict[str, Rating]:
        scheme = self.record.one(RatingScheme(board=self.board, name="Red, amber, green"))
        return {
            code: self.record.one(
                Rating(
                    scheme=scheme,
                    code=code,
                    letter=letter,
                    label=label,
                    sentence=sentence,
                    definition=f"{sentence}, as the board agreed it.",
                    colour=colour,
                    order=order,
                    is_complete=code == "green",
                    is_off_track=code == "red",
                    needs_evidence=code == "green",
                    needs_issue=code == "red",
                )
            )
            for order, (code, letter, label, sentence, colour) in enumerate(RATINGS, start=1)
        }
