// SPDX-License-Identifier: MIT
/*
 * Test and test-and-set, in no order: the processors of an emulator are threads that its host
 * may stop at any time, and a queue would wait for whichever is next in line.
 */
#include "core/biglock.h"

#include "core/cpu.h"
#include "core/ending.h"
#include "core/relax.h"

static struct cpu *owner;

static bool try(struct cpu *self)
{
	struct cpu *nobody = NULL;

	return __atomic_compare_exchange_n(&owner, &nobody, self, false,
					   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void shim_lock(void)
{
	struct cpu *self = this_cpu();

	while (!try(self))
		while (__atomic_load_n(&owner, __ATOMIC_RELAXED)) {
			if (machine_ends())
				processor_stop();
			processor_relax();
		}
}

void shim_unlock(void)
{
	__atomic_store_n(&owner, NULL, __ATOMIC_RELEASE);
}

bool shim_locked(void)
{
	return __atomic_load_n(&owner, __ATOMIC_RELAXED) == this_cpu();
}
