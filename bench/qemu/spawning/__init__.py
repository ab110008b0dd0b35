# SPDX-License-Identifier: MIT
"""Child processes: descriptors with fixed numbers, exit statuses, the reactor."""
