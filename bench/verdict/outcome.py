# SPDX-License-Identifier: MIT
"""Outcomes, fault domains and verdicts, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bench.text import many_lines, one_line


class Outcome(StrEnum):
    """How a cell ended."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"
    SKIP = "skip"


class Fault(StrEnum):
    """Whose fault a red cell is."""

    PAYLOAD = "payload"
    """The user's part: the kernel, the module, the program, the test."""
    EMULATOR = "emulator"
    """QEMU refused its command line, crashed or stopped answering."""
    HOST = "host"
    """The bench or the machine that it runs on."""


@dataclass(frozen=True)
class Verdict:
    """The judgement of one cell. Its texts are printable and bounded, wherever they came from.

    Attributes:
        outcome: pass, fail, error or skip.
        fault: the fault domain of a red cell; None for a green or skipped one.
        reason: one line; empty for a pass.
        guest: one line: what a red cell's guest said of its own trouble, or where it was.
        seen: what was there where the test awaited something: the console's last lines, the
            screen; what a tool said of a source that does not build; empty if it awaited nothing.
        detail: the traceback of the user's test: many lines.
        reproduce: the command that boots the same cell interactively.
        lost: why some of the evidence could not be written; empty if it is whole.
        where: `file:line` of the test at which a red cell went wrong.
    """

    outcome: Outcome
    fault: Fault | None = None
    reason: str = ""
    guest: str = ""
    seen: str = ""
    detail: str = ""
    reproduce: str = ""
    lost: str = ""
    where: str = ""

    def __post_init__(self) -> None:
        for name in ("reason", "guest", "reproduce", "lost", "where"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        for name in ("seen", "detail"):
            object.__setattr__(self, name, many_lines(getattr(self, name)))

    @property
    def red(self) -> bool:
        """Whether the cell failed or could not be judged."""
        return self.outcome in {Outcome.FAIL, Outcome.ERROR}

    @property
    def why(self) -> str:
        """All that a line can say: the reason, and what the guest had to say."""
        return f"{self.reason}; guest: {self.guest}" if self.guest else self.reason

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain data, as `verdict.json` holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Verdict:
        """The inverse of `to_json`."""
        fault = data["fault"]
        return cls(
            outcome=Outcome(data["outcome"]),
            fault=Fault(fault) if fault else None,
            reason=data["reason"],
            guest=data["guest"],
            seen=data["seen"],
            detail=data["detail"],
            reproduce=data["reproduce"],
            lost=data["lost"],
            where=data["where"],
        )
