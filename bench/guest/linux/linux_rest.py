# SPDX-License-Identifier: MIT
"""Whether a Linux guest waits for nothing but what a test may do.

Linux is never without a timer: it looks after itself, and what it might say of that is not waited
for. All that could do something else is looked at, from within, and each must be known to wait for
ever: the programs, the timers that are not the kernel's own, the modules. A module's timers
and works cannot be seen: one that could have any, by the functions that it calls, is left its time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from elftools.elf.elffile import ELFFile

from bench.structs.linux.blocked_call import blocked_call

Run = Callable[..., bytes]
"""Runs a program in the guest; what it prints."""

_LOOK = """uname -m
grep -H . /proc/[0-9]*/task/[0-9]*/stat /proc/[0-9]*/task/[0-9]*/syscall
ls -l /proc/[0-9]*/fd
grep . /sys/class/net/*/flags
sed 's/^/module: /' /proc/modules
grep ', S:' /proc/timer_list
for line in /dev/console /dev/ttyS* /dev/ttyAMA*; do stty -a -F $line; done"""
_LOOKER = "grep"
"""The one program that runs while it looks."""

_FILE = re.compile(r"^/proc/(\d+)/task/(\d+)/(stat|syscall):(.*)$", re.MULTILINE)
_STAT = re.compile(r"\d+ \((?P<name>.*)\) (?P<state>\S)(?: -?\d+){5} (?P<flags>\d+) ", re.DOTALL)
"""proc(5): name, state, and flags, the ninth field."""
_KERNEL_THREAD = 0x200000  # linux/sched.h: PF_KTHREAD
_FOLDER = re.compile(r"^/proc/(\d+)/fd:$", re.MULTILINE)
_OPEN = re.compile(r" (\d+) -> (.*)$", re.MULTILINE)
_QUIET_FILE = re.compile(
    r"pipe:|socket:|/dev/(tty|console|null|zero|full|u?random|mem|pts/)|/(?!dev/|proc/|sys/)"
    r"|/proc/\d+$|/sys/devices/\S+/config$|anon_inode:\[(pidfd|eventfd|eventpoll|signalfd)\]"
)
"""Files of which nothing comes by itself: lines, pipes, and what lies on a disk."""
_READ = re.compile(r"pipe:|/dev/(tty|console|pts/)")
"""Files of which a read has no time limit, but for lines that were given one."""
_TIMER = re.compile(r"^ *#\d+: <[^>]*>, (.*), S:", re.MULTILINE)
"""kernel/time/timer_list.c; those of low resolution are not there."""
_HOUSEKEEPING = {
    *("tick_sched_timer", "tick_nohz_handler", "sched_clock_poll", "watchdog_timer_fn"),
    *("sched_rt_period_timer", "dl_task_timer", "inactive_task_timer", "pm_suspend_timer_fn"),
}
"""Of the tick, the clock, the scheduler, and devices that are put to sleep."""
_INTERFACE = re.compile(r"^/sys/class/net/(?!lo/).*/flags:(0x[0-9a-f]+)$", re.MULTILINE)
_UP = 1  # linux/if.h: IFF_UP
_MODULE = re.compile(r"^module: (\w+) ", re.MULTILINE)
_LINE_TIME = re.compile(r"\btime = (\d+);")

_HARMLESS = re.compile(
    r"_?printk|module_layout|__fentry__|_mcount|__x86_\w+|__stack_chk_\w+|__warn\w*|__ubsan_\w+"
    r"|k[vz]?free\w*|vfree|vmalloc|vzalloc|__?k[vm]\w*alloc\w*|k\w*alloc_\w+|kmem_cache_\w+|kstrdup"
    r"|str\w+|mem\w+|__mem\w+|v?s[cn]*printf|sscanf|kstrto\w+|_ctype|hex_\w+"
    r"|(__)?mutex_\w+|_raw_(spin|read|write)_\w+|__rcu_read_\w+|down|up|(down|up)_(read|write)"
    r"|_?_?copy_(to|from)_user\w*|__(put|get)_user_\w+|__check_object_size|__arch_copy_\w+"
    r"|param_\w+|proc_(create|remove|mkdir)\w*|remove_proc_\w+|single_(open|release)|seq_\w+"
    r"|misc_(de)?register|(__)?(un)?register_chrdev\w*|alloc_chrdev_region|cdev_\w+"
    r"|(__)?class_(create|destroy)|device_(create|destroy)|simple_\w+|no(op)?_llseek"
    r"|debugfs_(create|remove)\w*|sysfs_\w+|kobject_\w+|kernel_kobj|current_task|pcpu_hot"
    r"|__list_\w+|__asan_\w+|__kasan_\w+|gic_nonsecure_priorities|(system_)?cpu_?(hw)?caps"
    r"|arm64_\w+|alt_cb_\w+|(__)?(un)?register_binfmt|begin_new_exec|finalize_exec|kernel_read"
    r"|set_binfmt|setup_(arg_pages|new_exec)|start_thread|vm_m(un)?map"
)
"""Functions of the kernel by which a module cannot have something done later."""


def rests(run: Run) -> bool:
    """Whether nothing in a guest will do anything unless the test does.

    Raises:
        NotSeen, BudgetSpent: it does not answer.
    """
    # A look takes its time: a shell waited for a program ahead of it that is gone behind it, and is
    # about to go on. Where each still waits in the same call, none did.
    looks = [run("sh", "-c", _LOOK).decode(errors="replace") for _ in range(2)]
    calls = [_calls(said) for said in looks]
    both = calls[0].keys() & calls[1].keys()
    return all(calls[0][thread] == calls[1][thread] for thread in both) and _rests(run, looks[1])


def _calls(said: str) -> dict[str, str]:
    """The call in which each thread waits."""
    return {thread: text for _, thread, kind, text in _FILE.findall(said) if kind == "syscall"}


def _rests(run: Run, said: str) -> bool:
    files = _open_files(said)
    timers = {*_TIMER.findall(said)}
    return (
        all(_QUIET_FILE.match(name) for opened in files.values() for name in opened.values())
        and _programs_wait(said, files)
        and all(time == "0" for time in _LINE_TIME.findall(said))
        and bool(timers)
        and timers <= _HOUSEKEEPING
        and not any(int(flags, 16) & _UP for flags in _INTERFACE.findall(said))
        and all(_is_harmless(run, name) for name in _MODULE.findall(said))
    )


Files = dict[str, dict[int, str]]
"""The files behind the descriptors of each process."""


def _open_files(said: str) -> Files:
    _, *parts = _FOLDER.split(said)
    return {
        process: {int(number): name for number, name in _OPEN.findall(listed)}
        for process, listed in zip(parts[::2], parts[1::2], strict=True)
    }


def _programs_wait(said: str, files: Files) -> bool:
    architecture = said.partition("\n")[0]
    threads: dict[tuple[str, str], dict[str, str]] = {}
    for process, thread, kind, text in _FILE.findall(said):
        threads.setdefault((process, thread), {})[kind] = text
    return bool(threads) and all(
        _waits(texts, files.get(process, {}), architecture)
        for (process, _), texts in threads.items()
    )


def _waits(texts: dict[str, str], opened: dict[int, str], architecture: str) -> bool:
    """Whether a thread does nothing of itself."""
    stat = _STAT.match(texts.get("stat", ""))
    if not stat or stat["state"] == "D":  # the kernel tells of one that waits long for itself
        return False
    if stat["state"] == "Z" or int(stat["flags"]) & _KERNEL_THREAD:
        return True
    if stat["state"] == "R" and stat["name"] == _LOOKER:
        return True
    call = blocked_call(texts.get("syscall", "running"), architecture)
    if call and call.name == "read":
        return bool(_READ.match(opened.get(call.arguments[0], "")))
    return call is not None and call.without_limit


def _is_harmless(run: Run, module: str) -> bool:
    """Whether a module calls nothing by which it could have something done later."""
    file = run("cat", f"/modules/{module}.ko")
    if not file:
        return False
    symbols = ELFFile(io.BytesIO(file)).get_section_by_name(".symtab")
    wanted = [each.name for each in symbols.iter_symbols() if each["st_shndx"] == "SHN_UNDEF"]
    return all(_HARMLESS.fullmatch(name) for name in wanted if name)
