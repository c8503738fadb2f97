"""The words in which boards write timescales, as patterns; timescale.py says what they mean.

Every repeat is bounded, so that reading stays linear in the length of the text. The patterns
expect text that went through `PLAIN`, and are matched without regard to case. A group that must not
be tried again is atomic, `(?>x?)`, never possessive, `(?:x)?+`: Python before 3.11.5, and so Debian
12's, matches possessive groups wrongly.
"""

import re
from typing import Final

PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("‒–—―−", "–"),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("\v\u2028\u2029", "\n"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\ue000\ue001", " "),
        **dict.fromkeys("\u00ad\u200b\ufeff", ""),
    }
)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TERMS: Final = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}  # first and last month
QUARTERS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}  # else 4
NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
# Stand for a date and a recurrence already read; private characters that `PLAIN` removes.
A_DATE: Final = "\ue000"
A_RECURRENCE: Final = "\ue001"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE | re.VERBOSE)


_MONTH = r"""(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
    |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"""
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*)"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_SPAN = r"(?:[0-9]{4}|[0-9]{2})\s?[-/–]\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
_TH = r"(?:st|nd|rd|th)"
_BLANK = r"[^\S\n]*"
_RUN = rf"""(?P<count>[0-9]{{1,3}}|{"|".join(NUMBERS)})[\s-]+
    (?P<working>working[\s-]+)?(?P<unit>day|week|month|year)s?\b"""
_END = r"(?:\s*(?:\Z|[–,;:.)\]\n&/!]|-(?!\w))|\s-)"  # where a phrase may end

DATE: Final = _pattern(
    rf"""
    (?<![\w£$€.]) (?=[0-9adfjlmnoqst])
    (?:
      (?P<iso> (?P<iso_y>{_YEAR})-(?P<iso_m>[0-9]{{2}})-(?P<iso_d>[0-9]{{2}}) (?!\w|-[0-9]) )
    | (?P<numeric> (?P<d>[0-9]{{1,2}}) (?P<sep>[./-]) (?P<m>[0-9]{{1,2}}) (?P=sep)
        (?P<y>{_YEAR}|[0-9]{{2}}) (?!\w|(?P=sep)[0-9]) )
    | (?P<slashed> (?P<slashed_m>[0-9]{{1,2}}) / (?P<slashed_y>{_YEAR}) (?!\w|[./-][0-9]) )
    | (?P<month_first> (?P<mf_name>{_MONTH}) \s+ (?P<mf_d>[0-9]{{1,2}})
        (?: {_TH}\b (?:,?\s+(?P<mf_y1>{_YEAR}))? | ,?\s+(?P<mf_y2>{_YEAR}) ) )
    | (?P<month>
        (?: (?P<days> (?> (?: [0-9]{{1,2}}+(?>{_TH}?) \s*+
                          (?:,\s*and\b|[-–/&,]|and\b|to\b|or\b)\s*+
                          (?>(?:(?=[mtwfs]){_WEEKDAY})?) (?=[0-9]) ){{0,4}} )
                      [0-9]{{1,2}}+(?>{_TH}?) )
            (?:\s+(?:of\s+)?|-) )?
        (?P<name>{_MONTH})
        (?: (?P<with_span> [\s,]* {_YEAR}[-/–][0-9]{{2,4}} (?![0-9/]|{_TH}|\s+(?:of\s+)?{_MONTH}) )
          | [\s,]*(?:of\s+|[-–/(]\s?)?(?P<year>{_YEAR})
          | \s*'(?P<quoted>[0-9]{{2}})\b
          # two figures are a year only where the phrase ends: "Sept 18", not "March 18 schools"
          | (?:\s+|-)(?P<short>[0-9]{{2}})
            (?= \s*(?: \Z | [-–,;)\]\n&/] | \.(?!\w) | (?:and|to|or)\b ) )
          | (?P<with_number> \s+[0-9]{{1,2}}\b (?! [\s/&–-]*(?:of|and|to)?\s*{_MONTH} ) )
        )? )
    | (?P<quarter>
        (?: q(?:uarters?|trs?)?\.?\s?(?P<q1>[1-4])(?![0-9])
            (?: \s*(?:[-–/&,]|and\b|to\b)\s*(?:q(?:uarter|tr)?\.?\s?)?(?P<q2>[1-4])\b
               (?!\s+(?:of\s+)?{_MONTH}) ){{0,3}}
          | (?P<q_word>first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+quarter\b )
        (?: [\s,(]*(?:(?:of|in)\s+|[-–:]\s*)?(?:the\s+)?(?:(?:financial\s+)?year\s+|fy\s?)?
            (?P<q_years>{_SPAN}) )? )
    | (?P<term>
        (?P<season>autumn|spring|summer)
        (?= (?: \s*(?:[-–/&,]|and\b|to\b|or\b)\s*(?:autumn|spring|summer)\b ){{0,2}} \s+terms?\b )
        (?: \s+terms?\b )?
        (?: [\s,(]*(?:of\s+|in\s+)?(?P<t_years>{_YEAR}(?:[-/–][0-9]{{2,4}}(?![0-9]))?) )? )
    | (?P<years>
        (?P<fy>fy\s?)? (?P<from_year>{_YEAR}|(?(fy)[0-9]{{2}}|(?!)))
        (?: [-/–](?P<to_close>[0-9]{{4}}|[0-9]{{1,2}})(?![0-9]|{_TH}|[-/][0-9])
          | {_BLANK}[-/–]{_BLANK}(?P<to_apart>[0-9]{{4}}|[0-9]{{2}})
            (?![0-9]|{_TH}|\s+(?:of\s+)?{_MONTH})
          | \s+to\s+(?P<to_word>[0-9]{{4}})(?![0-9]) )?
        (?: \s+(?P<fy_after>financial|fiscal)\s+years?\b | \s+(?:(?:calendar\s+)?year|period)\b )?
        (?!\w) )
    )
    """
)
DIGITS: Final = re.compile(r"[0-9]+")

# A number after such a word is a label, never a day: "section 11 March 2015", "see 1.1.10".
LABEL: Final = _pattern(
    r"""\b(?:section|objective|action|priority|chapter|article|appendix|page|para(?:graph)?|item
    |number|no\.?|step|phase|stage|part|group|version|v|level|see|ref|table|annex|tier|year
    |recommendation|outcome)s?\s*\Z"""
)
YEARS_BEFORE: Final = _pattern(rf"(?<![\w-])(?P<years>{_SPAN}|(?<!\w\s){_YEAR})\s*\Z")
# What follows a year and leaves it time: "in 2019 and", not "in 2019 guidance".
FREE: Final = _pattern(
    rf"""{_END} | \s+(?:and|or|to|by|at|with|from|the|an?|in|on|for|as|if|when|then|thereafter
    |after|before|until|till|through|via|across|onwards?|including|we|it|this|is|are|was|were
    |will|subject|but|following|using|annually|yearly|quarterly|monthly|termly|completed?
    |ongoing)\b"""
)
# "Strategy for 2017-20" names the strategy's years, not when the work is done.
TITLE: Final = _pattern(
    r"""\b(?:strateg(?:y|ies)|plans?|reports?|polic(?:y|ies)|programmes?|priorit(?:y|ies)
    |budgets?|data|dataset|figures|guidance|framework|objectives?|targets?|statistics|accounts
    |calendar|agenda|schedule|conference|audits?|reviews?|indicators?|baseline|vision)\s*\Z"""
)

# What stands before a date and changes its meaning.
QUALIFIER: Final = _pattern(
    rf"""
    (?: \b (?: (?P<by> by | until | till | up\s+(?:to|until) | (?P<before>before|prior\s+to)
                     | (?:no|not)\s+later\s+than )
             | (?P<from> from | since | starting | commencing | beginning | w/[cb]
                       | week\s+commencing )
             | (?P<during> in | (?P<for>for) | during | throughout )
             | (?P<at> on | at | due | between ) )
        (?:\s+(?:in|on|from|at|to|by))? (?=[\s:]) [\s:]* )?
    (?: \b(?:the|early|mid|late|around|about|approx(?:imately|\.)?|circa|period|month\s+of
             |week\s+of)[\s-]+ ){{0,4}}
    (?: \b (?: (?P<end>end)(?:[\s-]+of)? | (?P<beginning>start|beginning)\s+of )[\s-]+
        (?:the\s+)? )?
    (?: \b(?P<fy>financial|fiscal)\s+years?[\s:]+ | \b(?:calendar\s+)?years?[\s:]+ )?
    {_WEEKDAY}? \Z
    """
)
ONWARDS: Final = _pattern(r"[\s,(]*(?:and\s+)?onwards?\b")
RUN_BEFORE: Final = _pattern(
    rf"""(?<!every\s)(?<!each\s)\b (?:(?P<whole>for|over)\s+(?:a\s+period\s+of\s+)?)? {_RUN}
    \s+(?:of|from|after|starting|commencing|beginning)\s+(?:in\s+|on\s+|from\s+)?(?:the\s+)?
    {_WEEKDAY}? \Z"""
)
RUN_AFTER: Final = _pattern(rf"[\s,]*(?P<whole>for)\s+(?:a\s+period\s+of\s+)?{_RUN}")

# "may" before another date is the month: "may/june 2018".
RUNS_ON: Final = _pattern(rf"\s*(?:[-–/&,]|\b(?:and|to|or)\b)\s*(?:[0-9]|{_MONTH})")

# What may stand between two dates that belong together.
JOIN: Final = _pattern(
    rf"""{_BLANK}(?:(?:[-–/,&+]|\b(?:to|and|or|through|until|till)\b){_BLANK}){{1,3}}
    (?:\b(?:the|in|early|mid|late|end|start|beginning|of)[\s-]+){{0,4}} {_WEEKDAY}? \Z"""
)
RANGE: Final = _pattern(r"[-–]|\b(?:to|through|until|till)\b")
ENTRY_END: Final = re.compile(r"[;\n]|\.\s")

_ONCE = r"(?:every|each|once\s+(?:a|per|every|each))\s+"
_A_YEAR = r"\s+(?:a|per|each|every)\s+(?:year|annum)\b"
_MANY = rf"(?:[0-9]+|{'|'.join(NUMBERS)}|half|bi|tri|fort)"
RECURRENCE: Final = _pattern(
    rf"""
    \b(?=[0-9abdefhmnopqstwy])(?:
      (?P<six_monthly> (?:six|6)[\s-]monthly\b | half[\s-]yearly\b | semi-?annual(?:ly)?\b
        | twice[\s-](?:yearly|annually)\b | (?:twice|(?:two|2)\s+times){_A_YEAR}
        | every\s+(?:six|6)\s+months\b )
    | (?P<quarterly> (?:three|3)[\s-]monthly\b | quarterly\b | {_ONCE}quarter\b
        | every\s+(?:three|3)\s+months\b | (?:four|4)\s+times{_A_YEAR} )
    | (?P<annual> (?:twelve|12)[\s-]monthly\b | annually\b | yearly\b | once\s+per\s+annum\b
        | {_ONCE}(?:(?:financial|academic|calendar)\s+)?year\b(?!\s+(?:[0-9]|groups?\b))
        | every\s+(?:twelve|12)\s+months\b | annual\s+basis\b
        | (?<!\w[ \t])(?<!-)annual(?={_END}|\s+and\b) )
    | (?P<other> {_MANY}[\s-]?(?:weekly|monthly|termly|quarterly|yearly|annual(?:ly)?)\b
        | (?:every|each)\s+(?:other|second|third|alternate|{_MANY})[\s-]+\w+
        | twice[\s-](?:monthly|termly|quarterly)\b )
    | (?P<each_meeting> (?:each|every|at\s+all)\s+
        (?: (?: (?-i:[A-Z])[\w&/'-]* | board | executive | sub-?group | sub | group | panel
              | committee | partnership | forum | full | formal | scheduled | quarterly | monthly
              | termly | and | & | of | the | its | their )\s+ ){{0,6}} meetings?\b )
    | (?P<termly> termly\b | {_ONCE}(?:(?:school|academic)\s+)?term\b )
    | (?P<monthly> monthly\b | {_ONCE}(?:calendar\s+)?month\b )
    )
    """
)

_DONE = r"(?:(?:100\s?%\s+)?completed?|done|finished)"
DONE_AFTER: Final = _pattern(
    rf"\.?\s*[-–:,(\[]*\s*(?:now\s+)?{_DONE}\b (?={_END}|\s+and\b)",
)
DONE_BEFORE: Final = _pattern(
    rf"(?:\A|[–:;,.(\[\n]|\s-)\s*{_DONE}\s*[-–:(,]?\s*(?:\b(?:on|in)\s+)?\Z"
)
_OTHER = rf"[^\w?{A_DATE}{A_RECURRENCE}]*"
# A state that closes the text, or after which nothing but dates and recurrences follow.
CLOSING: Final = _pattern(
    rf"""
    (?<!\w)(?<!\w-)
    (?: (?P<complete>{_DONE})
          (?: (?: (?:(?<=ed)|(?<=done))\s+(?:on|in)\s+ | {_OTHER}) {A_DATE}
              (?:{_OTHER}(?:\band\s+)?{A_DATE}){{0,8}} (?P<done_dated>) | \b )
      | (?: (?P<in_progress> in[\s-]progress | under[\s-]?way | currently\s+being\s+\w+
                           | being\s+undertaken )
          | on[\s-]?going ) \b
        (?: (?: {_OTHER}
                (?: \b(?:from|since|until|till|to|through|throughout|during|in|for|by|due|and|the
                      |end|of)\s+ ){{0,4}} [{A_DATE}{A_RECURRENCE}] ){{1,8}} (?P<dated>) )?
    ) {_OTHER}\Z
    """
)
SET_OFF: Final = re.compile(
    rf"(?:\A|[–,;:.(\[|\n{A_DATE}{A_RECURRENCE}]|[\s{A_DATE}{A_RECURRENCE}]-|-\s)\s*\Z"
)
CLAUSE: Final = re.compile(r"[–;:.(\n]|\s-\s")
# Words that make a closing state without a dash a target, a condition or a measure.
TARGET: Final = _pattern(
    r"""\b(?:to|be|will|shall|should|must|can|may|could|would|not|never|no|yet|until|till|when|once
    |if|after|before|by|ensur(?:e|es|ing)|check|monitor|confirm|report|record|track|whether|nearly
    |almost|partly|partially|half|mostly|largely|substantially|near|virtually|number|percentage
    |proportion|rate|count|many|much|what|which|who|how|or|that
    |awaiting|unless|due|needs?|pending)\b | [%/]"""
)
