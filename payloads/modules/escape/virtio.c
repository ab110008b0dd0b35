// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has QEMU's virtio devices read and write where they must not, and follow queues that are none.
 * Sections are those of "Virtual I/O Device (VIRTIO)" 1.2.
 */
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/virtio_config.h>
#include <linux/virtio_pci.h>
#include <linux/virtio_ring.h>

#include "escape.h"

#define ENTRIES 8		/* of a queue of ours; a power of two */
#define RANDOM 0x1005		/* virtio-rng-pci: it writes into what it is given */
#define DISK 0x1001		/* virtio-blk-pci: it reads requests, and writes what it read */

/* The three parts of a queue, on a page each. */
struct queue {
	struct vring_desc *descriptors;
	struct vring_avail *available;
	struct vring_used *used;
};

struct virtio {
	struct pci_dev *pci;
	void __iomem *common, *notify;
	u64 itself;
	struct queue queue;
};

static void __iomem *part(struct pci_dev *pci, int kind, u64 *where)
{
	int at = pci_find_capability(pci, PCI_CAP_ID_VNDR);

	while (at) {
		u8 type, bar;
		u32 offset;

		pci_read_config_byte(pci, at + offsetof(struct virtio_pci_cap, cfg_type), &type);
		pci_read_config_byte(pci, at + offsetof(struct virtio_pci_cap, bar), &bar);
		pci_read_config_dword(pci, at + offsetof(struct virtio_pci_cap, offset), &offset);
		if (type == kind && bar < PCI_STD_NUM_BARS) {
			*where = pci_resource_start(pci, bar) + offset;
			return ioremap(*where, PAGE_SIZE);
		}
		at = pci_find_next_capability(pci, at, PCI_CAP_ID_VNDR);
	}
	return NULL;
}

static void give_back(struct virtio *device)
{
	if (device->common)
		iowrite8(0, device->common + VIRTIO_PCI_COMMON_STATUS);
	if (device->notify)
		iounmap(device->notify);
	if (device->common)
		iounmap(device->common);
	free_page((unsigned long)device->queue.descriptors);
	free_page((unsigned long)device->queue.available);
	free_page((unsigned long)device->queue.used);
	pci_dev_put(device->pci);
}

/* A device that has been reset and told that a driver is there, with an empty queue of ours. */
static bool take(unsigned int id, struct virtio *device)
{
	u64 unused;

	memset(device, 0, sizeof(*device));
	device->pci = pci_get_device(PCI_VENDOR_ID_REDHAT_QUMRANET, id, NULL);
	if (!device->pci) {
		pr_info("escape: there is no such device\n");
		return false;
	}
	if (pci_enable_device(device->pci))
		pr_info("escape: it cannot be enabled\n");
	pci_set_master(device->pci);
	device->common = part(device->pci, VIRTIO_PCI_CAP_COMMON_CFG, &device->itself);
	device->notify = part(device->pci, VIRTIO_PCI_CAP_NOTIFY_CFG, &unused);
	device->queue.descriptors = (void *)get_zeroed_page(GFP_KERNEL);
	device->queue.available = (void *)get_zeroed_page(GFP_KERNEL);
	device->queue.used = (void *)get_zeroed_page(GFP_KERNEL);
	if (!device->common || !device->notify || !device->queue.descriptors ||
	    !device->queue.available || !device->queue.used) {
		give_back(device);
		return false;
	}
	iowrite8(0, device->common + VIRTIO_PCI_COMMON_STATUS);
	iowrite8(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER,
		 device->common + VIRTIO_PCI_COMMON_STATUS);
	iowrite32(1, device->common + VIRTIO_PCI_COMMON_GFSELECT);
	iowrite32(1, device->common + VIRTIO_PCI_COMMON_GF);	/* VIRTIO_F_VERSION_1 */
	iowrite8(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER | VIRTIO_CONFIG_S_FEATURES_OK,
		 device->common + VIRTIO_PCI_COMMON_STATUS);
	return true;
}

static void write_address(struct virtio *device, int low, u64 address)
{
	iowrite32(lower_32_bits(address), device->common + low);
	iowrite32(upper_32_bits(address), device->common + low + 4);
}

static void set_up(struct virtio *device, u64 descriptors, u64 available, u64 used)
{
	iowrite16(0, device->common + VIRTIO_PCI_COMMON_Q_SELECT);
	iowrite16(ENTRIES, device->common + VIRTIO_PCI_COMMON_Q_SIZE);
	write_address(device, VIRTIO_PCI_COMMON_Q_DESCLO, descriptors);
	write_address(device, VIRTIO_PCI_COMMON_Q_AVAILLO, available);
	write_address(device, VIRTIO_PCI_COMMON_Q_USEDLO, used);
	iowrite16(1, device->common + VIRTIO_PCI_COMMON_Q_ENABLE);
}

static void set_up_ours(struct virtio *device)
{
	set_up(device, virt_to_phys(device->queue.descriptors),
	       virt_to_phys(device->queue.available), virt_to_phys(device->queue.used));
}

static void start(struct virtio *device)
{
	iowrite8(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER |
		 VIRTIO_CONFIG_S_FEATURES_OK | VIRTIO_CONFIG_S_DRIVER_OK,
		 device->common + VIRTIO_PCI_COMMON_STATUS);
	iowrite16(0, device->notify);
	udelay(200);		/* what the device does later, it does in this time */
	ioread8(device->common + VIRTIO_PCI_COMMON_STATUS);
}

static void describe(struct virtio *device, int index, u64 address, u32 length, u16 flags, u16 next)
{
	device->queue.descriptors[index] =
		(struct vring_desc){ cpu_to_le64(address), cpu_to_le32(length),
				     cpu_to_le16(flags), cpu_to_le16(next) };
}

static void offer(struct virtio *device, u16 head, u16 index)
{
	device->queue.available->ring[0] = cpu_to_le16(head);
	wmb();
	device->queue.available->idx = cpu_to_le16(index);
}

static u64 place(struct virtio *device, u64 wild)
{
	return wild == ITSELF ? device->itself : wild_addresses[wild];
}

static void descriptors_at(u64 wild)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	offer(&device, 0, 1);
	set_up(&device, place(&device, wild), virt_to_phys(device.queue.available),
	       virt_to_phys(device.queue.used));
	start(&device);
	give_back(&device);
}

static void available_at(u64 wild)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	set_up(&device, virt_to_phys(device.queue.descriptors), place(&device, wild),
	       virt_to_phys(device.queue.used));
	start(&device);
	give_back(&device);
}

static void used_at(u64 wild)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	describe(&device, 0, virt_to_phys(device.queue.used) + PAGE_SIZE / 2, 16,
		 VRING_DESC_F_WRITE, 0);
	offer(&device, 0, 1);
	set_up(&device, virt_to_phys(device.queue.descriptors),
	       virt_to_phys(device.queue.available), place(&device, wild));
	start(&device);
	give_back(&device);
}

/* Random bytes go there. */
static void writes_to(u64 wild)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	describe(&device, 0, place(&device, wild), PAGE_SIZE, VRING_DESC_F_WRITE, 0);
	offer(&device, 0, 1);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

/* A request to the disk is read from there. */
static void reads_from(u64 wild)
{
	struct virtio device;

	if (!take(DISK, &device))
		return;
	describe(&device, 0, place(&device, wild), 16, VRING_DESC_F_NEXT, 1);
	describe(&device, 1, place(&device, wild), 512, VRING_DESC_F_NEXT, 2);
	describe(&device, 2, virt_to_phys(device.queue.used) + PAGE_SIZE / 2, 1,
		 VRING_DESC_F_WRITE, 0);
	offer(&device, 0, 1);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

/* A chain of descriptors that no driver makes: length, flags and next in one number. */
#define CHAIN(length, flags, next) (((u64)(length) << 32) | ((flags) << 16) | (next))

static void chain(u64 shape)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	for (int index = 0; index < ENTRIES; index++)
		describe(&device, index, virt_to_phys(device.queue.descriptors), shape >> 32,
			 shape >> 16, shape);
	offer(&device, 0, 1);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

/* A buffer of so many times 4 GiB. */
static void large(u64 pieces)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	for (int index = 0; index < pieces; index++)
		describe(&device, index, virt_to_phys(device.queue.descriptors), 0xffffffff,
			 VRING_DESC_F_WRITE | (index + 1 < pieces ? VRING_DESC_F_NEXT : 0),
			 index + 1);
	offer(&device, 0, 1);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

/* An index or the number of a descriptor that there is not. */
static void ahead(u64 index)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	offer(&device, index >> 16, index);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

/* A request to the disk: its kind, and the sector that it is for. */
static void request(u32 kind, u64 sector, u32 length)
{
	struct { __le32 type, reserved; __le64 sector; } *head;
	struct virtio device;

	if (!take(DISK, &device))
		return;
	head = (void *)device.queue.used + PAGE_SIZE / 2;
	head->type = cpu_to_le32(kind);
	head->sector = cpu_to_le64(sector);
	describe(&device, 0, virt_to_phys(head), sizeof(*head), VRING_DESC_F_NEXT, 1);
	describe(&device, 1, virt_to_phys(device.queue.descriptors), length,
		 VRING_DESC_F_NEXT | (kind & 1 ? 0 : VRING_DESC_F_WRITE), 2);
	describe(&device, 2, virt_to_phys(head) + sizeof(*head), 1, VRING_DESC_F_WRITE, 0);
	offer(&device, 0, 1);
	set_up_ours(&device);
	start(&device);
	give_back(&device);
}

static void request_kind(u64 kind)
{
	request(kind, 0, 512);
}

static void request_sector(u64 sector)
{
	request(0, sector, 512);
	request(1, sector, 512);
}

static void request_length(u64 length)
{
	request(0, 0, length);
	request(1, 0, length);
}

static void queue_size(u64 size)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	set_up_ours(&device);
	iowrite16(size, device.common + VIRTIO_PCI_COMMON_Q_SIZE);
	start(&device);
	give_back(&device);
}

static void queue_number(u64 number)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	iowrite16(number, device.common + VIRTIO_PCI_COMMON_Q_SELECT);
	iowrite16(ENTRIES, device.common + VIRTIO_PCI_COMMON_Q_SIZE);
	iowrite16(1, device.common + VIRTIO_PCI_COMMON_Q_ENABLE);
	iowrite16(number, device.common + VIRTIO_PCI_COMMON_Q_MSIX);
	start(&device);
	iowrite16(number, device.notify);
	give_back(&device);
}

/* Before there is a queue, and after it is gone. */
static void notify_early(u64 unused)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	for (u32 at = 0; at < PAGE_SIZE; at += 4)
		iowrite32(at, device.notify + at);
	iowrite8(0, device.common + VIRTIO_PCI_COMMON_STATUS);
	iowrite16(0, device.notify);
	give_back(&device);
}

static void every_feature(u64 unused)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	for (u32 word = 0; word < 64; word++) {
		iowrite32(word, device.common + VIRTIO_PCI_COMMON_GFSELECT);
		iowrite32(~0, device.common + VIRTIO_PCI_COMMON_GF);
	}
	iowrite32(~0, device.common + VIRTIO_PCI_COMMON_GFSELECT);
	iowrite32(~0, device.common + VIRTIO_PCI_COMMON_GF);
	start(&device);
	give_back(&device);
}

static void every_register(u64 value)
{
	struct virtio device;

	if (!take(RANDOM, &device))
		return;
	for (u32 at = 0; at < PAGE_SIZE; at += 4)
		iowrite32(value, device.common + at);
	give_back(&device);
}

/* The window in configuration space, section 4.1.4.9: which BAR, where in it, how much of it. */
static void through_configuration(u64 where)
{
	struct pci_dev *pci = pci_get_device(PCI_VENDOR_ID_REDHAT_QUMRANET, RANDOM, NULL);
	u32 value;
	u8 type;
	int at;

	if (!pci)
		return;
	for (at = pci_find_capability(pci, PCI_CAP_ID_VNDR); at;
	     at = pci_find_next_capability(pci, at, PCI_CAP_ID_VNDR)) {
		pci_read_config_byte(pci, at + offsetof(struct virtio_pci_cap, cfg_type), &type);
		if (type != VIRTIO_PCI_CAP_PCI_CFG)
			continue;
		pci_write_config_byte(pci, at + offsetof(struct virtio_pci_cap, bar), where >> 40);
		pci_write_config_dword(pci, at + offsetof(struct virtio_pci_cap, offset), where);
		pci_write_config_dword(pci, at + offsetof(struct virtio_pci_cap, length),
				       (where >> 32) & 0xff);
		pci_read_config_dword(pci, at + sizeof(struct virtio_pci_cap), &value);
		pci_write_config_dword(pci, at + sizeof(struct virtio_pci_cap), ~value);
	}
	pci_dev_put(pci);
}

#define WINDOW(bar, length, offset) (((u64)(bar) << 40) | ((u64)(length) << 32) | (offset))

#define EVERYWHERE(what, attempt) \
	{ what " page 0", attempt, ZERO }, \
	{ what " PCI configuration space", attempt, BUS }, \
	{ what " the device's own registers", attempt, ITSELF }, \
	{ what " where nothing is", attempt, HOLE }, \
	{ what " above RAM", attempt, ABOVE }, \
	{ what " the end of 52 bits", attempt, TOP }, \
	{ what " the end of 64 bits", attempt, END }

/* One QEMU or another ends at each of these, or random bytes reset the machine. */
const struct way fatal_ways[] = {
	{ "fatal: a buffer of 28 GiB, for which a device takes as much of the host", large, 7 },
	{ "fatal: a window onto a BAR that there is not", through_configuration, WINDOW(0xff, 4, 0) },
	{ "fatal: a window past the end of a BAR", through_configuration, WINDOW(4, 4, 0xfffffffcu) },
	{ "fatal: a window of 255 bytes", through_configuration, WINDOW(4, 255, 0) },
	{ "fatal: a device writes to PCI configuration space", writes_to, BUS },
	{ "fatal: a device writes to the firmware", writes_to, FLASH },
	{ "fatal: a device writes to the interrupt controller", writes_to, INTERRUPTS },
	{}
};

const struct way virtio_ways[] = {
	EVERYWHERE("virtio: descriptors at", descriptors_at),
	/* Not at the firmware: what it says as a table may be a buffer of some GiB. */
	{ "virtio: descriptors at the interrupt controller", descriptors_at, INTERRUPTS },
	EVERYWHERE("virtio: available ring at", available_at),
	{ "virtio: available ring at the firmware", available_at, FLASH },
	{ "virtio: available ring at the interrupt controller", available_at, INTERRUPTS },
	EVERYWHERE("virtio: used ring at", used_at),
	{ "virtio: used ring at the firmware", used_at, FLASH },
	{ "virtio: used ring at the interrupt controller", used_at, INTERRUPTS },
	/* Random bytes: not to what takes them for commands, which may reset the machine. */
	{ "virtio: a device writes to page 0", writes_to, ZERO },
	{ "virtio: a device writes to the device's own registers", writes_to, ITSELF },
	{ "virtio: a device writes to where nothing is", writes_to, HOLE },
	{ "virtio: a device writes to above RAM", writes_to, ABOVE },
	{ "virtio: a device writes to the end of 52 bits", writes_to, TOP },
	{ "virtio: a device writes to the end of 64 bits", writes_to, END },
	EVERYWHERE("virtio: a device reads from", reads_from),
	{ "virtio: a device reads from the firmware", reads_from, FLASH },
	{ "virtio: a device reads from the interrupt controller", reads_from, INTERRUPTS },
	{ "virtio: a chain in a circle", chain, CHAIN(16, VRING_DESC_F_NEXT | VRING_DESC_F_WRITE, 0) },
	{ "virtio: a chain past its table", chain, CHAIN(16, VRING_DESC_F_NEXT, 0xffff) },
	{ "virtio: a buffer of no bytes", chain, CHAIN(0, VRING_DESC_F_WRITE, 0) },
	{ "virtio: an indirect table", chain, CHAIN(128, VRING_DESC_F_INDIRECT, 0) },
	{ "virtio: an indirect table of odd size", chain, CHAIN(17, VRING_DESC_F_INDIRECT, 0) },
	{ "virtio: an indirect table of 4 GiB", chain, CHAIN(0xfffffff0, VRING_DESC_F_INDIRECT, 0) },
	{ "virtio: an indirect table with a next", chain, CHAIN(128, VRING_DESC_F_INDIRECT | VRING_DESC_F_NEXT, 1) },
	{ "virtio: all flags", chain, CHAIN(16, 0xffff, 1) },
	{ "virtio: 65535 more than there are", ahead, 0x0000ffff },
	{ "virtio: a head past the table", ahead, 0xffff0001 },
	{ "virtio: a head just past the table", ahead, (ENTRIES << 16) | 1 },
	{ "virtio: a queue of none", queue_size, 0 },
	{ "virtio: a queue of 65535", queue_size, 0xffff },
	{ "virtio: a queue of 3", queue_size, 3 },
	{ "virtio: queue 65535", queue_number, 0xffff },
	{ "virtio: the first queue that there is not", queue_number, 1 },
	{ "virtio: notified without a queue", notify_early, 0 },
	{ "virtio: all features", every_feature, 0 },
	{ "virtio: all registers 0", every_register, 0 },
	{ "virtio: all registers ones", every_register, 0xffffffff },
	{ "virtio: a disk's sector at the end of 64 bits", request_sector, ~0ULL },
	{ "virtio: a disk's sector whose offset overflows", request_sector, 1ULL << 55 },
	{ "virtio: a disk's sector just past the end", request_sector, 1ULL << 24 },
	{ "virtio: a disk's data of 4 GiB", request_length, 0xfffffe00 },
	{ "virtio: a disk's data of no sector", request_length, 1 },
	{ "virtio: a SCSI command to the disk", request_kind, 2 },
	{ "virtio: a discard", request_kind, 11 },
	{ "virtio: zeroes", request_kind, 13 },
	{ "virtio: a request of a kind that there is not", request_kind, 0xffffffff },
	{}
};
