"""Compare the third engine with the proofs: `python -m tests.proof.third --count 1000 --seed 1`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from random import Random

from tests.proof.third.compare import compare


def main() -> int:
    """Compare as many texts as asked for; 1 where there is a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the one text to compare")
    asked = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    differences = 0
    for number in range(asked.count) if asked.only is None else [asked.only]:
        random = Random(f"{asked.seed} {number}")  # noqa: S311
        for told in compare(random, counts):
            differences += 1
            print(f"--- text {number} of seed {asked.seed}\n{told}\n", flush=True)
    print(f"{asked.count} texts, {differences} differences")
    for (question, verdict), times in sorted(counts.items()):
        print(f"  {question}: {verdict}: {times}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
