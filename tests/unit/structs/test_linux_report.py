# SPDX-License-Identifier: MIT
"""What a kernel reports of its own trouble: kind, function and module."""

from __future__ import annotations

import pytest

from bench.structs.linux.report import first_report

RIP = "RIP: 0010:share_out+0x12/0xff0 [divides]"


@pytest.mark.parametrize(
    "stamp",
    [
        "[    5.140900] ",
        "[ 1234.5] ",
        "[    5.140900][   T45] ",
        "[    5.140900][    C0] ",
        "<4>[    5.140900] ",
        "<4>[    5.140900][   T45] ",
        "# [    5.140900] ",
        "login: [    5.140900][   T45] ",
        "[Thu Nov 26 01:18:54 2026] ",
        "2026-11-26T01:18:54,123456+00:00 ",
        "Nov 26 01:18:54 host kernel: ",
        "Nov 26 01:18:54 host kernel: [    5.140900] ",
        "6,339,5140900,-;",
        "6,339,5140900,-,caller=T45;",
        "",
    ],
)
def test_a_line_may_begin_in_many_ways(stamp: str) -> None:
    log = f"{stamp}Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI\r\n{stamp}{RIP}\r\n"
    report = first_report(log)
    assert report
    assert report.line == 1
    assert str(report) == (
        "Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI, in share_out+0x12/0xff0 [divides]"
    )


HEADS = [
    ("divide error: 0000 [#1] PREEMPT SMP NOPTI", "exception"),
    ("Oops: stack segment: 0000 [#1] PREEMPT SMP NOPTI", "exception"),
    ("Oops: int3: 0000 [#1] PREEMPT SMP NOPTI", "exception"),
    ("general protection fault, probably for non-canonical address 0x5a: 0000 [#1]", "exception"),
    ("traps: PANIC: double fault, error_code: 0x0", "double fault"),
    ("BUG: unable to handle page fault for address: ffffc9000000a000", "page fault"),
    ("BUG: kernel NULL pointer dereference, address: 0000000000000008", "NULL pointer"),
    ("Unable to handle kernel write to read-only memory at virtual address ff", "page fault"),
    ("Internal error: Oops - Undefined instruction: 0000000002000000 [#1] SMP", "exception"),
    ("Unexpected kernel BRK exception at EL1", "exception"),
    ("SError Interrupt on CPU0, code 0x00000000bf000002 -- SError", "exception"),
    ("CFI failure at indirect+0x10/0x20 (target: f+0x0/0x10; expected type: 0x1)", "CFI"),
    ("Watchdog detected hard LOCKUP on cpu 1", "hard lockup"),
    ("watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:71]", "soft lockup"),
    ("rcu: INFO: rcu_preempt self-detected stall on CPU", "stall"),
    ("rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 0-... }", "stall"),
    ("INFO: task insmod:71 blocked for more than 120 seconds.", "hung task"),
    ("INFO: task insmod:71 blocked on a mutex likely owned by task sh:1.", "hung task"),
    ("list_add corruption. next->prev should be prev (1), but was 2. (next=3).", "list corruption"),
    ("list_del corruption, ffff888003a3c1c8->next is LIST_POISON1", "list corruption"),
    ("refcount_t: underflow; use-after-free.", "reference count"),
    ("usercopy: Kernel memory exposure attempt detected from SLUB object", "usercopy"),
    ("kernel BUG at mm/slub.c:419!", "BUG"),
    ("UBSAN: shift-out-of-bounds in /x/faulty.c:93:13", "UBSAN"),
    ("BUG kmalloc-64 (Tainted: G           O     ): Poison overwritten", "slab corruption"),
    ("BUG: Bad page state in process insmod  pfn:03a3c", "page state"),
    ("VFS: Busy inodes after unmount of vdb (ext4)", "file system"),
    ("unregister_netdevice: waiting for lo to become free. Usage count = 2", "network device"),
    ("Out of memory: Killed process 71 (tail) total-vm:1kB", "out of memory"),
    ("insmod: page allocation failure: order:10, mode:0x920(GFP_ATOMIC)", "allocation failure"),
    ("sysfs: cannot create duplicate filename '/kernel/same'", "name taken"),
    ("BUG: scheduling while atomic: insmod/71/0x00000202", "sleep in atomic context"),
    ("BUG: workqueue leaked atomic, lock or RCU: kworker/0:1[9]", "workqueue"),
    ("kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)", "memory leak"),
    ("ODEBUG: free active (active state 0) object type: timer_list", "object state"),
    ("BUG: TASK stack guard page was hit at 00000000d9b1a8b5", "stack overflow"),
    ("Insufficient stack space to handle exception!", "stack overflow"),
    ("Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: f+0x1/0x2", None),
    ("Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)", "panic"),
    ("WARNING: possible recursive locking detected", "deadlock"),
    ("WARNING: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected", "deadlock"),
    ("WARNING: bad unlock balance detected!", "unlock balance"),
    ("[ BUG: Invalid wait context ]", "lock context"),
    ("WARNING: suspicious RCU usage", "RCU usage"),
    ("WARNING: CPU: 0 PID: 71 at /x/warns.c:6 suspicious+0x5/0x10 [warns]", "WARNING"),
    ("WARNING: drivers/x.c:6 at suspicious+0x5/0x10, CPU#0: insmod/71", "WARNING"),
]


@pytest.mark.parametrize(("head", "kind"), HEADS)
def test_a_first_line_names_its_kind(head: str, kind: str | None) -> None:
    report = first_report(f"[    1.000000] Run /init as init process\n[    5.140900] {head}\n")
    assert report
    assert (report.kind, report.what, report.line) == (kind or "stack corruption", head, 2)


@pytest.mark.parametrize(
    "line",
    [
        "[    5.1] insmod[71]: segfault at 0 ip 0000000000401000 sp 00007ffc error 4 in a[400000]",
        "[    5.1] traps: a[71] general protection fault ip:401000 sp:7ffc error:0 in a[400000]",
        "[    5.1] traps: a[71] trap divide error ip:401000 sp:7ffc error:0 in a[400000]",
        "[    0.0] ..MP-BIOS bug: 8254 timer not connected to IO-APIC",
        "[    0.1] debug: unmapping init [mem 0xc0800000-0xc0c9ffff]",
        "[    1.3] GPT: Use GNU Parted to correct GPT errors.",
        "[    2.3] WARNING: Unprivileged eBPF is enabled with eIBRS on",
        "[    2.3] rcu: Hierarchical RCU implementation.",
        "[    0.1] Kernel command line: panic=-1 reboot=t sysrq_always_enabled",
        "[    2.3] faulty: module verification failed: signature and/or required key missing",
        "WARNING: The following packages cannot be authenticated!",
        "the kernel said BUG: nothing",
    ],
)
def test_other_lines_are_no_reports(line: str) -> None:
    assert first_report(line) is None


def test_who_else_prints_at_the_same_time_is_left_out() -> None:
    report = first_report(
        "[    5.1][   T71] BUG: KASAN: slab-out-of-bounds in memcpy+0x1d/0x40\n"
        "[    5.1][   T72] Call trace:\n"
        "[    5.1][   T72]  innocent+0x1/0x10 [bystander]\n"
        "[    5.1][   T71] Call trace:\n"
        "[    5.1][   T71]  kasan_report+0x40/0x100\n"
        "[    5.1][   T71]  memcpy+0x1d/0x40\n"
        "[    5.1][   T71]  ? guessed+0x1d/0x40\n"
        "[    5.1][   T71]  fill+0x20/0x50 [faulty]\n"
    )
    assert report
    assert report.place
    assert (report.place.function, report.place.module) == ("fill", "faulty")
    assert str(report) == (
        "BUG: KASAN: slab-out-of-bounds in memcpy+0x1d/0x40, in fill+0x20/0x50 [faulty]"
    )


def test_a_report_ends_where_the_next_begins() -> None:
    report = first_report(
        "[    5.1] WARNING: suspicious RCU usage\n"
        "[    5.1] Call trace:\n"
        "[    5.1]  dump_stack+0x1/0x10\n"
        "[    5.2] WARNING: CPU: 0 PID: 71 at a.c:6 other+0x5/0x10 [elsewhere]\n"
        "[    5.2] pc : other+0x5/0x10 [elsewhere]\n"
    )
    assert report
    assert not report.caller


def test_the_kernel_at_fault_tells_which_module_led_there() -> None:
    report = first_report(
        "[    5.1] BUG: unable to handle page fault for address: ffffffffc0000000\n"
        "[    5.1] RIP: 0010:getname_flags+0x20/0x1e0\n"
        "[    5.1] Call Trace:\n"
        "[    5.1]  do_sys_openat2+0x61/0x160\n"
        "[    5.1]  open_it+0x20/0x50 [faulty]\n"
    )
    assert str(report) == (
        "BUG: unable to handle page fault for address: ffffffffc0000000,"
        " in getname_flags+0x20/0x1e0 from open_it+0x20/0x50 [faulty]"
    )


def test_what_is_told_first_is_the_cause_unless_it_is_minor() -> None:
    report = first_report(
        "[    5.1] sysfs: cannot create duplicate filename '/kernel/same'\n"
        "[    5.2] kernel BUG at mm/slub.c:419!\n"
        "[    5.3] WARNING: suspicious RCU usage\n"
    )
    assert report
    assert (report.kind, report.line) == ("BUG", 2)


def test_a_jump_to_nowhere_has_frames_that_are_not_sure() -> None:
    report = first_report(
        "[    5.1] BUG: kernel NULL pointer dereference, address: 0000000000000000\n"
        "[    5.1] RIP: 0010:0x0\n"
        "[    5.1] Call Trace:\n"
        "[    5.1]  ? jump+0x127/0x200 [crashes]\n"
        "[    5.1]  ? do_one_initcall+0x80/0x190\n"
    )
    assert report
    assert report.place
    assert report.place.text == "jump+0x127/0x200 [crashes]"


def test_the_reason_that_a_warning_gives() -> None:
    report = first_report(
        "[    5.1] ------------[ cut here ]------------\n"
        "[    5.1] the answer is 0 and not 42\n"
        "[    5.1] WARNING: CPU: 0 PID: 71 at a.c:6 doubt+0x5/0x10 [warns]\n"
    )
    assert str(report) == (
        "WARNING: CPU: 0 PID: 71 at a.c:6 doubt+0x5/0x10 [warns]: the answer is 0 and not 42"
    )


def test_a_loop_in_a_module_is_the_modules() -> None:
    report = first_report(
        "[    5.1] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:71]\n"
        "[    5.1] RIP: 0010:_raw_spin_lock+0x5/0x10\n"
        "[    5.1] Call Trace:\n"
        "[    5.1]  drain+0x5/0x10 [faulty]\n"
        "[    5.1]  faulty_init+0x20/0x50 [faulty]\n"
        "[    5.1]  do_one_initcall+0x80/0x190\n"
    )
    assert report
    assert report.place
    assert report.place.function == "drain"
