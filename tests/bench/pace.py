"""How fast the machine is at this moment: the same work, timed each time.

A shared machine gives its neighbours now more, now less; a figure of seconds says little without.
"""

import time
from html import escape

ROWS = 40_000
ATTEMPTS = 5


def pace() -> float:
    """Milliseconds of CPU for a fixed piece of Python: the best of a few attempts."""
    return 1000 * min(_once() for _ in range(ATTEMPTS))


def _once() -> float:
    began = time.process_time()
    rows = [{"number": f"{n}", "text": f"<action {n}>"} for n in range(ROWS)]
    "".join(f"<tr><td>{row['number']}</td><td>{escape(row['text'])}</td></tr>" for row in rows)
    return time.process_time() - began
