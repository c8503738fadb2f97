"""E-mails that are owed, delivered: each at least once, and nobody written to twice otherwise."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable, Iterator
from email.utils import parseaddr

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from plans.models import NotYet, OwedMail

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=5)
"""How long a worker has to send one e-mail, before another worker takes it for lost."""
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""Before the second try, the third and so on; the last of them before all that follow."""
BATCH = 100

NOTHING_TO_SAY = "Nothing was to be said any more."
NOT_ACTIVE = "This person cannot sign in any more."
NO_ADDRESS = "No e-mail address is known."
REFUSED = "The address was refused"


def owed_mails() -> list[type[OwedMail]]:
    """Every kind of e-mail that may be owed."""
    return [model for model in apps.get_models() if issubclass(model, OwedMail)]


def deliver_owed(*, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Try each owed e-mail whose time has come, once; how many were sent.

    Where the mail server is away, the others wait for the next turn.

    ``goes_on`` is asked before each one, so that a worker can stop between two.
    """
    sent = 0
    with Postbox() as postbox:
        for mail in _leased():
            sent += _deliver(mail, postbox)
            # A server that is away is not asked again for each of the others in this turn.
            if postbox.is_broken or not goes_on():
                break
    return sent


def message_id(mail: OwedMail) -> str:
    """The same for each try, so that whoever gets an e-mail twice is shown one."""
    return f"<{mail.key}@{mail_domain()}>"


def mail_domain() -> str:
    """The domain that our e-mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


class Postbox:
    """One connection to the mail server for many e-mails; a broken one is replaced."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self.is_broken = False

    def __enter__(self) -> Postbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, message: EmailMessage) -> None:
        """Hand it to the mail server. Raises OSError (SMTP's errors are such) if it cannot."""
        if self._connection is None:
            self._connection = get_connection()
            self._connection.open()
        message.connection = self._connection
        message.send()

    def close(self) -> None:
        """Close the connection; one that is broken says nothing of interest."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:
                log.info("The mail server had closed the connection already")


def _leased() -> Iterator[OwedMail]:
    """Owed e-mails whose time has come, each leased to this worker alone when it is its turn."""
    for model in owed_mails():
        due = model.objects.due(timezone.now()).order_by("try_after", "pk")
        for pk in list(due.values_list("pk", flat=True)[:BATCH]):
            now = timezone.now()
            if model.objects.due(now).filter(pk=pk).update(leased_until=now + LEASE):
                yield model.objects.select_related("user").get(pk=pk)


def _deliver(mail: OwedMail, postbox: Postbox) -> bool:
    """Send one, or say on its row why not; whether it was sent."""
    try:
        message = _message(mail)
        if message is None:
            return False
        postbox.send(message)
    except NotYet as waiting:
        return _put_off(mail, str(waiting))
    except smtplib.SMTPRecipientsRefused as refusal:
        postbox.close()
        return _refused(mail, refusal)
    except OSError as trouble:  # of the connection, and every error of SMTP
        postbox.is_broken = True
        postbox.close()
        return _put_off(mail, f"The mail server could not take it: {_words(trouble)}")
    except Exception as error:
        # One e-mail that cannot be written must not keep all others back.
        postbox.close()
        log.exception("An e-mail could not be written", extra=mail.told())
        return _put_off(mail, f"It could not be written: {type(error).__name__}")
    _close(mail, sent_at=timezone.now(), trouble="", attempts=F("attempts") + 1)
    return True


def _message(mail: OwedMail) -> EmailMessage | None:
    """The e-mail with its number; None where it is dropped, which its row says."""
    if not mail.user.is_active:
        _drop(mail, NOT_ACTIVE)
        return None
    if not mail.user.email:
        _drop(mail, NO_ADDRESS, attempts=F("attempts") + 1)
        return None
    message = mail.message()
    if message is None:
        _drop(mail, NOTHING_TO_SAY)
        return None
    message.extra_headers["Message-ID"] = message_id(mail)
    return message


def _refused(mail: OwedMail, refusal: smtplib.SMTPRecipientsRefused) -> bool:
    """Drop it where the server will not have the address, else try again later."""
    codes = [code for code, _ in refusal.recipients.values()]
    if codes and all(500 <= code < 600 for code in codes):
        _drop(mail, f"{REFUSED} ({codes[0]}).", attempts=F("attempts") + 1)
        return False
    return _put_off(mail, f"The mail server asked to wait ({', '.join(map(str, codes))}).")


def _put_off(mail: OwedMail, trouble: str) -> bool:
    pause = PAUSES[min(mail.attempts, len(PAUSES) - 1)]
    _close(mail, try_after=timezone.now() + pause, trouble=trouble, attempts=F("attempts") + 1)
    log.warning("An e-mail could not be sent", extra=mail.told())
    return False


def _drop(mail: OwedMail, why: str, **fields: object) -> None:
    _close(mail, dropped_at=timezone.now(), trouble=why, **fields)


def _close(mail: OwedMail, **fields: object) -> None:
    """Write what became of it, and end the lease."""
    type(mail).objects.filter(pk=mail.pk).update(leased_until=None, **fields)


def _words(trouble: OSError) -> str:
    """The kind of an error and its number: a server's own words may hold addresses."""
    code = getattr(trouble, "smtp_code", None) or trouble.errno
    return f"{type(trouble).__name__} {code}" if code else type(trouble).__name__
