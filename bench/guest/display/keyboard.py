# SPDX-License-Identifier: MIT
"""The keyboard of a guest: PS/2, USB or virtio, whichever its machine has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.definitions.wording import suggest
from bench.errors import BenchError, EmulatorError
from bench.guest.display.layout import DEFAULT, Layout
from bench.qemu.monitor.monitor import Gone
from bench.qemu.monitor.opening import Command
from bench.qemu.process import Process

ALIASES = {
    "enter": "ret",
    "return": "ret",
    "escape": "esc",
    "space": "spc",
    "del": "delete",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
"""Words that people write, by which QEMU knows no key."""

MODIFIERS = ("shift", "shift_r", "ctrl", "ctrl_r", "alt", "alt_r", "meta_l", "meta_r")

KEYS = (
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    *(f"f{number}" for number in range(1, 13)),
    *("esc", "ret", "spc", "tab", "backspace", "delete", "insert", "home", "end", "pgup", "pgdn"),
    *("up", "down", "left", "right", "print", "pause", "menu", "caps_lock", "num_lock"),
    *("scroll_lock", "minus", "equal", "bracket_left", "bracket_right", "semicolon", "apostrophe"),
    *("grave_accent", "backslash", "comma", "dot", "slash", "less", "sysrq"),
    *(f"kp_{number}" for number in range(10)),
    *("kp_enter", "kp_add", "kp_subtract", "kp_multiply", "kp_divide", "kp_decimal"),
    *MODIFIERS,
)
"""The names of keys (QEMU's QAPI, QKeyCode)."""

Key = str | int
"""A key by its name, or by its scan code of set 1."""

_STATUS_PORT = 0x64
_OUTPUT_FULL = 0x01
"""The status register of a PC's keyboard controller: whether a byte waits for the guest (IBM AT
Technical Reference, "8042"). To read it changes nothing."""

_LOOK_AGAIN = 0.002
"""Wall seconds between two looks at it: it changes without any event."""

_HOLD_MS = 20
"""Milliseconds of the guest's time for which QEMU holds a key where nothing tells that the guest
took it, and which it waits then: 25 keys a second, as a fast typist."""

_NOT_RUNNING = "VM not running"
_NO_KEYBOARD = "Input handler not found"
"""A part of QEMU's refusal where nothing takes keys (ui/input.c)."""


class Keyboard:
    """Types at a guest, as fast as the guest takes it.

    A PC's keyboard controller tells when the guest has taken a key. Elsewhere QEMU spreads keys
    over the guest's time.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        self._has_controller: bool | None = None
        self._layout = Layout(DEFAULT)

    @property
    def layout(self) -> str:
        """The layout that the guest takes it for: one of QEMU's, such as `de`; `en-us` at first.

        Raises:
            BenchError: when it is set to one that QEMU does not have.
        """
        return self._layout.name

    @layout.setter
    def layout(self, name: str) -> None:
        self._layout = Layout(name)

    @property
    def is_there(self) -> bool:
        """Whether the machine has one."""
        try:
            self._process.monitor.execute_all([_event("shift", down=False)])
        except EmulatorError as error:
            if _NO_KEYBOARD in error.what:
                return False
            raise
        return True

    def type(self, text: str) -> None:
        r"""Type a text, on a keyboard of the guest's layout; `\n` is the Enter key.

        Raises:
            BenchError: the machine has no keyboard, or the keyboard no such key.
            BudgetSpent: the guest does not take the keys.
            EmulatorError: the guest has ended.
        """
        for chord in [self._layout.chord(character) for character in text]:
            self._strike(chord)

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key, or several at once: `f2`, `ctrl-alt-delete`.

        Args:
            keys: QEMU's names of them, or such as `enter` and `pageup`.
            times: how often.

        Raises:
            BenchError: the machine has no keyboard, or the keyboard no such key.
            BudgetSpent: the guest does not take the keys.
            EmulatorError: the guest has ended.
        """
        chord = tuple(_key(name) for name in keys.lower().split("-"))
        for _ in range(times):
            self._strike(chord)

    def _strike(self, chord: Sequence[Key]) -> None:
        gone = self._process.outcome is not None
        try:
            self._process.monitor.execute_all([*self._commands(chord)])
        except Gone:
            if gone:
                raise
            return  # a key may end a guest
        except EmulatorError as error:
            if _NOT_RUNNING in error.what and not self._process.monitor.held:
                return  # QEMU 10 stops a guest that has ended before it ends itself
            if _NO_KEYBOARD not in error.what:
                raise
            raise BenchError(
                f"machine {self._process.plan.machine} has no keyboard",
                hint="give it one, such as raw-qemu-options: "
                "[-device, qemu-xhci, -device, usb-kbd]",
            ) from None
        if self._controller:
            self._await_taken()

    def _commands(self, chord: Sequence[Key]) -> Iterator[Command]:
        if self._controller:
            yield from _moves(chord)
            return
        # Without a keyboard, QEMU refuses the first command. It does not refuse the second.
        yield _event("shift", down=False)
        keys = [_value(key) for key in chord]
        yield "send-key", {"keys": keys, "hold-time": _HOLD_MS}

    @property
    def _controller(self) -> bool:
        """Whether the machine has a PC's keyboard controller."""
        if self._has_controller is None:
            (tree,) = self._process.human_monitor.run(["info qtree"])
            self._has_controller = "dev: i8042" in tree
        return self._has_controller

    def _await_taken(self) -> None:
        process = self._process

        def look() -> bool | None:
            if process.outcome is not None:
                return True
            try:
                (reply,) = process.human_monitor.run([f"i /b {_STATUS_PORT:#x}"])
            except EmulatorError:
                return None  # it is about to be known how the guest ended
            return not int(reply.rsplit("=", 1)[1], 16) & _OUTPUT_FULL or None

        process.activity.wait(look, process.clock, "the guest to take a key", again=_LOOK_AGAIN)


def _moves(chord: Sequence[Key]) -> Iterator[Command]:
    """Press the keys one after the other, and release them in the opposite order."""
    for key in chord:
        yield _event(key, down=True)
    for key in reversed(chord):
        yield _event(key, down=False)


def _value(key: Key) -> dict[str, Any]:
    """A key as QEMU's QAPI has it (KeyValue)."""
    return {"type": "number" if isinstance(key, int) else "qcode", "data": key}


def _event(key: Key, *, down: bool) -> Command:
    move = {"down": down, "key": _value(key)}
    return "input-send-event", {"events": [{"type": "key", "data": move}]}


def _key(name: str) -> str:
    key = ALIASES.get(name, name)
    if key not in KEYS:
        raise BenchError(f"there is no key {name!r}", hint=suggest(name, [*KEYS, *ALIASES]))
    return key
