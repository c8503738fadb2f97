"""How a person is called: corrected by herself, or for her by whoever may."""

from __future__ import annotations

from django.db import transaction

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.audit.models import StaleRevision


@transaction.atomic
def user_rename(*, user: User, name: str, was: str, by: User, board: str = "") -> User:
    """Give a person another name; it is shown beside all that she wrote, too.

    ``was`` is the name that the form was drawn with, ``board`` the slug of the board at which
    somebody else corrects it. Who did it and when is a security event; the names are not in it.
    Raises StaleRevision where the name was changed since.
    """
    if name == was:
        return user
    if not User.objects.filter(pk=user.pk, name=was).update(name=name):
        raise StaleRevision("The name was changed by somebody else since.")
    user.name = name
    record_event(
        EventKind.PEOPLE_CHANGED, user=by, board=board, change="name corrected", whose=user.pk
    )
    return user
