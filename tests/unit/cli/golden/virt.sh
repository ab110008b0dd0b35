# machine   virt
# kernel    /fake/kernel
# initrd    /fake/initramfs.cpio
# RAM       256 MiB from 0x40000000
# window    8 MiB from 0x50000000
# screen    memory at 0x4f000000, 80x25
# exit      psci
# budget    30 s of CPU time, 30 s of idleness
# inherits  100 monitor, 101 human_monitor, 102 snapshot, 103 ram, 104 window, 105 state, 106 overlay, 107 serial0, 108 serial1, 109 trace, 110 kernel, 111 initrd, 112 disk, 113 medium, 114 device_tree, 115 firmware, 116 cdrom, 117 flash
qemu-system-aarch64 \
  -nodefaults \
  -no-user-config \
  -nic none \
  -display none \
  -S \
  -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny \
  -accel tcg \
  -machine virt,gic-version=2 \
  -cpu cortex-a57 \
  -smp 1 \
  -no-reboot \
  -action panic=exit-failure \
  -chardev socket,id=monitor,fd=100 \
  -mon chardev=monitor,mode=control \
  -chardev socket,id=human,fd=101 \
  -mon chardev=human,mode=readline \
  -chardev socket,id=serial0,fd=107 \
  -serial chardev:serial0 \
  -chardev socket,id=serial1,fd=108 \
  -device pci-serial,chardev=serial1 \
  -m 270336K \
  -object memory-backend-file,id=ram,size=268435456,share=on,mem-path=/proc/self/fd/103 \
  -object memory-backend-file,id=window,size=8388608,share=on,mem-path=/proc/self/fd/104 \
  -numa node,nodeid=0,cpus=0-0,memdev=ram \
  -numa node,nodeid=1,memdev=window \
  -kernel /proc/self/fd/110 \
  -initrd /proc/self/fd/111 \
  -append 'console=ttyAMA0 bench.control=ttyS0 mem=262144K bench.window=0x50000000,0x800000'
