# SPDX-License-Identifier: MIT
"""Linux' log and reports, as values."""
