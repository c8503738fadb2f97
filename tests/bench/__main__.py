"""``python -m tests.bench``: makes the boards, starts the server, measures, and prints.

DATABASE_URL must name an empty PostgreSQL database, which ``./dev bench`` sees to.
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.server import production_settings


def main() -> None:
    """Measure everything; an answer other than the right one ends it with an error."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="37 and 500 actions, few requests")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("The bench needs PostgreSQL: ./dev bench")
    os.environ |= production_settings()

    import django  # noqa: PLC0415 # only now do the settings say what they should

    django.setup()
    from tests.bench.course import FULL, QUICK, Course  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        Course(QUICK if options.quick else FULL, Path(folder) / "server.log").run()


if __name__ == "__main__":
    main()
