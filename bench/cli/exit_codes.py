# SPDX-License-Identifier: MIT
"""Exit codes of the `bench` command, beside 0 and 1 for green and red."""

MISTAKE = 2
"""A person has to mend something."""

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
