/* SPDX-License-Identifier: MIT */
/*
 * A flat address space, with a segment of its own for the word at gs:0.
 * Intel SDM volume 3, 3.4.5 "Segment Descriptors" and 3.5.1 "Segment Descriptor Tables".
 */
#define PRESENT 0x80
#define SEGMENT 0x10			/* and not a gate or another of the system's */
#define CODE 0x0a			/* execute, read */
#define DATA 0x02			/* read, write */
#define PAGES 0x80			/* the limit counts 4 KiB */
#define BITS_32 0x40

#define CS_SELECTOR 0x08
#define DS_SELECTOR 0x10
#define GS_SELECTOR 0x18

	.text
	.globl load_descriptors
load_descriptors:
	movl	$tcb, %eax
	movw	%ax, gs_base_low
	shrl	$16, %eax
	movb	%al, gs_base_middle
	movb	%ah, gs_base_high
	lgdt	gdt_pointer
	lidt	idt_pointer
	ljmp	$CS_SELECTOR, $1f
1:	movw	$DS_SELECTOR, %ax
	movw	%ax, %ds
	movw	%ax, %es
	movw	%ax, %fs
	movw	%ax, %ss
	movw	$GS_SELECTOR, %ax
	movw	%ax, %gs
	ret

	.data
	.balign 8
	.globl	gdt, gdt_end
gdt:
	.quad	0
	.short	0xffff, 0		/* cs: all 4 GiB */
	.byte	0, PRESENT | SEGMENT | CODE, PAGES | BITS_32 | 0xf, 0
	.short	0xffff, 0		/* ds: the same */
	.byte	0, PRESENT | SEGMENT | DATA, PAGES | BITS_32 | 0xf, 0
	.short	3			/* gs: a word, counted in bytes */
gs_base_low:
	.short	0
gs_base_middle:
	.byte	0
	.byte	PRESENT | SEGMENT | DATA, BITS_32
gs_base_high:
	.byte	0
gdt_end:

gdt_pointer:
	.short	gdt_end - gdt - 1
	.long	gdt

/* No handler for anything: whatever the processor raises becomes a triple fault. */
idt_pointer:
	.short	0
	.long	0

	.section .note.GNU-stack, "", @progbits
