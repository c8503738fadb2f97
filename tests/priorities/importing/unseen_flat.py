"""An unseen plan in Excel that says everything again in each row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.priorities.importing.unseen import Unseen, excel

RED, AMBER, GREEN, BLUE = "FFFF0000", "FFFFC000", "FF00B050", "FF0070C0"
MONTH, DAY = "mmm-yy", "dd/mm/yyyy"


def _flat() -> bytes:
    """One row for each action, priority and objective said again in every one."""
    rows: list[list[Any]] = [
        [
            "Priority",
            "Objective",
            "Action no.",
            "Action description",
            "Lead agency",
            "Start date",
            "End date",
            "Status",
            "Progress update Q1",
            "Progress update Q2",
        ]
    ]
    for number, text, lead, state in (
        ("1.1.1", "Write a joint protocol", "Children's Social Care", "Completed"),
        ("1.1.2", "Train duty teams in it", "L&D Group", "In progress"),
        ("1.2.1", "Count missing episodes", "Police", "Not started"),
    ):
        objective = (
            "1.1 Teams act as one" if number.startswith("1.1") else "1.2 We know who goes missing"
        )
        rows.append(
            [
                "1. Missing children",
                objective,
                number,
                text,
                lead,
                (dt.date(2022, 4, 1), DAY),
                (dt.date(2022, 9, 30), DAY),
                state,
                "Begun",
                "",
            ]
        )
    rows.append(
        [
            "2. Transition",
            "2.1 Moves are planned",
            "2.1.1",
            "Plan from the age of 16",
            "SEND Board",
            "Spring 2022",
            "Ongoing",
            "Overdue",
            "",
            "Late",
        ]
    )
    return excel(("Plan 22-23", rows))


FLAT = Unseen(
    "one_row_each_sheet",
    "Larkhill Safeguarding Children Partnership",
    _flat,
    """\
P 1 Missing children
 O 1.1 Teams act as one
  A 1.1.1 Write a joint protocol
   who: Children's Social Care
   when: 30 September 2022
   due: 2022-09-30 2022-09-30
   rag: green
   progress: Progress update Q1: Begun
   +Start date: April 2022
  A 1.1.2 Train duty teams in it
   who: L&D Group
   when: 30 September 2022
   due: 2022-09-30 2022-09-30
   rag: amber
   progress: Progress update Q1: Begun
   +Start date: April 2022
 O 1.2 We know who goes missing
  A 1.2.1 Count missing episodes
   who: Police
   when: 30 September 2022
   due: 2022-09-30 2022-09-30
   rag: red
   progress: Progress update Q1: Begun
   +Start date: April 2022
P 2 Transition
 O 2.1 Moves are planned
  A 2.1.1 Plan from the age of 16
   who: SEND Board
   when: Ongoing
   due: ongoing
   rag: red
   progress: Progress update Q2: Late
   +Start date: Spring 2022""",
)

FLATS = (FLAT,)
