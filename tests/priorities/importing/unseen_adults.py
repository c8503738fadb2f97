"""Unseen plans of adults boards, of a Welsh board and of a regional one, in Word."""

from __future__ import annotations

from tests.priorities.importing.unseen import LEFT, UP, Shaded, Unseen, word


def _merged_down() -> bytes:
    return word(
        "! Kestrel Bay Safeguarding Adults Board",
        "Strategic Business Plan 2022-2025",
        [
            [
                "Board priority",
                "Objective",
                "Action",
                "Action Owner",
                "Target date",
                "Success measure",
                "Status (BRAG)",
            ],
            [
                "Prevention",
                "People know what abuse is",
                "Run a campaign with Healthwatch",
                "Communications Group",
                "November 2022",
                "Calls rise",
                "G",
            ],
            [
                UP,
                UP,
                "Translate the leaflet",
                "SAB Business Unit",
                "January 2023",
                "Six languages",
                "B",
            ],
            [
                UP,
                "Carers are heard",
                "Ask carers each year",
                "Carers Forum",
                "Annually",
                "200 answers",
                "A",
            ],
            [
                "Making safeguarding personal",
                "Outcomes are asked for",
                "Change the form",
                "Head of Service, Adult Social Care",
                "01/02/2023",
                "95% asked",
                "R",
            ],
        ],
        "Members of the board",
        [
            ["Organisation", "Role"],
            ["County Council", "Director of Adult Services"],
            ["Fire and Rescue", "Area Manager"],
        ],
    )


MERGED_DOWN = Unseen(
    "priority_merged_down",
    "Kestrel Bay Safeguarding Adults Board",
    _merged_down,
    """\
P – Prevention
 O – People know what abuse is
  A – Run a campaign with Healthwatch
   who: Communications Group
   when: November 2022
   due: 2022-11-01 2022-11-30
   rag: green
   measure: Calls rise
  A – Translate the leaflet
   who: SAB Business Unit
   when: January 2023
   due: 2023-01-01 2023-01-31
   rag: green
   measure: Six languages
 O – Carers are heard
  A – Ask carers each year
   who: Carers Forum
   when: Annually
   due: annual
   rag: amber
   measure: 200 answers
P – Making safeguarding personal
 O – Outcomes are asked for
  A – Change the form
   who: Head of Service, Adult Social Care
   when: 01/02/2023
   due: 2023-02-01 2023-02-01
   rag: red
   measure: 95% asked""",
    ("Area Manager",),
)


def _aims() -> bytes:
    head = ["No", "Action", "Lead", "Deadline", "Status", "Notes"]
    return word(
        "! Tern Valley SAB Delivery Plan 2024-25",
        "How we rate",
        [
            ["Status", "Meaning"],
            [Shaded("Blue", "accent1"), "Finished and signed off by the group"],
            [Shaded("Green", "accent3"), "Will be done in time, nothing in the way"],
            [Shaded("Amber", "accent6"), "Late by less than three months, or in doubt"],
            [Shaded("Red", "FF5050"), "Late by more, or not begun when it should be"],
        ],
        "Strategic Aim 1: Assurance",
        [
            head,
            [
                "SAB 1.1",
                "Collect the self-assessments",
                "Assurance Group",
                "31st May 2024",
                Shaded("", "accent1"),
                "",
            ],
            [
                "SAB 1.2",
                "Hold a challenge day",
                "Independent Chair",
                "July 2024",
                Shaded("", "accent3"),
                "Venue booked",
            ],
        ],
        "Strategic Aim 2: Learning",
        [
            head,
            [
                "SAB 2.1",
                "Publish the review of Adult T",
                "SAR Group",
                "TBC",
                Shaded("", "accent6"),
                "With coroner",
            ],
            [
                "SAB 2.2",
                "Follow up earlier reviews",
                "SAR Group",
                "September 2024 and quarterly thereafter",
                Shaded("", "FF5050"),
                "",
            ],
        ],
        "Agreed by the board on 14 March 2024",
    )


AIMS = Unseen(
    "strategic_aims",
    "Tern Valley Safeguarding Adults Board",
    _aims,
    """\
P 1 Assurance
 O – –
  A SAB 1.1 Collect the self-assessments
   who: Assurance Group
   when: 31st May 2024
   due: 2024-05-31 2024-05-31
   rag: blue
  A SAB 1.2 Hold a challenge day
   who: Independent Chair
   when: July 2024
   due: 2024-07-01 2024-07-31
   rag: green
   progress: Venue booked
P 2 Learning
 O – –
  A SAB 2.1 Publish the review of Adult T
   who: SAR Group
   when: TBC
   rag: amber
   progress: With coroner
  A SAB 2.2 Follow up earlier reviews
   who: SAR Group
   when: September 2024 and quarterly thereafter
   due: 2024-09-01 2024-09-30 quarterly
   rag: red""",
)


def _bullets() -> bytes:
    return word(
        "# Saltmarsh Safeguarding Adults Board: Annual Work Plan 2023/24",
        [
            ["Theme 1 – Self-neglect", *[LEFT] * 4],
            [
                "What do we want to achieve?",
                "What will we do?",
                "Who?",
                "When?",
                "How will we know?",
            ],
            [
                "Fewer people are lost between services",
                "- Write one pathway\n- Train those who use it\n- Look at ten cases",
                "Policy & Practice Sub Group",
                "March 2024",
                "Fewer repeat concerns",
            ],
            [
                "Hoarding is understood",
                "- Ask fire and rescue for their figures",
                "Service Manager (Housing, Homelessness), Fire and Rescue Service",
                "Ongoing",
                "Figures are on the table",
            ],
            ["Theme 2 – Transitions", *[LEFT] * 4],
            [
                "What do we want to achieve?",
                "What will we do?",
                "Who?",
                "When?",
                "How will we know?",
            ],
            [
                "Young adults do not fall off a cliff",
                "Meet the children’s partnership twice a year",
                "All partners",
                "May and November 2023",
                "Joint protocol",
            ],
        ],
        "Meeting action log",
        [
            ["Date of meeting", "Action", "Owner", "Due date", "Status"],
            [
                "2 February 2023",
                "Send round the figures",
                "Business Manager",
                "February 2023",
                "Closed",
            ],
            ["2 February 2023", "Book the room", "Administrator", "February 2023", "Closed"],
        ],
    )


BULLETS = Unseen(
    "bullets_in_a_cell",
    "Saltmarsh Safeguarding Adults Board",
    _bullets,
    """\
P 1 Self-neglect
 O – Fewer people are lost between services
  A – Write one pathway / Train those who use it / Look at ten cases
   who: Policy & Practice Sub Group
   when: March 2024
   due: 2024-03-01 2024-03-31
   measure: Fewer repeat concerns
 O – Hoarding is understood
  A – Ask fire and rescue for their figures
   who: Service Manager (Housing, Homelessness); Fire and Rescue Service
   when: Ongoing
   due: ongoing
   measure: Figures are on the table
P 2 Transitions
 O – Young adults do not fall off a cliff
  A – Meet the children’s partnership twice a year
   who: All partners
   when: May and November 2023
   due: 2023-05-01 2023-11-30
   measure: Joint protocol""",
    ("Send round the figures", "Book the room"),
)

ADULTS = (MERGED_DOWN, AIMS, BULLETS)
