# SPDX-License-Identifier: MIT
"""What a person may name on a command line."""
