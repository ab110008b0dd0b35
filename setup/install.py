# SPDX-License-Identifier: MIT
"""Sets the project up on Debian: its packages, then `.venv`. A second call does nothing."""

import io
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - here is where an older one is turned away
    sys.exit("This needs Python 3.11 or newer; python3 is " + sys.version.split()[0] + ".")

from pathlib import Path

import debian
from environment import Environment
from lock import alone
from steps import SetupError

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Returns the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a tick
    try:
        with alone(HERE):
            debian.install(HERE / "debian-packages.txt")
            Environment(HERE.parent).prepare()
    except (SetupError, OSError) as error:
        print(f"\nset-up failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nset-up interrupted; the next call goes on from here", file=sys.stderr)
        return 130
    print("✓ set up")
    return 0


if __name__ == "__main__":
    sys.exit(main())
