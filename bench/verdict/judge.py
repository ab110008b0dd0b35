# SPDX-License-Identifier: MIT
"""From what went wrong with a test to a verdict and its fault domain."""

from __future__ import annotations

import unittest
from collections.abc import Iterator, Sequence

from bench.errors import (
    BenchError,
    EmulatorError,
    HostError,
    Unavailable,
    Unmet,
    explained,
    is_short_of_something,
)
from bench.text import shortened
from bench.verdict.frames import Source, raised_by_bench, users_trace, whole_trace
from bench.verdict.outcome import Fault, Outcome, Verdict
from bench.verdict.problem import Problem

_FAILURES = (AssertionError, Unmet)
"""Exceptions by which a test says that the guest did not do as expected."""

_LONGEST_REASON = 400
"""Characters: a few lines of a terminal."""

_USERS = Fault.PAYLOAD
_DOMAINS = {EmulatorError: Fault.EMULATOR, HostError: Fault.HOST}


def judge(problems: Sequence[Problem], source: Source | None = None) -> Verdict:
    """The verdict of a cell: the worst of all that went wrong, told from the first on.

    Args:
        problems: in the order in which they came; none if nothing went wrong.
        source: where the test stands, for the place in it that a red verdict names.
    """
    found = [leaf for problem in problems for leaf in _leaves(problem)]
    judged = [(problem, _judge(problem)) for problem in found]
    if not judged:
        return Verdict(Outcome.PASS)
    _, worst = max(judged, key=_severity)
    told = [(problem, verdict) for problem, verdict in judged if verdict.red] or judged
    first, _ = told[0]
    return Verdict(
        worst.outcome,
        worst.fault,
        "" if worst.outcome is Outcome.PASS else _reason([verdict for _, verdict in told], worst),
        seen=next((verdict.seen for _, verdict in told if verdict.seen), ""),
        detail="\n".join(filter(None, (verdict.detail for _, verdict in judged))),
        where=source.place(first.raised) if source and worst.red else "",
    )


def _leaves(problem: Problem) -> Iterator[Problem]:
    """The exceptions of a group, one by one."""
    if isinstance(problem.raised, BaseExceptionGroup):
        for raised in problem.raised.exceptions:
            yield from _leaves(Problem(raised, problem.part))
    else:
        yield problem


def _severity(judged: tuple[Problem, Verdict]) -> tuple[int, bool]:
    """A fault of emulator or host outweighs all, as it says nothing of the payload."""
    _, verdict = judged
    order = (Outcome.PASS, Outcome.SKIP, Outcome.FAIL, Outcome.ERROR)
    return order.index(verdict.outcome), verdict.fault not in {None, Fault.PAYLOAD}


def _reason(told: Sequence[Verdict], worst: Verdict) -> str:
    """The first that went wrong, the worst if that is another, and how many more there are."""
    named = list(dict.fromkeys((told[0].reason, worst.reason)))
    more = len(told) - len(named)
    return "; then ".join(named) + (f" (and {more} more)" if more > 0 else "")


def _judge(problem: Problem) -> Verdict:
    """The verdict if this was all."""
    raised = problem.raised
    if isinstance(raised, unittest.SkipTest | Unavailable):
        outcome = Outcome.PASS if problem.only_part else Outcome.SKIP
        skipped = f"{problem.part} skipped: {_line(raised)}".strip()
        return Verdict(outcome, None, _of(problem, _line(raised)), detail=skipped)
    text = _text(raised)
    trace = users_trace(raised) or (text if "\n" in text else "")
    if isinstance(raised, _FAILURES):
        seen = raised.seen if isinstance(raised, Unmet) else ""
        reason = _of(problem, _line(raised))
        return Verdict(Outcome.FAIL, Fault.PAYLOAD, reason, seen=seen, detail=trace)
    if isinstance(raised, BenchError):
        reason = _of(problem, str(raised))
        seen = raised.detail
        return Verdict(Outcome.ERROR, _domain(raised), reason, seen=seen, detail=trace)
    if isinstance(raised, OSError) and is_short_of_something(raised):
        reason = _of(problem, str(explained(raised)))
        return Verdict(Outcome.ERROR, Fault.HOST, reason, detail=trace)
    reason = _of(problem, f"{type(raised).__name__}: {_line(raised)}")
    if raised_by_bench(raised):
        return Verdict(Outcome.ERROR, Fault.HOST, reason, detail=whole_trace(raised))
    return Verdict(Outcome.ERROR, Fault.PAYLOAD, reason, detail=trace)


def _domain(raised: BenchError) -> Fault:
    return next((fault for kind, fault in _DOMAINS.items() if isinstance(raised, kind)), _USERS)


def _of(problem: Problem, reason: str) -> str:
    return f"{problem.part} {reason}".strip()


def _line(raised: BaseException) -> str:
    """An exception's message in a line: the difference, and the test's own words for it."""
    first, *more = _text(raised).splitlines() or [type(raised).__name__]
    if more and more[-1].startswith(" : "):  # unittest puts the test's words after a difference
        first += more[-1]
    return shortened(first.removesuffix(" :"), _LONGEST_REASON)  # it puts none, too


def _text(raised: BaseException) -> str:
    try:
        return str(raised).strip()
    except Exception:  # an exception of the user's may be broken itself
        return ""
