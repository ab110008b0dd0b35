// SPDX-License-Identifier: MIT
/*
 * Regions lie in a list sorted by address; neighbours of one kind are one region. A page
 * of an accessible region is taken when it is first touched, or at once where the
 * architecture cannot afford a page fault on a stack (VM_EAGER).
 */
#include "mm/vm.h"

#include "core/arch.h"
#include "core/errno.h"
#include "mm/pages.h"
#include "mm/paging.h"
#include "core/print.h"

struct region {
	struct region *next;
	uptr start, end;
	bool accessible;
};

static struct region *regions;
static struct region *spare;

static struct region *region_new(void)
{
	if (!spare) {
		struct region *page = page_alloc();

		if (!page)
			panic("no memory for a region");
		for (size_t i = 0; i < PAGE_SIZE / sizeof(*page); i++) {
			page[i].next = spare;
			spare = &page[i];
		}
	}
	struct region *region = spare;

	spare = region->next;
	return region;
}

static void region_free(struct region *region)
{
	region->next = spare;
	spare = region;
}

static bool in_user_range(uptr start, size_t length)
{
	return start >= USER_START && start < USER_END && length <= USER_END - start;
}

static bool is_free(uptr start, uptr end)
{
	for (struct region *r = regions; r && r->start < end; r = r->next)
		if (r->end > start)
			return false;
	return true;
}

static uptr first_gap(size_t length)
{
	uptr start = USER_START;

	for (struct region *r = regions; r && r->start < start + length; r = r->next)
		start = r->end;
	return in_user_range(start, length) ? start : 0;
}

/* Makes the pages of a range unreachable, but leaves in the tables where they are. */
static bool hide_pages(uptr start, uptr end)
{
	bool some = false;

	for (uptr at = start; at < end; ) {
		pte_t *entry = paging_entry(at);

		if (!entry) {
			at = align_down(at, BLOCK_SIZE) + BLOCK_SIZE;
			continue;
		}
		if (*entry) {
			*entry &= ~(pte_t)PTE_PRESENT;
			some = true;
		}
		at += PAGE_SIZE;
	}
	return some;
}

/* Frees the pages of a range that hide_pages has hidden. */
static void free_pages(uptr start, uptr end)
{
	for (uptr at = start; at < end; ) {
		pte_t *entry = paging_entry(at);

		if (!entry) {
			at = align_down(at, BLOCK_SIZE) + BLOCK_SIZE;
			continue;
		}
		if (*entry)
			page_free((void *)(uptr)(*entry & PTE_ADDRESS));
		*entry = 0;
		at += PAGE_SIZE;
	}
}

/* A page is free when no processor can reach it any more, and not before. */
static void drop_pages(uptr start, uptr end)
{
	if (!hide_pages(start, end))
		return;
	tlb_drop(start, end);
	free_pages(start, end);
}

/* Takes [start, end) out of every region. */
static void cut(uptr start, uptr end)
{
	struct region **link = &regions;

	while (*link && (*link)->start < end) {
		struct region *r = *link;

		if (r->end <= start) {
			link = &r->next;
		} else if (r->start < start && r->end > end) {
			struct region *rest = region_new();

			*rest = (struct region){ r->next, end, r->end, r->accessible };
			r->end = start;
			r->next = rest;
			return;
		} else if (r->start < start) {
			r->end = start;
			link = &r->next;
		} else if (r->end > end) {
			r->start = end;
			return;
		} else {
			*link = r->next;
			region_free(r);
		}
	}
}

/* Takes [start, end) out of every region, and its pages out of the tables. */
static void carve(uptr start, uptr end)
{
	drop_pages(start, end);
	cut(start, end);
}

static bool joins(const struct region *left, const struct region *right)
{
	return left && right && left->end == right->start && left->accessible == right->accessible;
}

static void insert(uptr start, uptr end, bool accessible)
{
	struct region *before = NULL;
	struct region *r = region_new();

	for (struct region *at = regions; at && at->start < start; at = at->next)
		before = at;
	*r = (struct region){ before ? before->next : regions, start, end, accessible };
	*(before ? &before->next : &regions) = r;

	if (joins(r, r->next)) {
		struct region *after = r->next;

		r->end = after->end;
		r->next = after->next;
		region_free(after);
	}
	if (joins(before, r)) {
		before->end = r->end;
		before->next = r->next;
		region_free(r);
	}
}

static bool give_page(uptr address)
{
	void *page = page_alloc();

	if (!page)
		return false;
	if (paging_map(align_down(address, PAGE_SIZE), (uptr)page))
		return true;
	page_free(page);
	return false;
}

static bool populate(uptr start, uptr end)
{
	for (uptr at = start; at < end; at += PAGE_SIZE)
		if (!paging_mapped(at) && !give_page(at))
			return false;
	return true;
}

long vm_map(uptr address, size_t length, bool accessible, bool fixed)
{
	length = align_up(length, PAGE_SIZE);
	if (!length || address % PAGE_SIZE)
		return -EINVAL;
	if (!fixed && !(in_user_range(address, length) && is_free(address, address + length)))
		address = first_gap(length);
	if (!in_user_range(address, length))
		return -ENOMEM;

	carve(address, address + length);
	insert(address, address + length, accessible);
	if (VM_EAGER && accessible && !populate(address, address + length)) {
		carve(address, address + length);
		return -ENOMEM;
	}
	return address;
}

long vm_unmap(uptr address, size_t length)
{
	length = align_up(length, PAGE_SIZE);
	if (address % PAGE_SIZE || !in_user_range(address, length))
		return -EINVAL;
	carve(address, address + length);
	return 0;
}

long vm_discard(uptr address, size_t length)
{
	uptr end = address + align_up(length, PAGE_SIZE);

	if (address % PAGE_SIZE || !in_user_range(address, end - address))
		return -EINVAL;
	if (!VM_EAGER) {
		drop_pages(address, end);
		return 0;
	}
	for (uptr at = address; at < end; at += PAGE_SIZE)
		if (paging_mapped(at))
			page_clear((void *)at);
	return 0;
}

static const struct region *find(uptr address)
{
	const struct region *r = regions;

	while (r && r->end <= address)
		r = r->next;
	return r && r->start <= address ? r : NULL;
}

static bool all_mapped(uptr start, uptr end)
{
	for (uptr at = start; at < end; ) {
		const struct region *r = find(at);

		if (!r)
			return false;
		at = r->end;
	}
	return true;
}

static void protect_pages(uptr start, uptr end, bool accessible)
{
	for (uptr at = start; at < end; at += PAGE_SIZE) {
		pte_t *entry = paging_entry(at);

		if (!entry || !*entry)
			continue;
		*entry = accessible ? *entry | PTE_PRESENT : *entry & ~(pte_t)PTE_PRESENT;
	}
	pte_publish();
	if (!accessible)
		tlb_drop(start, end);
}

long vm_protect(uptr address, size_t length, bool accessible)
{
	uptr end = address + align_up(length, PAGE_SIZE);

	if (address % PAGE_SIZE)
		return -EINVAL;
	if (!in_user_range(address, end - address) || !all_mapped(address, end))
		return -ENOMEM;
	cut(address, end);
	insert(address, end, accessible);
	protect_pages(address, end, accessible);
	if (VM_EAGER && accessible && !populate(address, end))
		return -ENOMEM;
	return 0;
}

bool vm_fault(uptr address)
{
	const struct region *r = find(address);

	if (!r || !r->accessible)
		return false;
	/* Another processor may have been faster. */
	if (!paging_mapped(address) && !give_page(address))
		panic_value("out of memory at", address);
	return true;
}

bool vm_reachable(const void *buffer, size_t length)
{
	uptr start = align_down((uptr)buffer, PAGE_SIZE);
	uptr end = (uptr)buffer + length;

	if (end < (uptr)buffer)
		return false;
	for (uptr at = start; at < end; at += PAGE_SIZE)
		if (!paging_mapped(at) && !vm_fault(at))
			return false;
	return true;
}
