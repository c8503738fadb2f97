"""What changed between two plans: who is whose partner, the changes, their words and JSON. Pure."""

from priorities.compare.change import (
    KINDS,
    Change,
    ChangeList,
    Kind,
    Level,
    changes_json,
    read_changes,
)
from priorities.compare.comparing import compare
from priorities.compare.leads import SameLead
from priorities.compare.matching import Place
from priorities.compare.partners import Item, Pairing, item_at, pairing, places
from priorities.compare.pieces import Piece, PieceKind, word_diff

__all__ = [
    "KINDS",
    "Change",
    "ChangeList",
    "Item",
    "Kind",
    "Level",
    "Pairing",
    "Piece",
    "PieceKind",
    "Place",
    "SameLead",
    "changes_json",
    "compare",
    "item_at",
    "pairing",
    "places",
    "read_changes",
    "word_diff",
]
