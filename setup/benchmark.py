# SPDX-License-Identifier: MIT
"""Makes `.venv-benchmark`: what the bench is timed against. A second call does nothing."""

import sys
from pathlib import Path

from environment import Environment
from lock import alone
from steps import SetupError

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Returns the exit status."""
    try:
        with alone(HERE):
            Environment(HERE.parent, "benchmark").prepare()
    except (SetupError, OSError) as error:
        print(f"\nset-up failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
