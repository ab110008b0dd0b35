# machine   virt
# kernel    /fake/kernel
# initrd    /fake/initramfs.cpio
# RAM       256 MiB from 0x40000000
# screen    memory at 0x4f000000, 80x25
# exit      semihosting, psci
# budget    30 s of CPU time, 30 s of idleness
# inherits  100 monitor, 101 human_monitor, 102 snapshot, 103 ram, 104 serial0, 105 serial1
qemu-system-aarch64 \
  -nodefaults \
  -no-user-config \
  -nic none \
  -display none \
  -S \
  -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny \
  -accel tcg \
  -machine virt,memory-backend=ram,gic-version=2 \
  -cpu cortex-a57 \
  -smp 1 \
  -m 262144K \
  -object memory-backend-file,id=ram,size=268435456,share=on,mem-path=/proc/self/fd/103 \
  -no-reboot \
  -action panic=exit-failure \
  -chardev socket,id=monitor,fd=100 \
  -mon chardev=monitor,mode=control \
  -chardev socket,id=human,fd=101 \
  -mon chardev=human,mode=readline \
  -chardev socket,id=serial0,fd=104 \
  -serial chardev:serial0 \
  -chardev socket,id=serial1,fd=105 \
  -device pci-serial,chardev=serial1 \
  -semihosting-config enable=on,target=native \
  -kernel /fake/kernel \
  -initrd /fake/initramfs.cpio \
  -append 'console=ttyAMA0 bench.control=ttyS0'
