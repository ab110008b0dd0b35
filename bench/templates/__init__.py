# SPDX-License-Identifier: MIT
"""Guests that were booted once, frozen, and cloned for every cell."""
