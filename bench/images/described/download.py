# SPDX-License-Identifier: MIT
"""A file from the net, whose bytes its definition knows."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from bench.definitions.images.origin import Origin
from bench.errors import BenchError, HostError
from bench.images.tools.environment import of_fetchers
from bench.images.workshop import Workshop

LARGEST = 16 << 30
"""Bytes that are fetched."""

_CHUNK = 1 << 20

_PATIENCE = 60.0
"""Wall seconds for which a server may say nothing."""


def downloaded(workshop: Workshop, name: str, origin: Origin) -> Path:
    """The file, under its own name; nothing is fetched that is there already.

    Raises:
        HostError: no address gives it.
        BenchError: the address gives other bytes.
    """
    assert origin.url, "asked for with an address only"
    assert origin.sha256, "an address has a sum"
    file = PurePosixPath(urlsplit(origin.url).path).name or name
    addresses = (origin.url, *origin.mirrors)

    def build(folder: Path) -> None:
        reasons = []
        for address in addresses:
            workshop.progress.step(f"fetch {file} from {urlsplit(address).hostname}")
            try:
                found = _fetch(address, folder / file)
            except (OSError, HTTPException, ValueError) as error:
                reasons.append(f"{address}: {_why(error)}")
                continue
            if found == origin.sha256:
                return
            with suppress(OSError):
                (folder / file).unlink()
            reasons.append(f"{address} gives other bytes, of SHA-256 {found}")
        kind = BenchError if any("other bytes" in reason for reason in reasons) else HostError
        raise kind(
            f"cannot fetch {file}: {'; '.join(reasons)}",
            hint="write another address, or a mirror",
            where=f"images/{name}.yaml",
        )

    return workshop.store.artefact(f"fetched-{name}", origin.sha256, build) / file


def _fetch(address: str, target: Path) -> str:
    """The sum of what is there now."""
    proxies = {key.lower().removesuffix("_proxy"): value for key, value in of_fetchers().items()}
    opener = build_opener(ProxyHandler(proxies))
    total, left = hashlib.sha256(), LARGEST
    with opener.open(address, timeout=_PATIENCE) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise OSError(f"it is more than {LARGEST >> 30} GiB")
            total.update(chunk)
            out.write(chunk)
    return total.hexdigest()


def _why(error: Exception) -> str:
    refused = isinstance(error, URLError) and not isinstance(error, HTTPError)
    reason = getattr(error, "reason", error) if refused else error
    return str(reason) or type(error).__name__
