"""Unseen plans of children's boards and partnerships, in Word."""

from __future__ import annotations

from tests.priorities.importing.unseen import LEFT, UP, Shaded, Unseen, word

RED, AMBER, GREEN, BLUE = "C00000", "F79646", "92D050", "00B0F0"


def _headings() -> bytes:
    head = ["Ref", "Action", "Lead", "By when", "RAG"]
    return word(
        "! Ashford Vale Safeguarding Children Partnership",
        "Business Plan 2023 – 2025",
        [
            ["Version", "Date", "Author", "Changes"],
            ["0.1", "12/01/2023", "Business Unit", "First draft"],
            ["1.0", "03/03/2023", "Business Unit", "Agreed by the executive"],
        ],
        "Contents",
        "Foreword 2",
        "Our priorities 3",
        "# Foreword",
        "This plan says what the partnership will do together.",
        "# Priority 1: Neglect",
        "We want neglect to be seen early.",
        [
            head,
            ["Objective 1: Practitioners recognise neglect early", *[LEFT] * 4],
            [
                "1.1",
                "Publish a short guide to neglect",
                "Learning & Development sub group",
                "31/03/2024",
                "G",
            ],
            [
                "1.2",
                "Audit twenty cases of neglect",
                "Quality Assurance Subgroup",
                "Q2 2023/24",
                "A",
            ],
            ["Objective 2: Families get help at the right time", *[LEFT] * 4],
            [
                "1.3",
                "Review the early help pathway",
                "Early Help Manager/Health Visiting Service",
                "Sept 2023",
                "R",
            ],
        ],
        "# Priority 2: Exploitation",
        [
            head,
            ["Objective 3: Children at risk outside the home are known", *[LEFT] * 4],
            [
                "2.1",
                "Map the hot spots of exploitation",
                "Police and Youth Justice Service",
                "Ongoing",
                "A",
            ],
            ["2.2", "Brief all schools", "Education Safeguarding Lead", "December 2023", "B"],
        ],
        "# Glossary",
        [
            ["Term", "Meaning"],
            ["MACE", "Multi-agency child exploitation meeting"],
            ["NRM", "National referral mechanism"],
        ],
    )


HEADINGS = Unseen(
    "headings_between_tables",
    "Ashford Vale Safeguarding Children Partnership",
    _headings,
    """\
P 1 Neglect
 part: We want neglect to be seen early.
 O 1 Practitioners recognise neglect early
  A 1.1 Publish a short guide to neglect
   who: Learning & Development sub group
   when: 31/03/2024
   due: 2024-03-31 2024-03-31
   rag: green
  A 1.2 Audit twenty cases of neglect
   who: Quality Assurance Subgroup
   when: Q2 2023/24
   due: 2023-07-01 2023-09-30
   rag: amber
 O 2 Families get help at the right time
  A 1.3 Review the early help pathway
   who: Early Help Manager; Health Visiting Service
   when: Sept 2023
   due: 2023-09-01 2023-09-30
   rag: red
P 2 Exploitation
 O 3 Children at risk outside the home are known
  A 2.1 Map the hot spots of exploitation
   who: Police; Youth Justice Service
   when: Ongoing
   due: ongoing
   rag: amber
  A 2.2 Brief all schools
   who: Education Safeguarding Lead
   when: December 2023
   due: 2023-12-01 2023-12-31
   rag: green""",
    ("Multi-agency child exploitation meeting",),
)


def _first_row() -> bytes:
    head = [
        "What will we do?",
        "How will we do it?",
        "Who?",
        "By when?",
        "What difference will it make?",
        "RAG",
    ]
    return word(
        "*Dunmoor LSCB Improvement Plan April 2022 – March 2024",
        [
            [Shaded("Priority 1 – Neglect", "1F497D"), *[LEFT] * 5],
            head,
            [
                "Raise awareness of neglect",
                "Hold four lunchtime briefings",
                "Training Sub Group",
                "June 2022",
                "Staff name neglect sooner",
                Shaded("", GREEN),
            ],
            [
                UP,
                "Send a poster to every surgery",
                "Designated Nurse",
                "July 2022",
                "Parents know where to ask",
                Shaded("", AMBER),
            ],
            [
                "Know how much neglect there is",
                "Add neglect to the data set",
                "Performance Sub Group, Police",
                "30 September 2022",
                "The board sees the trend",
                Shaded("", RED),
            ],
        ],
        "",
        [
            [Shaded("Priority 2 – Online harm", "1F497D"), *[LEFT] * 5],
            head,
            [
                "Help parents",
                "Run an evening in each secondary school",
                "All schools",
                "Spring 2023",
                "Parents feel able to talk",
                Shaded("", BLUE),
            ],
        ],
        "Key: red – late; amber – some delay; green – as planned; blue – finished.",
    )


FIRST_ROW = Unseen(
    "first_row_banner",
    "Dunmoor Safeguarding Children Board",
    _first_row,
    """\
P 1 Neglect
 O – Raise awareness of neglect
  A – Hold four lunchtime briefings
   who: Training Sub Group
   when: June 2022
   due: 2022-06-01 2022-06-30
   rag: green
   outcome: Staff name neglect sooner
  A – Send a poster to every surgery
   who: Designated Nurse
   when: July 2022
   due: 2022-07-01 2022-07-31
   rag: amber
   outcome: Parents know where to ask
 O – Know how much neglect there is
  A – Add neglect to the data set
   who: Performance Sub Group; Police
   when: 30 September 2022
   due: 2022-09-30 2022-09-30
   rag: red
   outcome: The board sees the trend
P 2 Online harm
 O – Help parents
  A – Run an evening in each secondary school
   who: All schools
   when: Spring 2023
   rag: green
   outcome: Parents feel able to talk""",
)


def _review() -> bytes:
    return word(
        "! Local child safeguarding practice review: multi-agency action plan",
        [
            ["Recommendation", "Action", "Lead", "Timescale", "Evidence", "RAG"],
            [
                "Recommendation 1: Strategy meetings should hear from health",
                "1.1 Agree a rota of health staff",
                "ICB (Designated Nurse, Safeguarding Children)",
                "Within three months",
                "Rota of 4 May 2023",
                "Complete",
            ],
            [
                UP,
                "1.2 Sample ten meetings a month",
                "QA Sub-group",
                "Monthly until March 2024",
                "Audit reports",
                "On track",
            ],
            [
                "Recommendation 2: Agencies should see fathers as parents too",
                "2.1 Write a briefing on fathers",
                "Business Manager & Training Officer",
                "01.09.23",
                "",
                "Delayed",
            ],
        ],
        "Recommendations were accepted in full.",
    )


REVIEW = Unseen(
    "case_review",
    "Ashford Vale Safeguarding Children Partnership",
    _review,
    """\
P – –
 O 1 Strategy meetings should hear from health
  A 1.1 Agree a rota of health staff
   who: ICB (Designated Nurse, Safeguarding Children)
   when: Within three months
   rag: green
   evidence: Rota of 4 May 2023
  A 1.2 Sample ten meetings a month
   who: QA Sub-group
   when: Monthly until March 2024
   due: 2024-03-31 monthly
   rag: amber
   evidence: Audit reports
 O 2 Agencies should see fathers as parents too
  A 2.1 Write a briefing on fathers
   who: Business Manager; Training Officer
   when: 01.09.23
   due: 2023-09-01 2023-09-01
   rag: red""",
)

CHILDREN = (HEADINGS, FIRST_ROW, REVIEW)
