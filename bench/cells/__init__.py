# SPDX-License-Identifier: MIT
"""Test x machine: which cells exist, which do not and why, and how one runs."""
