# SPDX-License-Identifier: MIT
"""From a definition to everything that decides how a guest starts."""
