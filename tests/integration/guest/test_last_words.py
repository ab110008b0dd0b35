# SPDX-License-Identifier: MIT
"""What people are shown of a real guest's line on which something did not come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.errors import Unmet
from bench.qemu.budget import Budget
from bench.structs.records.record import Value
from tests.integration.machine_code import EXIT_42, HALT, run, say


def test_an_expectation_in_vain_tells_what_there_was(tmp_path: Path) -> None:
    with run(say(b"ready\nsteady\n") + EXIT_42, tmp_path) as guest:
        guest.console.expect("ready")
        with pytest.raises(Unmet) as again:
            guest.console.expect("ready")
        with pytest.raises(Unmet) as near:
            guest.console.expect("stedy")
        with pytest.raises(Unmet) as far:
            guest.console.expect(re.compile("never"))
    lines = "the last lines of serial0:\n  ready\n  steady"
    assert again.value.seen.startswith(lines)
    assert again.value.seen.endswith("\nit came before, and an earlier expect consumed it")
    assert near.value.seen == f"{lines}\nmost like it: steady"
    assert far.value.seen == lines


def test_a_silent_line_is_told(tmp_path: Path) -> None:
    with run(HALT, tmp_path, budget=Budget(cpu=100, idle=0.3)) as guest:
        with pytest.raises(Unmet) as text:
            guest.console.expect("login:")
        with pytest.raises(Unmet) as record:
            guest.console.expect_record(Value)
    assert text.value.seen == record.value.seen == "serial0 said nothing"
