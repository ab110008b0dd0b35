// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include "wake.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/random.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define INTERFACES	32

/* What can be opened, or found out, before a guest is frozen need not be after. */
static int urandom = -1, control = -1;
static struct ifreq noted[INTERFACES];
static int count;

void wake_prepare(void)
{
	urandom = open("/dev/urandom", O_RDWR | O_CLOEXEC);
	control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static void set_clock(uint64_t ns)
{
	struct timespec now = { .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };

	if (clock_settime(CLOCK_REALTIME, &now))
		perror("agent: clock");
}

/*
 * Two guests that go on from one have the same random pool. Credited, and with the
 * generator keyed anew at once, nothing that is drawn from now on is the same.
 */
static void reseed(const uint8_t *seed)
{
	struct {
		struct rand_pool_info info;
		uint8_t bytes[SEED_SIZE];
	} entropy = { .info = { .entropy_count = 8 * SEED_SIZE, .buf_size = SEED_SIZE } };

	memcpy(entropy.info.buf, seed, SEED_SIZE);
	if (ioctl(urandom, RNDADDENTROPY, &entropy) || ioctl(urandom, RNDRESEEDCRNG))
		perror("agent: random");
}

/* Some drivers change their address only while they are down. */
static int set_address(struct ifreq *request)
{
	struct ifreq flags = { 0 };
	short before;
	int failed;

	if (!ioctl(control, SIOCSIFHWADDR, request))
		return 0;
	memcpy(flags.ifr_name, request->ifr_name, IFNAMSIZ);
	if (ioctl(control, SIOCGIFFLAGS, &flags))
		return -1;
	before = flags.ifr_flags;
	flags.ifr_flags &= ~IFF_UP;
	ioctl(control, SIOCSIFFLAGS, &flags);
	failed = ioctl(control, SIOCSIFHWADDR, request);
	flags.ifr_flags = before;
	ioctl(control, SIOCSIFFLAGS, &flags);
	return failed;
}

void wake_note(void)
{
	DIR *folder = opendir("/sys/class/net");
	struct dirent *entry;

	count = 0;
	while (folder && (entry = readdir(folder)) && count < INTERFACES) {
		struct ifreq *request = &noted[count];

		/* Asked for a name that it does not know, the kernel runs modprobe. */
		if (entry->d_name[0] == '.')
			continue;
		snprintf(request->ifr_name, IFNAMSIZ, "%.*s", IFNAMSIZ - 1, entry->d_name);
		if (!ioctl(control, SIOCGIFHWADDR, request) &&
		    request->ifr_hwaddr.sa_family == ARPHRD_ETHER)
			count++;
	}
	if (folder)
		closedir(folder);
}

/* Give each interface an address, the last byte counting on from @mac's. */
static void set_addresses(const uint8_t mac[6])
{
	for (int i = 0; i < count; i++) {
		memcpy(noted[i].ifr_hwaddr.sa_data, mac, 6);
		noted[i].ifr_hwaddr.sa_data[5] += i;
		if (set_address(&noted[i]))
			perror(noted[i].ifr_name);
	}
}

void wake(const struct identity *identity)
{
	set_clock(identity->realtime_ns);
	reseed(identity->seed);
	if (sethostname(identity->hostname, strlen(identity->hostname)))
		perror("agent: hostname");
	set_addresses(identity->mac);
}
