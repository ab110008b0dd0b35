/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a program is entered with, and how it ends, where processors differ.
 */
#ifndef CALM_ARCH_H
#define CALM_ARCH_H

#include <linux/string.h>
#include <linux/types.h>
#include <start_program.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

/*
 * What a program finds when it is entered.
 * @word: on top of the stack.
 * @argument: in the first argument register.
 * @number: in the register that numbers a system call.
 * @epilogue: where what ends it lies; arm64's link register holds it.
 */
struct calm_entry {
	u64 word;
	u64 argument;
	u64 number;
	u64 epilogue;
};

#define CALM_JUMP_MAX	16

#ifdef CONFIG_ARM64

#define CALM_NR_EXIT	93
#define CALM_ALIGN	4UL	/* of an instruction */
#define CALM_HEADER	4UL	/* one byte, and three that keep the code aligned */

/* mov x0, #0; mov x8, #93; svc #0 */
#define CALM_EXIT_0	"\x00\x00\x80\xd2\xa8\x0b\x80\xd2\x01\x00\x00\xd4"
/* ldr x0, [sp], #16; mov x8, #93; svc #0 */
#define CALM_EXIT_TOP	"\xe0\x07\x41\xf8\xa8\x0b\x80\xd2\x01\x00\x00\xd4"
/* mov x8, #93; svc #0 */
#define CALM_EXIT_RESULT "\xa8\x0b\x80\xd2\x01\x00\x00\xd4"
/* svc #0 */
#define CALM_SYSCALL	"\x01\x00\x00\xd4"

/*
 * execve()'s own result overwrites x0 on the way out of the kernel, so that the
 * register cannot carry @argument: an instruction does, and then jumps to @to.
 * Writes both, as they run at the address @at; returns their size, 0 if none is needed.
 */
static inline size_t calm_jump(u8 *code, const struct calm_entry *entry, unsigned long at,
			       unsigned long to)
{
	__le32 words[2];

	if (!entry->argument)
		return 0;
	words[0] = cpu_to_le32(0xd2800000 | (entry->argument & 0xffff) << 5);	/* mov x0, # */
	words[1] = cpu_to_le32(0x14000000 | (((to - at - 4) >> 2) & 0x3ffffff));	/* b */
	memcpy(code, words, sizeof(words));
	return sizeof(words);
}

static inline void calm_start(struct pt_regs *regs, unsigned long pc, unsigned long sp,
			      const struct calm_entry *entry)
{
	start_program(regs, pc, sp);
	regs->regs[8] = entry->number;
	regs->regs[30] = entry->epilogue;
}

#else

#define CALM_NR_EXIT	60
#define CALM_ALIGN	1UL
#define CALM_HEADER	1UL

/* xor %edi, %edi; lea 60(%edi), %eax; syscall */
#define CALM_EXIT_0	"\x31\xff\x67\x8d\x47\x3c\x0f\x05"
/* pop %rdi; mov $60, %eax; syscall */
#define CALM_EXIT_TOP	"\x5f\xb8\x3c\x00\x00\x00\x0f\x05"
/* mov %eax, %edi; mov $60, %eax; syscall */
#define CALM_EXIT_RESULT "\x89\xc7\xb8\x3c\x00\x00\x00\x0f\x05"
/* syscall */
#define CALM_SYSCALL	"\x0f\x05"

/* The same for rax, which execve()'s result overwrites too. */
static inline size_t calm_jump(u8 *code, const struct calm_entry *entry, unsigned long at,
			       unsigned long to)
{
	if (!entry->number)
		return 0;
	code[0] = 0xb8;	/* mov $number, %eax */
	put_unaligned_le32(entry->number, code + 1);
	code[5] = 0xe9;	/* jmp, relative to what follows it */
	put_unaligned_le32(to - (at + 10), code + 6);
	return 10;
}

static inline void calm_start(struct pt_regs *regs, unsigned long pc, unsigned long sp,
			      const struct calm_entry *entry)
{
	start_program(regs, pc, sp);
	regs->di = entry->argument;
}

#endif

#endif
