# SPDX-License-Identifier: MIT
"""The process that a test runs in: forked, tied to its supervisor, cut off from the terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any, NoReturn, cast

from bench.host.processes import die_with
from bench.verdict.outcome import Verdict

Announce = Callable[[float], None]
"""Told after how many seconds from now the test process may be killed."""

Body = Callable[[Announce], Verdict]
"""A test."""


def run_child(body: Body, supervisor: int, control: int, log: int) -> NoReturn:
    """Run a test; never returns into the supervisor's code that the fork copied.

    Args:
        body: the test.
        supervisor: the process to die with.
        control: a pipe for what the supervisor must know, as lines of JSON.
        log: a pipe for whatever the test writes.
    """
    status = 1
    try:
        _settle(supervisor, log)

        def tell(**message: Any) -> None:
            os.write(control, json.dumps(message).encode() + b"\n")

        verdict = body(lambda seconds: tell(ceiling=seconds))
        tell(verdict=verdict.to_json())
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _settle(supervisor: int, log: int) -> None:
    os.setsid()
    die_with(supervisor)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    cast("TextIOWrapper", sys.stdout).reconfigure(line_buffering=True)
