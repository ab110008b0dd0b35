# SPDX-License-Identifier: MIT
"""The headers of Linux images for x86 and arm64, up to the fields that the bench reads.

Source: Linux, Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header" (protocol
2.15), and Documentation/arch/arm64/booting.rst, section 4 "Call the kernel image".
"""

from __future__ import annotations

from construct import (
    Const,
    CString,
    If,
    Int8ul,
    Int16ul,
    Int32ul,
    Int64ul,
    Padding,
    Pointer,
    Struct,
    this,
)

XLF_KERNEL_64 = 1 << 0
"""In `xloadflags`: the kernel has the 64-bit entry point."""
XLF_EFI_HANDOVER = 1 << 2 | 1 << 3
"""In `xloadflags`: EFI firmware can start it, in 32 or in 64 bits."""

X86 = Struct(
    Padding(0x1F1),
    "setup_sects" / Int8ul,
    "root_flags" / Int16ul,
    "syssize" / Int32ul,
    "ram_size" / Int16ul,
    "vid_mode" / Int16ul,
    "root_dev" / Int16ul,
    "boot_flag" / Const(0xAA55, Int16ul),
    "jump" / Int16ul,
    "header" / Const(b"HdrS"),
    "version" / Int16ul,
    "realmode_swtch" / Int32ul,
    "start_sys_seg" / Int16ul,
    "kernel_version" / Int16ul,
    "type_of_loader" / Int8ul,
    "loadflags" / Int8ul,
    "setup_move_size" / Int16ul,
    "code32_start" / Int32ul,
    "ramdisk_image" / Int32ul,
    "ramdisk_size" / Int32ul,
    "bootsect_kludge" / Int32ul,
    "heap_end_ptr" / Int16ul,
    "ext_loader_ver" / Int8ul,
    "ext_loader_type" / Int8ul,
    "cmd_line_ptr" / Int32ul,
    "initrd_addr_max" / Int32ul,
    "kernel_alignment" / Int32ul,
    "relocatable_kernel" / Int8ul,
    "min_alignment" / Int8ul,
    "xloadflags" / Int16ul,
    "cmdline_size" / Int32ul,
    "version_string"
    / If(this.kernel_version, Pointer(this.kernel_version + 0x200, CString("utf8"))),
)

ARM64 = Struct(
    "code0" / Int32ul,
    "code1" / Int32ul,
    "text_offset" / Int64ul,
    "image_size" / Int64ul,
    "flags" / Int64ul,
    "res2" / Int64ul,
    "res3" / Int64ul,
    "res4" / Int64ul,
    "magic" / Const(b"ARM\x64"),
    "res5" / Int32ul,
)
