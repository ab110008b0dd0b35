# SPDX-License-Identifier: MIT
"""Machines and what tests need, as frozen, validated values read from YAML."""
