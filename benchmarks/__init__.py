# SPDX-License-Identifier: MIT
"""What is timed against what."""
