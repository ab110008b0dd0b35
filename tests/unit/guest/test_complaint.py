# SPDX-License-Identifier: MIT
"""What guests say of their own trouble, as they say it."""

from __future__ import annotations

import pytest

from bench.guest.complaint import complaint

GO_PANIC = """\
fault=nil
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1a5f06]

goroutine 1 gp=0x19d0398221e0 m=0 mp=0x24a060 [running]:
panic({0x1aa080?, 0x2487a0?})
\truntime/panic.go:860 +0x13a fp=0x19d03986ada0 sp=0x19d03986acf0 pc=0x18e0ba
runtime.panicmem(...)
\truntime/panic.go:336
main.dereferenceNil(0x3)
\temubench/kernels/cmd/faults/faults.go:30 +0x6 fp=0x19d03986ae08 sp=0x19d03986ae00 pc=0x1a5f06
main.main()
\temubench/kernels/cmd/faults/main.go:24 +0x105 fp=0x19d03986aeb0 sp=0x19d03986ae08 pc=0x1a6045
"""

DEADLOCK = """\
fatal error: all goroutines are asleep - deadlock!

goroutine 1 gp=0x1 m=nil [chan receive]:
main.main()
\temubench/kernels/mine/main.go:12 +0x105
"""

OOPS = """\
[    2.127466] hello: loading out-of-tree module taints kernel.\r
[    2.130000] BUG: kernel NULL pointer dereference, address: 0000000000000008\r
[    2.130001] #PF: supervisor write access in kernel mode\r
[    2.130002] Oops: 0002 [#1] PREEMPT SMP NOPTI\r
[    2.130003] CPU: 0 PID: 88 Comm: insmod Tainted: G           O\r
[    2.130004] RIP: 0010:hello_init+0x5/0x10 [hello]\r
[    2.140000] RIP: 0033:0x47b7a0\r
[    2.150000] Kernel panic - not syncing: Fatal exception\r
"""

ARM = """\
[    1.5] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008
[    1.5] Internal error: Oops: 0000000096000045 [#1] SMP
[    1.5] pc : hello_init+0x14/0x1000 [hello]
"""


FREED = """\
kernel BUG at mm/slub.c:419!
RIP: 0010:__kmem_cache_free+0x284/0x2a0
Call Trace:
 ? die+0x33/0x90
 answer_exit+0x15/0x1000 [submission]
 __do_sys_delete_module+0x1b7/0x2f0
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            GO_PANIC,
            "panic: runtime error: invalid memory address or nil pointer dereference,"
            " in main.dereferenceNil (emubench/kernels/cmd/faults/faults.go:30)",
            id="panic",
        ),
        pytest.param(
            DEADLOCK, "fatal error: all goroutines are asleep - deadlock!", id="nobody runs"
        ),
        pytest.param(
            OOPS,
            "BUG: kernel NULL pointer dereference, address: 0000000000000008,"
            " in hello_init+0x5/0x10 [hello]",
            id="the first report of Linux",
        ),
        pytest.param(
            ARM,
            "Unable to handle kernel NULL pointer dereference at virtual address"
            " 0000000000000008, in hello_init+0x14/0x1000 [hello]",
            id="arm64",
        ),
        pytest.param(
            "Kernel panic - not syncing: sysrq triggered crash\r\nRIP: 0033:0x47b7a0\r\n",
            "Kernel panic - not syncing: sysrq triggered crash",
            id="a program's counter is not the kernel's",
        ),
        pytest.param(
            FREED,
            "kernel BUG at mm/slub.c:419!, in answer_exit+0x15/0x1000 [submission]",
            id="on behalf of a module",
        ),
        pytest.param("shim: out of memory at 0xe2f\n", "shim: out of memory at 0xe2f", id="shim"),
        pytest.param("hello\nno panic: it is fine\nDEBUG: x\n", "", id="nothing"),
        pytest.param("panic: ", "", id="cut short"),
        pytest.param(
            "a.c:1:10: error\nfatal error: b.h: No such file\ncompilation terminated.\n",
            "",
            id="a compiler's",
        ),
        pytest.param("fatal error: out of memory", "fatal error: out of memory", id="Go's last"),
        pytest.param(
            "fatal error: out of memory\r\n\r\ngoroutine 1 [running]:\r\n",
            "fatal error: out of memory",
            id="by a line that ends in CR LF",
        ),
    ],
)
def test_the_first_trouble_and_its_place(text: str, expected: str) -> None:
    assert complaint(text) == expected
