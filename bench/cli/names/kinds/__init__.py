# SPDX-License-Identifier: MIT
"""The kinds of guests: each module here is one, as the command line writes it."""
