# Fills the screen with every character in every colour, none blinking. Built by
#   as --32 characters.S -o characters.o
#   ld -m elf_i386 -Ttext 0x7c00 --oformat binary characters.o -o characters.img
.code16
.globl _start
_start:
    mov $3, %ax
    int $0x10
    mov $0x0100, %ax
    mov $0x2000, %cx
    int $0x10
    mov $0xb800, %ax
    mov %ax, %es
    xor %di, %di
    xor %bx, %bx
    cld
1:  mov %bx, %ax
    mov $5, %cx
    mul %cx
    mov %al, %ah
    and $0x7f, %ah
    mov %bl, %al
    stosw
    inc %bx
    cmp $2000, %bx
    jb 1b
    cli
2:  hlt
    jmp 2b
    .org 510
    .word 0xaa55
