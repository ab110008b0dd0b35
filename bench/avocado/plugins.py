# SPDX-License-Identifier: MIT
"""Has a plugin that fails be a line on avocado's terminal: the traceback goes to the job's log.

Most that fail do so because the host has no room for what they write, which the line says.
"""

from __future__ import annotations

from typing import Any

from avocado.core.output import LOG_JOB
from avocado.utils import stacktrace

_log_exc_info = stacktrace.log_exc_info


def log_exc_info(exc_info: Any, logger: Any = None) -> None:
    """Log a traceback; what avocado's plugin manager calls after its own line."""
    _log_exc_info(exc_info, LOG_JOB)


def mend() -> None:
    """Have avocado log tracebacks as above."""
    stacktrace.log_exc_info = log_exc_info
