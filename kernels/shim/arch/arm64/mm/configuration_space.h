/* SPDX-License-Identifier: MIT */
/* The registers by which devices on the PCI bus are found and set up. */
#pragma once

void configuration_space_map(void);
