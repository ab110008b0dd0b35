# SPDX-License-Identifier: MIT
"""Whether a guest passes, as its author says."""

from __future__ import annotations

import re

from bench.definitions.images.passes import Passes
from bench.errors import BenchError
from bench.guest.console.console import Console, NotSeen
from bench.guest.exit import Exit

_SAID = 4 << 20
"""Bytes of the line in which a summary is looked for."""

_UNTIL, _NEVER = "until", "never"


def judge(wanted: Passes, console: Console, ended: Exit | None) -> None:
    """Compare what was said, and how a guest ended, with what its author wants.

    Args:
        wanted: that.
        console: on which it speaks.
        ended: how it ended; None where it need not end.

    Raises:
        AssertionError: it does not pass.
    """
    if ended and wanted.exit and ended.ending != wanted.exit:
        raise AssertionError(f"it ended by {ended}, and passes by {_way(wanted)}")
    if ended and wanted.code is not None and ended.code != wanted.code:
        raise AssertionError(f"it ended by {ended}, and passes by {_way(wanted)}")
    if wanted.summary and not re.search(wanted.summary, _said(console), re.MULTILINE):
        raise AssertionError(f"/{wanted.summary}/ did not come on {console.name}")


def watch(wanted: Passes, console: Console) -> bool:
    """Read a guest's line until it is done, or has said what it never may.

    Returns:
        Whether it is done, and need not end.

    Raises:
        AssertionError: it said that.
        BudgetSpent: it says neither, and does not end.
    """
    parts = [f"(?P<{_NEVER}{number}>{one})" for number, one in enumerate(wanted.never)]
    if wanted.until:
        parts.append(f"(?P<{_UNTIL}>{wanted.until})")
    if not parts:
        return False
    try:
        found = console.expect(re.compile("|".join(parts), re.MULTILINE))
    except NotSeen:
        return False  # it has ended
    named = {name for name, text in found.groupdict().items() if text is not None}
    if _UNTIL in named:
        return True
    pattern = wanted.never[min(int(name.removeprefix(_NEVER)) for name in named if _NEVER in name)]
    lines = (line for line in _said(console).splitlines() if re.search(pattern, line))
    raise AssertionError(f"it said {next(lines, found[0])!r}, which /{pattern}/ never allows")


def refuse_nothing(wanted: Passes | None) -> Passes:
    """What there is to pass by.

    Raises:
        BenchError: nothing.
    """
    if wanted is None or wanted == Passes():
        raise BenchError(
            "nothing says how the guest passes",
            hint='write guest.passes(bench.Passes(exit="debug-exit", code=33)), '
            "or a key passes in images/NAME.yaml",
        )
    return wanted


def _said(console: Console) -> str:
    return console.newest(_SAID).decode(errors="replace").replace("\r\n", "\n")


def _way(wanted: Passes) -> str:
    code = "" if wanted.code is None else f" with code {wanted.code}"
    return f"{wanted.exit or 'any end'}{code}"
