# SPDX-License-Identifier: MIT
"""Has avocado keep nothing outside the results, so that a killed one leaves nothing behind.

Avocado puts the socket of its status server into a temporary folder and makes another
one for the job. The socket becomes an abstract one, which goes with its process; the
job's folder lies in the results (`keep_tmp` in avocado.cfg), and is removed here.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from avocado.core.plugin_interfaces import JobPreTests

from bench.avocado.runner import KIND


class NoLeftovers(JobPreTests):  # type: ignore[misc]
    """Runs once a job, before its tests."""

    name = "bench-leftovers"
    description = "Leaves nothing outside the results, whatever ends avocado"

    def __init__(self, config: dict[str, Any]) -> None:
        """Needs nothing of the configuration."""

    def pre_tests(self, job: Any) -> None:
        """Called between the discovery of tests and their start."""
        for suite in job.test_suites:
            if all(test.kind == KIND for test in suite.tests):  # other runners want a path
                name = f"emubench-{job.unique_id}"
                suite.config["run.status_server_auto"] = False
                suite.config["run.status_server_listen"] = f"\0{name}"
                suite.config["run.status_server_uri"] = f"@{name}"
        for folder in Path(job.logdir).parent.glob("job-*/avocado_job_*"):
            with contextlib.suppress(OSError):
                folder.rmdir()
