# SPDX-License-Identifier: MIT
"""The pages and pictures of docs/ that are made from measurements."""
