// SPDX-License-Identifier: MIT
/*
 * Pages come off a frontier that moves up through RAM, so that boot touches no page that
 * nobody asked for; a freed page goes on a list that is linked through the pages themselves.
 */
#include "mm/pages.h"

struct free_page {
	struct free_page *next;
};

static struct {
	uptr frontier, end;
	uptr hole_start, hole_end;
	struct free_page *free;
	u64 total, used;
} pages;

static uptr hole_size(void)
{
	uptr low = pages.hole_start > pages.frontier ? pages.hole_start : pages.frontier;
	uptr high = pages.hole_end < pages.end ? pages.hole_end : pages.end;

	return high > low ? high - low : 0;
}

void pages_init(uptr start, uptr end, uptr hole_start, uptr hole_end)
{
	pages.frontier = align_up(start, PAGE_SIZE);
	pages.end = align_down(end, PAGE_SIZE);
	pages.hole_start = align_down(hole_start, PAGE_SIZE);
	pages.hole_end = align_up(hole_end, PAGE_SIZE);
	pages.total = (pages.end - pages.frontier - hole_size()) / PAGE_SIZE;
}

static void *take(void)
{
	struct free_page *page = pages.free;

	if (page) {
		pages.free = page->next;
		return page;
	}
	if (pages.frontier >= pages.hole_start && pages.frontier < pages.hole_end)
		pages.frontier = pages.hole_end;
	if (pages.frontier >= pages.end)
		return NULL;
	pages.frontier += PAGE_SIZE;
	return (void *)(pages.frontier - PAGE_SIZE);
}

void *page_alloc(void)
{
	void *page = take();

	if (page) {
		pages.used++;
		page_clear(page);
	}
	return page;
}

void *pages_alloc(size_t count)
{
	uptr start = pages.frontier, end = start + count * PAGE_SIZE;

	if (start < pages.hole_end && end > pages.hole_start) {
		pages.used += pages.hole_start > start ? (pages.hole_start - start) / PAGE_SIZE : 0;
		start = pages.hole_end;
		end = start + count * PAGE_SIZE;
	}
	if (end > pages.end)
		return NULL;
	pages.frontier = end;
	pages.used += count;
	for (uptr at = start; at < end; at += PAGE_SIZE)
		page_clear((void *)at);
	return (void *)start;
}

void page_free(void *page)
{
	struct free_page *entry = page;

	entry->next = pages.free;
	pages.free = entry;
	pages.used--;
}

void page_clear(void *page)
{
	u64 *word = page, *end = word + PAGE_SIZE / sizeof(*word);

	for (; word < end; word += 8)
		word[0] = word[1] = word[2] = word[3] = word[4] = word[5] = word[6] = word[7] = 0;
}

u64 pages_total(void)
{
	return pages.total;
}

u64 pages_left(void)
{
	return pages.total - pages.used;
}
