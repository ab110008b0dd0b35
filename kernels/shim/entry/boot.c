// SPDX-License-Identifier: MIT
/* From the boot loader to the Go runtime's first instruction. */
#include "core/arch.h"
#include "core/biglock.h"
#include "files/command.h"
#include "core/console.h"
#include "files/archive_calls.h"
#include "mm/image.h"
#include "events/input.h"
#include "core/machine.h"
#include "mm/pages.h"
#include "mm/paging.h"
#include "core/print.h"
#include "smp/processors.h"
#include "calls/random.h"
#include "sched/thread.h"
#include "mm/vm.h"

/* As much as the runtime takes its first stack to be: runtime/asm_*.s, 64 KiB, and room. */
#define STACK_SIZE (256ul * 1024)
#define MOST_ARGUMENTS 64

/* Entries of the auxiliary vector: Linux include/uapi/linux/auxvec.h. */
#define AT_NULL 0
#define AT_PAGESZ 6
#define AT_HWCAP 16
#define AT_RANDOM 25

static struct machine machine;

/*
 * The environment's one line: nearly all of memory, which Go's collector then keeps to.
 * Left alone, it lets the heap double before it looks, and a kernel has no swap.
 */
static char *memory_limit(void)
{
	static char line[] = "GOMEMLIMIT=00000000000000";
	uptr bytes = pages_left() / 8 * 7 * PAGE_SIZE;

	for (char *digit = line + sizeof(line) - 2; bytes; digit--, bytes /= 10)
		*digit = '0' + bytes % 10;
	return line;
}

/*
 * What a process finds on its stack: argc, argv, NULL, environment, NULL, auxiliary
 * vector. System V ABI, "Process Initialization". Returns the stack pointer.
 */
static uptr first_stack(void)
{
	static char *words[MOST_ARGUMENTS] = { "kernel" };
	static u8 seed[16];
	const uptr rest[] = {
		(uptr)memory_limit(), 0,
		AT_PAGESZ, PAGE_SIZE,
		AT_HWCAP, HARDWARE_CAPABILITIES,
		AT_RANDOM, (uptr)seed,
		AT_NULL, 0,
	};
	size_t count = 1 + command_split(machine.arguments, words + 1, MOST_ARGUMENTS - 1);
	size_t length = 1 + count + 1 + ARRAY_LENGTH(rest);
	long base = vm_map(0, STACK_SIZE, true, false);
	uptr *stack = (uptr *)align_down((uptr)base + STACK_SIZE - length * sizeof(uptr), 16);

	if (!vm_reachable(stack, length * sizeof(uptr)))
		panic("no memory for the first stack");
	random_fill(seed, sizeof(seed));
	stack[0] = count;
	memcpy(stack + 1, words, count * sizeof(*words));
	memcpy(stack + 1 + count + 1, rest, sizeof(rest));
	return (uptr)stack;
}

/* Called with the runtime's entry, on the boot stack; returns the first frame to resume. */
struct frame *boot(uptr runtime_entry)
{
	console_init();
	machine_probe(&machine);

	uptr free = image_finish();
	struct screen screen = command_screen(machine.arguments);

	pages_init(free, machine.ram_end, screen.start, screen.end);
	paging_init(machine.ram_start, machine.ram_end);
	traps_init();
	shim_lock();
	this_cpu()->idle = thread_idle();
	processors_add(this_cpu());
	clock_init();
	files_init(machine.arguments);
	input_init();
	processors_start();
	threads_init(runtime_entry, first_stack());
	return threads_resume();
}
