"""pexpect over text that the bench has drained already."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import cast

from pexpect.spawnbase import SpawnBase


class TextReader(SpawnBase):  # type: ignore[misc]  # pexpect has no types
    """Expects patterns in text that `source` gives.

    Not over a descriptor, as pexpect's own classes do: they read only while somebody
    expects, and a guest whose line is not read stalls.

    Args:
        source: blocks until there are more bytes; raises pexpect.EOF at their end.
    """

    _WINDOW = 1 << 15
    """Characters in which a match must lie."""
    _BEFORE_LIMIT = 1 << 20
    """Characters ahead of a match that are kept."""

    _before: StringIO

    def __init__(self, source: Callable[[], bytes]) -> None:
        super().__init__(
            encoding="utf-8",
            codec_errors="replace",
            timeout=None,
            searchwindowsize=self._WINDOW,
            maxread=self._WINDOW,
        )
        self.delayafterread = None
        self._source = source

    def read_nonblocking(self, size: int = 1, timeout: float | None = None) -> str:
        """More text, as soon as there is some; a flood cannot fill the memory."""
        if self._before.tell() > self._BEFORE_LIMIT:
            kept = self._before.getvalue()[-self._BEFORE_LIMIT // 2 :]
            self._before = StringIO()
            self._before.write(kept)
        return cast("str", self._decoder.decode(self._source(), final=False))
