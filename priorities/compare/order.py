"""Both documents' items in one printed order: after, with what is gone where it stood. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from priorities.compare.matching import Place
from priorities.compare.partners import Pairing

_LAST: Final = 1 << 60
_FIRST: Final = -1


class Row(NamedTuple):
    """An item of either document, or two that are partners, by their places."""

    order: Place
    before: Place | None
    after: Place | None


def printed_rows(pairs: Pairing) -> list[Row]:
    """Every item of both documents once, each before what stands below it."""
    rows = [Row(place, partner, place) for place, partner in pairs.partner_before.items()]
    order: dict[Place, Place] = {(): ()}
    siblings: dict[Place, Place] = {}  # by parent, the last child that stayed below it
    for place, partner in pairs.partner_after.items():
        parent = place[:-1]
        if partner is None:
            order[place] = _gone(place, order[parent], siblings.get(parent))
            rows.append(Row(order[place], place, None))
            continue
        order[place] = partner
        if partner[:-1] == order[parent]:
            siblings[parent] = partner
    return sorted(rows, key=lambda row: row.order)


def _gone(place: Place, parent: Place, sibling: Place | None) -> Place:
    """A place after the sibling and all below it, or at the parent's beginning."""
    stood = place[-1]
    return (*sibling, _LAST, stood) if sibling else (*parent, _FIRST, stood)
