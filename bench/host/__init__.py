# SPDX-License-Identifier: MIT
"""The host: its processes, files, locks and streams."""
