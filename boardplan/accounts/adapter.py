"""What allauth does differently here."""

from __future__ import annotations

import logging
import math
import time
from functools import cache
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as answering
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from boardplan.accounts.models import User
from boardplan.audit.context import afterwards, client_address
from boardplan.audit.events import EventKind, record_event

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up, and lets a stranger find out nothing about who has an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "The e-mail address or the password is not right. Type both again, or have a code "
            "e-mailed to you instead."
        ),
        "incorrect_code": (
            "This code is not right. Type the code of the newest message that we sent you."
        ),
        "incorrect_password": "This password is not right. Type it again.",
        "too_many_login_attempts": (
            "Too many wrong tries. Wait ten minutes and try again, or have a new code sent."
        ),
        "rate_limited": "Too many tries. Wait ten minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a stranger has no place at any board."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which tries are counted; the same that events and log lines hold."""
        return client_address(request) or _address_of_all()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send once the page has been answered.

        The time that a mail server takes would tell a known address from an unknown one; and
        so would its failing.
        """
        request = answering.request
        about = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, about | context)
        afterwards(message.send)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes of signing in, which proved it; nor need a password be remembered."""
        request = answering.request
        steps = get_authentication_records(request, request.user)
        since = time.time() - steps[-1]["at"] if steps else math.inf
        if since < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the wrong password, with whose it should have been; never what was typed."""
        user = User.objects.filter(email=credentials.get("email", "")).first()
        record_event(EventKind.SIGN_IN_FAILED, means="password", whose=user.pk if user else None)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The words of the second factor, and its picture as a part of the page."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": (
            "This code is not right. Your app shows a new one every 30 seconds: type the one it "
            "shows now, or wait for the next."
        ),
        "cannot_generate_recovery_codes": "Set up an authenticator app first.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page: a strict policy loads no picture from itself."""
        file: str = super().build_totp_svg(url)
        return file[file.index("<svg") :]


@cache
def _address_of_all() -> str:
    """The one address of all who come through a socket from a proxy that is not believed.

    They share what is counted for each address, and can sign in. The log is told once.
    """
    logger.warning(
        "Requests come from no network address, so limits on one address count for everybody. "
        "Set BOARDPLAN_PROXIES to the number of proxies in front of this server."
    )
    return "0.0.0.0"  # noqa: S104  # no one listens there
