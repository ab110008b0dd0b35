# SPDX-License-Identifier: MIT
"""Benchmarks, and the pages that show them."""
