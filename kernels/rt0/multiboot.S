/* SPDX-License-Identifier: MIT */
/*
 * The headers by which a boot loader knows the kernel, in a section of their own that the
 * linker puts first: into the first 32 KiB of the file, where Multiboot2 looks for its own,
 * and the first 8 KiB, where Multiboot does.
 */
#define MULTIBOOT2_HEADER 0xe85250d6	/* Multiboot2 Specification 2.0, 3.1.1 */
#define MULTIBOOT2_I386 0		/* 32-bit protected mode */
#define MULTIBOOT2_END 0		/* 3.1.3: the tag that ends the tags */

#define MULTIBOOT_HEADER 0x1badb002	/* Multiboot Specification 0.6.96, 3.1.1 */
#define MULTIBOOT_FLAGS 0		/* where to load it says the ELF file */

	.section .multiboot, "a"
	.balign 8
	.globl multiboot2_header
multiboot2_header:
	.long MULTIBOOT2_HEADER
	.long MULTIBOOT2_I386
	.long multiboot2_end - multiboot2_header
	.long -(MULTIBOOT2_HEADER + MULTIBOOT2_I386 + (multiboot2_end - multiboot2_header))
	.short MULTIBOOT2_END
	.short 0			/* flags */
	.long 8				/* size of the tag */
multiboot2_end:

	.balign 4
	.long MULTIBOOT_HEADER
	.long MULTIBOOT_FLAGS
	.long -(MULTIBOOT_HEADER + MULTIBOOT_FLAGS)

	.section .note.GNU-stack, "", @progbits
