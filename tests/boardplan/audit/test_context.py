"""The number and the sender of a request."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from boardplan.audit.context import (
    RequestContext,
    afterwards,
    begin,
    client_address,
    current,
    end,
    request_id,
)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "unknown", None),
        (2, "192.0.2.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
    ],
)
def test_address_is_what_the_trusted_proxies_saw(
    rf: RequestFactory, settings: Settings, proxies: int, forwarded: str, address: str | None
) -> None:
    settings.BOARDPLAN_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address


def test_address_of_a_socket_is_none(rf: RequestFactory) -> None:
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "4f2a-11ee-be56", True),
        (0, "4f2a-11ee-be56", False),
        (1, "short", False),
        (1, "x" * 37, False),
        (1, "with space or\nnewline", False),
        (1, "", False),
    ],
)
def test_number_is_taken_from_a_trusted_proxy_and_only_if_plain(
    rf: RequestFactory, settings: Settings, proxies: int, given: str, is_taken: bool
) -> None:
    settings.BOARDPLAN_PROXIES = proxies

    number = request_id(rf.get("/", HTTP_X_REQUEST_ID=given))

    assert (number == given) is is_taken
    assert number.replace("-", "").isalnum()


def test_every_request_has_another_number(rf: RequestFactory) -> None:
    assert request_id(rf.get("/")) != request_id(rf.get("/"))


def test_what_is_owed_is_done_at_the_end_and_the_context_is_left() -> None:
    done: list[str] = []
    begin(RequestContext(id="first"))

    afterwards(lambda: done.append(current().id))

    assert done == []
    end()
    assert done == ["first"]
    assert current().id == ""


def test_what_fails_at_the_end_is_logged_and_the_rest_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError

    begin(RequestContext(id="first"))
    afterwards(fail)
    afterwards(lambda: done.append("second"))

    end()

    assert done == ["second"]
    assert [record.message.split(",")[0] for record in caplog.records] == [
        "Something owed after an answer"
    ]
    assert current().id == ""


def test_outside_of_a_request_it_is_done_at_once() -> None:
    done: list[str] = []

    afterwards(lambda: done.append("now"))

    assert done == ["now"]
