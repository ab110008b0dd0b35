/* SPDX-License-Identifier: MIT */
/* Bits of control registers, for C and assembly. Intel SDM volume 3A, section 2.5 and 2.3. */
#pragma once

#define CR0_PE 0x00000001	/* protected mode */
#define CR0_MP 0x00000002	/* WAIT heeds TS */
#define CR0_EM 0x00000004	/* no floating point unit */
#define CR0_NE 0x00000020	/* floating point errors are exceptions */
#define CR0_WP 0x00010000	/* read-only pages hold for ring 0 too */
#define CR0_PG 0x80000000	/* paging */

#define CR4_PSE 0x00000010	/* 4 MB pages */
#define CR4_PAE 0x00000020	/* entries of 64 bits */
#define CR4_OSFXSR 0x00000200	/* FXSAVE, SSE */
#define CR4_OSXMMEXCPT 0x00000400	/* SSE errors are exceptions */

#define MSR_EFER 0xc0000080	/* SDM volume 3A, section 2.2.1 */
#define EFER_SCE 0x001		/* SYSCALL */
#define EFER_LME 0x100		/* long mode */

#define EFLAGS_RESERVED 0x002	/* always 1 */
#define EFLAGS_IF 0x200		/* interrupts on */
#define EFLAGS_DF 0x400		/* string instructions go down */

/* Vectors of the interrupt descriptor table: SDM volume 3A, section 6.3. */
#define VECTOR_PAGE_FAULT 14
#define VECTOR_IRQ 32		/* the first that is free for devices */
#define VECTOR_SYSCALL 128	/* Linux's INT 0x80; amd64's SYSCALL says the same */
#define VECTOR_TIMER 48		/* of the local APIC, behind the 16 requests of a PC */
#define VECTOR_SELF 49		/* an interrupt that the processor sends to itself */
#define VECTOR_CALL 50		/* one processor calls another */
#define VECTOR_SPURIOUS 63	/* its low four bits are ones: SDM volume 3A, section 10.9 */
#define VECTORS 64
