# SPDX-License-Identifier: MIT
"""Identities: by which a guest is one of its own, and not a copy."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

_SEED_SIZE = 64
"""Bytes: twice what the kernel's generator is keyed with."""


@dataclass(frozen=True)
class Identity:
    """The identity that a guest is given when it starts or goes on.

    Attributes:
        hostname: its name.
        mac: six bytes; its network interfaces count on from the last one.
        seed: bytes for its random pool.
        realtime: what its clock is set to, in ns since 1970 (UTC).
    """

    hostname: str
    mac: bytes
    seed: bytes
    realtime: int

    @classmethod
    def new(cls, machine: str) -> Identity:
        """One that no other guest has, as of now."""
        own = os.urandom(4)
        # IEEE 802: locally administered (bit 1 of the first byte), and no multicast.
        mac = bytes([0x02, *own, 0])
        seed = os.urandom(_SEED_SIZE)
        return cls(f"{machine}-{own.hex()}", mac, seed, time.time_ns())
