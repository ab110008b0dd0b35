# SPDX-License-Identifier: MIT
"""Reports for people: the matrix and its page."""
