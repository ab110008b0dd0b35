# SPDX-License-Identifier: MIT
"""Submissions, graded by cells."""
