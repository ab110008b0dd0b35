/* SPDX-License-Identifier: MIT */
/* Numbers of Linux arch/x86/entry/syscalls/syscall_32.tbl. Included once a use. */
SYSTEM_CALL(1, exit)
SYSTEM_CALL(3, read)
SYSTEM_CALL(4, write)
SYSTEM_CALL(5, open)
SYSTEM_CALL(6, close)
SYSTEM_CALL(20, getpid)
SYSTEM_CALL(37, kill)
SYSTEM_CALL(45, brk)
SYSTEM_CALL(55, fcntl)
SYSTEM_CALL(91, munmap)
SYSTEM_CALL(116, sysinfo)
SYSTEM_CALL(120, clone)
SYSTEM_CALL(122, absent)	/* uname: the runtime probes for futex_time64 instead */
SYSTEM_CALL(125, mprotect)
SYSTEM_CALL(140, llseek)	/* _llseek */
SYSTEM_CALL(158, sched_yield)
SYSTEM_CALL(162, nanosleep)
SYSTEM_CALL(172, prctl)
SYSTEM_CALL(173, rt_sigreturn)
SYSTEM_CALL(174, rt_sigaction)
SYSTEM_CALL(175, rt_sigprocmask)
SYSTEM_CALL(180, pread64)
SYSTEM_CALL(183, getcwd)
SYSTEM_CALL(186, sigaltstack)
SYSTEM_CALL(192, mmap)		/* mmap2: in pages is only the offset, which is not used */
SYSTEM_CALL(197, fstat)		/* fstat64 */
SYSTEM_CALL(218, mincore)
SYSTEM_CALL(219, madvise)
SYSTEM_CALL(220, getdents64)
SYSTEM_CALL(221, fcntl)		/* fcntl64 */
SYSTEM_CALL(224, gettid)
SYSTEM_CALL(240, futex)
SYSTEM_CALL(242, sched_getaffinity)
SYSTEM_CALL(243, set_thread_area)
SYSTEM_CALL(252, exit_group)
SYSTEM_CALL(255, epoll_ctl)
SYSTEM_CALL(265, clock_gettime)
SYSTEM_CALL(270, tgkill)
SYSTEM_CALL(295, openat)
SYSTEM_CALL(296, read_only)	/* mkdirat */
SYSTEM_CALL(300, newfstatat)	/* fstatat64 */
SYSTEM_CALL(301, read_only)	/* unlinkat */
SYSTEM_CALL(305, readlinkat)
SYSTEM_CALL(319, epoll_pwait)
SYSTEM_CALL(328, eventfd2)
SYSTEM_CALL(329, epoll_create1)
SYSTEM_CALL(331, pipe2)
SYSTEM_CALL(340, absent)	/* prlimit64: os raises its limit of files, or does without */
SYSTEM_CALL(355, getrandom)
SYSTEM_CALL(422, absent)	/* futex_time64: the runtime probes for it */
SYSTEM_CALL(500, interrupt_open)	/* of our own: source.c */
SYSTEM_CALL(501, physical_address)	/* of our own: memory.c */
