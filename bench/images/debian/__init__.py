# SPDX-License-Identifier: MIT
"""Debian's packages: sources, lock file, verified contents."""
