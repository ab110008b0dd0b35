// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include "pci.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER		"/sys/bus/pci/devices"
#define FUNCTIONS	128
#define SIZE		256	/* the configuration space of conventional PCI */
#define COMMAND		0x04	/* PCI Local Bus Specification 3.0, 6.2 */
#define CACHE_LINE	0x0c
#define BARS		0x10
#define BARS_SIZE	24

static struct {
	int fd;			/* kept open: to look is all that a copy does, mostly */
	uint8_t config[SIZE];
} noted[FUNCTIONS];
static int count;

static int open_config(const char *name)
{
	char path[sizeof(FOLDER) + 64];

	snprintf(path, sizeof(path), FOLDER "/%.31s/config", name);
	return open(path, O_RDWR | O_CLOEXEC);
}

static int is_function(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void pci_note(void)
{
	struct dirent **entries;
	int found = scandir(FOLDER, &entries, is_function, alphasort);

	while (count)
		close(noted[--count].fd);
	for (int i = 0; i < found && count < FUNCTIONS; i++) {
		noted[count].fd = open_config(entries[i]->d_name);
		if (pread(noted[count].fd, noted[count].config, SIZE, 0) == SIZE)
			count++;
		else
			close(noted[count].fd);
	}
}

/*
 * The command register comes last: what it enables must be in place. The status
 * register, its upper half, is left alone: its bits are cleared by writing them.
 */
static void give_back(int fd, const uint8_t *then, const uint8_t *now)
{
	for (int at = CACHE_LINE; at < SIZE; at += 4)
		if (memcmp(then + at, now + at, 4) && pwrite(fd, then + at, 4, at) != 4)
			perror("agent: PCI configuration");
	if (pwrite(fd, then + COMMAND, 2, COMMAND) != 2)
		perror("agent: PCI command");
}

/*
 * A device that lost its configuration answers nowhere: it has no addresses, or is not
 * enabled. One that nobody had enabled yet shows it by its addresses alone.
 */
static int was_lost(int fd, const uint8_t *then)
{
	uint8_t now[BARS_SIZE];

	if (pread(fd, now, 2, COMMAND) != 2 || memcmp(now, then + COMMAND, 2))
		return 1;
	return pread(fd, now, BARS_SIZE, BARS) != BARS_SIZE || memcmp(now, then + BARS, BARS_SIZE);
}

void pci_restore(void)
{
	uint8_t now[SIZE];

	for (int i = 0; i < count; i++) {
		int fd = noted[i].fd;

		if (was_lost(fd, noted[i].config) && pread(fd, now, SIZE, 0) == SIZE)
			give_back(fd, noted[i].config, now);
	}
}
