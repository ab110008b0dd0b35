#include "image.h"

#include "elf.h"
#include "print.h"

/* In the page before the shim: Go's linker puts the ELF header there, before .text. */
extern const struct elf_header image_header;

uptr image_finish(void)
{
	const struct elf_header *elf = &image_header;
	const struct elf_segment *segment = (void *)((uptr)elf + elf->phoff);
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
