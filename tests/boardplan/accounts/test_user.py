"""One person, one address, however it is typed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import RequestFactory

from boardplan.accounts.adapter import AccountAdapter
from boardplan.accounts.models import User

pytestmark = pytest.mark.django_db


def test_create_user_keeps_address_in_lower_case() -> None:
    user = User.objects.create_user("Manager@Medway.Example", name="A manager")

    assert user.email == "manager@medway.example"


def test_create_user_without_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


def test_create_user_without_password_cannot_sign_in_yet() -> None:
    user = User.objects.create_user("lead@medway.example", name="A lead")

    assert not user.has_usable_password()
    assert not user.is_staff
    assert not user.is_superuser


def test_create_superuser_may_do_everything() -> None:
    user = User.objects.create_superuser("admin@boardplan.example", "correct horse", name="Admin")

    assert user.is_staff
    assert user.is_superuser
    assert user.check_password("correct horse")


def test_natural_key_in_any_case_finds_the_person() -> None:
    user = User.objects.create_user("chair@medway.example", name="A chair")

    assert User.objects.get_by_natural_key("Chair@MEDWAY.example") == user


def test_second_person_with_same_address_in_other_case_is_refused() -> None:
    User.objects.create_user("chair@medway.example", name="A chair")

    with pytest.raises(IntegrityError):
        User.objects.create_user("CHAIR@medway.example", name="Another")


def test_address_in_upper_case_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="CHAIR@medway.example", name="A chair")


def test_form_with_taken_address_in_other_case_says_so() -> None:
    User.objects.create_user("chair@medway.example", name="A chair")
    another = User(email="Chair@Medway.example", name="Another")
    another.set_password(None)

    with pytest.raises(ValidationError, match="already has an account"):
        another.full_clean()


@pytest.mark.parametrize(("name", "shown"), [("A chair", "A chair"), ("", "chair@medway.example")])
def test_person_is_shown_by_name_or_else_address(name: str, shown: str) -> None:
    user = User(email="chair@medway.example", name=name)

    assert [str(user), user.get_full_name(), user.get_short_name()] == [shown] * 3


def test_sign_up_is_closed() -> None:
    assert not AccountAdapter().is_open_for_signup(RequestFactory().get("/"))
