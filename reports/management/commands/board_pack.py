"""Write a board's pack as a PDF file: for a meeting, or as progress to the board."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from boardplan.audit.events import EventKind, record_event
from boardplan.ui.uk_dates import date_words
from plans.command_line import PlanCommand, find_plan, read_day, read_past_day, write_file
from plans.models import GroupKind, Meeting, NotAsFrozen, Plan
from priorities.snapshot import RecordNotBegun, plan_document
from reports.models import EditionChoice
from reports.pack import Standing, board_pack
from reports.pack_sources import PackSources, paper_bytes, papers_of, plan_pack
from reports.pack_stamp import plan_of
from reports.paper_files import UnwantedPaper
from reports.pdf import PdfError
from reports.services.packs import pack_standing
from reports.track_record import track_records


class Command(PlanCommand):
    """Write the pack, now or as at a date, or raise CommandError with a one-line reason."""

    help = "Write a board's pack as a PDF file: for a meeting of its diary, or of its plan alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--meeting", metavar="DATE", help="the meeting it is made for")
        parser.add_argument("--as-at", metavar="DATE", help="the plan as it stood on that day")
        parser.add_argument("--public", action="store_true", help="without the exceptions")
        parser.add_argument("-o", "--output", required=True, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        as_at = read_past_day("--as-at", options["as_at"])
        held_on = read_day("--meeting", options["meeting"])
        edition = EditionChoice.PUBLIC if options["public"] else EditionChoice.MEMBERS
        try:
            plan = find_plan(options["board"])
            if held_on:
                data = _meeting_pack(_meeting(plan, held_on), plan, edition, as_at)
            else:
                data = _plan_pack(plan, edition, as_at)
        except (RecordNotBegun, PdfError, NotAsFrozen, UnwantedPaper, OSError) as reason:
            raise CommandError(str(reason)) from reason
        write_file(options["output"], data)
        form = f"{edition.value} pack"
        record_event(EventKind.EXPORTED, board=options["board"], plan=plan.pk, form=form)


def _meeting(plan: Plan, held_on: dt.date) -> Meeting:
    """The board's meeting on that day; where several groups meet, that of the board itself."""
    meetings = Meeting.objects.in_diary().filter(board=plan.board_id, held_on=held_on)
    rows: list[Meeting] = list(meetings.select_related("group", "board").order_by("pk"))
    if not rows:
        raise CommandError(f"{plan.board.name} has no meeting on {date_words(held_on)}.")
    return min(rows, key=lambda row: row.group.kind != GroupKind.BOARD)


def _meeting_pack(meeting: Meeting, plan: Plan, edition: str, as_at: dt.date | None) -> bytes:
    sources = PackSources(meeting, plan_of(meeting) or plan, timezone.localdate(), as_at)
    papers = map(paper_bytes, papers_of(meeting, edition))
    return board_pack(sources.data(edition), pack_standing(sources), papers=papers)


def _plan_pack(plan: Plan, edition: str, as_at: dt.date | None) -> bytes:
    document = plan_document(plan, as_at=as_at)
    records = None if edition == EditionChoice.PUBLIC else track_records(plan, as_at=as_at)
    day = as_at or timezone.localdate()
    data = plan_pack(document, edition=edition, as_at=day, records=records)
    return board_pack(data, Standing(draft=""))
