# SPDX-License-Identifier: MIT
"""The verdict on a cell: outcome, fault domain, evidence."""
