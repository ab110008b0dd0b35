/* SPDX-License-Identifier: MIT */
/*
 * The configuration of PCI functions, which some emulated devices lose when the
 * guest is frozen.
 */
#ifndef PCI_H
#define PCI_H

/* Note what every function's configuration is. */
void pci_note(void);

/* Give back what was noted, where it is no longer so. */
void pci_restore(void);

#endif
