/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <linux/types.h>

/**
 * struct way - one attempt to get out of the guest
 * @name: what it goes for, and how
 * @attempt: makes it; whether the host kept its own is seen from outside
 * @argument: what attempts of the same kind differ in
 *
 * An attempt leaves the guest able to make the next one.
 */
struct way {
	const char *name;
	void (*attempt)(u64 argument);
	u64 argument;
};

extern const struct way virtio_ways[], configuration_ways[], firmware_ways[], memory_ways[];
extern const struct way machine_ways[], fatal_ways[];

/* Addresses at which a device has no business; what each is differs with the machine. */
enum wild {
	ZERO,			/* page 0 */
	FLASH,			/* the firmware's */
	INTERRUPTS,		/* the interrupt controller */
	BUS,			/* PCI configuration space */
	ITSELF,			/* the device's own registers */
	HOLE,			/* where nothing is */
	ABOVE,			/* above all RAM */
	TOP,			/* the last page of 52 bits */
	END,			/* the last page of 64 bits */
	WILD_ADDRESSES
};

extern const u64 wild_addresses[WILD_ADDRESSES];	/* of the machine; ITSELF is not in it */

#endif
