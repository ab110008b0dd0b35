# machine   q35
# kernel    /fake/kernel
# RAM       256 MiB from 0x0
# screen    vga at 0xb8000, 80x25
# exit      debug-exit, acpi, pvpanic
# budget    30 s of CPU time, 30 s of idleness
# inherits  100 monitor, 101 human_monitor, 102 snapshot, 103 ram, 104 window, 105 state, 106 overlay, 107 serial0, 108 serial1, 109 trace, 110 kernel, 111 initrd, 112 disk, 113 medium, 114 device_tree, 115 firmware, 116 cdrom, 117 flash
qemu-system-x86_64 \
  -nodefaults \
  -no-user-config \
  -nic none \
  -display none \
  -S \
  -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny \
  -accel tcg \
  -machine q35,memory-backend=ram \
  -cpu max,cx16=off \
  -smp 1 \
  -no-reboot \
  -action shutdown=pause \
  -d cpu_reset \
  -D /proc/self/fd/109 \
  -chardev socket,id=monitor,fd=100 \
  -mon chardev=monitor,mode=control \
  -chardev socket,id=human,fd=101 \
  -mon chardev=human,mode=readline \
  -chardev socket,id=serial0,fd=107 \
  -serial chardev:serial0 \
  -chardev socket,id=serial1,fd=108 \
  -serial chardev:serial1 \
  -vga std \
  -device isa-debug-exit,iobase=0xf4,iosize=4 \
  -device pvpanic \
  -m 262144K \
  -object memory-backend-file,id=ram,size=268435456,share=on,mem-path=/proc/self/fd/103 \
  -kernel /proc/self/fd/110 \
  -append 'a b $HOME screen=0xb8000,80x25'
