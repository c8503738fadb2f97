"""Forms as the bench reads and sends them."""

import pytest
from django.test import RequestFactory

from tests.bench.forms import multipart, once_form

PAGE = """
<form><input type="search" name="q" value="words"></form>
<form>
  <input type="hidden" name="form_key" value="k&amp;1">
  <input type="radio" name="rating" value="red">
  <input type="checkbox" name="done"><input name="due"><textarea name="progress">typed</textarea>
  <button name="step" value="submit"></button>
</form>
"""


def test_form_is_read_as_it_would_be_sent_back_untouched() -> None:
    assert once_form(PAGE) == {"form_key": "k&1", "due": "", "progress": ""}


def test_page_without_such_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="one-time key"):
        once_form("<form><input name=q></form>")


def test_multipart_is_read_by_django_as_it_was_meant() -> None:
    fields = {"form_key": "1", "progress": "Zwei Wörter\r\nund mehr & more"}
    body, kind = multipart(fields)

    request = RequestFactory().post("/", body, content_type=kind)

    assert request.POST.dict() == fields
