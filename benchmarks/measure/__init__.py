# SPDX-License-Identifier: MIT
"""What is timed, each by a module."""
