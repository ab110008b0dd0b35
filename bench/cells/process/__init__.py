# SPDX-License-Identifier: MIT
"""One way to run a cell: in a process of its own, watched by another."""
