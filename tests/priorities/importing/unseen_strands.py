"""Unseen plans of children’s boards with strands, and with numbers in their sentences."""

from __future__ import annotations

from tests.priorities.importing.unseen import UP, Unseen, word

RED, AMBER, GREEN, BLUE = "C00000", "F79646", "92D050", "00B0F0"


def _in_words() -> bytes:
    head = ["No.", "Key actions", "Responsible", "Timeframe", "Success measure", "Progress update"]
    return word(
        "# Brackenshire Safeguarding Children Board",
        "# Strategic Plan 2019-21",
        "Our priorities are:",
        "- Domestic abuse",
        "- Mental health",
        "*PRIORITY ONE: DOMESTIC ABUSE",
        "*Strand 1: Children who live with abuse",
        [
            head,
            [
                "A1",
                "Train a champion in each team",
                "Domestic Abuse Partnership",
                "by end of March 2020",
                "30 champions",
                "22 trained",
            ],
            [
                "A2",
                "Tell schools of incidents the next morning",
                "Police; LA Education",
                "In place",
                "",
                "",
            ],
        ],
        "*Strand 2: Young people’s own relationships",
        [
            head,
            [
                "A3",
                "Offer lessons on healthy relationships",
                "Public Health",
                "Sept 2019 – July 2020",
                "Half of schools",
                "",
            ],
        ],
        "*PRIORITY TWO: MENTAL HEALTH",
        "*Strand 3: Waiting",
        [
            head,
            [
                "B1",
                "Publish waiting times",
                "CAMHS and the CCG",
                "quarterly",
                "Waits fall",
                "Delayed by staffing",
            ],
        ],
        "Page 7",
    )


IN_WORDS = Unseen(
    "priority_in_words",
    "Brackenshire Safeguarding Children Board",
    _in_words,
    """\
P 1 DOMESTIC ABUSE
 O 1 Children who live with abuse
  A A1 Train a champion in each team
   who: Domestic Abuse Partnership
   when: by end of March 2020
   due: 2020-03-31
   measure: 30 champions
   progress: 22 trained
  A A2 Tell schools of incidents the next morning
   who: Police; LA Education
   when: In place
 O 2 Young people’s own relationships
  A A3 Offer lessons on healthy relationships
   who: Public Health
   when: Sept 2019 – July 2020
   due: 2019-09-01 2020-07-31
   measure: Half of schools
P 2 MENTAL HEALTH
 O 3 Waiting
  A B1 Publish waiting times
   who: CAMHS; CCG
   when: quarterly
   due: quarterly
   measure: Waits fall
   progress: Delayed by staffing""",
)


def _objective_numbers() -> bytes:
    head = ["Objective", "Actions", "Lead(s)", "Target date", "RAG", "Comments"]
    return word(
        "*Hollin & Fell Safeguarding Partnership: Delivery plan 2021/22",
        [
            head,
            [
                "1. Improve the voice of the child",
                "1a. Set up a young people’s panel",
                "Voice sub groups and Participation Team",
                "May 2021",
                "Green",
                "First met 6 May",
            ],
            [
                UP,
                "1b. Report what children say",
                "Partnership Manager",
                "each quarter",
                "Amber",
                "",
            ],
            [
                "2. Strengthen scrutiny",
                "2a. Appoint a scrutineer",
                "Safeguarding Partners (LA, ICB, Police)",
                "Apr-21",
                "Blue",
                "Appointed",
            ],
        ],
        "",
        [
            head,
            [
                "2. Strengthen scrutiny (continued)",
                "2b. Agree the year’s scrutiny topics",
                "All partners",
                "30/06/21",
                "Red",
                "Not agreed yet",
            ],
        ],
    )


OBJECTIVE_NUMBERS = Unseen(
    "objective_numbers",
    "Hollin & Fell Safeguarding Partnership",
    _objective_numbers,
    """\
P – –
 O 1 Improve the voice of the child
  A 1a Set up a young people’s panel
   who: Voice sub groups; Participation Team
   when: May 2021
   due: 2021-05-01 2021-05-31
   rag: green
   progress: First met 6 May
  A 1b Report what children say
   who: Partnership Manager
   when: each quarter
   due: quarterly
   rag: amber
 O 2 Strengthen scrutiny
  A 2a Appoint a scrutineer
   who: Safeguarding Partners (LA, ICB, Police)
   when: Apr-21
   due: 2021-04-01 2021-04-30
   rag: green
   progress: Appointed
  A 2b Agree the year’s scrutiny topics
   who: All partners
   when: 30/06/21
   due: 2021-06-30 2021-06-30
   rag: red
   progress: Not agreed yet""",
)

STRANDS = (
    IN_WORDS,
    OBJECTIVE_NUMBERS,
)
