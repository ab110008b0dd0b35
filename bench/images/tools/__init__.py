# SPDX-License-Identifier: MIT
"""The programs that recipes run: their environment, inputs and complaints."""
