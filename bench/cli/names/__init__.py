# SPDX-License-Identifier: MIT
"""The names that a person may write on a command line."""
