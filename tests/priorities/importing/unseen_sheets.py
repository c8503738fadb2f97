"""Unseen plans that are kept in Excel."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.priorities.importing.unseen import LEFT, UP, Shaded, Unseen, excel

RED, AMBER, GREEN, BLUE = "FFFF0000", "FFFFC000", "FF00B050", "FF0070C0"
MONTH, DAY = "mmm-yy", "dd/mm/yyyy"


def _dressed(book: Any) -> None:
    """A hidden column, frozen panes and a filter, as people leave them."""
    for page in book.worksheets[1:3]:
        page.column_dimensions["I"].hidden = True
        page.freeze_panes = "C6"


def _sheet_each() -> bytes:
    head = ["Ref", "Action", "Lead", "Due date", "RAG", "Progress Q1", "Progress Q2", "Private"]
    return excel(
        (
            "Cover",
            [
                ["Larkhill Safeguarding Children Partnership"],
                ["Business Plan 2023-24"],
                ["Version 3"],
            ],
        ),
        (
            "Priority 1",
            [
                [None] * 9,
                [None, "Priority 1: Early help", *[LEFT] * 7],
                [None, "Sponsor: Director of Children’s Services"],
                [None],
                [None, *head],
                [
                    None,
                    "1.1",
                    "Open two family hubs",
                    "Early Help Board",
                    (dt.date(2023, 9, 1), MONTH),
                    Shaded("", GREEN),
                    "Leases signed",
                    "First is open",
                    "x",
                ],
                [
                    None,
                    "1.2",
                    "Agree one assessment",
                    "Local Authority & Health",
                    (dt.date(2024, 3, 31), DAY),
                    Shaded("", AMBER),
                    "Draft",
                    None,
                    None,
                ],
            ],
        ),
        (
            "Priority 2",
            [
                [None] * 9,
                [None, "Priority 2: Children with disabilities", *[LEFT] * 7],
                [None],
                [None],
                [None, *head],
                [
                    None,
                    "2.1",
                    "Check short breaks",
                    "QA Sub-Group",
                    "Ongoing",
                    Shaded("", RED),
                    None,
                    "Not yet begun",
                    None,
                ],
            ],
        ),
        (
            "Risks",
            [
                ["Risk register"],
                ["Ref", "Risk", "Mitigation", "Owner", "RAG"],
                ["R1", "Posts are empty", "Advertise", "Business Manager", "A"],
            ],
        ),
        ("Members", [["Agency", "Post"], ["Police", "Superintendent"], ["ICB", "Chief Nurse"]]),
        change=_dressed,
    )


SHEET_EACH = Unseen(
    "each_priority_a_sheet",
    "Larkhill Safeguarding Children Partnership",
    _sheet_each,
    """\
P 1 Early help
 O – –
  A 1.1 Open two family hubs
   who: Early Help Board
   when: September 2023
   due: 2023-09-01 2023-09-30
   rag: green
   progress: Progress Q1: Leases signed / Progress Q2: First is open
  A 1.2 Agree one assessment
   who: Local Authority; Health
   when: 31 March 2024
   due: 2024-03-31 2024-03-31
   rag: amber
   progress: Progress Q1: Draft
P 2 Children with disabilities
 O – –
  A 2.1 Check short breaks
   who: QA Sub-Group
   when: Ongoing
   due: ongoing
   rag: red
   progress: Progress Q2: Not yet begun""",
    ("Superintendent",),
)


def _community() -> bytes:
    return excel(
        (
            "Action plan",
            [
                ["Harrow Down Community Safety Partnership", *[LEFT] * 8],
                ["Partnership Plan 2021 - 2024: delivery", *[LEFT] * 8],
                [None] * 9,
                [
                    "Priority",
                    "Outcome",
                    "Ref",
                    "Action",
                    "Delivery lead",
                    "Timescale",
                    "Budget",
                    "BRAG",
                    "Update",
                ],
                [
                    "Violence",
                    "Fewer knife injuries",
                    "V1",
                    "Fund street doctors in six schools",
                    "CSP Manager",
                    "Sep 2021",
                    12500,
                    Shaded("B", BLUE),
                    "Done in all six",
                ],
                [
                    UP,
                    UP,
                    "V2",
                    "Review each injury within a week",
                    "Police, Ambulance Service and Public Health",
                    "Weekly",
                    None,
                    Shaded("G", GREEN),
                    None,
                ],
                [
                    UP,
                    "Victims come back less",
                    "V3",
                    "Nurse in A&E",
                    "Hospital Trust",
                    (dt.date(2022, 4, 1), MONTH),
                    "£40,000 a year",
                    Shaded("A", AMBER),
                    "Advertised twice",
                ],
                [
                    "Anti-social behaviour",
                    "Parks feel safe",
                    "ASB1",
                    "Light the two dark paths",
                    "Parks Team",
                    "Q4 2021/22",
                    8000,
                    Shaded("R", RED),
                    "Awaiting permit",
                ],
                [None] * 9,
                ["Key"],
                [Shaded("B", BLUE), "Completed"],
                [Shaded("G", GREEN), "On track"],
                [Shaded("A", AMBER), "Some slippage"],
                [Shaded("R", RED), "Off track"],
            ],
        ),
        (
            "Action log",
            [
                ["Meeting date", "Agenda item", "Action", "Who", "By when", "Update"],
                [
                    (dt.date(2021, 5, 4), DAY),
                    "3",
                    "Circulate crime figures",
                    "Analyst",
                    "June 2021",
                    "Done",
                ],
            ],
        ),
    )


COMMUNITY = Unseen(
    "community_safety_sheet",
    "Harrow Down Community Safety Partnership",
    _community,
    """\
P – Violence
 O – –
  A V1 Fund street doctors in six schools
   who: CSP Manager
   when: Sep 2021
   due: 2021-09-01 2021-09-30
   rag: blue
   cost: 12500
   outcome: Fewer knife injuries
   progress: Done in all six
  A V2 Review each injury within a week
   who: Police; Ambulance Service; Public Health
   when: Weekly
   rag: green
   outcome: Fewer knife injuries
  A V3 Nurse in A&E
   who: Hospital Trust
   when: April 2022
   due: 2022-04-01 2022-04-30
   rag: amber
   cost: 40000
   outcome: Victims come back less
   resource: £40,000 a year
   progress: Advertised twice
P – Anti-social behaviour
 O – –
  A ASB1 Light the two dark paths
   who: Parks Team
   when: Q4 2021/22
   due: 2022-01-01 2022-03-31
   rag: red
   cost: 8000
   outcome: Parks feel safe
   progress: Awaiting permit""",
    ("Circulate crime figures",),
)

SHEETS = (SHEET_EACH, COMMUNITY)
