"""How people are added and found by their e-mail address."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

if TYPE_CHECKING:
    from boardplan.accounts.models import User


class UserManager(BaseUserManager["User"]):
    """Adds people by e-mail address, and finds them however they type it."""

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """A new person; without a password she cannot sign in until she has set one by e-mail.

        Raises ValueError without an address.
        """
        if not email:
            raise ValueError("A person needs an e-mail address to sign in.")
        user = self.model(email=email.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """A new system administrator; raises ValueError without an address."""
        return self.create_user(
            email, password, name=name, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this address, in any case; raises User.DoesNotExist."""
        return self.get(email=(username or "").lower())
