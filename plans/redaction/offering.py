"""The places where words were found, as one person may choose among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from plans.access import Access, Permission
from plans.models import HouseLayout, Invitation, LeadHolder, Membership, Rating, RatingScheme
from plans.models.bodies import Body
from plans.models.scoping import BoardRecord
from plans.redaction.columns import REASON
from plans.redaction.places import Found, Place

LISTED = 200
"""How many places get a box of their own; those beyond share one for each kind of row."""
UNREAD = "unread"

_OF_PEOPLE = (Invitation, LeadHolder, Membership)
_OF_THE_FORM = (HouseLayout, Rating, RatingScheme)
"""The words of the board's printed forms: seldom about anybody, and "green" is one."""


@dataclass(frozen=True)
class Offer:
    """The places, by the boxes in which this person ticks them."""

    state: int
    listed: tuple[Place, ...]
    rest: tuple[tuple[type[Model], tuple[Place, ...]], ...]
    unread: tuple[Place, ...]
    """To redact is not to read: of these she is told how many there are."""

    @cached_property
    def boxes(self) -> dict[str, tuple[Place, ...]]:
        """What each box stands for, by its value; that of the unread tells nothing of them."""
        boxes: dict[str, tuple[Place, ...]] = {place.key: (place,) for place in self.listed}
        boxes |= {rest_key(model): places for model, places in self.rest}
        return boxes | ({UNREAD: self.unread} if self.unread else {})

    @property
    def ticked(self) -> list[str]:
        """The boxes that are ticked at first."""
        return [
            key
            for key, places in self.boxes.items()
            if not all(issubclass(place.model, _OF_THE_FORM) for place in places)
        ]


def rest_key(model: type[Model]) -> str:
    """The value of the box for all places of this kind that are not listed."""
    return f"rest:{model._meta.label_lower}"


def offer(found: Found, access: Access) -> Offer:
    """What this person is to choose from."""
    keys = readable(found.places, access)
    read = [place for place in found.places if place.key in keys]
    rest: defaultdict[type[Model], list[Place]] = defaultdict(list)
    for place in read[LISTED:]:
        rest[place.model].append(place)
    return Offer(
        state=found.state,
        listed=tuple(read[:LISTED]),
        rest=tuple((model, tuple(places)) for model, places in rest.items()),
        unread=tuple(place for place in found.places if place.key not in keys),
    )


def readable(places: Iterable[Place], access: Access) -> set[str]:
    """The keys of those places whose words this person may read."""
    by_model: defaultdict[type[Model], list[Place]] = defaultdict(list)
    for place in places:
        if access.allows(Permission.MANAGE_PEOPLE) or not _is_of_people(place):
            by_model[place.model].append(place)
    keys: set[str] = set()
    for model, its_places in by_model.items():
        seen = _visible(model, {place.pk for place in its_places}, access)
        keys |= {place.key for place in its_places if place.pk in seen}
    return keys


def _is_of_people(place: Place) -> bool:
    """Whether it tells why somebody came or went; a body's reasons do, where she held it."""
    is_reason = issubclass(place.model, Body) and place.column == REASON
    return is_reason or issubclass(place.model, _OF_PEOPLE)


def _visible(model: type[Model], pks: Collection[int], access: Access) -> Collection[int]:
    if not issubclass(model, BoardRecord):
        return pks
    rows = model._default_manager.filter(pk__in=pks)
    return set(rows.visible_to(access).values_list("pk", flat=True))
