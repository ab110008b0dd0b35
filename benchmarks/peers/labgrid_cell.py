# SPDX-License-Identifier: MIT
"""The peer: labgrid's QEMUDriver in a pytest test, as labgrid's documentation has it.

Not run by this project's own pytest, but by that of `.venv-benchmark`.
"""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def qemu(target: Any) -> Any:
    """A machine that is switched on for each test."""
    driver = target.get_driver("QEMUDriver")
    driver.on()
    yield driver
    driver.off()


def test(qemu: Any) -> None:
    """Copied as often as the benchmark needs tests."""
    qemu.expect("# ", timeout=120)
    qemu.sendline("/bin/echo hello; echo code=$?")
    qemu.expect(r"hello\s+code=0\s+# ", timeout=120)  # what is left over, the next test reads
