# SPDX-License-Identifier: MIT
"""The peer: a plain avocado instrumented test that drives QEMU through pexpect."""

from __future__ import annotations

import os
import resource
import shlex

import pexpect
from avocado import Test


class Hello(Test):  # type: ignore[misc]
    """Boots the kernel, reads its greeting, lets it go on, and looks at the exit code."""

    timeout = 300

    def test(self) -> None:
        """Copied as often as the benchmark needs tests."""
        argv = shlex.split(os.environ["PEER_COMMAND"])
        guest = pexpect.spawn(argv[0], argv[1:], timeout=60, echo=False)
        guest.expect("hello from Go")
        guest.send("\n")
        guest.expect(pexpect.EOF)
        guest.close()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(os.environ["PEER_CPU"], "a") as file:  # noqa: PTH123
            file.write(f"{used.ru_utime + used.ru_stime}\n")
        if guest.exitstatus != int(os.environ["PEER_STATUS"]):
            self.fail(f"QEMU ended with {guest.exitstatus}")
