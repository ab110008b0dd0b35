# SPDX-License-Identifier: MIT
"""How long an example takes says nothing on a busy host."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("bench", deadline=None)
settings.load_profile("bench")
