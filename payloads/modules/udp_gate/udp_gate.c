// SPDX-License-Identifier: GPL-2.0-only
/*
 * A netfilter hook: counts the IPv4 packets that come in, and drops UDP to one port.
 *
 * What it has counted is in /sys/module/udp_gate/parameters/.
 */
#include <linux/ip.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/net_namespace.h>

static ushort port;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "the UDP port whose packets are dropped");

/* Counted by one CPU at a time or lost: good enough to see that packets come by. */
static ulong seen;
module_param(seen, ulong, 0444);

static ulong dropped;
module_param(dropped, ulong, 0444);

static bool is_unwanted(struct sk_buff *skb)
{
	struct udphdr header;
	const struct udphdr *udp;

	if (ip_hdr(skb)->protocol != IPPROTO_UDP)
		return false;
	udp = skb_header_pointer(skb, ip_hdrlen(skb), sizeof(header), &header);
	return udp && ntohs(udp->dest) == port;
}

static unsigned int gate(void *private, struct sk_buff *skb, const struct nf_hook_state *state)
{
	seen++;
	if (!is_unwanted(skb))
		return NF_ACCEPT;
	dropped++;
	return NF_DROP;
}

static const struct nf_hook_ops gate_ops = {
	.hook = gate,
	.pf = NFPROTO_IPV4,
	.hooknum = NF_INET_PRE_ROUTING,
	.priority = NF_IP_PRI_FIRST,
};

static int __init gate_init(void)
{
	return nf_register_net_hook(&init_net, &gate_ops);
}

static void __exit gate_exit(void)
{
	nf_unregister_net_hook(&init_net, &gate_ops);
}

module_init(gate_init);
module_exit(gate_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Counts packets, and drops UDP to one port");
