# SPDX-License-Identifier: MIT
"""The kinds of Linux' reports of trouble, as a table.

The first kind whose pattern matches the text of a line, behind time and caller, names a report;
it also says where such a report tells of the function at fault. The words are those of Linux 4.9
to 6.12: kernel/panic.c, kernel/locking/lockdep.c, kernel/rcu/tree_stall.h, kernel/watchdog.c,
kernel/hung_task.c, mm/kasan/report.c, mm/kfence/report.c, mm/kmsan/report.c, mm/kmemleak.c,
kernel/kcsan/report.c, init/initramfs.c, mm/page_alloc.c, mm/oom_kill.c, mm/usercopy.c, lib/ubsan.c,
lib/list_debug.c, lib/refcount.c, lib/debugobjects.c, arch/x86/kernel/{traps,dumpstack}.c,
arch/x86/mm/fault.c, arch/arm64/kernel/traps.c, arch/arm64/mm/fault.c.
"""

from __future__ import annotations

import re

from bench.structs.linux.report_kind import (
    AT_COUNTER,
    BEFORE,
    BELOW_COUNTER,
    BODY,
    CALLS,
    HEAD,
    INTERRUPTED,
    IRQ_SAFE,
    LINK,
    LOCKED,
    ORIGIN,
    RELEASED,
    WAITING,
    WORK,
    Kind,
)

_FAULT = (AT_COUNTER, LINK, BELOW_COUNTER)
_WARNING = (HEAD, *_FAULT)
_LOCK = (LOCKED, CALLS)

_ALLOCATORS = r"alloc|kmem|slab|(?:mem|str|strn)dup|asprintf|mmap"
_SCHEDULER = r"sched|__switch_to|preempt|retint_kernel"
_WAITS = (
    r"wait|completion|down|rwsem|_lock|lock$|_slowlock|kthread|cancel_delayed_work|flush_work$|"
    r"rcu_barrier|synchronize|context_switch"
)
_WORKQUEUES = r"^process_one_work$|^(?:flush|drain|destroy)_workqueue$"

KINDS = (
    # Checks of memory accesses.
    Kind(
        "KASAN",
        r"BUG: KASAN: ",
        (HEAD, CALLS),
        skip=r"(?:kernel|check)_fault$|mem_abort|vunmap",
    ),
    Kind(
        "KMSAN",
        r"BUG: KMSAN: ",
        (BODY, HEAD),
        skip=r"alloc_skb|^netlink_|_encrypt$|^(?:crypto|cipher|drbg|rng)_",
    ),
    Kind("KFENCE", r"BUG: KFENCE: ", (HEAD, BODY)),
    Kind("KCSAN", r"BUG: KCSAN: ", (HEAD,)),
    Kind(
        "UBSAN",
        r"UBSAN: |Internal error: UBSAN: ",
        _FAULT,
        skip=r"ubsan|overflow",
    ),
    Kind(
        "memory leak",
        r"BUG: memory leak|unreferenced object 0x|\d+ new suspected memory leaks",
        (BODY,),
        skip=rf"{_ALLOCATORS}|kmemleak|create_object|pcpu_create|idr_get|list_lru_init",
    ),
    # What is not what it should be: lists, counters, objects, buffers, pages, file systems.
    Kind(
        "list corruption",
        r"list_(?:add|del) (?:corruption|double add)|kernel BUG at lib/list_debug\.c"
        r"|WARNING: .*lib/list_debug\.c",
        _FAULT,
    ),
    Kind(
        "reference count",
        r"refcount_t: |WARNING: .*lib/refcount\.c",
        _FAULT,
        skip=r"refcount|^kobject_|^kref_",
    ),
    Kind(
        "object state",
        r"ODEBUG: |WARNING: .*lib/debugobjects\.c",
        _FAULT,
        skip=r"debug_|rcu|timer_|work_|^percpu_|^kobject_|^__free_|^vunmap|^vfree",
    ),
    Kind(
        "usercopy",
        r"usercopy: |Bad or missing usercopy|(?:kernel BUG at |WARNING: .*)mm/usercopy\.c",
        _FAULT,
        skip=r"usercopy|^__check",
    ),
    Kind(
        "slab corruption",
        r"BUG \S+ \((?:Not tainted|Tainted: .*?)\): (?!kasan:)|slab error in ",
        (CALLS,),
        skip=r"object_err|print_trailer|free_(?:debug|to_partial)|check_|_slab$",
    ),
    Kind(
        "page state",
        r"BUG: Bad page (?:state|cache)",
        (ORIGIN,),
        skip=rf"{_ALLOCATORS}|_page(?:$|_from)|folio|free_unref|page_frag|vmap|page_owner",
    ),
    Kind("page table", r"BUG: Bad page map|BUG: Bad rss-counter state|BUG: non-zero "),
    Kind("file system", r"VFS: Busy inodes after unmount|VFS: Close: file count is|BUG: Dentry "),
    Kind(
        "name taken",
        r"sysfs: cannot create duplicate filename ",
        (CALLS,),
        skip=r"^sysfs_|^create_dir$",
        minor=True,
    ),
    Kind("network device", r"unregister_netdevice: waiting for "),
    # Locks.
    Kind(
        "deadlock",
        r"(?:WARNING|INFO): possible (?:circular locking dependency|recursive locking"
        r"|irq lock inversion dependency)",
        _LOCK,
        skip=_WORKQUEUES,
    ),
    Kind(
        "deadlock", r"(?:WARNING|INFO): [A-Z]+-safe -> [A-Z]+-unsafe lock order", (IRQ_SAFE, *_LOCK)
    ),
    Kind("inconsistent lock state", r"(?:WARNING|INFO): inconsistent lock state", _LOCK),
    Kind(
        "lock held",
        r"(?:WARNING|BUG): (?:held lock freed|lock held when returning to user space"
        r"|.*still has locks held)",
        (LOCKED, RELEASED),
    ),
    Kind(
        "unlock balance",
        r"(?:WARNING|BUG): bad (?:unlock balance|contention) detected",
        (RELEASED, CALLS),
    ),
    Kind(
        "lock context",
        r"(?:WARNING: |BUG: )?(?:Invalid wait context|Nested lock was not taken)"
        r"|WARNING: .*kernel/locking/lockdep\.c",
        _WARNING,
        skip=r"^lock_sock|^release_sock",
    ),
    Kind(
        "lock without a key",
        r"INFO: trying to register non-static key",
        (CALLS,),
        skip=r"stack|lock|IRQ",
    ),
    Kind("spinlock", r"BUG: (?:spinlock|rwlock|rt_mutex) ", (CALLS,), skip=r"spin_|_lock|_unlock"),
    Kind("lockdep", r"BUG: MAX_\w+ too low"),
    Kind("RCU usage", r"(?:WARNING|INFO): suspicious RCU usage", (CALLS,), skip=r"rcu|kmem|slab"),
    # Contexts.
    Kind(
        "sleep in atomic context", r"BUG: sleeping function called from invalid context", (CALLS,)
    ),
    Kind(
        "sleep in atomic context",
        r"BUG: scheduling while atomic",
        (CALLS,),
        skip=rf"{_SCHEDULER}|sleep",
    ),
    Kind(
        "preemptible context",
        r"BUG: using \w+\(\) in preemptible",
        (CALLS,),
        skip=r"preempt|^debug_|processor_id|this_cpu",
    ),
    Kind("workqueue", r"BUG: workqueue leaked (?:lock|atomic)|BUG: workqueue lockup", (WORK,)),
    # What does not go on.
    Kind(
        "stall",
        r"INFO: (?:rcu|srcu)_\w+ ",
        (INTERRUPTED, *_FAULT),
        skip=r"apic_timer_interrupt|rcu",
        outermost=True,
    ),
    Kind("soft lockup", r"BUG: soft lockup", _FAULT, outermost=True),
    Kind("hard lockup", r"(?:Watchdog|CPU\d+: Watchdog) detected hard LOCKUP", _FAULT),
    Kind(
        "hung task",
        r"INFO: task .*(?:blocked|can't die|$)",
        (WAITING, CALLS),
        skip=rf"{_SCHEDULER}|{_WAITS}",
    ),
    # Processors' faults and the kernel's own ends.
    Kind(
        "NULL pointer",
        r"BUG: (?:[Uu]nable to handle )?[Kk]ernel NULL pointer|Unable to handle kernel NULL",
        _FAULT,
    ),
    Kind(
        "page fault", r"BUG: [Uu]nable to handle |Unable to handle kernel |Unhandled fault", _FAULT
    ),
    Kind(
        "stack overflow",
        r"BUG: .*stack guard page was hit|Insufficient stack space to handle exception"
        r"|Kernel panic - not syncing: (?:kernel stack overflow|corrupted stack end)",
        _FAULT,
        skip=rf"{_SCHEDULER}|bad_stack",
        outermost=True,
    ),
    Kind(
        "stack corruption",
        r"Kernel panic - not syncing: stack-protector:",
        (HEAD, CALLS),
        skip="stack_chk",
    ),
    Kind("BUG", r"kernel BUG at |Kernel BUG at ", _FAULT, skip="^skb_"),
    Kind("double fault", r"PANIC: double fault|(?:Oops: )?double fault: ", _FAULT, within=True),
    Kind("exception", r"PANIC: early exception ", _FAULT),
    Kind("CFI", r"CFI failure |Missing ENDBR: ", (HEAD, *_FAULT)),
    Kind("WARNING", r"WARNING: .*fs/proc/generic\.c", _WARNING, skip="^_*proc_"),
    Kind(
        "WARNING",
        r"WARNING: (?:CPU: \d|(?:\[.*\] )?\S+:\d+ at |.* at \S+:\d+ |kernel stack )",
        _WARNING,
    ),
    Kind(
        "exception",
        r"(?:Oops|[a-z][a-z0-9_ -]*(?:, [^:]*)?): .*\[#\d+\]",
        _FAULT,
        within=True,
    ),
    Kind(
        "exception",
        r"Internal error: |SError Interrupt |Bad mode in |Unhandled (?:\S+ el1h? |exception)"
        r"|Unexpected kernel (?:BRK|single-step) |Synchronous External Abort",
        _FAULT,
        within=True,
    ),
    # For want of memory: init, or what it starts, is not there then.
    Kind("initramfs", r"Initramfs unpacking failed: write error"),
    Kind("out of memory", r"Out of memory: Kill|Memory cgroup out of memory: Kill"),
    Kind(
        "allocation failure",
        r"\S+: page allocation failure: ",
        (CALLS,),
        skip=_ALLOCATORS,
        minor=True,
    ),
    Kind("Rust panic", r"rust_kernel: panicked at ", (CALLS,), skip="rust_begin_unwind"),
    Kind("panic", r"Kernel panic - not syncing: ", (CALLS,), within=True),
    Kind("BUG", r"BUG: ", _FAULT),
)
"""In the order in which they are tried."""

HEADS = re.compile(BEFORE + "(?:" + "|".join(f"(?:{kind.head})" for kind in KINDS) + ")")
"""Matches what any of them matches."""
