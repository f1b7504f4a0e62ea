"""`python -m checker.cli` is `stagecheck`."""

from __future__ import annotations

from checker.cli import command

if __name__ == "__main__":
    command()
