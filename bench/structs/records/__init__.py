# SPDX-License-Identifier: MIT
"""Reports of guests: records, their frames, the shared window."""
