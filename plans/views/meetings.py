"""The diary: meetings of the board, its executive and its groups."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.calendar import CONTENT_TYPE, meeting_calendar
from plans.forms.meetings import CancelForm, MeetingForm
from plans.models import Group, Meeting
from plans.pages import board_page
from plans.services.meetings import meeting_add, meeting_cancel, meeting_edit
from plans.storing import CHANGED, store

METHODS = ("GET", "HEAD", "POST")


@require_safe
def meeting_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Every meeting, the next one first; those held, the last one first."""
    access = board_access(request, board_slug)
    rows = Meeting.objects.visible_to(access).select_related("group", "board")
    held = rows.in_diary().filter(held_on__lt=access.today)
    cancelled = rows.filter(cancelled_on__isnull=False)
    context = {"ahead": rows.ahead(access.today), "held": held, "cancelled": cancelled}
    page = board_page(access, "meetings", has_group=_has_group(access), **context)
    return render(request, "plans/meeting_list.html", page)


@require_safe
def meeting_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """One meeting: its dates, its agenda, and the updates that are asked for."""
    access = board_access(request, board_slug)
    meeting = _meeting(access, pk)
    is_ahead = not meeting.is_cancelled and meeting.held_on >= access.today
    rounds = list(meeting.rounds.select_related("plan__board", "meeting__group"))
    asks_for_all = any(each.is_open and each.is_whole for each in rounds)
    context = board_page(
        access,
        "meetings",
        meeting=meeting,
        rounds=rounds,
        is_ahead=is_ahead,
        may_ask=is_ahead and not asks_for_all and access.allows(Permission.REVIEW_UPDATES),
    )
    return render(request, "plans/meeting_detail.html", context)


@require_http_methods(METHODS)
def meeting_create(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Put a meeting into the diary, and perhaps another one after it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    form = MeetingForm(request.POST or None, access=access, initial=_asked_for(request))
    here = reverse("plans:meeting-add", args=[board_slug])

    def write() -> str:
        meeting = meeting_add(meeting=form.written(), by=access.user)
        messages.success(request, f"The {meeting.called} is in the diary.")
        goes_on = request.POST.get("step") == "another"
        return f"{here}?group={meeting.group_id}" if goes_on else meeting.get_absolute_url()

    if response := store(request, access, form, write=write, location=_list(access)):
        return response
    context = board_page(access, "meetings", form=form, has_group=_has_group(access))
    return render(request, "plans/meeting_form.html", context)


@require_http_methods(METHODS)
def meeting_update(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Change a meeting; the dates that follow its own by rule go with it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    meeting = _meeting(access, pk)
    if meeting.is_cancelled:
        messages.warning(request, "This meeting was cancelled. Add a new one instead.")
        return redirect(meeting)
    form = MeetingForm(request.POST or None, access=access, meeting=meeting)

    def write() -> str:
        revision = form.cleaned_data["revision"]
        meeting_edit(meeting=form.written(), revision=revision, by=access.user)
        messages.success(request, "The meeting is changed.")
        return meeting.get_absolute_url()

    where = meeting.get_absolute_url()
    return store(
        request, access, form, write=write, location=where, when_stale=_stale(form, access, pk)
    ) or render(
        request,
        "plans/meeting_form.html",
        board_page(access, "meetings", form=form, meeting=_meeting(access, pk), has_group=True),
    )


@require_http_methods(METHODS)
def meeting_cancellation(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Say that a meeting is not held, and why."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    meeting = _meeting(access, pk)
    form = CancelForm(request.POST or None, revision=meeting.revision)

    def write() -> str:
        why, revision = form.cleaned_data["why"], form.cleaned_data["revision"]
        words = {"reason": why, "by": access.user, "today": access.today}
        meeting_cancel(meeting=meeting, revision=revision, **words)
        messages.success(request, "The meeting is cancelled. Nobody is asked for updates any more.")
        return meeting.get_absolute_url()

    where = meeting.get_absolute_url()
    return store(
        request, access, form, write=write, location=where, when_stale=_stale(form, access, pk)
    ) or render(
        request,
        "plans/meeting_cancel.html",
        board_page(access, "meetings", form=form, meeting=_meeting(access, pk)),
    )


@require_safe
def meeting_file(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The meeting as an entry for one's own calendar."""
    access = board_access(request, board_slug)
    response = HttpResponse(meeting_calendar(_meeting(access, pk)), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _meeting(access: Access, pk: int) -> Meeting:
    found: Meeting = access.get(Meeting.objects.select_related("group", "board"), pk=pk)
    return found


def _has_group(access: Access) -> bool:
    return bool(Group.objects.visible_to(access).choosable().exists())


def _list(access: Access) -> str:
    return reverse("plans:meeting-list", args=[access.board.slug])


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """The group that the last meeting was added for."""
    return {"group": request.GET["group"]} if request.GET.get("group", "").isdigit() else {}


def _stale(form: OnceForm, access: Access, pk: int) -> Callable[[], None]:
    """What is done where somebody else saved the meeting meanwhile: the words stay."""

    def draw() -> None:
        form.add_error(None, CHANGED)
        form.redraw_at(_meeting(access, pk).revision)

    return draw
