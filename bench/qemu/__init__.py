# SPDX-License-Identifier: MIT
"""From a definition to a running QEMU: plan, process, monitor, accelerator."""
