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
	int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);

	memcpy(entropy.info.buf, seed, SEED_SIZE);
	if (ioctl(fd, RNDADDENTROPY, &entropy) || ioctl(fd, RNDRESEEDCRNG))
		perror("agent: random");
	close(fd);
}

/* Some drivers change their address only while they are down. */
static int set_address(int fd, struct ifreq *request)
{
	struct ifreq flags = { 0 };
	short before;
	int failed;

	if (!ioctl(fd, SIOCSIFHWADDR, request))
		return 0;
	memcpy(flags.ifr_name, request->ifr_name, IFNAMSIZ);
	if (ioctl(fd, SIOCGIFFLAGS, &flags))
		return -1;
	before = flags.ifr_flags;
	flags.ifr_flags &= ~IFF_UP;
	ioctl(fd, SIOCSIFFLAGS, &flags);
	failed = ioctl(fd, SIOCSIFHWADDR, request);
	flags.ifr_flags = before;
	ioctl(fd, SIOCSIFFLAGS, &flags);
	return failed;
}

/* Give every Ethernet interface an address, the last byte counting on from @mac's. */
static void set_addresses(const uint8_t mac[6])
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	DIR *folder = opendir("/sys/class/net");
	uint8_t last = mac[5];
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		struct ifreq request = { 0 };

		snprintf(request.ifr_name, IFNAMSIZ, "%.*s", IFNAMSIZ - 1, entry->d_name);
		if (ioctl(fd, SIOCGIFHWADDR, &request) ||
		    request.ifr_hwaddr.sa_family != ARPHRD_ETHER)
			continue;
		memcpy(request.ifr_hwaddr.sa_data, mac, 6);
		request.ifr_hwaddr.sa_data[5] = last++;
		if (set_address(fd, &request))
			perror(request.ifr_name);
	}
	if (folder)
		closedir(folder);
	close(fd);
}

void wake(const struct identity *identity)
{
	set_clock(identity->realtime_ns);
	reseed(identity->seed);
	if (sethostname(identity->hostname, strlen(identity->hostname)))
		perror("agent: hostname");
	set_addresses(identity->mac);
}
