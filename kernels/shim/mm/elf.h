/* SPDX-License-Identifier: MIT */
/*
 * ELF file and program headers, as far as the shim reads its own image.
 * System V ABI, chapter 4 "ELF Header" and chapter 5 "Program Header".
 */
#pragma once

#include "core/types.h"

#define PT_LOAD 1
#define PF_W 2

#ifdef __LP64__
struct elf_segment {
	u32 type, flags;
	u64 offset, vaddr, paddr, filesz, memsz, align;
};
#else
struct elf_segment {
	u32 type, offset, vaddr, paddr, filesz, memsz, flags, align;
};
#endif

struct elf_header {
	u8 ident[16];
	u16 type, machine;
	u32 version;
	uptr entry, phoff, shoff;
	u32 flags;
	u16 ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};
