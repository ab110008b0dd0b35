# A kernel linked high and loaded low, each segment elsewhere, with a Multiboot
# header that has the address fields. To be read and not to be booted. Built by
#   as --32 kernel.S -o kernel.o && ld -m elf_i386 -n -T kernel.ld kernel.o -o kernel32.elf
#   as --64 kernel.S -o kernel.o && ld -n -T kernel.ld kernel.o -o kernel64.elf
#   strip kernel32.elf -o stripped.elf
    .set ADDRESSES, 1 << 16
    .set HIGH, 0x40000000
    .text
header:
    .long 0x1badb002
    .long ADDRESSES
    .long -(0x1badb002 + ADDRESSES)
    .long header - HIGH
    .long header - HIGH
    .long 0x300008
    .long 0x400008
    .long _start - HIGH
    .globl _start, ticks, ticks_of_cpu1
_start:
    hlt
    jmp _start
    .size _start, . - _start
    .data
ticks:
    .long 7
    .size ticks, 4
    .long 8
    .bss
ticks_of_cpu1:
    .skip 8
    .size ticks_of_cpu1, 8
