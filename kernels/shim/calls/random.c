// SPDX-License-Identifier: MIT
#include "calls/random.h"

#include "core/errno.h"
#include "core/machine.h"
#include "core/syscall.h"
#include "mm/vm.h"

static u64 state;

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators". */
static u64 next(void)
{
	u64 z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void random_fill(void *bytes, size_t length)
{
	u8 *to = bytes;

	state ^= clock_now() ^ (u64)clock_epoch() << 32;
	for (u64 word = 0; length; length--, word >>= 8) {
		if (length % sizeof(word) == 0 || to == bytes)
			word = next();
		*to++ = word;
	}
}

long sys_getrandom(struct arguments *a)
{
	if (!vm_reachable((void *)a->value[0], a->value[1]))
		return -EFAULT;
	random_fill((void *)a->value[0], a->value[1]);
	return a->value[1];
}
