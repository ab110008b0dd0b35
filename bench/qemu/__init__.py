"""From a definition to a running QEMU: plan, process, monitor, accelerator."""
