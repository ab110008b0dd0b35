# SPDX-License-Identifier: MIT
"""What came of a cell: outcome, fault domain, evidence."""
