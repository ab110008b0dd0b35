"""From what a test raised to a verdict and its fault domain."""

from __future__ import annotations

import traceback
import unittest
from pathlib import Path

from bench.errors import BenchError, EmulatorError, HostError, Unmet
from bench.verdict.outcome import Fault, Outcome, Verdict

_FAILURES = (AssertionError, Unmet)
"""What says that the guest did not do what the test expects."""

_USERS = Fault.PAYLOAD
_DOMAINS = {EmulatorError: Fault.EMULATOR, HostError: Fault.HOST}

_BENCH = Path(__file__).parent.parent


def judge(raised: BaseException | None) -> Verdict:
    """The verdict of a cell.

    Args:
        raised: what ended the test or kept it from starting; None if nothing did.
    """
    if raised is None:
        return Verdict(Outcome.PASS)
    if isinstance(raised, unittest.SkipTest):
        return Verdict(Outcome.SKIP, reason=_line(raised))
    if isinstance(raised, _FAILURES):
        seen = raised.seen if isinstance(raised, Unmet) else ""
        detail = _users_frames(raised)
        return Verdict(Outcome.FAIL, Fault.PAYLOAD, _line(raised), seen=seen, detail=detail)
    if isinstance(raised, BenchError):
        return Verdict(Outcome.ERROR, _domain(raised), str(raised))
    fault = Fault.HOST if _of_the_bench(raised) else Fault.PAYLOAD
    whole = "".join(traceback.format_exception(raised))
    return Verdict(Outcome.ERROR, fault, f"{type(raised).__name__}: {_line(raised)}", detail=whole)


def _domain(raised: BenchError) -> Fault:
    return next((fault for kind, fault in _DOMAINS.items() if isinstance(raised, kind)), _USERS)


def _line(raised: BaseException) -> str:
    return (str(raised).strip() or type(raised).__name__).partition("\n")[0]


def _of_the_bench(raised: BaseException) -> bool:
    """Whether the bench's own code, and not the user's, raised something unforeseen."""
    frames = traceback.extract_tb(raised.__traceback__)
    return bool(frames) and Path(frames[-1].filename).is_relative_to(_BENCH)


def _users_frames(raised: BaseException) -> str:
    """Where in the user's files it happened, without the bench's and unittest's frames."""
    hidden = (_BENCH, Path(unittest.__file__).parent)
    frames = [
        frame
        for frame in traceback.extract_tb(raised.__traceback__)
        if not any(Path(frame.filename).is_relative_to(folder) for folder in hidden)
    ]
    return "".join(traceback.format_list(frames)) + str(raised)
