# SPDX-License-Identifier: MIT
"""Formats of files that are meant to boot: one a module."""
