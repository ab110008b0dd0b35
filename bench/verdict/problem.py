# SPDX-License-Identifier: MIT
"""One thing that went wrong with a test, or kept it from running."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """An exception, and the part of a test that raised it.

    Attributes:
        raised: the exception; `unittest.SkipTest` if the part was skipped.
        part: a subtest as `[n=1]`, or a fixture of the class or module as `setUpClass`;
            empty for the test itself.
        only_part: a skipped subtest beside others that were not: the test as a whole ran.
    """

    raised: BaseException
    part: str = ""
    only_part: bool = False
