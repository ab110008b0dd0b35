/* From the boot loader to the Go runtime's first instruction. */
#include "arch.h"
#include "command.h"
#include "console.h"
#include "image.h"
#include "input.h"
#include "machine.h"
#include "pages.h"
#include "paging.h"
#include "print.h"
#include "thread.h"
#include "vm.h"

/* As much as the runtime takes its first stack to be: runtime/asm_*.s, 64 KiB, and room. */
#define STACK_SIZE (256ul * 1024)
#define MOST_ARGUMENTS 64

/* Entries of the auxiliary vector: Linux include/uapi/linux/auxvec.h. */
#define AT_NULL 0
#define AT_PAGESZ 6
#define AT_HWCAP 16
#define AT_RANDOM 25

static struct machine machine;

/* Sixteen bytes that differ from boot to boot: splitmix64 over the clocks. No secret. */
static void *seed(void)
{
	static u64 bytes[2];
	u64 state = clock_now() ^ (u64)clock_epoch() << 32;

	for (size_t i = 0; i < ARRAY_LENGTH(bytes); i++) {
		u64 z = state += 0x9e3779b97f4a7c15;

		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
		z = (z ^ z >> 27) * 0x94d049bb133111eb;
		bytes[i] = z ^ z >> 31;
	}
	return bytes;
}

/*
 * What a process finds on its stack: argc, argv, NULL, no environment, NULL, auxiliary
 * vector. System V ABI, "Process Initialization". Returns the stack pointer.
 */
static uptr first_stack(void)
{
	static char *words[MOST_ARGUMENTS] = { "kernel" };
	const uptr auxiliary[] = {
		AT_PAGESZ, PAGE_SIZE,
		AT_HWCAP, HARDWARE_CAPABILITIES,
		AT_RANDOM, (uptr)seed(),
		AT_NULL, 0,
	};
	size_t count = 1 + command_split(machine.arguments, words + 1, MOST_ARGUMENTS - 1);
	size_t length = 1 + count + 1 + 1 + ARRAY_LENGTH(auxiliary);
	long base = vm_map(0, STACK_SIZE, true, false);
	uptr *stack = (uptr *)align_down((uptr)base + STACK_SIZE - length * sizeof(uptr), 16);

	if (!vm_reachable(stack, length * sizeof(uptr)))
		panic("no memory for the first stack");
	stack[0] = count;
	memcpy(stack + 1, words, count * sizeof(*words));
	memcpy(stack + 1 + count + 2, auxiliary, sizeof(auxiliary));
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
	clock_init();
	input_init();
	threads_init(runtime_entry, first_stack());
	return threads_resume();
}
