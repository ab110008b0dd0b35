# SPDX-License-Identifier: MIT
"""Tests as their source states them."""
