# SPDX-License-Identifier: MIT
"""Verdicts on tests that gave none themselves."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress

from bench.verdict.outcome import Fault, Outcome, Verdict


def failure(reason: str, fault: Fault = Fault.HOST) -> Verdict:
    """A cell that could not be judged."""
    return Verdict(Outcome.ERROR, fault, reason)


def ended(status: int) -> Verdict:
    """A test process that ended without a verdict.

    Args:
        status: as waitpid(2) gives it.
    """
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return failure(f"the test process was killed by {signal.Signals(-code).name}")
    return failure(f"the test process ended with exit status {code} and gave no verdict")


def keep(verdict: Verdict, evidence: str) -> None:
    """Leave a verdict where `bench.verdict.evidence` would have left the test's own."""
    with suppress(OSError), open(f"{evidence}/verdict.json", "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(verdict.to_json(), file, indent=1)
        file.write("\n")
