// SPDX-License-Identifier: MIT
/*
 * PCIe's configuration space of the first bus: PCI Express Base Specification 3.0, section
 * 7.2.2. QEMU has it beyond 256 GiB unless highmem=off, where the Go runtime likes its heap
 * to be: it is mapped below all other devices instead.
 */
#include "mm/configuration_space.h"

#include "core/fdt.h"
#include "mm/paging.h"
#include "core/virt.h"

void configuration_space_map(void)
{
	struct fdt_property place = fdt_find((void *)VIRT_RAM, "pcie", "reg");

	if (place.length >= 2 * sizeof(u32))
		paging_map_block(VIRT_CONFIGURATION_SPACE, fdt_pair(&place, 0), PTE_BLOCK_DEVICE);
}
