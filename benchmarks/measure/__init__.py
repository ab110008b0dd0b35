# SPDX-License-Identifier: MIT
"""Measurements, each a module."""
