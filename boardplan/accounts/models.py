"""The person who signs in; what she may do at a board is a membership in plans."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from boardplan.accounts.managers import UserManager
from boardplan.audit.events import EventKind, record_event


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by her e-mail address. Deactivated when she leaves, never deleted."""

    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "Someone with this e-mail address already has an account."},
    )
    name = models.CharField(max_length=150, help_text="As the plan prints it, with any title.")
    is_staff = models.BooleanField(
        "looks after this installation",
        default=False,
        help_text="It opens no board: who may do what there is a membership.",
    )
    is_active = models.BooleanField(
        "can sign in",
        default=True,
        help_text="Untick this when a person leaves. What she wrote stays in the record.",
    )
    date_joined = models.DateTimeField("added on", default=timezone.now, editable=False)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counted up, it ends every session of this person."
    )

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ("name", "email")
        constraints = (
            # With this, "unique" means the same address in any case is the same person.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message="Write the e-mail address in lower case.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_awaited(self) -> bool:
        """Whether she was invited and has not come in yet: never signed in, and cannot without a
        link or a code sent by e-mail.
        """
        return self.last_login is None and not self.has_usable_password()

    def clean(self) -> None:
        """Lower the address as typed in a form, so that its case never matters."""
        super().clean()
        self.email = self.email.lower()

    def end_sessions(self) -> None:
        """Sign this person out everywhere, from her next request on."""
        self.session_epoch += 1
        type(self).objects.filter(pk=self.pk).update(session_epoch=models.F("session_epoch") + 1)
        record_event(EventKind.SESSIONS_ENDED, whose=self.pk)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each request compares a session with: the password, and the epoch of sessions."""
        return salted_hmac(
            "boardplan.accounts.User.session",
            f"{self.password} {self.session_epoch}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self) -> str:
        """The name as printed, or the address of someone who gave none."""
        return str(self)

    def get_short_name(self) -> str:
        """The same as the full name: titles and family names are not guessed apart."""
        return str(self)
