"""Unseen plans of a Welsh regional board and of a partnership without numbers."""

from __future__ import annotations

from tests.priorities.importing.unseen import LEFT, UP, Unseen, word


def _two_rows() -> bytes:
    head = ["Ref", "Outcome", "Action", "Delivery", LEFT, "Progress", *[LEFT] * 3, "RAG"]
    under = [UP, UP, UP, "Lead", "By", "Q1", "Q2", "Q3", "Q4", UP]
    return word(
        "! West Glan Region Safeguarding Board (Bwrdd Diogelu Rhanbarthol)",
        "Annual Plan 2023-2024 (this plan is also to be had in Welsh)",
        [
            head,
            under,
            ["Workstream A: Children and adults at risk of exploitation", *[LEFT] * 9],
            [
                "P1.1",
                "Exploitation is seen",
                "Launch the all-Wales toolkit",
                "Exploitation Sub Groups",
                "30/06/2023",
                "Launched",
                "In use",
                "",
                "",
                "Complete",
            ],
            [
                "P1.2",
                UP,
                "Share the problem profile",
                "Police / Local Authorities / Health Board",
                "Dec 2023",
                "",
                "Draft",
                "Late",
                "",
                "Delayed",
            ],
            ["Workstream B: Practice reviews", *[LEFT] * 9],
            [
                "P2.1",
                "Learning reaches teams",
                "Hold a practitioner event for each review",
                "CPR & APR Management Groups",
                "As reviews end",
                "One held",
                "",
                "",
                "",
                "On track",
            ],
        ],
        [
            head,
            under,
            [
                "P2.2",
                "Learning reaches teams",
                "Print seven-minute briefings",
                "Training Group",
                "Mar-24",
                "",
                "",
                "Two out",
                "",
                "Not started",
            ],
        ],
        "Risk register",
        [
            ["Risk", "Impact if not resolved", "Mitigation", "Owner", "Score"],
            ["Loss of the grant", "No training", "Talk to the government", "Chair", "R"],
        ],
    )


TWO_ROWS = Unseen(
    "welsh_quarters",
    "West Glan Safeguarding Board",
    _two_rows,
    """\
P A Children and adults at risk of exploitation
 O – –
  A P1.1 Launch the all-Wales toolkit
   who: Exploitation Sub Groups
   when: 30/06/2023
   due: 2023-06-30 2023-06-30
   rag: green
   outcome: Exploitation is seen
   progress: Q1: Launched / Q2: In use
  A P1.2 Share the problem profile
   who: Police; Local Authorities; Health Board
   when: Dec 2023
   due: 2023-12-01 2023-12-31
   rag: red
   outcome: Exploitation is seen
   progress: Q2: Draft / Q3: Late
P B Practice reviews
 O – –
  A P2.1 Hold a practitioner event for each review
   who: CPR Management Group; APR Management Group
   when: As reviews end
   rag: amber
   outcome: Learning reaches teams
   progress: Q1: One held
  A P2.2 Print seven-minute briefings
   who: Training Group
   when: Mar-24
   due: 2024-03-01 2024-03-31
   rag: red
   outcome: Learning reaches teams
   progress: Q3: Two out""",
)


def _no_numbers() -> bytes:
    head = ["We will…", "Led by", "Timescale", "Measure of success", "Current position"]
    return word(
        "! Moorgate Safeguarding Adults Partnership",
        "Strategy and action plan",
        "2020 to 2023",
        "# Listening",
        "## People shape what we do",
        [
            head,
            [
                "Ask people at the end of each enquiry",
                "Local Authority",
                "From April 2021",
                "Half answer",
                "",
            ],
            [
                "Put two people with experience on the board",
                "Chair",
                "2022",
                "They stay a year",
                "One has joined",
            ],
        ],
        "## Advocacy is offered",
        [
            head,
            [
                "Count who is offered an advocate",
                "Performance Group",
                "every six months",
                "All are",
                "",
            ],
        ],
        "# Assuring",
        "## We know how good we are",
        [
            head,
            [
                "Compare ourselves with like areas",
                "Board Manager",
                "Autumn 2021",
                "Paper to the board",
                "",
            ],
        ],
        "# How to reach us",
        "Write to the partnership’s office.",
    )


NO_NUMBERS = Unseen(
    "no_numbers",
    "Moorgate Safeguarding Adults Partnership",
    _no_numbers,
    """\
P – Listening
 O – People shape what we do
  A – Ask people at the end of each enquiry
   who: Local Authority
   when: From April 2021
   due: 2021-04-01
   measure: Half answer
  A – Put two people with experience on the board
   who: Chair
   when: 2022
   measure: They stay a year
   progress: One has joined
 O – Advocacy is offered
  A – Count who is offered an advocate
   who: Performance Group
   when: every six months
   due: six-monthly
   measure: All are
P – Assuring
 O – We know how good we are
  A – Compare ourselves with like areas
   who: Board Manager
   when: Autumn 2021
   measure: Paper to the board""",
)

REGIONS = (
    TWO_ROWS,
    NO_NUMBERS,
)
