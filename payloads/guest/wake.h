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

/* Set the clock, reseed the random pool, and take a name and hardware addresses. */
void wake(const struct identity *identity);

#endif
