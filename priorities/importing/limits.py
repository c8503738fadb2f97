"""How much a file may hold, and what is said of one that holds more."""

from __future__ import annotations

MAX_TABLES = 200
MAX_ROWS = 10_000
# Cells and what they cover, of all tables together.
MAX_PLACES = 250_000

TOO_MANY_TABLES = (
    f"The file has more than {MAX_TABLES} tables, so it is not a plan alone. Save the pages with "
    "the plan in a file of their own, and choose that file."
)
TOO_MANY_ROWS = (
    f"The file has more than {MAX_ROWS:,} rows, so it is not a plan alone. Save the part with the "
    "plan in a file of its own, and choose that file."
)
TOO_WIDE = (
    f"The file has more than {MAX_PLACES:,} cells, so it is not a plan alone. Save the part with "
    "the plan in a file of its own, and choose that file."
)
