// SPDX-License-Identifier: MIT
/* System calls: memory. Numbers are those of Linux include/uapi/asm-generic/mman*.h. */
#include "core/arch.h"
#include "core/errno.h"
#include "mm/pages.h"
#include "mm/paging.h"
#include "core/syscall.h"
#include "mm/vm.h"

#define PROT_NONE 0
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20
#define MADV_DONTNEED 4
#define MADV_HUGEPAGE 14
#define MADV_NOHUGEPAGE 15

long sys_mmap(struct arguments *a)
{
	uptr flags = a->value[3];

	if (!(flags & MAP_ANONYMOUS))
		return -EBADF;
	return vm_map(a->value[0], a->value[1], a->value[2] != PROT_NONE, flags & MAP_FIXED);
}

long sys_munmap(struct arguments *a)
{
	return vm_unmap(a->value[0], a->value[1]);
}

/* Pages that cannot be read are kept from everyone; all others can be written. */
long sys_mprotect(struct arguments *a)
{
	return vm_protect(a->value[0], a->value[1], a->value[2] != PROT_NONE);
}

long sys_madvise(struct arguments *a)
{
	switch (a->value[2]) {
	case MADV_DONTNEED:
		return vm_discard(a->value[0], a->value[1]);
	case MADV_HUGEPAGE:
	case MADV_NOHUGEPAGE:
		return 0;
	default:
		return -EINVAL;
	}
}

/*
 * physical_address(address), which Linux does not have: where a page that Go maps lies, for a
 * device that reads and writes it. It stays there until it is unmapped or given back.
 */
long sys_physical_address(struct arguments *a)
{
	uptr address = a->value[0];

	if (address < USER_START || address >= USER_END || !vm_reachable((void *)address, 1))
		return -EFAULT;
	return (*paging_entry(address) & PTE_ADDRESS) + address % PAGE_SIZE;
}

/* The runtime takes a break of 0 for "none", and maps its memory instead. */
long sys_brk(struct arguments *a)
{
	(void)a;
	return 0;
}

/* Linux include/uapi/linux/sysinfo.h */
struct sysinfo {
	long uptime;
	unsigned long loads[3];
	unsigned long total_ram, free_ram, shared_ram, buffer_ram, total_swap, free_swap;
	u16 processes, pad;
	unsigned long total_high, free_high;
	u32 unit;
};

long sys_sysinfo(struct arguments *a)
{
	struct sysinfo *info = (void *)a->value[0];

	if (!vm_reachable(info, sizeof(*info)))
		return -EFAULT;
	*info = (struct sysinfo){
		.total_ram = pages_total(),
		.free_ram = pages_left(),
		.unit = PAGE_SIZE,
	};
	return 0;
}

/* Whether all of a range is mapped; every page of it is in memory then. */
long sys_mincore(struct arguments *a)
{
	uptr start = a->value[0], end = start + align_up(a->value[1], PAGE_SIZE);
	u8 *pages = (void *)a->value[2];

	if (start % PAGE_SIZE)
		return -EINVAL;
	if (!vm_reachable(pages, (end - start) / PAGE_SIZE))
		return -EFAULT;
	for (uptr at = start; at < end; at += PAGE_SIZE, pages++) {
		if (!paging_mapped(at))
			return -ENOMEM;
		*pages = 1;
	}
	return 0;
}
