# SPDX-License-Identifier: MIT
"""Run cells many times in a row, and count on each machine how often they were green.

    python -m tests.repeat TIMES ARGUMENT …

The arguments are those of `avocado run`. What is right must be right each time.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from tests.cold_and_warm import verdicts


def main(arguments: Sequence[str]) -> int:
    """Repeat; the number of cells that were not green each time, and 1 if nothing ran."""
    times, cells = int(arguments[0]), arguments[1:]
    green: Counter[str] = Counter()
    ran: Counter[str] = Counter()
    for turn in range(1, times + 1):
        for name, (status, why) in verdicts(cells).items():
            ran[name] += 1
            green[name] += status == "PASS"
            if status != "PASS":
                print(f"{name}: {status} in turn {turn}: {why}", flush=True)
        print(f"turn {turn} of {times}: {green.total()} of {ran.total()} green", flush=True)
    for name in sorted(ran):
        print(f"{green[name]:4} of {ran[name]:4}  {name}")
    return sum(green[name] < times for name in ran) or not ran


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
