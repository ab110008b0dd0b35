# SPDX-License-Identifier: MIT
"""Starts the process that forks cells, for whoever is to talk to it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence


def start_server(
    module: str,
    cells: Mapping[str, Sequence[str]],
    *,
    workers: int = 1,
    cold: bool = False,
) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Start a `bench.cells.process.fork_server` as a child of this process.

    Args:
        module: whose `main` it runs.
        cells: as `fork_server.Job` has them.
        workers: as there.
        cold: as there.

    Returns:
        The end of the connection here, and the process; it ends when the connection does.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs, tempfile.TemporaryFile("w+") as job:
        json.dump({"cells": cells, "workers": workers, "cold": cold}, job)
        job.seek(0)
        passed = [theirs.fileno(), job.fileno()]
        process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, passed)],
            pass_fds=passed,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return ours, process
