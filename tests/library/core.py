# SPDX-License-Identifier: MIT
"""Go's own tests of its library: those that are quick, on a machine an architecture."""

from __future__ import annotations

import bench
from tests.library.judging import Package


@bench.each(
    bench.GoTest("sort"),
    bench.GoTest("strings"),
    bench.GoTest("strconv"),
    bench.GoTest("math"),
    bench.GoTest("math/bits"),
    bench.GoTest("unicode"),
    bench.GoTest("unicode/utf8"),
    bench.GoTest("encoding/json", skip=("TestHTTPDecoding: needs a network",)),
    bench.GoTest("container/heap"),
    bench.GoTest("container/list"),
    bench.GoTest("container/ring"),
    bench.row(
        bench.GoTest(
            "sync",
            skip=("TestMutexMisuse TestIssue76126: needs another process",),
            files=("src/sync/example_test.go",),
        ),
        machines=("q35", "virt", "pc-i386", "q35-smp", "virt-smp"),
    ),
    bench.GoTest("sync/atomic"),
    bench.GoTest("crypto/sha256"),
    bench.GoTest("go/parser", files=("src/go/parser", "src/go/printer/nodes.go")),
)
class Core(Package):
    """Packages whose tests are quick."""

    machines = ("q35", "virt", "pc-i386")
    budget = bench.Budget(cpu=60)
