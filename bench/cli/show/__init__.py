# SPDX-License-Identifier: MIT
"""The output of commands."""
