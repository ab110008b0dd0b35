/* SPDX-License-Identifier: MIT */
/*
 * The Multiboot header: Multiboot Specification version 0.6.96, section 3.1. With the
 * address fields (bit 16) a loader takes the file as it lies, whatever ELF it is: all of
 * it (load_end 0) to the address of the ELF header, a page below this.
 */
#define MULTIBOOT_MAGIC 0x1badb002
#define MULTIBOOT_MEMORY 0x00000002
#define MULTIBOOT_ADDRESSES 0x00010000
#define MULTIBOOT_FLAGS (MULTIBOOT_MEMORY | MULTIBOOT_ADDRESSES)

	.macro multiboot_header entry
	.balign 4
multiboot_header:
	.long MULTIBOOT_MAGIC
	.long MULTIBOOT_FLAGS
	.long -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS)
	.long multiboot_header
	.long image_header		/* load_addr */
	.long 0				/* load_end_addr: the whole file */
	.long 0				/* bss_end_addr: the shim clears .bss */
	.long \entry
	.endm
