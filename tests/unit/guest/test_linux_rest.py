# SPDX-License-Identifier: MIT
"""A Linux guest in which anything could do something of itself does not rest."""

from __future__ import annotations

import pytest

from bench.guest.linux import linux_rest

QUIET = """x86_64
/proc/1/task/1/stat:1 (init) S 0 0 0 0 -1 4194560 89 0 0 0
/proc/2/task/2/stat:2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0
/proc/77/task/77/stat:77 (agent) S 1 77 77 0 -1 4194560 89 0 0 0
/proc/78/task/78/stat:78 (sh) S 1 78 78 0 -1 4194560 89 0 0 0
/proc/90/task/90/stat:90 (grep) R 77 90 90 0 -1 4194560 89 0 0 0
/proc/1/task/1/syscall:128 0x7fff 0x0 0x0 0x8 0x0 0x0 0x7fff 0x44c
/proc/2/task/2/syscall:0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
/proc/77/task/77/syscall:7 0x7ffd 0x3 0xffffffff 0x7ffd 0x0 0x4aa 0x7ffd 0x435
/proc/78/task/78/syscall:0 0x0 0x1b0b 0x1000 0x1000 0x7fff 0x0 0x7fff 0x47b
/proc/90/task/90/syscall:running
/proc/1/fd:
total 0
lrwx------    1 root     root            64 Nov 26 02:45 0 -> /dev/console
/proc/78/fd:
lrwx------    1 root     root            64 Nov 26 02:45 0 -> /dev/ttyS0
l-wx------    1 root     root            64 Nov 26 02:45 3 -> /tmp/file
/sys/class/net/eth0/flags:0x1002
/sys/class/net/lo/flags:0x9
 #0: <0000000000000000>, tick_sched_timer, S:01
intr = ^C; min = 1; time = 0;
"""


def _rests(said: str) -> bool:
    return linux_rest.rests(lambda *_: said.encode())


def test_one_that_waits_for_input_rests() -> None:
    assert _rests(QUIET)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("78/syscall:0 0x0", "78/syscall:35 0x7ffd"),  # nanosleep
        ("78/syscall:0 0x0", "78/syscall:0 0x3"),  # a read of a file
        ("77/syscall:7 0x7ffd 0x3 0xffffffff", "77/syscall:7 0x7ffd 0x3 0x1388"),
        ("78 (sh) S", "78 (sh) D"),
        ("78/syscall:0 0x0 0x1b0b 0x1000 0x1000 0x7fff 0x0 0x7fff 0x47b", "78/syscall:running"),
        ("/dev/ttyS0", "/dev/rtc0"),
        ("/tmp/file", "anon_inode:[timerfd]"),
        ("eth0/flags:0x1002", "eth0/flags:0x1003"),
        ("tick_sched_timer", "hrtimer_wakeup"),
        ("tick_sched_timer", "softdog_fire"),
        (" #0: <0000000000000000>, tick_sched_timer, S:01", ""),
        ("time = 0;", "time = 5;"),
        (QUIET, ""),
    ],
)
def test_one_in_which_something_may_happen_does_not(old: str, new: str) -> None:
    assert old in QUIET
    assert not _rests(QUIET.replace(old, new))


def test_a_shell_that_is_about_to_go_on_does_not() -> None:
    waits = QUIET.replace("78/syscall:0 0x0", "78/syscall:61 0xffff")  # wait4
    assert _rests(waits), "what it waited for may be gone already, and this shows nothing"
    looks = iter([waits, QUIET])
    assert not linux_rest.rests(lambda *_: next(looks).encode())


@pytest.mark.parametrize(
    "name", ["_printk", "mutex_lock", "kmalloc_trace", "misc_register", "__stack_chk_fail"]
)
def test_a_function_that_does_all_at_once(name: str) -> None:
    assert linux_rest._HARMLESS.fullmatch(name)


@pytest.mark.parametrize(
    "name",
    [
        *("add_timer", "mod_timer", "queue_delayed_work_on", "queue_work_on", "msleep"),
        *("hrtimer_start_range_ns", "schedule_timeout", "schedule", "kthread_create_on_node"),
        *("call_rcu", "wait_for_completion_timeout", "jiffies", "register_netdev", "complete"),
        *(
            "tasklet_init",
            "request_threaded_irq",
            "usleep_range_state",
            "ktime_get",
            "_printk_later",
        ),
    ],
)
def test_a_function_by_which_something_may_come_later(name: str) -> None:
    assert not linux_rest._HARMLESS.fullmatch(name)
