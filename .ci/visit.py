"""Visits a served demonstration as its manager: signs in, reads pages, fetches the board pack.

Needs the standard library only: visit.py http://127.0.0.1:8000, with BOARDPLAN_DEMO_PASSWORD set.
"""

import os
import re
import sys
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

MANAGER = "manager@medway.example"
SITE = sys.argv[1]
SIGN_IN = "/accounts/login/"
browser = build_opener(HTTPCookieProcessor(CookieJar()))


def visit(address: str, *, starts: bytes, holds: str = "", **form: str) -> str:
    """The text of a page, which must start and hold as said; an answer of 400 or more raises."""
    body = urlencode(form).encode() if form else None
    with browser.open(SITE + address, body, timeout=60) as answer:
        content: bytes = answer.read()
        arrived = answer.url.removeprefix(SITE)
        sys.stdout.write(
            f"{'POST' if form else 'GET '} {address} -> {answer.status} {arrived}"
            f" {answer.headers['Content-Type']}, {len(content)} bytes\n"
        )
    text = content.decode(errors="replace")
    if not content.lstrip().lower().startswith(starts) or holds not in text:
        sys.exit(f"{address} is not what was asked for: {text[:300]}")
    return text


def page(address: str, holds: str, **form: str) -> str:
    """The text of a page of HTML that must hold these words."""
    return visit(address, starts=b"<!doctype html>", holds=holds, **form)


sign_in = page(SIGN_IN, '<h1 class="govuk-heading-xl">Sign in</h1>')
(style_sheet,) = re.findall(r'rel="stylesheet" href="([^"]+)"', sign_in)
visit(style_sheet, starts=b"", holds="Atkinson Hyperlegible Next")
(token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', sign_in)
secret = os.environ["BOARDPLAN_DEMO_PASSWORD"]
page(SIGN_IN, "Medway", login=MANAGER, password=secret, csrfmiddlewaretoken=token)
page("/boards/medway/", "Download the board pack")
page("/boards/medway/plan/", "Neglect")
page("/boards/medway/updates/reviews/", "Medway")
visit("/boards/medway/pack/progress.pdf", starts=b"%pdf-")
