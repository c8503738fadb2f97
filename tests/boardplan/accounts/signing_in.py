"""What tests do to sign in: fill in the pages, read the mail, look at an authenticator app."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.test import Client

from boardplan.accounts.models import User
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"
ACTIVATE = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"
SECOND_STEP = "/accounts/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30
"""Seconds for which an app shows one code."""


def is_signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


def by_password(client: Client, email: str, password: str = PASSWORD, where: str = LOGIN) -> Any:
    return client.post(where, {"login": email, "password": password})


def ask_for_code(client: Client, email: str, where: str = LOGIN) -> Any:
    """Press the second button of the sign-in page."""
    return client.post(where, {"login": email, "password": "", "by_code": "yes"})


def type_code(client: Client, code: str, where: str = CONFIRM) -> Any:
    return client.post(where, {"code": code})


def mailed_code(mails: Sequence[EmailMessage]) -> str:
    """The code in the newest of these messages."""
    [code] = re.findall(r"^\d{4}-\d{4}$", str(mails[-1].body), re.MULTILINE)
    return str(code)


def wrong(code: str) -> str:
    """Another code than this one."""
    return ("1" if code[0] != "1" else "2") + code[1:]


def give_app(user: User) -> Authenticator:
    """An authenticator app with the key SECRET, and recovery codes."""
    RecoveryCodes.activate(user)
    return TOTP.activate(user, SECRET).instance


def app_code(steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows now, or so many codes later or earlier."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + steps)))


def set_up(client: Client) -> str:
    """Set the app up as its page says; the key that was typed into it."""
    page = client.get(ACTIVATE).content.decode()
    [key] = re.findall(r"<strong>((?:\w{4} ?){8})</strong>", page)
    secret = key.replace(" ", "")
    answer = type_code(client, app_code(secret=secret), where=ACTIVATE)
    assert answer["Location"] == CODES
    return str(secret)


def prove_again(client: Client, password: str = PASSWORD) -> None:
    client.post("/accounts/reauthenticate/", {"password": password})
