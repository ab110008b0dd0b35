# SPDX-License-Identifier: MIT
"""What guests report: records, their frames, the shared window."""
