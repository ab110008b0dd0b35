# SPDX-License-Identifier: MIT
"""Where `bench` begins: before it has loaded what it works with.

What may go wrong from the first moment on is met here: a Ctrl-C, streams that are closed or
cannot show every character.
"""

from __future__ import annotations

import sys

from bench.cli.exit_codes import INTERRUPTED, MISTAKE
from bench.host.streams import prepare_streams


def main() -> None:
    """The entry point."""
    prepare_streams()
    try:
        from bench.cli.main import main as run

        run()
    except KeyboardInterrupt:  # while commands were loaded; afterwards `Group` hears of it
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except Exception as error:
        from bench.cli.show.failure import told
        from bench.cli.show.output import complain

        complain(str(told(error)))
        sys.exit(MISTAKE)


if __name__ == "__main__":
    main()
