"""Unseen plans of odder layouts: forms, shared columns, a sheet of blocks."""

# ruff: noqa: E501 - a table's row is a line

from __future__ import annotations

from tests.priorities.importing.unseen import Unseen, excel, grid, word


def _form() -> bytes:
    return word(
        "! Wold and Marsh Safeguarding Children Partnership",
        "Joint business plan 2024 to 2026",
        grid("""
Priority 1 | Neglect and poverty | < | < | <
Priority lead | Assistant Director of Early Help | < | < | <
# | Action | Lead agency | Lead officer | Completion date
1 | Test the neglect toolkit | Health | Named Nurse | 30/09/2024
2 | Share food bank lists | Voluntary sector | Partnership Officer | Complete
"""),
        "",
        grid("""
Priority 2 | Safer sleep | < | < | <
Priority lead | Designated Doctor | < | < | <
# | Action | Lead agency | Lead officer | Completion date
3 | Refresh the safer sleep message | Public Health | Health Visiting Lead | Jan 2025
"""),
    )


FORM = Unseen(
    "labels_in_cells",
    "Wold and Marsh Safeguarding Children Partnership",
    _form,
    """\
P 1 Neglect and poverty
 O – –
  A 1 Test the neglect toolkit
   who: Health; Named Nurse
   when: 30/09/2024
   due: 2024-09-30 2024-09-30
  A 2 Share food bank lists
   who: Voluntary sector; Partnership Officer
   when: Complete
   due: complete
P 2 Safer sleep
 O – –
  A 3 Refresh the safer sleep message
   who: Public Health; Health Visiting Lead
   when: Jan 2025
   due: 2025-01-01 2025-01-31""",
    ("Designated Doctor",),
)


def _shared() -> bytes:
    return word(
        "# Copseham Safeguarding Adults Board strategic action plan 2022-23",
        grid("""
Objective / Outcome | What we will do | Lead and timescale | RAG Q1 | RAG Q2 | Update (July 2022) | Update (October 2022)
Outcome 1 – Adults are safe in care homes | 1.1 Visit homes of concern together | Commissioning Team ¶ September 2022 | [FFC000] | [00B050] | Two visits | Five visits
^ | 1.2 Agree what homes report | ICB Quality Lead ¶ by December 2022 | R | | Not begun |
Outcome 2 – Learning is used | 2.1 Hold a learning week | Training Sub-Group ¶ annually | [92D050] Green | | | Booked for November
"""),
        "Agreed: 12 May 2022",
    )


SHARED = Unseen(
    "shared_columns",
    "Copseham Safeguarding Adults Board",
    _shared,
    """\
P – –
 O 1 Adults are safe in care homes
  A 1.1 Visit homes of concern together
   who: Commissioning Team
   when: September 2022
   due: 2022-09-01 2022-09-30
   rag: green
   progress: Update (July 2022): Two visits / Update (October 2022): Five visits
  A 1.2 Agree what homes report
   who: ICB Quality Lead
   when: by December 2022
   due: 2022-12-31
   rag: red
   progress: Update (July 2022): Not begun
 O 2 Learning is used
  A 2.1 Hold a learning week
   who: Training Sub-Group
   when: annually
   due: annual
   rag: green
   progress: Update (October 2022): Booked for November""",
)


def _named_sheets() -> bytes:
    head = "Action | Who | When | Status"
    return excel(
        ("Read me", grid("Pendle Vale Safeguarding Partnership ¶ Business plan 2023/24")),
        ("Neglect", grid(f"| {head}\n1.1 | Map neglect services | Early Help | May 2023 | Complete")),
        (
            "Serious violence",
            grid(f"| {head}\n2.1 | Meet weekly on risk | Police | Ongoing | On track\n"
                 "2.2 | Pilot mentors | Youth Justice Service | Nov 2023 | Not started"),
        ),
        ("Glossary", grid("Term | Meaning\nVRU | Violence reduction unit")),
    )  # fmt: skip


NAMED_SHEETS = Unseen(
    "sheets_named_by_priority_sheet",
    "Pendle Vale Safeguarding Partnership",
    _named_sheets,
    """\
P – Neglect
 O – –
  A 1.1 Map neglect services
   who: Early Help
   when: May 2023
   due: 2023-05-01 2023-05-31
   rag: green
P – Serious violence
 O – –
  A 2.1 Meet weekly on risk
   who: Police
   when: Ongoing
   due: ongoing
   rag: amber
  A 2.2 Pilot mentors
   who: Youth Justice Service
   when: Nov 2023
   due: 2023-11-01 2023-11-30
   rag: red""",
    ("Violence reduction unit",),
)


def _blocks() -> bytes:
    head = "Ref | Task | Owner | Due | BRAG | Comments"
    return excel(
        (
            "Plan",
            grid(f"""
Ribble Edge LSCB | | | | |
Improvement plan 2018-19 | | | | |
| | | | |
Theme 1: Front door | | | | |
{head}
1a | Agree thresholds | MASH Manager | Jun 2018 | [0070C0] | Signed
1b | Train screeners | Workforce Group | Q3 2018/19 | [92D050] |
| | | | |
Theme 2: Voice | | | | |
{head}
2a | Ask children in care | Children in Care Council | Termly | [FF0000] | No answers yet
2b | Put a child’s story first on each agenda | Chair | each meeting | [92D050] |
| | | | |
Note: dates are when the work ends. | | | | |
Last updated 3 May 2018 | | | | |
"""),
        ),
    )


BLOCKS = Unseen(
    "blocks_in_one_sheet",
    "Ribble Edge Safeguarding Children Board",
    _blocks,
    """\
P 1 Front door
 O – –
  A 1a Agree thresholds
   who: MASH Manager
   when: Jun 2018
   due: 2018-06-01 2018-06-30
   rag: green
   progress: Signed
  A 1b Train screeners
   who: Workforce Group
   when: Q3 2018/19
   due: 2018-10-01 2018-12-31
   rag: green
P 2 Voice
 O – –
  A 2a Ask children in care
   who: Children in Care Council
   when: Termly
   due: termly
   rag: red
   progress: No answers yet
  A 2b Put a child’s story first on each agenda
   who: Chair
   when: each meeting
   due: each meeting
   rag: green""",
)


def _objectives_only() -> bytes:
    return word(
        "! Fenby Safeguarding Adults Board plan on a page 2025",
        "1. Prevention",
        grid("""
Objective | Lead | Timescale | Progress
Write to every landlord | Housing Sub-group | June 2025 | Letter drafted
Open a helpline | Council & ICB | By 1 October 2025 |
"""),
        "2. Quality",
        grid("""
Objective | Lead | Timescale | Progress
Audit with people who use services | Expert by experience group | 6 monthly |
"""),
        "Every partner signs up to this plan.",
    )


OBJECTIVES_ONLY = Unseen(
    "objectives_without_actions",
    "Fenby Safeguarding Adults Board",
    _objectives_only,
    """\
P 1 Prevention
 O – –
  A – Write to every landlord
   who: Housing Sub-group
   when: June 2025
   due: 2025-06-01 2025-06-30
   progress: Letter drafted
  A – Open a helpline
   who: Council; ICB
   when: By 1 October 2025
   due: 2025-10-01
P 2 Quality
 O – –
  A – Audit with people who use services
   who: Expert by experience group
   when: 6 monthly
   due: six-monthly""",
)

ODD = (FORM, SHARED, NAMED_SHEETS, BLOCKS, OBJECTIVES_ONLY)
