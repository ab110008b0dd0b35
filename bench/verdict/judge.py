"""From what a test raised to a verdict and its fault domain."""

from __future__ import annotations

import traceback
import unittest
from pathlib import Path

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.console import NotSeen
from bench.qemu.activity import BudgetSpent
from bench.verdict.outcome import Fault, Outcome, Verdict

_BENCH = Path(__file__).parent.parent


def judge(raised: BaseException | None) -> Verdict:
    """The verdict of a cell.

    Args:
        raised: what ended the test or kept it from starting; None if nothing did.
    """
    match raised:
        case None:
            return Verdict(Outcome.PASS)
        case unittest.SkipTest():
            return Verdict(Outcome.SKIP, reason=_line(raised))
        case AssertionError():
            return Verdict(Outcome.FAIL, Fault.PAYLOAD, _line(raised), _users_frames(raised))
        case NotSeen() | BudgetSpent():
            return Verdict(Outcome.FAIL, Fault.PAYLOAD, str(raised), _users_frames(raised))
        case EmulatorError():
            return Verdict(Outcome.ERROR, Fault.EMULATOR, str(raised))
        case HostError():
            return Verdict(Outcome.ERROR, Fault.HOST, str(raised))
        case BenchError():
            return Verdict(Outcome.ERROR, Fault.PAYLOAD, str(raised))
        case _:
            fault = Fault.HOST if _of_the_bench(raised) else Fault.PAYLOAD
            reason = f"{type(raised).__name__}: {_line(raised)}"
            return Verdict(Outcome.ERROR, fault, reason, _whole(raised))


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


def _whole(raised: BaseException) -> str:
    return "".join(traceback.format_exception(raised))
