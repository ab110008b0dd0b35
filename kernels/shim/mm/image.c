// SPDX-License-Identifier: MIT
#include "mm/image.h"

#include "mm/elf.h"
#include "mm/paging.h"
#include "core/print.h"

/* In the page before the shim: Go's linker puts the ELF header there, before .text. */
extern const struct elf_header image_header;

/* The shim ends here; in Go's first segment it has variables of its own. */
extern const u8 shim_end[];

static const struct elf_segment *segments(void)
{
	return (void *)((uptr)&image_header + image_header.phoff);
}

uptr image_finish(void)
{
	const struct elf_header *elf = &image_header;
	const struct elf_segment *segment = segments();
	uptr end = 0;

	if (memcmp(elf->ident, "\177ELF", 4) != 0)
		panic_value("no ELF header at", (uptr)elf);

	for (int i = 0; i < elf->phnum; i++, segment++) {
		if (segment->type != PT_LOAD)
			continue;
		uptr top = segment->vaddr + segment->memsz;

		memset((void *)(uptr)(segment->vaddr + segment->filesz), 0,
		       segment->memsz - segment->filesz);
		if (end < top)
			end = top;
	}
	return align_up(end, PAGE_SIZE);
}

void image_protect(void)
{
	const struct elf_segment *segment = segments();

	for (int i = 0; i < image_header.phnum; i++, segment++) {
		uptr start = segment->vaddr, end = segment->vaddr + segment->memsz;

		if (segment->type != PT_LOAD || segment->flags & PF_W)
			continue;
		/* Segments begin on pages of their own: cmd/link/internal/ld/data.go, FlagRound. */
		paging_protect(start < (uptr)shim_end ? (uptr)shim_end : start,
			       align_up(end, PAGE_SIZE));
	}
}
