# SPDX-License-Identifier: MIT
"""Ledgers: what a source claims, what has to be seen for it, and what was seen."""
