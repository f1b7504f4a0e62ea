"""Small texts at random, for the third engine: each line is drawn from the ways to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

TALK = ("agreed", "not agreed", "no answer", "not resolved")
DECISION = ("decided", "not decided")
CHECK = ("justified", "not justified", "no finding")
KEPT = ("by agreement", "by decision", "by referral")
ENDINGS = (*KEPT, *KEPT, "without outcome", 'by hand-over to "them"')
ROLES = ("worker", "boss", "chief")
EVENTS = ("the start", "the meeting", "the decision", "the answer", "the notice", "letter")
WORDS = ('"so it seems"', '"out of hours"', '"understood harm"', '"it is harm"', '"agency:health"')
"""Own words, some of which read like names of the program's."""
FACTS = (
    'fact harm "a child is at risk", can arise, is harm',
    'fact harm "a child is at risk", can change, is harm',
    'fact harm "a child is at risk", fixed, is harm',
    'fact worse "it is worse", can arise, is harm',
    'fact known "it is known", fixed',
    'fact told "they were told", can arise',
    'fact busy "they are busy", can change',
    'fact urgency "how soon", either now or soon, fixed',
    'fact weather "how it is", either wet or dry, can change',
    'fact mood "how they are", either calm or cross, can arise',
    'reading counting, either each-step "for each step" or altogether "for all of it"',
)


class Writer:
    """One text, written down line by line. `care`: how seldom a line has something odd about it."""

    def __init__(self, random: Random) -> None:
        """How many stages there are, and what there is to speak of."""
        self.random = random
        self.care = random.choice((0.2, 0.7, 0.9, 0.95))
        self.stages = [f"s{n}" for n in range(1, random.choice((2, 3, 3, 4, 5)) + 1)]
        self.endings = [f"e{n}" for n in range(1, random.choice((1, 2, 3)) + 1)]
        drawn = random.sample(FACTS, random.choice((0, 1, 2, 2, 3)))
        self.facts = list({line.split()[1].strip(","): line for line in drawn}.values())
        self.atoms = [atom for line in self.facts for atom in atoms_of(line)]
        self.harms = [a for a in self.atoms if a in {"harm", "worse"}]
        self.atoms += [self.some(*WORDS)] * self.chance(0.2)
        self.atoms += ["the other side is health"] * self.chance(0.15)
        self.atoms = self.atoms or ['"so it is"']
        self.here = 0

    def chance(self, share: float) -> bool:
        """True as often as that."""
        return self.random.random() < share

    def odd(self, share: float) -> bool:
        """True as often as that in a careless text."""
        return self.random.random() < share * (1 - self.care)

    def some(self, *ways: str) -> str:
        """One of these."""
        return self.random.choice(ways)

    def many(self, *counts: int) -> range:
        """So many times."""
        return range(self.random.choice(counts))

    # --- conditions and limits --------------------------------------------------------------

    def condition(self, *joints: str) -> str:
        """One literal or two."""
        chosen = self.random.sample(self.atoms, min(len(self.atoms), self.random.choice((1, 1, 2))))
        return self.some(*(joints or (" and ", " and ", " or "))).join(map(self.literal, chosen))

    def literal(self, atom: str) -> str:
        """An atom or its negation."""
        if self.chance(0.7):
            return atom
        return atom.replace(" is ", " is not ") if " is health" in atom else f"not {atom}"

    def when(self, share: float) -> str:
        """A condition in front of a line, as often as that."""
        if not self.chance(share):
            return ""
        if self.chance(0.06):
            return "out of hours, "
        return f"{self.some('when', 'when', 'unless')} {self.condition()}, "

    def strength(self) -> str:
        """How strongly a line binds."""
        return self.some("must", "should", "will", "may") if self.odd(0.8) else "must"

    def figure(self) -> str:
        """A time with a figure."""
        unit = self.some("working days", "working days", "days", "calendar days", "weeks", "months")
        of_days = f"{self.random.choice((2, 3, 5, 10))} {unit}"
        return self.some(of_days, of_days, "the same working day", "the next working day")

    def limit(self, *, events: bool = True, same_day: float = 0.25) -> str:
        """When something is due."""
        if self.chance(same_day):
            return " within the same working day"
        if self.odd(0.4):
            return self.some(', timing "in good time"', ', timing "at once"', ", timing missing")
        if self.odd(0.15):
            return f' within the sooner of {self.figure()} or "in good time"'
        limit = f" within {self.figure()}"
        if self.odd(0.15):
            limit += f", or {self.random.choice((3, 4))} weeks as also written"
        elif events and self.odd(0.4):
            stage = f"the start of {self.some(*self.stages)}"
            limit += f" of {self.some(*EVENTS, stage, stage, 'the meeting or letter')}"
        return limit

    def consulting(self, share: float) -> str:
        """A consultation first, as often as that in a careless text."""
        if not self.odd(share):
            return ""
        limit = "" if self.odd(0.5) else self.limit(events=False, same_day=0.5)
        return f" after consulting the boss{limit}"

    # --- moves ------------------------------------------------------------------------------

    def target(self) -> str:
        """Where a move leads: mostly on."""
        if self.odd(0.07):
            return "missing"
        if self.odd(0.2):
            return self.some("the next stage", "any later stage")
        later = self.stages[self.here + 1 :]
        return self.some(*(self.stages if self.odd(0.7) else later), *self.endings)

    def go(self, tail: str) -> str:
        """Who takes the case where, how strongly."""
        target, strength = self.target(), self.strength()
        if self.odd(0.3):
            return f"go to {target}"
        if self.chance(0.6) or target == "missing":
            return f"the case {strength} go to {target}{tail}"
        return f"the worker {strength} take the case to {target}{tail}"

    def tail(self, limit: str, *, lane: bool) -> str:
        """What can stand after a move."""
        turns = self.some("once", "twice", "3 times")
        limit += f", at most {turns}" if self.odd(0.3) else ""
        limit += self.consulting(0.6 if lane else 0.3)
        return limit + (" instead" if self.odd(0.3) else "")

    def move(self, outcomes: tuple[str, ...]) -> str:
        """A move on an outcome."""
        if self.odd(0.1):
            return f"if {self.some(*outcomes)}, {self.some('missing', 'not stated')}"
        head = f"if {self.some(*outcomes)}"
        if self.odd(0.3):
            head = "otherwise"
        elif self.odd(0.3) and len(outcomes) > 1:
            head = "if " + " or ".join(self.random.sample(outcomes[:3], 2))
        elif self.chance(0.3):
            head += f" and {self.condition(' and ')}"
        limit = self.limit(same_day=0.15) if self.chance(0.35) else ""
        return f"{head}, {self.go(self.tail(limit, lane=False))}"

    def lane(self) -> str:
        """A move at any moment."""
        head = "at any time" if self.odd(0.2) else f"whenever {self.condition()}"
        if self.harms and self.chance(0.5):
            head = f"whenever {self.some(*self.harms)}"
        limit = "" if self.odd(0.4) else self.limit(same_day=0.6)
        return f"{head}, {self.go(self.tail(limit, lane=True))}"

    # --- other lines ------------------------------------------------------------------------

    def end(self) -> str:
        """A limit on a stage's end."""
        instead = " instead" if self.odd(0.3) else ""
        when = self.when(1 if instead else 0.15)
        return f"{when}this stage {self.strength()} end{self.limit()}{instead}"

    def duty(self) -> str:
        """A duty, of the verbs that make events, decide or hold up."""
        verbs = (
            'convene "a meeting"',
            'tell the boss "it"',
            "send form to the boss",
            'record "it"',
        )
        what = self.some(*verbs, "meet with their counterpart", 'decide "it"', 'also decide "it"')
        limit = self.limit(events=self.chance(0.3), same_day=0.1) if self.chance(0.7) else ""
        instead = " instead" if self.chance(0.1) else ""
        return f"{self.when(0.3)}the worker {self.strength()} {what}{limit}{instead}"

    def led(self) -> list[str]:
        """Who leads."""
        rank = ROLES[min(2, self.here * 3 // len(self.stages))]
        lines = [f"led by the {rank}"]
        if self.odd(0.5):
            who = [f"the {role}" for role in ROLES]
            lines = [f"led by {self.some(*who, *who, 'the worker or the boss', 'the board')}"]
            if self.chance(0.3):
                lines = [f"led by {self.some('missing', 'not stated')}"] * self.chance(0.5)
            if self.chance(0.3):
                lines.append(f"{self.when(1)}led by {self.some(*who)}{self.some('', ' instead')}")
            if self.chance(0.2):
                lines.append(f"{self.some('chaired', 'mediated')} by {self.some(*who)}")
        return lines

    def stage(self) -> list[str]:
        """The lines of a stage."""
        lines = self.led()
        outcomes: tuple[str, ...] = TALK
        if self.chance(0.2):
            outcomes = DECISION
            duty = f'{self.when(0.5)}the chief {self.strength()} decide "it"'
            lines.append(self.some("decided by the chief", 'the chief must decide "it"', duty))
        if self.chance(0.12):
            outcomes = (*outcomes[:2], *CHECK)
            who = f"{self.when(0.4)}the worker {self.strength()}"
            lines.append(f'{who} check "it", before moving on')
        lines += ["this stage is the board's"] * self.odd(0.15)
        lines += [self.end() for _ in self.many(1, 1, 1, 2) if not self.odd(0.4)]
        lines += [self.move(outcomes) for _ in self.many(1, 2, 3)]
        if not self.odd(0.4):
            lines.append(f"otherwise, {self.go('')}")
        if self.harms and not self.odd(0.5):
            lines += [
                f"whenever {harm}, {self.go(' within the same working day')}" for harm in self.harms
            ]
        lines += [self.lane() for _ in self.many(0, 0, 1)]
        lines += [self.duty() for _ in self.many(0, 0, 0, 1, 2)]
        if self.chance(0.08):
            days = self.random.choice((2, 5))
            lines.append(f"{self.when(0.3)}the boss may extend by {days} working days")
        if self.odd(0.05):
            lines.append(self.some("clock stops from letter to letter", "clock restarts on letter"))
        return lines

    # --- the whole --------------------------------------------------------------------------

    def head(self) -> list[str]:
        """Where cases start, and what is declared."""
        lines = ['procedure drawn "Drawn"']
        lines += [f"calendar {self.some('scotland', 'northern-ireland')}"] * self.chance(0.15)
        lines += ["closed 24 December 2026 to 8 January 2027"] * self.chance(0.15)
        if self.odd(0.8):
            lines.append(f"start at {self.some(*self.stages, 'not stated')}")
        if self.chance(0.12):
            first = self.some(*self.stages, *self.endings)
            lines.append(f"when {self.condition()}, start at {first} instead")
        if self.chance(0.12):
            within = f"within {self.random.choice((20, 60))} working days of the start"
            lines.append(f"the procedure {self.some('must', 'should')} end {within}")
        lines += ['agency health "Health"', 'agency police "Police"', 'body board "Board"']
        lines += ['event letter "A letter"', f'document form "Form"{self.some("", ", missing")}']
        tiers = self.random.choice(((1, 2, 3), (1, 1, 2), (2, 1, 3), (None, None, None)))
        for role, tier in zip(ROLES, tiers, strict=True):
            rank = f", tier {tier}" if tier else ""
            lines.append(f'role {role} "{role}"{rank}, on each side')
        return lines + self.facts

    def body(self) -> list[str]:
        """The stages, and lines of several."""
        lines = []
        for place, name in enumerate(self.stages):
            self.here = place
            lost = self.odd(0.1)
            lines.append(f'stage {name} "{name}"{", missing" * lost}')
            inside = self.stage() if not lost else self.led()[: self.chance(0.5)]
            lines += [f"  {line}" for line in inside]
        if self.chance(0.3):
            first, last = self.stages[0], self.stages[-1]
            except_last, both = f"at every stage except {last}", f"at stages {first} and {last}"
            lines.append(self.some("at every stage", except_last, both))
            ways = (self.lane, self.lane, self.end, self.duty)
            lines += [f"  {self.random.choice(ways)()}" for _ in self.many(1, 1, 2)]
        return lines

    def text(self) -> str:
        """The whole text."""
        lines = [*self.head(), *self.body()]
        lines += [
            f'ending {name} "{name}", {self.some(*(ENDINGS if self.odd(1) else KEPT))}'
            for name in self.endings
        ]
        if self.chance(0.25) and len(self.stages) > 1:
            first, last = sorted(self.random.sample(self.stages, 2))
            limit = self.limit(events=False, same_day=0)
            lines.append(f"stages {first} to {last} {self.some('must', 'should')} end{limit}")
        if self.chance(0.3):
            time = self.some("2 working days", "the same working day")
            lines.append(f'assume "in good time" means {time}, because "so"')
        if "altogether" in self.atoms and self.chance(0.4):
            lines.append('assume altogether, because "so"')
        due = f"{self.random.choice((5, 10, 20, 40))} {self.some('working days', 'weeks', 'days')}"
        lines.append(f"require that every case ends within {due}{self.some('', ' of the start')}")
        return "\n".join(lines) + "\n"


def atoms_of(line: str) -> list[str]:
    """The atoms that a declaration gives."""
    words = line.replace(",", " ").split()
    if "either" not in words:
        return [words[1]]
    return [words[words.index("either") + 1], words[len(words) - words[::-1].index("or")]]


def random_text(random: Random) -> str:
    """A text of two to five stages."""
    return Writer(random).text()
