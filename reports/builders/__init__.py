"""What reports count and single out, as frozen values: the rating summary and the exceptions.

No database here: pages, PDFs and stored publications draw the same from one document.
"""

from reports.builders.exceptions import ExceptionEntry, ExceptionList, exceptions
from reports.builders.partners import Sheet, SheetItem, partner_sheets
from reports.builders.record import ActionRecord, DateMove, Word
from reports.builders.summary import RatingSummary, SummaryRow, heading_of, rating_summary
from reports.builders.verdicts import day_words, implied_words

__all__ = [
    "ActionRecord",
    "DateMove",
    "ExceptionEntry",
    "ExceptionList",
    "RatingSummary",
    "Sheet",
    "SheetItem",
    "SummaryRow",
    "Word",
    "day_words",
    "exceptions",
    "heading_of",
    "implied_words",
    "partner_sheets",
    "rating_summary",
]
