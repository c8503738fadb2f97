"""The library's forms for signing in, in our words."""

from typing import Any

from allauth.account import forms

ADDRESS = "E-mail address"


class LoginForm(forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS


class ResetPasswordForm(forms.ResetPasswordForm):
    """The address that a link to set a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
