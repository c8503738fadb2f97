"""How many codes are sent and tried for one account: few from one place, more in all."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

TOO_MANY_MAILS = (
    "We have sent several codes already. Look among the unwanted messages too, and use the "
    "newest; or wait an hour and ask again."
)


def may_send_code(request: HttpRequest, email: str) -> bool:
    """Whether one more message goes to the address; it is counted, known or unknown."""
    return _is_free(request, "code_sent", email)


def may_try_code(request: HttpRequest, email: str) -> bool:
    """Whether one more code is taken for the address; it is counted, right or wrong."""
    return _is_free(request, "code_tried", email)


def _is_free(request: HttpRequest, action: str, email: str) -> bool:
    """The narrow limit counts for the network address, too, and comes first.

    So a stranger who asks or guesses uses up what is his, and leaves the person her own.
    """
    email = email.lower()
    counted = ((f"{action}_here", f"{email} {get_ip(request)}"), (action, email))
    return all(ratelimit.consume(request, action=limit, key=key) for limit, key in counted)
