"""What the commands that compare have in common: how many, from which seed, and how they end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def given(text: str | None, count: int) -> argparse.Namespace:
    """The `--count` and the `--seed` of a command that its module's `text` describes."""
    parser = argparse.ArgumentParser(description=(text or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def ended(failures: Sequence[str]) -> int:
    """Print the first differences and how many there are; 1 where there are any."""
    for failure in failures[:5]:
        print(failure)
    print(f"differences: {len(failures)}")
    return 1 if failures else 0
