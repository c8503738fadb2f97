"""Update rounds: opened for a meeting, the manager's chase list, moved and closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.models import Meeting, Plan
from plans.pages import board_page
from plans.storing import store
from priorities.chase import chase_list
from priorities.forms.rounds import DueForm, RoundForm
from priorities.models import UpdateRound
from priorities.services.rounds import remind_now, round_close, round_move_due, round_open

METHODS = ("GET", "HEAD", "POST")


@require_http_methods(METHODS)
def round_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Ask for updates for a meeting."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    meeting = _meeting(request, access)
    plan = Plan.objects.visible_to(access).current().first()
    if meeting is None or plan is None:
        context = board_page(access, "meetings", plan=plan)
        return render(request, "priorities/round_none.html", context)
    form = RoundForm(request.POST or None, plan=plan, meeting=meeting, today=access.today)

    def write() -> str:
        round_ = round_open(
            plan=plan,
            meeting=meeting,
            due_on=form.cleaned_data["due_on"],
            note=form.cleaned_data["note"],
            actions=form.chosen,
            by=access.user,
            today=access.today,
        )
        messages.success(request, "The round is open. The e-mails are on their way.")
        return round_.get_absolute_url()

    location = meeting.get_absolute_url()
    if response := store(request, access, form, write=write, location=location):
        return response
    context = board_page(access, "meetings", form=form, meeting=meeting)
    return render(request, "priorities/round_form.html", context)


@require_safe
def round_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The chase list: who owes what, since when, and what was sent to whom."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    round_ = _round(access, pk)
    is_asking = round_.is_asking(access.today)
    context = board_page(
        access,
        "meetings",
        round=round_,
        is_asking=is_asking,
        chase=chase_list(round_, access.today),
        is_late=round_.due_on < access.today,
    )
    return render(request, "priorities/round_detail.html", context)


@require_POST
def round_remind(request: HttpRequest, board_slug: str, pk: int, person: int) -> HttpResponse:
    """Send one person an e-mail with all that she owes, now."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    round_ = _round(access, pk)
    try:
        reminder = remind_now(round_=round_, user=person)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"An e-mail to {reminder.user} is on its way.")
    return redirect(round_)


@require_http_methods(METHODS)
def round_date(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Move the date by which the updates are wanted."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    round_ = _round(access, pk)
    form = DueForm(request.POST or None, round_=round_)

    def write() -> str:
        words = {"due_on": form.cleaned_data["due_on"], "revision": form.cleaned_data["revision"]}
        round_move_due(round_=round_, by=access.user, today=access.today, **words)
        messages.success(request, "The date is moved. The next e-mails say the new one.")
        return round_.get_absolute_url()

    location = round_.get_absolute_url()
    return store(request, access, form, write=write, location=location) or render(
        request,
        "priorities/round_date.html",
        board_page(access, "meetings", form=form, round=_round(access, pk)),
    )


@require_http_methods(METHODS)
def round_closing(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Ask for no more updates."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    round_ = _round(access, pk)
    form = OnceForm(request.POST or None, revision=round_.revision)

    def write() -> str:
        round_close(round_=round_, by=access.user)
        messages.success(request, "The round is closed. Nobody is reminded any more.")
        return round_.get_absolute_url()

    location = round_.get_absolute_url()
    return store(request, access, form, write=write, location=location) or render(
        request,
        "priorities/round_close.html",
        board_page(access, "meetings", form=form, round=round_),
    )


def _round(access: Access, pk: int) -> UpdateRound:
    rows = UpdateRound.objects.select_related("plan__board", "meeting__group", "meeting__board")
    found: UpdateRound = access.get(rows, pk=pk)
    return found


def _meeting(request: HttpRequest, access: Access) -> Meeting | None:
    """The meeting that the address names, else the next one; Http404 for none of this board."""
    ahead = Meeting.objects.visible_to(access).ahead(access.today)
    ahead = ahead.select_related("group", "board")
    wanted = request.GET.get("meeting")
    if wanted is None:
        first: Meeting | None = ahead.first()
        return first
    meeting: Meeting | None = ahead.filter(pk=wanted).first() if wanted.isdecimal() else None
    if meeting is None:
        raise Http404("No such meeting ahead.")
    return meeting
