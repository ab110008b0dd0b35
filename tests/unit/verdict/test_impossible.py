# SPDX-License-Identifier: MIT
"""A crash in a state that no processor can be in is QEMU's fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.structs.x86_flags import are_impossible
from bench.verdict.impossible import blame_emulator
from bench.verdict.outcome import Fault, Outcome, Verdict

RED = Verdict(Outcome.FAIL, Fault.PAYLOAD, "waited for the agent")

OOPS = """\
[    4.401114] BUG: kernel NULL pointer dereference, address: 0000000000000000
[    4.401114] Oops: Oops: 0010 [#1] PREEMPT SMP NOPTI
[    4.401114] RIP: 0010:0x0
[    4.401114] RSP: 0018:ffffc90000071d10 EFLAGS: {flags}
[    4.401114] RIP: 0033:0x447c59
[    4.401114] RSP: 002b:00007f4e66aa9db8 EFLAGS: ffffffff ORIG_RAX: 0000000000000036
"""


@pytest.mark.parametrize(
    ("flags", "impossible"),
    [
        ("00000002", False),
        ("00000246", False),
        ("00010286", False),  # RF
        ("003f7fd7", False),  # all that there are
        ("00000244", True),  # without bit 1
        ("0000024a", True),
        ("00000262", True),
        ("00008246", True),
        ("00400246", True),
        ("12345fd6", True),
        ("80000246", True),
    ],
)
def test_flags_of_a_crash(flags: str, impossible: bool, tmp_path: Path) -> None:
    assert are_impossible(int(flags, 16)) is impossible
    (tmp_path / "serial0.log").write_text(OOPS.format(flags=flags))
    verdict = blame_emulator(RED, tmp_path)
    if not impossible:
        assert verdict == RED
        return
    assert (verdict.outcome, verdict.fault) == (Outcome.ERROR, Fault.EMULATOR)
    assert verdict.reason == (
        f"QEMU left the guest with flags that no processor has, {int(flags, 16):#x}:"
        " waited for the agent"
    )


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Outcome.PASS),
        Verdict(Outcome.SKIP, reason="not here"),
        Verdict(Outcome.ERROR, Fault.HOST, "no space left"),
    ],
)
def test_a_test_that_wanted_the_crash_is_left_alone(verdict: Verdict, tmp_path: Path) -> None:
    (tmp_path / "serial0.log").write_text(OOPS.format(flags="12345fd6"))
    assert blame_emulator(verdict, tmp_path) == verdict
