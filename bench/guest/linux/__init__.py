# SPDX-License-Identifier: MIT
"""A Linux guest: its agent, its rest, its hangs."""
