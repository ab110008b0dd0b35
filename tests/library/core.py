# SPDX-License-Identifier: MIT
"""Go's own tests of its library: those that are quick, on a machine an architecture."""

from __future__ import annotations

from typing import ClassVar

import judging  # beside this file

import bench


class Package(judging.Package):
    """Those of this file."""

    machines: ClassVar[tuple[str, ...]] = ("q35", "virt", "pc-i386")
    budget = bench.Budget(cpu=60)


class Sort(Package):
    """Sorting and searching."""

    guest = bench.GoTest("sort")


class Strings(Package):
    """Strings."""

    guest = bench.GoTest("strings")


class Strconv(Package):
    """Numbers to text and back: every digit, every rounding."""

    guest = bench.GoTest("strconv")


class Math(Package):
    """Functions of floats, on a processor without an operating system to set it up."""

    guest = bench.GoTest("math")


class MathBits(Package):
    """Bits, carries and wide products."""

    guest = bench.GoTest("math/bits")


class Unicode(Package):
    """Tables of characters."""

    guest = bench.GoTest("unicode")


class UnicodeUtf8(Package):
    """UTF-8."""

    guest = bench.GoTest("unicode/utf8")


class EncodingJson(Package):
    """JSON: reflection at work."""

    guest = bench.GoTest("encoding/json", skip=("TestHTTPDecoding: needs a network",))


class ContainerHeap(Package):
    """Heaps."""

    guest = bench.GoTest("container/heap")


class ContainerList(Package):
    """Lists."""

    guest = bench.GoTest("container/list")


class ContainerRing(Package):
    """Rings."""

    guest = bench.GoTest("container/ring")


class Sync(Package):
    """Locks, pools and maps among goroutines."""

    machines = ("q35", "virt", "pc-i386", "q35-smp", "virt-smp")
    guest = bench.GoTest(
        "sync",
        skip=("TestMutexMisuse TestIssue76126: needs another process",),
        files=("src/sync/example_test.go",),
    )


class SyncAtomic(Package):
    """Atomic operations, and what misaligned ones do."""

    guest = bench.GoTest("sync/atomic")


class CryptoSha256(Package):
    """SHA-256, in assembly and without."""

    guest = bench.GoTest("crypto/sha256")


class GoParser(Package):
    """The parser of Go, which reads itself."""

    guest = bench.GoTest(
        "go/parser",
        files=(
            "src/go/parser",
            "src/go/printer/nodes.go",
        ),
    )
