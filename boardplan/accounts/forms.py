"""The library's forms for signing in, in our words; and that of one's own name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms
from allauth.core import context as answering
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings
from django.core.cache import cache
from django.forms import CharField, Field, TextInput, ValidationError

from boardplan.accounts.limits import TOO_MANY_MAILS, may_send_code
from boardplan.ui.forms import BoardplanForm, say_what_to_do

ADDRESS = "E-mail address"
FILL_IN_OR_ASK = "Fill in your password, or have a code e-mailed to you instead."
APP_CODE = "Code from your authenticator app"
TOO_MANY_APP_CODES = (
    "Too many wrong tries. Wait ten minutes, then type the code that your app shows, or one of "
    "your recovery codes."
)
STRONG_ENOUGH = (
    "At least 12 characters. Neither close to your name or e-mail address nor one of those that "
    "many people use."
)
TYPED_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "class": "govuk-input--width-10",
}


class LoginForm(forms.LoginForm):
    """Address and password; or the address alone, where a code is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        self.fields["password"].required = False
        say_what_to_do(self.fields)
        self.wants_code = "by_code" in self.data

    def clean(self) -> dict[str, Any] | None:
        if not self.wants_code and not self.cleaned_data.get("password"):
            self.add_error("password", FILL_IN_OR_ASK)
        login = self.cleaned_data.get("login")
        cleaned: dict[str, Any] | None = self.cleaned_data
        if self.wants_code and login and not may_send_code(answering.request, login):
            self.add_error("login", TOO_MANY_MAILS)
        else:
            cleaned = super().clean()
        return cleaned

    def user_credentials(self) -> dict[str, Any]:
        """What tells who it is; the library sends a code where there is no password."""
        credentials: dict[str, Any] = super().user_credentials()
        if self.wants_code:
            credentials.pop("password", None)
        return credentials


class RequestLoginCodeForm(forms.RequestLoginCodeForm):
    """The address that a sign-in code goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        say_what_to_do(self.fields)

    def clean_email(self) -> str:
        if not may_send_code(answering.request, self.cleaned_data["email"]):
            raise ValidationError(TOO_MANY_MAILS)
        email: str = super().clean_email()
        return email


class ConfirmLoginCodeForm(forms.ConfirmLoginCodeForm):
    """The code that was e-mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self.fields["code"], "Code", "Eight digits, with or without the dash")
        say_what_to_do(self.fields)


class ResetPasswordForm(forms.ResetPasswordForm):
    """The address that a link to set a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        say_what_to_do(self.fields)


class ChangePasswordForm(forms.ChangePasswordForm):
    """The password there is, and twice the one to come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self.fields)


class SetPasswordForm(forms.SetPasswordForm):
    """A first password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self.fields)


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):
    """A new password, twice, by a link that was e-mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self.fields)


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """The first code that a new authenticator app shows.

    The library makes another key whenever the page is opened; then a second tab, or a way round
    by another page, would make the code of what was scanned wrong. Here one key serves until used.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = answering.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if kept:
            session[SECRET_SESSION_KEY] = self.secret = kept
        _code_field(self.fields["code"], APP_CODE, "Six digits")
        say_what_to_do(self.fields)

    @property
    def key_to_type(self) -> str:
        """The secret in fours, for those who cannot scan the picture; apps leave out the spaces."""
        fours = range(0, len(self.secret), 4)
        return " ".join(self.secret[start : start + 4] for start in fours)


class AppCode(second_factor.BaseAuthenticateForm):
    """A code of the authenticator app, or of the list kept for the day it is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "Six digits; or, without your phone, one of your recovery codes"
        _code_field(self.fields["code"], APP_CODE, hint)
        say_what_to_do(self.fields)

    def clean_code(self) -> str:
        """A code serves once for as long as it is right.

        The library remembers it for one period only, but takes those of the neighbours, too.
        """
        try:
            code: str = super().clean_code()
        except ValidationError as refusal:
            if refusal.code == "too_many_login_attempts":
                raise ValidationError(TOO_MANY_APP_CODES, code=refusal.code) from refusal
            raise
        digits = "".join(filter(str.isalnum, code))
        lifetime = 30 * (1 + 2 * settings.MFA_TOTP_TOLERANCE)  # seconds
        if not cache.add(f"second-factor-{self.user.pk}-{digits}", True, timeout=lifetime):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(AppCode, second_factor.AuthenticateForm):
    """At sign-in."""


class ReauthenticateForm(AppCode, second_factor.ReauthenticateForm):
    """Before a change to how one signs in."""


def _new_password(fields: dict[str, Field]) -> None:
    """Plain words in place of the library's list of what a password must not be."""
    fields["password1"].label, fields["password1"].help_text = "New password", STRONG_ENOUGH
    fields["password2"].label = "New password again"
    say_what_to_do(fields)


def _code_field(field: Field, label: str, hint: str) -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs |= TYPED_CODE


class OwnNameForm(BoardplanForm):
    """How one is called oneself."""

    readers: ClassVar[Mapping[str, str]] = {
        "name": "everyone at your boards, and whoever reads what they print."
    }

    name = CharField(
        label="Your name or post",
        max_length=150,
        help_text="It is shown everywhere, also beside what you wrote before.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())
