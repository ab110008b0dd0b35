# SPDX-License-Identifier: MIT
"""Folders of kernel modules as people write them: built, or told what is missing.

They are built for the guest's kernel, in a project of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.errors import BenchError, HostError
from bench.images.linux.kernel_headers import build_tree
from bench.images.linux.modules import modules, modules_to_load
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop

X86_64 = ARCHITECTURES["x86_64"]

SOURCE = """#include <linux/module.h>
#include "NAME.h"
static int __init begin(void)
{
\tpr_info("%d\\n", CALL);
\treturn 0;
}
static void __exit end(void)
{
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
"""
EXPORTS = """#include <linux/module.h>
int NAME(int a);
int NAME(int a)
{
\treturn a + CALL;
}
EXPORT_SYMBOL_GPL(NAME);
MODULE_LICENSE("GPL");
"""
TUTORIAL = """obj-m += hello.o

PWD := $(CURDIR)

all:
\tmake -C /lib/modules/$(shell uname -r)/build M=$(PWD) modules

clean:
\tmake -C /lib/modules/$(shell uname -r)/build M=$(PWD) clean
"""
TWO_IN_ONE = """ifneq ($(KERNELRELEASE),)
obj-m := hello.o
hello-y := main.o helper.o
else
KDIR ?= /lib/modules/$(shell uname -r)/build
default:
\t$(MAKE) -C $(KDIR) M=$$PWD modules
endif
"""


def module(call: str = "1", header: str = "linux/init") -> str:
    return SOURCE.replace("CALL", call).replace("NAME", header)


CRLF = module().replace("\n", "\r\n")


def exporter(name: str, call: str = "1", declared: str = "") -> str:
    text = EXPORTS.replace("NAME", name).replace("CALL", call)
    return text.replace("int ", f"{declared}\nint ", 1)


def using(symbol: str) -> str:
    return f"int {symbol}(int a);\n{module(f'{symbol}(1)')}"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


@pytest.fixture
def workshop(tmp_path: Path, store: Store) -> Workshop:
    """An empty project."""
    (tmp_path / "avocado.cfg").write_text("[bench]\n")
    workshop = Workshop(tmp_path, store, SILENT)
    try:
        build_tree(workshop, X86_64)
    except HostError as error:
        pytest.skip(f"the cache is cold and {error}")
    return workshop


def lay(workshop: Workshop, **files: str) -> None:
    """Files of `payloads/modules/`, whose names have `__` for a slash and `_dot_` for a dot."""
    for name, text in files.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        file = workshop.root / "payloads/modules" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def built(workshop: Workshop, name: str) -> list[str]:
    return [file.name for file in modules(workshop, name, X86_64)]


def refusal(workshop: Workshop, name: str) -> str:
    with pytest.raises(BenchError) as caught:
        modules_to_load(workshop, name, X86_64)
    assert str(workshop.root) not in str(caught.value) + caught.value.detail
    assert str(workshop.store.root) not in str(caught.value) + caught.value.detail
    assert "/tmp/" not in str(caught.value) + caught.value.detail
    return str(caught.value)


@pytest.mark.parametrize(
    "files",
    [
        {"hello__Makefile": TUTORIAL, "hello__hello_dot_c": module()},
        {
            "hello__Kbuild": "obj-m := hello.o\r\n",
            "hello__hello_dot_c": module().replace("\n", "\r\n"),
        },
        {
            "hello__Makefile": TWO_IN_ONE,
            "hello__main_dot_c": f"int help(int a);\n{module('help(1)')}",
            "hello__helper_dot_c": "int help(int a);\nint help(int a)\n{\n\treturn a;\n}\n",
        },
        {
            "hello__Kbuild": "obj-m := src/\n",
            "hello__src__Kbuild": "obj-m := hello.o\n",
            "hello__src__hello_dot_c": module(),
        },
        {
            "hello__Kbuild": "ccflags-y := -I$(src)/../common\nobj-m := hello.o\n",
            "hello__hello_dot_c": module("ONE", "ring"),
            "common__ring_dot_h": '#include "one.h"\n',
            "common__one_dot_h": "#define ONE 1\n",
        },
    ],
    ids=["tutorial", "crlf", "two-files", "subfolder", "common"],
)
def test_a_folder_as_people_write_it_is_built(workshop: Workshop, files: dict[str, str]) -> None:
    lay(workshop, **files)
    assert built(workshop, "hello") == ["hello.ko"]


def test_a_name_with_a_dash_is_one_with_an_underscore(workshop: Workshop) -> None:
    lay(workshop, **{"my-mod__Kbuild": "obj-m := my-mod.o\n", "my-mod__my-mod_dot_c": module()})
    assert built(workshop, "my-mod") == ["my-mod.ko"]
    assert list(modules_to_load(workshop, "my-mod/my_mod", X86_64)) == ["my_mod.ko"]


def test_a_module_is_loaded_behind_those_whose_symbols_it_uses(workshop: Workshop) -> None:
    lay(workshop, low__Kbuild="obj-m := low.o\n", low__low_dot_c=exporter("low_add"))
    middle = exporter("middle_add", "low_add(a)", "int low_add(int a);")
    lay(workshop, middle__Kbuild="obj-m := middle.o", middle__middle_dot_c=middle)
    lay(workshop, user__Makefile="obj-m := user.o \\\n", user__user_dot_c=using("middle_add"))
    assert built(workshop, "user") == ["low.ko", "middle.ko", "user.ko"]
    before = modules(workshop, "user", X86_64)
    lay(workshop, low__low_dot_c=exporter("low_add", "2"))
    after = modules(workshop, "user", X86_64)
    assert after[0].read_bytes() != before[0].read_bytes()


def test_a_kbuild_file_may_say_whose_symbols_it_uses(workshop: Workshop) -> None:
    for name in ("one", "two"):
        lay(workshop, **{f"{name}__Kbuild": f"obj-m := {name}.o\n"})
        lay(workshop, **{f"{name}__{name}_dot_c": exporter("add")})
    lay(workshop, user__Kbuild="obj-m := user.o\n", user__user_dot_c=using("add"))
    assert "one and two export it: say in the Kbuild file" in refusal(workshop, "user")
    symbols = "KBUILD_EXTRA_SYMBOLS := $(src)/../two/Module.symvers\nobj-m := user.o\n"
    lay(workshop, user__Kbuild=symbols)
    assert built(workshop, "user") == ["two.ko", "user.ko"]


def test_a_module_of_the_kernels_own_comes_first(workshop: Workshop) -> None:
    header = "#include <linux/crc-itu-t.h>\n"
    call = 'crc_itu_t(0, "a", 1)'
    lay(workshop, user__Kbuild="obj-m := user.o\n", user__user_dot_c=header + module(call))
    assert built(workshop, "user") == ["crc-itu-t.ko", "user.ko"]


def test_a_folder_gives_all_that_it_makes_in_the_order_of_their_needs(workshop: Workshop) -> None:
    lay(workshop, pair__Kbuild="obj-m := a.o b.o\n", pair__b_dot_c=exporter("b_add"))
    lay(workshop, pair__a_dot_c=using("b_add"))
    assert built(workshop, "pair") == ["b.ko", "a.ko"]
    assert built(workshop, "pair/b") == ["b.ko"]
    assert list(modules_to_load(workshop, "pair", X86_64)) == ["b.ko", "a.ko"]
    assert refusal(workshop, "pair/c") == (
        "payloads/modules/pair: makes a.ko and b.ko; write obj-m := c.o"
    )


def test_modules_that_need_each_other_are_told(workshop: Workshop) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        text = exporter(f"{name}_add", f"{other}_add(a)", f"int {other}_add(int a);")
        lay(workshop, **{f"{name}__Kbuild": f"obj-m := {name}.o\n"})
        lay(workshop, **{f"{name}__{name}_dot_c": text})
    assert "in a circle: one -> two -> one; make one module of them" in refusal(workshop, "one")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"mine__Kbuild": "obj-m := hello.o\n", "mine__hello_dot_c": module()},
            "payloads/modules/mine: makes hello.ko; write obj-m := mine.o",
        ),
        (
            {"mine__Kbuild": "obj-m := hello-1.o\n", "mine__hello_dot_c": module()},
            "payloads/modules/mine/Kbuild: cannot build the module mine for x86_64: "
            "hello-1.o has no source hello-1.c; there is hello.c",
        ),
        (
            {"mine__notes_dot_txt": ""},
            "payloads/modules/mine: has no Kbuild or Makefile; "
            "write a Kbuild file with obj-m := mine.o",
        ),
        (
            {"mine__inner__Kbuild": "obj-m := mine.o\n", "mine__inner__mine_dot_c": module()},
            "payloads/modules/mine: has no Kbuild or Makefile; its files lie in inner/",
        ),
        (
            {"mine__makefile": TUTORIAL, "mine__mine_dot_c": module()},
            "payloads/modules/mine: has no Kbuild or Makefile; call makefile Makefile",
        ),
        (
            {"mine__Kbuild": "# nothing yet\n", "mine__mine_dot_c": module()},
            "payloads/modules/mine/Kbuild: makes no module; write obj-m := mine.o",
        ),
        (
            {"mine__Kbuild": "obj-m := mine.o\n", "mine__mine_dot_c": using("nowhere_add")},
            "payloads/modules/mine: cannot build the module mine for x86_64: undefined symbol "
            "nowhere_add (modpost); neither the kernel nor a module of payloads/modules exports it",
        ),
        (
            {
                "mine__Kbuild": "obj-m := mine.o\n",
                "mine__mine_dot_c": using("add"),
                "base__Kbuild": "obj-m := base.o\n",
                "base__base_dot_c": exporter("add").replace("EXPORT_SYMBOL_GPL(add);\n", ""),
            },
            "payloads/modules/mine: cannot build the module mine for x86_64: undefined symbol add "
            "(modpost); write EXPORT_SYMBOL_GPL(add); in payloads/modules/base/base.c",
        ),
        (
            {
                "mine__Kbuild": "obj-m := mine.o\n",
                "mine__mine_dot_c": module().replace('MODULE_LICENSE("GPL");\n', ""),
            },
            "payloads/modules/mine: cannot build the module mine for x86_64: missing "
            "MODULE_LICENSE() in payloads/modules/mine/mine.o (modpost); "
            'write MODULE_LICENSE("GPL");',
        ),
        (
            {"mine__Kbuild": "obj-m := mine.o\n", "mine__mine_dot_c": module("begin(1)")},
            "payloads/modules/mine/mine.c:5: cannot build the module mine for x86_64: "
            "too many arguments to function 'begin'",
        ),
        ({"other__Kbuild": ""}, "payloads/modules: there is no module mine; use hello"),
    ],
    ids=[*map(str, range(11))],
)
def test_what_is_missing_is_told(workshop: Workshop, files: dict[str, str], said: str) -> None:
    lay(workshop, **files)
    assert refusal(workshop, "mine").startswith(said.partition("; use ")[0])


def test_the_lines_of_the_compiler_go_along(workshop: Workshop) -> None:
    lay(workshop, mine__Kbuild="obj-m := mine.o\n", mine__mine_dot_c=module("begin(1)"))
    with pytest.raises(BenchError) as caught:
        modules(workshop, "mine", X86_64)
    assert "note: in expansion of macro" in caught.value.detail
    assert "too many arguments to function 'begin'" in caught.value.log


def test_what_an_earlier_build_left_is_not_taken(workshop: Workshop) -> None:
    lay(workshop, mine__Kbuild="obj-m := mine.o\n", mine__mine_dot_c=module())
    clean = modules(workshop, "mine", X86_64)[0]
    lay(workshop, **{"mine__mine_dot_o": "old", "mine__Module_dot_symvers": "old"})
    again = modules(workshop, "mine", X86_64)[0]
    assert again.read_bytes() == clean.read_bytes()
    lay(workshop, **{"mine__Kbuild": "obj-m := other.o\n", "mine__mine_dot_ko": "old"})
    lay(workshop, mine__other_dot_c=module())
    assert refusal(workshop, "mine").startswith("payloads/modules/mine: makes other.ko;")
