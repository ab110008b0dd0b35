# SPDX-License-Identifier: MIT
"""Whole runs of cells, by the bench and by peers, and what they cost."""
