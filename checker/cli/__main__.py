"""`python -m checker.cli` is `stagecheck`."""

from __future__ import annotations

import sys

from checker.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
