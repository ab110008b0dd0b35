# SPDX-License-Identifier: MIT
"""The peer: a plain avocado instrumented test that drives a Linux guest through pexpect."""

from __future__ import annotations

import os
import shlex

import pexpect
from avocado import Test


class Linux(Test):  # type: ignore[misc]
    """Boots Linux, runs a program in its shell, and looks at output and exit code."""

    timeout = 300

    def test(self) -> None:
        """Copied as often as the benchmark needs tests."""
        argv = shlex.split(os.environ["PEER_COMMAND"])
        guest = pexpect.spawn(argv[0], argv[1:], timeout=120, echo=False)
        guest.delaybeforesend = None
        try:
            guest.expect_exact("# ")
            guest.send("/bin/echo hello; echo code=$?\n")
            guest.expect(r"hello\s+code=0\s")
        finally:
            guest.close(force=True)
