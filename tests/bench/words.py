"""Believable words of a plan, as long as those that real boards write; no names of people.

Medway's plan of 2017 has 72 characters an action (49 to 102 but for the longest and the shortest
tenth), 57 a milestone (31 to 91), 95 a piece of evidence (41 to 195), 65 an objective's title; the
updates of the demonstration 67, 50 and 53 for progress, difference and issue.
"""

from __future__ import annotations

import random
from typing import Final

TOPICS: Final = (
    "neglect",
    "child sexual exploitation",
    "domestic abuse",
    "safety online",
    "early help",
    "children who go missing",
    "private fostering",
    "children in custody",
    "disabled children",
    "the emotional health of children",
    "babies under one year",
    "serious violence and county lines",
    "children looked after far from home",
    "self-harm among young people",
    "elective home education",
    "children of parents who misuse alcohol or drugs",
)
BODIES: Final = (
    "head teachers",
    "general practitioners",
    "health visitors and school nurses",
    "the police",
    "early years settings",
    "housing officers",
    "the youth offending team",
    "voluntary groups",
    "hospital staff",
    "social workers",
    "children’s homes",
    "faith groups",
    "probation officers",
    "the further education college",
)
PAPERS: Final = (
    "the threshold document",
    "the practice guidance",
    "the referral form",
    "the learning review",
    "the multi-agency audit",
    "the training programme",
    "the data set for the board",
    "the screening tool",
    "the escalation policy",
    "the seven-minute briefing",
    "the self-assessment",
    "the communication plan",
)
GROUPS: Final = (
    "Learning and Development Sub-group",
    "Performance and Quality Sub-group",
    "Policy and Procedures Sub-group",
    "Case Review Sub-group",
    "Exploitation and Missing Sub-group",
    "Executive",
    "Safeguarding Board",
)
POSTS: Final = (
    "Business Manager",
    "Independent Chair",
    "Designated Nurse",
    "Designated Doctor",
    "Head of Children’s Social Care",
    "Detective Superintendent, Public Protection",
    "Education Safeguarding Officer",
    "Head of the Youth Offending Team",
    "Named General Practitioner",
    "Head of Early Help",
    "Lead for Quality Assurance",
    "Training and Development Officer",
)
AGENCIES: Final = (
    "Council, Children’s Services",
    "County Police",
    "Clinical Commissioning Group",
    "Hospital Foundation Trust",
    "Community Healthcare",
    "Probation Service",
    "Council for Voluntary Service",
    "Fire and Rescue Service",
)
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)

PRIORITIES: Final = (
    "Families get the right help early where there is {topic}",
    "The board knows how well its partners protect children from {topic}",
    "Everyone sees the signs of {topic} and acts on them",
    "Children tell us what it is like to live with {topic}, and are heard",
)
OBJECTIVES: Final = (
    "Work on {topic} reaches {body}",
    "Partners know and use {paper}, and children get the service they need",
    "The board hears from {body} how well work on {topic} goes",
    "Lessons about {topic} are learned and change what {body} do",
    "{Body} act early where there is {topic}",
    "Nobody has to ask twice for help with {topic}",
    "{Paper} is put into practice by {body}",
)
ACTIONS: Final = (
    "Agree with {body} who takes the lead on {topic}",
    "Renew {paper} and help {body} to apply it to {topic}",
    "Check that {body} know and use {paper}",
    "Run early-evening sessions on {topic} for {body}",
    "Regular reports tell the board how well {body} respond to {topic}",
    "Ask children and parents what they think of the help they had with {topic}",
    "Audit twelve case files where there was {topic}, and report to the board",
    "Tell {body} more about {topic}",
    "Put {paper} to work",
    "Bring {paper} up to date with what reviews say about {topic}",
)
STEPS: Final = (
    "First outline of {paper} agreed",
    "Go to a meeting of {body} and ask for their part in it",
    "Draft of {paper} goes to the executive, then to {body} for comment",
    "Workshops on {topic} for {body}",
    "Find out who else has to be asked, and ask them",
    "Results go to the sub-group",
    "Board has the report on {topic} on its agenda and says what is to follow",
    "{Paper} put on the board’s website",
    "Numbers of referrals about {topic} compared with the year before",
)
EVIDENCE: Final = (
    "{Paper} was agreed and sent round",
    "The board had its report in {month}",
    "{count} people from {body} came to the sessions on {topic}",
    "The board discussed the report on {topic} in {month}, and has more on its forward plan.",
    (
        "{Paper} has been online since {month} for {body} to use. {count} people have read it. "
        "A new edition follows once {body} have said how it works in practice."
    ),
    "Minutes of the meeting with {body} in {month}",
    (
        "Audit of {count} files: in most of them {body} had used {paper}, and the child’s plan "
        "said what was to change and by when; the report went to the sub-group."
    ),
)
PROGRESS: Final = (
    "The first of two meetings with {body} was held in {month}.",
    "{Paper} is drafted, and {body} have been asked for their comments by the end of {month}.",
    "{count} people have come to the sessions on {topic} so far.",
    "The work goes on as planned.",
    "{Body} have not answered yet.",
    (
        "{Paper} went to the executive in {month} and came back with questions, most of which have "
        "been answered together with {body}."
    ),
    "Nothing has changed since {month}.",
)
IMPACT: Final = (
    "Referrals about {topic} come earlier than a year ago.",
    "{Body} now ring us before a worry grows.",
    "Children say that they were listened to.",
    "Staff say they feel surer of what to do.",
)
ISSUES: Final = (
    "{Body} meet only once a term, so the next chance is weeks away.",
    "The post that holds this work has been empty since {month}.",
    "Partners do not agree yet on who pays for it.",
)
DONE: Final = ("Complete", "{month} {last_year} – Complete", "by {month} {last_year} – Complete")
LATE: Final = ("{month} {last_year}", "by the end of {month} {last_year}")
AHEAD: Final = (
    *("{month} {next_year}", "by {month} {next_year}", "by the end of {month} {next_year}"),
    *("Quarterly", "Ongoing", "", "", ""),
)


class Words:
    """Sentences drawn at random, the same for the same seed and ``year``, the present one."""

    def __init__(self, seed: int, year: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 # no secret hangs on it
        self.year = year

    def say(self, sentences: tuple[str, ...]) -> str:
        """One of the sentences with its gaps filled."""
        body, paper = self.random.choice(BODIES), self.random.choice(PAPERS)
        return self.random.choice(sentences).format(
            topic=self.random.choice(TOPICS),
            body=body,
            Body=body[0].upper() + body[1:],
            paper=paper,
            Paper=paper[0].upper() + paper[1:],
            month=self.random.choice(MONTHS),
            last_year=self.year - 1,
            next_year=self.year + 1,
            count=self.random.randint(12, 260),
        )
