"""Typing an e-mailed code, with limits that no new code gets round; and changing one's name."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boardplan.accounts.forms import OwnNameForm
from boardplan.accounts.limits import TOO_MANY_MAILS, may_send_code, may_try_code
from boardplan.accounts.models import User
from boardplan.accounts.naming import user_rename
from boardplan.audit.events import EventKind, record_event

TOO_MANY_TRIES = (
    "Too many codes were tried for this address, so none is taken for an hour. If you have a "
    "password, sign in with that. If you tried none of them yourself, tell your board’s manager."
)
ANOTHER_CODE = "Another code is on its way. Only the newest one works."


class ConfirmLoginCodeView(views.ConfirmLoginCodeView):
    """The library counts the tries of one code; this counts those of one address, too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the code, or send another one; an unknown address is answered alike."""
        is_resend = self._action == "resend"
        is_within_limits = may_send_code if is_resend else may_try_code
        is_free = is_within_limits(request, self._process.state["email"])
        if is_resend:
            messages.info(request, ANOTHER_CODE if is_free else TOO_MANY_MAILS)
        elif not is_free:
            self._process.abort()
            messages.error(request, TOO_MANY_TRIES)
        if is_free:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        page = "account_confirm_login_code" if is_resend else "account_login"
        return HttpResponseRedirect(self.passthrough_next_url(reverse(page)))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Record the wrong code, with whose it should have been."""
        user = self._process.user
        record_event(EventKind.SIGN_IN_FAILED, means="code", whose=user.pk if user else None)
        answer: HttpResponse = super().form_invalid(form)
        return answer


@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: HttpRequest) -> HttpResponse:
    """Let a person say how she is called."""
    user = cast("User", request.user)  # nobody else is let through
    form = OwnNameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        user_rename(user=user, was=user.name, by=user, **form.cleaned_data)
        messages.success(request, f"Your name is “{user}” now.")
        return redirect("account_name")
    return render(request, "account/name_change.html", {"form": form})
