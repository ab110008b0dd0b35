// SPDX-License-Identifier: GPL-2.0-only
/* What only QEMU's virt has: calls to firmware and hypervisor, and devices in memory. */
#include <linux/arm-smccc.h>
#include <linux/io.h>
#include <linux/module.h>
#include <asm/sysreg.h>

#include "escape.h"

/*
 * QEMU's hw/arm/virt.c, base_memmap and extended_memmap. Of the interrupt controller the part that
 * takes messages: QEMU 7.2 dies of an access to the others that comes from no processor.
 */
const u64 wild_addresses[WILD_ADDRESSES] = {
	[ZERO] = 0,
	[FLASH] = 0x04000000,
	[INTERRUPTS] = 0x08020000,
	[BUS] = 0x4010000000,
	[HOLE] = 0x0f000000,
	[ABOVE] = 1ULL << 39,
	[TOP] = (1ULL << 52) - 0x1000,
	[END] = ~0xfffULL,
};

static void hvc(u64 function)
{
	struct arm_smccc_res result;

	arm_smccc_hvc(function, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, &result);
}

static void smc(u64 function)
{
	struct arm_smccc_res result;

	arm_smccc_smc(function, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, ~0UL, &result);
}

/* Each of a range of functions: the first, and how many. */
#define RANGE(first, count) (((u64)(count) << 32) | (first))

static void hvc_range(u64 range)
{
	for (u32 number = 0; number < range >> 32; number++)
		hvc((u32)range + number);
}

/* A device's page: each of its registers gets a value. */
#define DEVICE(address, value) (((u64)(value) << 32) | (address))

static void set_device(u64 device)
{
	void __iomem *page = ioremap(device & 0xffffffff, PAGE_SIZE);

	if (!page)
		return;
	for (int at = 0; at < 0x40; at += 4)
		iowrite32(device >> 32, page + at);
	iounmap(page);
}

/* A command to the chip of the flash, and what it then says. */
static void flash(u64 command)
{
	void __iomem *page = ioremap(wild_addresses[FLASH], PAGE_SIZE);

	if (!page)
		return;
	iowrite32(command, page);
	iowrite32(0xffffffff, page + 4);
	ioread32(page);
	iowrite32(0x00ff00ff, page);	/* it is memory again */
	iounmap(page);
}

static void debug_registers(u64 value)
{
	write_sysreg(value, dbgbvr0_el1);
	write_sysreg(value, dbgwvr0_el1);
	write_sysreg(0, dbgbcr0_el1);
}

static void counters(u64 value)
{
	write_sysreg(value, pmcntenset_el0);
	write_sysreg(value, pmovsclr_el0);
	write_sysreg(0, pmcr_el0);
}

const struct way machine_ways[] = {
	{ "PSCI: version", hvc, 0x84000000 },
	{ "PSCI: suspend to anywhere", hvc, 0xc4000001 },
	{ "PSCI: a processor that there is not", hvc, 0xc4000003 },
	{ "PSCI: what a processor that there is not does", hvc, 0xc4000004 },
	{ "PSCI: move to another processor", hvc, 0xc4000005 },
	{ "PSCI: where it may move", hvc, 0x84000006 },
	{ "PSCI: who may move", hvc, 0xc4000007 },
	{ "PSCI: which functions there are", hvc, 0x8400000a },
	{ "PSCI: freeze a processor", hvc, 0x8400000b },
	{ "PSCI: suspend all, by default", hvc, 0xc400000c },
	{ "PSCI: hardware's state", hvc, 0xc400000d },
	{ "PSCI: suspend the system to anywhere", hvc, 0xc400000e },
	{ "PSCI: mode of suspension", hvc, 0x8400000f },
	{ "PSCI: residency", hvc, 0xc4000010 },
	{ "PSCI: count", hvc, 0xc4000011 },
	{ "PSCI: protect memory", hvc, 0x84000013 },
	{ "PSCI: what can be protected", hvc, 0xc4000014 },
	{ "PSCI: of version 0.1, but for those that end", hvc_range, RANGE(0x95c1ba60, 2) },
	{ "firmware: version of the convention", hvc, 0x80000000 },
	{ "firmware: features of the convention", hvc, 0x80000001 },
	{ "firmware: the chip's number", hvc, 0x80000002 },
	{ "firmware: first workaround", hvc, 0x80008000 },
	{ "firmware: second workaround", hvc, 0x80007fff },
	{ "firmware: random numbers", hvc, 0xc4000053 },
	{ "firmware: random numbers' version", hvc, 0x84000050 },
	{ "firmware: software events", hvc_range, RANGE(0xc4000020, 18) },
	{ "firmware: partitions share memory", hvc, 0xc4000073 },
	{ "firmware: partitions lend memory", hvc, 0xc4000072 },
	{ "firmware: partitions donate memory", hvc, 0xc4000071 },
	{ "firmware: partitions get memory", hvc, 0xc4000074 },
	{ "firmware: partitions' messages", hvc, 0xc400006f },
	{ "firmware: all of partitions", hvc_range, RANGE(0x84000060, 32) },
	{ "firmware: errata", hvc, 0x840000f0 },
	{ "firmware: the chip maker's", hvc_range, RANGE(0x82000000, 64) },
	{ "firmware: the computer maker's", hvc_range, RANGE(0x83000000, 64) },
	{ "firmware: trusted applications", hvc_range, RANGE(0xb0000000, 64) },
	{ "firmware: the trusted system", hvc_range, RANGE(0xb2000000, 64) },
	{ "hypervisor: who it is", hvc, 0x8600ff01 },
	{ "hypervisor: KVM's features", hvc, 0x86000000 },
	{ "hypervisor: KVM's clock", hvc, 0x86000001 },
	{ "hypervisor: memory that is shared", hvc, 0xc6000003 },
	{ "hypervisor: memory that is not", hvc, 0xc6000004 },
	{ "hypervisor: time that was stolen", hvc, 0xc5000020 },
	{ "hypervisor: time that was stolen, where", hvc, 0xc5000021 },
	{ "hypervisor: all of its own", hvc_range, RANGE(0xc6000000, 64) },
	{ "hypervisor: 0", hvc, 0 },
	{ "hypervisor: all ones", hvc, ~0ULL },
	{ "secure monitor: version of PSCI", smc, 0x84000000 },
	{ "secure monitor: all ones", smc, ~0ULL },
	{ "device: the serial line's registers that there are not", set_device, DEVICE(0x09000f00, 0xffffffff) },
	{ "device: the clock", set_device, DEVICE(0x09010000, 0) },
	{ "device: a transport of virtio without a device", set_device, DEVICE(0x0a000000, 0xffffffff) },
	{ "device: the last transport of virtio", set_device, DEVICE(0x0a003e00, 0xffffffff) },
	{ "device: messages as interrupts", set_device, DEVICE(0x08020000, 0xffffffff) },
	{ "device: where platform devices go", set_device, DEVICE(0x0c000000, 0xffffffff) },
	{ "device: ports of PCI", set_device, DEVICE(0x3eff0000, 0xffffffff) },
	{ "flash: its identity", flash, 0x00900090 },
	{ "flash: erase", flash, 0x00200020 },
	{ "flash: program", flash, 0x00400040 },
	{ "flash: program a buffer", flash, 0x00e800e8 },
	{ "flash: lock", flash, 0x00600060 },
	{ "flash: a command that there is not", flash, 0xffffffff },
	{ "processor: breakpoints everywhere", debug_registers, ~0xfffUL },
	{ "processor: all counters", counters, 0xffffffff },
	{}
};
