// SPDX-License-Identifier: GPL-2.0-only
/* Moves devices on the PCI bus to where they must not be, and sets all that can be set of them. */
#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "escape.h"

/* Calls with each device that is not a bridge and no part of the board, and puts it back after. */
static void with_devices(void (*change)(struct pci_dev *pci, u64 argument), u64 argument)
{
	struct pci_dev *pci = NULL;

	while ((pci = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, pci))) {
		bool board = !pci->is_virtfn && (pci->class >> 16) == PCI_BASE_CLASS_BRIDGE;
		bool serial = (pci->class >> 16) == PCI_BASE_CLASS_COMMUNICATION;

		if (board || serial || pci_save_state(pci))
			continue;
		change(pci, argument);
		pci_restore_state(pci);
	}
}

static void write_all(struct pci_dev *pci, u64 value)
{
	for (int at = PCI_BASE_ADDRESS_0; at < pci->cfg_size; at += 4)
		pci_write_config_dword(pci, at, value);
}

static void all_registers(u64 value)
{
	with_devices(write_all, value);
}

static void move_to(struct pci_dev *pci, u64 address)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		pci_write_config_dword(pci, PCI_BASE_ADDRESS_0 + 4 * bar,
				       bar & 1 ? upper_32_bits(address) : lower_32_bits(address));
	pci_write_config_word(pci, PCI_COMMAND, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
}

static void move_all(u64 wild)
{
	with_devices(move_to, wild_addresses[wild]);
}

static void show_rom(struct pci_dev *pci, u64 address)
{
	pci_write_config_dword(pci, PCI_ROM_ADDRESS, address | PCI_ROM_ADDRESS_ENABLE);
}

static void roms_at(u64 wild)
{
	with_devices(show_rom, wild_addresses[wild]);
}

static void write_word(struct pci_dev *pci, u64 where)
{
	pci_write_config_word(pci, where >> 16, where);
}

static void words(u64 where)
{
	with_devices(write_word, where);
}

/* A message to anywhere, in the capability and in the table. */
static void interrupt_at(struct pci_dev *pci, u64 address)
{
	int msi = pci_find_capability(pci, PCI_CAP_ID_MSI);
	int msix = pci_find_capability(pci, PCI_CAP_ID_MSIX);
	u32 table;
	void __iomem *entries;

	if (msi) {
		pci_write_config_dword(pci, msi + PCI_MSI_ADDRESS_LO, address);
		pci_write_config_dword(pci, msi + PCI_MSI_ADDRESS_HI, upper_32_bits(address));
		pci_write_config_word(pci, msi + PCI_MSI_FLAGS, ~0);
	}
	if (!msix)
		return;
	pci_read_config_dword(pci, msix + PCI_MSIX_TABLE, &table);
	entries = pci_iomap(pci, table & PCI_MSIX_TABLE_BIR, 0);
	if (!entries)
		return;
	pci_write_config_word(pci, msix + PCI_MSIX_FLAGS, PCI_MSIX_FLAGS_ENABLE);
	for (int at = 0; at < PAGE_SIZE; at += 4)
		iowrite32(at & 4 ? upper_32_bits(address) : address,
			  entries + (table & PCI_MSIX_TABLE_OFFSET) % PAGE_SIZE + at);
	pci_write_config_word(pci, msix + PCI_MSIX_FLAGS, 0);
	pci_iounmap(pci, entries);
}

static void interrupts_at(u64 wild)
{
	with_devices(interrupt_at, wild_addresses[wild]);
}

const struct way configuration_ways[] = {
	{ "PCI: all registers ones", all_registers, 0xffffffff },
	{ "PCI: all registers 0", all_registers, 0 },
	{ "PCI: devices over page 0", move_all, ZERO },
	{ "PCI: devices over the firmware", move_all, FLASH },
	{ "PCI: devices over the interrupt controller", move_all, INTERRUPTS },
	{ "PCI: devices over configuration space", move_all, BUS },
	{ "PCI: devices above RAM", move_all, ABOVE },
	{ "PCI: devices at the end of 52 bits", move_all, TOP },
	{ "PCI: devices at the end of 64 bits", move_all, END },
	{ "PCI: ROMs over the firmware", roms_at, FLASH },
	{ "PCI: ROMs over the interrupt controller", roms_at, INTERRUPTS },
	{ "PCI: the built-in test", words, (PCI_CACHE_LINE_SIZE + 2) << 16 | 0xff00 },
	{ "PCI: all commands", words, PCI_COMMAND << 16 | 0xffff },
	{ "PCI: a message to the firmware", interrupts_at, FLASH },
	{ "PCI: a message to page 0", interrupts_at, ZERO },
	{ "PCI: a message to configuration space", interrupts_at, BUS },
	{ "PCI: a message above RAM", interrupts_at, ABOVE },
	{ "PCI: a message to the end of 64 bits", interrupts_at, END },
	{}
};
