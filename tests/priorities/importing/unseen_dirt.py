"""Unseen plans with more dirt: ratings with remarks, shared banners, columns in other places."""

from __future__ import annotations

from tests.priorities.importing.unseen import Unseen, excel, grid, word


def _remarks() -> bytes:
    return word(
        "# Strategic plan",
        "Elmstead Safeguarding Adults Board",
        "April 2023 to March 2026",
        "Where we are going",
        grid("""
Theme | Priority | What | Who | When | Desired outcome | RAG | Where are we now?
Theme 1: Prevent | Scams | Train bank staff | Trading Standards | 31.3.24 | Losses fall | Amber – two banks left |
^ | ^ | Put an insert in council tax bills | Council | March 2024 | People report | Complete ¶ 12/02/24 | Sent
^ | Loneliness | Map befriending | All | tbc | A map | Not started | Lead to be found
Theme 2: Protect | Provider failure | Agree one protocol | ICB, Council and CQC | Q1 2024/25 | One protocol | G |
"""),
        "* The plan is read with the annual report.",
    )  # fmt: skip


REMARKS = Unseen(
    "remarks_with_ratings",
    "Elmstead Safeguarding Adults Board",
    _remarks,
    """\
P 1 Prevent
 O – Scams
  A – Train bank staff
   who: Trading Standards
   when: 31.3.24
   due: 2024-03-31 2024-03-31
   rag: amber
   outcome: Losses fall
   progress: Amber – two banks left
  A – Put an insert in council tax bills
   who: Council
   when: March 2024
   due: 2024-03-01 2024-03-31
   rag: green
   outcome: People report
   progress: Complete / 12/02/24 / Sent
 O – Loneliness
  A – Map befriending
   who: All
   when: tbc
   rag: red
   outcome: A map
   progress: Lead to be found
P 2 Protect
 O – Provider failure
  A – Agree one protocol
   who: ICB; Council; CQC
   when: Q1 2024/25
   due: 2024-04-01 2024-06-30
   rag: green
   outcome: One protocol""",
)


def _sponsors() -> bytes:
    return word(
        "! Thornholme Safeguarding Children Partnership Business Plan 2021–2023",
        grid("""
Priority 1: Infants | < | < | Lead: Director of Public Health | < | <
Outcome: Babies are safe where they sleep and are held | < | < | < | < | <
No | Action | Responsible lead | Timescale | Success criteria | Progress and RAG
1.1 | Visit every first-time mother before birth | Midwifery | from June 2021 | 95% visited | [00B050] 96% in May
1.2 | Teach “it will pass” | Health Visiting, Children’s Centres | Ongoing | Calls to the line | [FFC000]
Priority 2: Adolescents | < | < | Lead: Police Superintendent | < | <
2.1 | Review every stop of a child | Police | Monthly | Fewer repeats | [FF0000] Late
"""),
        "Completed actions",
        grid("""
No | Action | Responsible lead | Timescale | Success criteria | Progress and RAG
1.0 | Agree the plan | Chair | April 2021 | Agreed | [0070C0] Done
"""),
    )  # fmt: skip


SPONSORS = Unseen(
    "sponsor_beside_priority",
    "Thornholme Safeguarding Children Partnership",
    _sponsors,
    """\
P 1 Infants
 part: Lead: Director of Public Health
 O – Babies are safe where they sleep and are held
  A 1.1 Visit every first-time mother before birth
   who: Midwifery
   when: from June 2021
   due: 2021-06-01
   rag: green
   measure: 95% visited
   progress: 96% in May
  A 1.2 Teach “it will pass”
   who: Health Visiting; Children’s Centres
   when: Ongoing
   due: ongoing
   rag: amber
   measure: Calls to the line
P 2 Adolescents
 part: Lead: Police Superintendent
 O – –
  A 2.1 Review every stop of a child
   who: Police
   when: Monthly
   due: monthly
   rag: red
   measure: Fewer repeats
   progress: Late
  A 1.0 Agree the plan
   who: Chair
   when: April 2021
   due: 2021-04-01 2021-04-30
   rag: green
   measure: Agreed
   progress: Done""",
)


def _by_date() -> bytes:
    return excel(
        (
            "Tracker",
            grid("""
ID | Board priority | Aim | Agreed action | Assigned to | Deadline | R/A/G/B | Latest position
1 | Neglect | See it | Write the strategy | Neglect Task & Finish Group | 2023-05-31 | B | Published
2 | Exploitation | Disrupt it | Share maps | Police | 2023-06-30 | G |
3 | Neglect | See it | Train 200 staff | Training & Development Sub Group | 2023-07-31 | A | 120 so far
4 | Neglect | Act on it | Fund two workers | Council/ICB | 2023-09-30 | R | No bid yet
"""),
        ),
        (
            "Actions from meetings",
            grid("""
No | Minute | Action | Owner | Deadline | Status
1 | 4.2 | Find a new venue | Administrator | May 2023 | Closed
"""),
        ),
    )  # fmt: skip


BY_DATE = Unseen(
    "sorted_by_date_sheet",
    "Cotwell Safeguarding Children Partnership",
    _by_date,
    """\
P – Neglect
 O – See it
  A 1 Write the strategy
   who: Neglect Task & Finish Group
   when: 2023-05-31
   due: 2023-05-31 2023-05-31
   rag: green
   progress: Published
  A 3 Train 200 staff
   who: Training & Development Sub Group
   when: 2023-07-31
   due: 2023-07-31 2023-07-31
   rag: amber
   progress: 120 so far
 O – Act on it
  A 4 Fund two workers
   who: Council; ICB
   when: 2023-09-30
   due: 2023-09-30 2023-09-30
   rag: red
   progress: No bid yet
P – Exploitation
 O – Disrupt it
  A 2 Share maps
   who: Police
   when: 2023-06-30
   due: 2023-06-30 2023-06-30
   rag: green""",
    ("Find a new venue",),
)


def _own_actions() -> bytes:
    head = "Action | Lead | Date | RAG"
    return word(
        "! Serious case review: Child F – composite action plan",
        "# Multi-agency recommendations",
        "*Recommendation One",
        "The board should know that the neglect policy is used.",
        grid(f"{head}\n1.1 Re-launch the policy | Policy and Procedures Subgroup | July 2016 | G\n"
             "1.2 Audit its use | Quality Assurance and Performance Subgroup | December 2016 | A"),
        "*Recommendation Two",
        "GPs should be told of each plan.",
        grid(f"{head}\n2.1 Send each plan to the surgery | Children’s Social Care & Named GP | Now in place | G"),
        "# Single agency recommendations",
        "*Recommendation Three",
        "Schools should keep one record.",
        grid(f"{head}\n3.1 Buy one system | Head Teachers’ Forum | Sept. 2017 | R"),
    )  # fmt: skip


OWN_ACTIONS = Unseen(
    "recommendations_above_tables",
    "Cotwell Safeguarding Children Board",
    _own_actions,
    """\
P – Multi-agency recommendations
 O 1 The board should know that the neglect policy is used.
  A 1.1 Re-launch the policy
   who: Policy and Procedures Subgroup
   when: July 2016
   due: 2016-07-01 2016-07-31
   rag: green
  A 1.2 Audit its use
   who: Quality Assurance and Performance Subgroup
   when: December 2016
   due: 2016-12-01 2016-12-31
   rag: amber
 O 2 GPs should be told of each plan.
  A 2.1 Send each plan to the surgery
   who: Children’s Social Care; Named GP
   when: Now in place
   rag: green
P – Single agency recommendations
 O 3 Schools should keep one record.
  A 3.1 Buy one system
   who: Head Teachers’ Forum
   when: Sept. 2017
   due: 2017-09-01 2017-09-30
   rag: red""",
)

DIRT = (REMARKS, BY_DATE, SPONSORS, OWN_ACTIONS)
