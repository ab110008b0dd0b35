# SPDX-License-Identifier: MIT
"""A person at a guest that runs."""
