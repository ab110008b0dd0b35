# SPDX-License-Identifier: MIT
"""What a test holds while a machine runs: console, screen, memory, exit."""
