"""Small random texts in which nearly everything hangs on facts with two or three options, and on
readings: where one of them is out of the question, or has to hold, is what engines get wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LIMITS = (
    *("the same working day", "1 working day", "2 working days", "3 working days"),
    *("2 days", "1 week"),
)
TOTALS = ("2 working days", "5 working days", "1 week", "8 working days")
KINDS = ("fixed", "can change", "can arise")


def random_optioned(random: Random) -> str:
    """A text with one promise of a writer's own, or two."""
    return _Text(random).text()


class _Text:
    """One text."""

    def __init__(self, random: Random) -> None:
        """Draw its facts and readings."""
        self.random = random
        self.declared: list[str] = []
        self.facts: list[str] = []
        self.readings: list[str] = []
        for number in range(random.choice((1, 1, 2))):
            options = [f"o{number}{letter}" for letter in "abc"[: random.choice((2, 2, 3))]]
            either = " or ".join(options)
            self.declared.append(f'fact f{number} "F", either {either}, {random.choice(KINDS)}')
            self.facts += options
        if random.random() < 0.3:
            self.declared.append(f'fact g "G", {random.choice(KINDS)}')
            self.facts.append("g")
        if random.random() < 0.35:
            self.readings = [f"r{letter}" for letter in "abc"[: random.choice((2, 2, 3))]]
            either = " or ".join(f'{each} "{each}"' for each in self.readings)
            self.declared.append(f"reading rr, either {either}")
        self.stages = [f"s{number}" for number in range(random.choice((1, 2, 2, 3)))]

    def text(self) -> str:
        """All of it."""
        promises = [f"require that {self._promise()}" for _ in range(self.random.choice((1, 2)))]
        return "\n".join([*self._head(), *self._body(), *self._tail(), *promises]) + "\n"

    # --- lines ---

    def _head(self) -> list[str]:
        random = self.random
        lines = ['procedure p "P"', "  start at s0"]
        if random.random() < 0.05:
            lines[1] = "  start at not stated"
        elif random.random() < 0.25:
            place = random.choice([*self.stages, "done"])
            lines.append(f"  when {self._condition()}, start at {place} instead")
        if random.random() < 0.1:
            lines.append(f"  the procedure must end within {random.choice(TOTALS)} of the start")
        return [*lines, 'role w "W", on each side', 'role m "M", on each side', *self.declared]

    def _body(self) -> list[str]:
        lines: list[str] = []
        for number, stage in enumerate(self.stages):
            after = self.stages[number + 1] if number + 1 < len(self.stages) else "ruled"
            lines += [f'stage {stage} "S"', "  led by the w of the raising side"]
            lines += [f"  {line}" for line in (*self._limits(), *self._moves(after))]
        return lines

    def _limits(self) -> list[str]:
        random, of = self.random, self._within
        one, form = random.choice(self._atoms), random.random()
        must = f"this stage {self._modal()} end"
        if form < 0.35:
            lines = [f"{must} {of()}"]
        elif form < 0.75:
            lines = [f"when {one}, {must} {of()}"]
            lines += [f"unless {one}, {must} {of()}"] if random.random() < 0.8 else []
        else:
            lines = [f"{must} {of()}", f"when {self._condition()}, {must} {of()} instead"]
        if random.random() < 0.15:
            lines.append(f"when {self._condition()}, the m may extend by 1 working day")
        return lines

    def _moves(self, after: str) -> list[str]:
        random, form = self.random, self.random.random()
        lines = ["if agreed, go to done"] if random.random() < 0.6 else []
        if form < 0.3:
            lines.append(f"otherwise, {self._go(after)}")
        elif form < 0.6:
            lines.append(f"if not resolved and {self._all()}, {self._go(self._place(after))}")
            lines.append(f"otherwise, {self._go(after)}")
        elif form < 0.8:
            away = f"{self._go(self._place(after))} instead"
            lines.append(f"if not resolved, {self._go(after)}")
            lines.append(f"if not resolved and {self._all()}, {away}")
        else:
            one = random.choice(self._atoms)
            lines.append(f"if not resolved and {one}, {self._go(self._place(after))}")
            lines.append(f"if not resolved and not {one}, {self._go(self._place(after))}")
        if random.random() < 0.35:
            held = random.choice(["", "", " after consulting the m within 1 working day"])
            lane = f"the case {self._modal()} go to {self._place(after)} {self._within()}{held}"
            lines.append(f"whenever {self._condition()}, {lane}")
        return lines

    def _tail(self) -> list[str]:
        random, lines = self.random, list[str]()
        if len(self.stages) > 1 and random.random() < 0.25:
            when = "" if random.random() < 0.4 else f"when {self._condition()}, "
            span = f"stages s0 to {self.stages[-1]}"
            lines.append(f"{when}{span} must end within {random.choice(TOTALS)}")
        if self.readings and random.random() < 0.5:
            lines.append(f'assume {random.choice(self.readings)}, because "it is so"')
        return [*lines, 'ending done "D", by agreement', 'ending ruled "R", by decision']

    def _promise(self) -> str:
        random = self.random
        place = random.choice([*self.stages[1:], "ruled", "ruled", "done"])
        within = f"within {random.choice(TOTALS)}"
        delays = [f"{random.choice(self.facts)} never delays {place}" for _ in range(6)]
        outcome = random.choice(("not resolved", "no answer", "not agreed"))
        return random.choice(
            [
                *delays,
                f"consulting never delays {place}",
                f"every case ends {within}",
                f"every case reaches {place} or done {within}",
                f"whenever {self._condition()}, the case reaches {place} {within}",
                f"whenever {self._condition()}, the case reaches {place}",
                f"if {outcome}, the case reaches {place} {within}",
                f"stages s0 to {random.choice(self.stages)} take at most {random.choice(TOTALS)}",
                f"no case reaches {place}",
                f"some case can reach {place}",
            ]
        )

    # --- words ---

    @property
    def _atoms(self) -> list[str]:
        return [*self.facts, *self.readings]

    def _all(self) -> str:
        return self._joined(" and ")

    def _condition(self) -> str:
        return self._joined(self.random.choice((" and ", " or ")))

    def _joined(self, by: str) -> str:
        chosen: Sequence[str] = self.random.sample(self._atoms, self.random.choice((1, 1, 1, 2)))
        return by.join(f"not {each}" if self.random.random() < 0.3 else each for each in chosen)

    def _modal(self) -> str:
        return self.random.choice(("must", "must", "must", "should"))

    def _within(self) -> str:
        return f"within {self.random.choice(LIMITS)}"

    def _place(self, after: str) -> str:
        return self.random.choice([after, after, after, *self.stages, "ruled", "done"])

    def _go(self, place: str) -> str:
        limit = self.random.choice(("", "", f" {self._within()}"))
        turns = self.random.choice(("", "", "", ", at most once"))
        return f"the case {self._modal()} go to {place}{limit}{turns}"
