"""A generated manual, for measuring: `python tests/benchmarks/manual.py --stages N --into FILE`.

It has N linked stages in chapters of twenty. Each stage is led by one of nine roles of three tiers,
ends within a limit and goes on to the next stage; a chapter's first stage leads to two chapters
further on, as a manual's index does; eight facts (fixed, arising, changing, one of them harm) guard
lanes, exceptions and links. Words are must, should,
may and plain, as in a real manual; one stage in a hundred has a gap: no limit, no next step for
silence, or a vague limit. The same number and seed give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAPTER = 20
"""How many stages a chapter has."""
GAPS = 100
"""One stage in so many has a gap."""

HEAD = """procedure manual "A manual of {count} stages"
  calendar england-and-wales
  working day 09:00 to 17:00
  start at {first}
body panel "The panel"
"""
FACTS = """fact significant-harm "A child is at risk of significant harm", can arise, is harm
fact complaint "A complaint has been made", can arise
fact court "The matter is before a court", can arise
fact abroad "The family lives abroad", fixed
fact sibling "A sibling is known to the service", fixed
fact urgent "The matter is urgent", can change
fact unsettled "A worker is away", can change
fact review-due "A review is due", can change
"""
TAIL = """stage board "The board"
  led by the chair
  this stage is the board's
  the chair must decide "the matter"
  this stage must end within 10 working days
  if decided, go to ruled
  if not decided, go to ruled
at every stage except board
  whenever significant-harm, the case must go to board within the same working day
  whenever significant-harm and out of hours, the case must go to board within 2 hours
ending resolved "Resolved", by agreement
ending ruled "Decided by the board", by decision
"""
ROLES = ("worker", "nurse", "teacher")
GRADES = (("", 1), ("-manager", 2), ("-director", 3))
LIMITS = ("1 working day", "5 working days", "48 hours", "2 weeks", "10 working days")
ASIDE = ("urgent and not unsettled", "unsettled and not urgent")


def manual(count: int, seed: int = 1) -> str:
    """The text of a manual of so many stages, the board's not counted."""
    random = Random(seed)  # noqa: S311, no secret hangs on it
    lines = [HEAD.format(count=count, first=_name(0))]
    for role in ROLES:
        for ending, tier in GRADES:
            title = f"{role}{ending}".replace("-", " ").capitalize()
            lines.append(f'role {role}{ending} "{title}", tier {tier}, on each side\n')
    lines.append('role chair "Chair of the board", tier 4\n')
    lines.append(FACTS)
    for number in range(count):
        lines += _stage(number, count, random)
    lines.append(TAIL)
    return "".join(lines)


def _name(number: int) -> str:
    return f"chapter-{number // CHAPTER + 1}-step-{number % CHAPTER + 1}"


def _stage(number: int, count: int, random: Random) -> Iterator[str]:
    """One stage with its lines; the last of the manual leads to the board."""
    following = _name(number + 1) if number + 1 < count else "board"
    role = ROLES[number % len(ROLES)]
    grade = GRADES[number * len(GRADES) // count][0]
    gap = random.randrange(GAPS)
    yield f'stage {_name(number)} "Chapter {number // CHAPTER + 1}, step {number % CHAPTER + 1}"\n'
    yield f"  led by the {role}{grade} of the raising side, with their counterpart\n"
    yield f'  the {role}{grade} must record "what was said" in writing\n'
    limit = random.choice(LIMITS)
    word = random.choice(("must", "must", "should"))
    if gap == 1:
        yield '  this stage should end, timing "in good time"\n'
    elif gap:
        yield f"  this stage {word} end within {limit}\n"
    yield "  if agreed, go to resolved\n"
    chapter, step = divmod(number, CHAPTER)
    for linked, fact in zip((2 * chapter + 1, 2 * chapter + 2), ASIDE, strict=False):
        if not step and linked * CHAPTER < count:
            yield f"  if not resolved and {fact}, the case must go to {_name(linked * CHAPTER)}"
            yield " instead\n"
    outcome = "not agreed" if gap == 2 else "not resolved"
    move = random.choice(("the case must go", "the case must go", f"the {role}{grade} should take"))
    go = move if move.endswith("go") else f"{move} the case"
    yield f"  if {outcome}, {go} to {following}\n"
    if random.random() < 0.1:
        yield "  whenever court and not urgent, the case should go to board within 5 working days\n"
    if random.random() < 0.1:
        yield f'  when review-due, the {role}{grade} may ask "another worker"\n'


def main() -> None:
    """Write the manual."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--stages", type=int, required=True, metavar="N")
    parser.add_argument("--into", type=Path, required=True, metavar="FILE")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.into.write_text(manual(given.stages, given.seed), encoding="utf-8")
    print(f"wrote {given.stages} stages into {given.into}")


if __name__ == "__main__":
    main()
