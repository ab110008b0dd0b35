# SPDX-License-Identifier: MIT
"""A guest as a test holds it: console, screen, memory, exit."""
