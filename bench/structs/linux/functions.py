# SPDX-License-Identifier: MIT
"""Functions of Linux that a call trace names and that are not the ones at fault."""

from __future__ import annotations

import re

HELPERS = re.compile(
    "|".join(
        (
            # Checks, reports, exceptions.
            r"sanitizer|asan|kmsan|__msan|msan_|kcsan|check_memory_region|read_word_at_a_time",
            r"(?:read|write)_once_\w*nocheck",
            r"print_(?:address_description|report|usage_bug|unlock|tainted)|imbalance_bug|report_bug",
            r"panic|fixup_bug|__warn|warn_(?:slowpath|alloc|bogus)|invalid_op|assertfail|fortify_report|copy_overflow",
            r"do_error|do_trap|_trap$|^exc_|show_stack|dump_(?:stack|backtrace)|walk_stack|stack_trace",
            r"arch_stack_walk|^unwind_backtrace|__switch_to|debug_object|_is_static_object|perf_trace|should_fail",
            r"do_(?:kernel|translation|page|bad|sea|alignment)_fault|do_mem_abort|^el1h?_\w+$",
            r"might_(?:fault|sleep|resched)|check_(?:heap_object|object)|get_taint",
            # Locks, atomics, bits, waiting.
            r"lockdep|lock_(?:acquire|release|class)|mark_lock|held_locks|trace_(?:hard|soft)irqs",
            r"(?:spin|read|write)_(?:try|un)?lock|raw_spin_rq|bh_(?:en|dis)able|seqprop_assert",
            r"(?:down|up)_(?:read|write|trylock)|^_*(?:down|up)$|^_*(?:rt_)?mutex_|osq_(?:un)?lock|owner_on_cpu|rwsem_down",
            r"atomic(?:64)?_(?:dec|inc|read|set|or|xor|and|add|sub|fetch|xchg|cmpxchg|try)",
            r"(?:set|clear|change|test)_bit|^_*refcount_|^kref_|ref_tracker|^_*wake_up|^complete$",
            r"wait_for_completion|finish_wait",
            # Allocators.
            r"k?v?[mzc]alloc|krealloc|kmem_cache|slab_|allocate_slab|^(?:k|v|kv)free|ida_free|__phys_addr",
            r"alloc_(?:frozen_)?page|folio_(?:alloc|unlock)|filemap_(?:alloc|get)_folio",
            r"pagecache_get_page|find_or_create_page|read_cache_(?:page|folio)|grab_cache_page",
            # Strings, copies, prints.
            r"mem(?:cpy|cmp|set|chr|move|dup)|str(?:n|l|s)?(?:cmp|cpy|len|str|chr|dup|cat)|string",
            r"copy_(?:to|from|(?:page|folio)_(?:to|from))_(?:user|iter)|copy(?:in|out)$",
            r"(?:put|get)_user|pointer|sc?n?printf|asprintf|printk|va_format|hex_dump|^crc",
            r"dev_(?:info|notice|warn|err|alert|crit|emerg)|extract_(?:user|iter)_to_sg",
            # Lists, trees, references.
            r"list_(?:add|del|replace|move|splice)|^_*rb_|xas_(?:start|load|find)|rhashtable_lookup",
            r"^klist_|^iput(?:_final)?$|^ihold$|dput|^drop_nlink$|^put_device$|mark_buffer_dirty",
            r"find_lock_entries|truncate_inode_pages_range|lock_page$",
            # Kernel objects, devices, names.
            r"kobject_|add_uevent_var|get_device_parent|device_(?:add|del|unregister|destroy|release)$",
            r"devres_release_all|device_for_each_child|device_remove_file|sysfs_remove",
            r"rollback_registered",
            r"unregister_netdev|unregister_client|hwrng_unregister|i2c_del_adapter",
            r"tty_unregister_device|usb_(?:submit|kill|hcd_submit)\w*_urb|usb_kill_anchored|usb_(?:control|bulk|interrupt)_msg",
            r"usb_start_wait_urb",
            r"dummy_urb_enqueue|kfree_skb",
            # Timers and work.
            r"del_timer|mod_timer|timer_delete|lock_timer_base|sk_stop_timer|insert_work|__queue_work",
            r"queue_(?:delayed_)?work|flush_work|cancel_(?:delayed_)?work|try_to_grab_pending",
            r"(?:flush|drain|destroy)_workqueue|kthread_stop|cleanup_srcu_struct",
            # Ports and registers.
            r"^(?:_*raw_)?(?:read|write)[bwlq]$|logic_(?:in|out)|indirect_thunk",
        )
    )
)
"""Functions that notice what their callers did wrong, and are not at fault."""

OUTER = re.compile(
    "|".join(
        (
            r"do_(?:fast_)?syscall_|sysenter_dispatch|el0_svc|invoke_syscall|ret_fast_syscall|tracesys",
            r"^entry_SYSCALL|ret_from_fork|^kthread$|smpboot_thread_fn|start_secondary|do_one_initcall",
            r"cpu_startup_entry|process_one_work|call_timer_fn|_run_timers|run_timer_softirq",
            r"hrtimer_run|do_softirq|run_ksoftirqd|tasklet_(?:hi_)?action|netif_receive_skb",
            # System calls that dispatch to files, sockets and devices.
            r"vfs_(?:read|write|iter_read|iter_write|ioctl|open)|do_iter_(?:read|write)|ksys_ioctl",
            r"^call_(?:read_iter|write_iter|mmap)|new_sync_(?:read|write)|compat_(?:sys_)?ioctl",
            r"blkdev_(?:driver_)?ioctl|mmap_region|do_mmap|do_dentry_open|__fput|task_work_run",
            r"exit_to_user|^sock_(?:sendmsg|recvmsg|mmap|ioctl|do_ioctl)|^_*sock_release",
            r"(?:kernel|sock_common)_setsockopt|kernel_(?:listen|accept)|sk_common_release",
            r"^(?:\w*_?sys_|SyS_|SYSC_)?(?:setsockopt|socketpair|connect|listen|accept|ioctl)$",
            r"^(?:nf|rt)netlink_rcv_msg|^netlink_dump|__do_fault|do_page_fault|^page_fault$",
        )
    )
)
"""Functions that dispatch work; what they call is what one calls the work."""

AWAITED = re.compile(r"rtnl_lock|^synchronize_(?:s?rcu|net|sched)|smp_call_function")
"""Functions that wait for all others: who calls them is a victim, and each time another one."""
