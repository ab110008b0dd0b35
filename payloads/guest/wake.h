/* SPDX-License-Identifier: MIT */
/*
 * Makes a guest that goes on from a frozen one a guest of its own.
 */
#ifndef WAKE_H
#define WAKE_H

#include <stdint.h>

#define SEED_SIZE	64

struct identity {
	uint64_t realtime_ns;
	uint8_t seed[SEED_SIZE];
	uint8_t mac[6];
	const char *hostname;
};

/* Once, before all else. */
void wake_prepare(void);

/* Note the Ethernet interfaces, before the guest is frozen. */
void wake_note(void);

/*
 * Set the clock, reseed the random pool, take a name, and give noted interfaces
 * addresses.
 */
void wake(const struct identity *identity);

#endif
