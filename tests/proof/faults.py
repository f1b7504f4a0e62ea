"""Faults planted in the engines, one at a time: `python tests/proof/faults.py [--fault N]`.

Each is a change of one expression; the comparison of the engines, or (of limits over several
stages, or what a writer promises) a worked case must notice each. A fault is
planted before anything else is imported, in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name("noticed.json")
"""What noticed each fault when all were last tried, so that the suite can begin there."""
NOTICED = 3
"""The exit code of a comparison that noticed a fault; a crash has another."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`old`, which stands once in the module, becomes `new`."""

    name: str
    module: str
    old: str
    new: str
    room: str = "proof.encoding"


SEMANTICS = "semantics"
FAULTS = (
    Fault(
        "not decided stays possible under a duty to decide",
        "transitions",
        "return negate(self._taken_away(decides))",
        "return TRUE",
    ),
    Fault(
        "no finding stays possible under a duty to check",
        "transitions",
        "return conj((applies, negate(self._taken_away(self._checks))))",
        "return applies",
    ),
    Fault(
        "otherwise matches everything",
        "transitions",
        "return conj((self._unless_replaced(move, rivals), *others))",
        "return self._unless_replaced(move, rivals)",
    ),
    Fault(
        "an exception replaces nothing",
        "transitions",
        "        return conj((own, *(negate(self._ready(rival)) for rival in rivals)))",
        "        return own",
    ),
    Fault(
        "a consultation without a limit is met",
        "transitions",
        'return FALSE if limit is None else _there(limit, f"{move.line.number}/consulting")',
        'return TRUE if limit is None else _there(limit, f"{move.line.number}/consulting")',
    ),
    Fault(
        "a limit whose condition comes and goes settles a wait",
        "transitions",
        "conj((self.binding_limit(each), ends(each), unbroken(self.limit_on(each), held)))",
        "conj((self.binding_limit(each), ends(each), self.limit_on(each)))",
    ),
    Fault(
        "a missing limit is there",
        "transitions",
        "        return conj((self.universe.force(limit.line), there))",
        "        return self.universe.force(limit.line) if there else TRUE",
    ),
    Fault(
        "a limit that an exception replaces still binds",
        "transitions",
        "        return conj((own, *(negate(r) for r in replacing)))\n\n    def binding_limit",
        "        return own\n\n    def binding_limit",
    ),
    Fault(
        "own words are taken for a line in force",
        "universe",
        "else Var(atom)",
        "else Var(LineInForce(int(atom.name[1:])) if atom.name[1:].isdigit() else atom)",
    ),
    Fault(
        "own words are taken for a standing line",
        "universe",
        "else Var(atom)",
        'else Var(StandingLine(atom.name[10:]) if "#standing" in atom.name else atom)',
    ),
    Fault(
        "own words are taken for understood harm",
        "universe",
        "harm = [Var(UNDERSTOOD_HARM)]",
        "harm = [Var(Atom(UNDERSTOOD_HARM.name, type(UNDERSTOOD_HARM.kind)(1)))]",
    ),
    Fault(
        "a missing document is no matter",
        "universe",
        "in_force(line.number), *(good(HoleKind.MISSING_DOCUMENT, d) for d in missing)",
        "in_force(line.number), *(conj(()) for _ in missing)",
    ),
    Fault(
        "what has arisen may pass",
        "universe",
        "stays = (disj((negate(earlier), later)) for earlier, later in kept)",
        "stays = (conj(()) for earlier, later in kept)",
    ),
    Fault(
        "facts never arise on the way",
        "diagrams",
        "                high = self.either(low, high)\n            known = self._later",
        "                high = self.both(high, high)\n            known = self._later",
    ),
    Fault(
        "turns are never used up",
        "reach",
        "dict(self.turns).get(number, 0) + 1)",
        "dict(self.turns).get(number, 0))",
    ),
    Fault(
        "a case starts at the plain start alone",
        "reach",
        '        found.setdefault(place or "", []).append(condition)',
        '        found.setdefault(place or "", [])',
    ),
    Fault(
        "the standing line is a must",
        "ladder",
        "yield AssumptionLiteral(standing(name), Force.STANDING, support)",
        "yield AssumptionLiteral(standing(name), Force.MUST, support)",
    ),
    Fault(
        "guidance binds at every level",
        "ladder",
        "    frozenset({Force.MUST}),\n",
        "    frozenset({Force.MUST, Force.GUIDANCE}),\n",
    ),
    Fault(
        "any reading will do",
        "ladder",
        "            if all(self.holds(part, lines) for part in parts):",
        "            if all(self.holds(part, lines, self._best_reading(parts, lines)[0]) "
        "for part in parts):",
    ),
    Fault(
        "a move within a tier goes the wrong way",
        "leads",
        "conj((higher, negate(lower))) for higher, lower",
        "conj((higher, negate(conj(())))) for higher, lower",
    ),
    Fault(
        "a lane without a limit is soon",
        "transitions",
        "if limits is None or (lane and move.limit is None):",
        "if limits is None:",
    ),
    Fault(
        "a vague limit of a stage may be soon",
        "meanings",
        "return _soon(procedure, own, str(limit.line.number), FALSE)",
        "return _soon(procedure, own, str(limit.line.number), negate(FALSE))",
    ),
    Fault(
        "harm that arises after an outcome is no matter",
        "same_day",
        "        later = conj((self._at(harm, 1), negate(self._at(lanes, 1))))",
        "        later = conj((harm, negate(lanes)))",
    ),
    Fault(
        "a body is a role",
        "leads",
        "return disj((*(guard for guard, _ in self.roles(stage)), *self.missing(stage)))",
        "return disj((self.led(stage), *self.missing(stage)))",
    ),
    Fault(
        "the first loop found is none",
        "parts",
        "formula = conj((disj(inside.values()), *need))",
        "formula = conj((FALSE, disj(inside.values()), *need))",
    ),
    Fault(
        "a vague limit gives a date",
        "meanings",
        "words = good(HoleKind.VAGUE_LIMIT, name) if vague is None else vague",
        "words = TRUE",
    ),
    Fault(
        "a missing limit gives a date",
        "meanings",
        "return good(HoleKind.MISSING_LIMIT, name)\n    settled",
        "return TRUE\n    settled",
    ),
    Fault(
        "words that are settled can be read as soon enough",
        "meanings",
        "*(negate(force) for force, fit in settled if not fit)",
        "*()",
    ),
    Fault(
        "words that are settled can be over at once",
        "runs",
        "conj((good(HoleKind.VAGUE_LIMIT, name), *unsettled))",
        "good(HoleKind.VAGUE_LIMIT, name)",
    ),
    Fault(
        "a sooner of drops words that are settled",
        "runs",
        "for number, (force, each) in enumerate(settled):",
        "for number, (force, each) in enumerate(settled if not limit.definite else ()):",
    ),
    Fault(
        "every event comes about",
        "dates",
        "return disj(self._done(duty, stage) for duty in bringing)",
        "return TRUE",
    ),
    Fault(
        "a duty without a date brings an event about",
        "dates",
        "if not limit.definite or limit.starts or limit.backward:",
        "if False:",
    ),
    Fault(
        "a duty that another one replaces is done",
        "transitions",
        "if other.instead and not duty.instead and other.verb is duty.verb",
        "if False",
    ),
    Fault(
        "a stage is behind every case",
        "dates",
        'return FALSE if stage.name in self._without(name or "") else TRUE',
        "return TRUE",
    ),
    Fault(
        "a clock that stops is no matter",
        "dates",
        "        if stage.clocks:\n            return FALSE\n        return out.by_limit(",
        "        return out.by_limit(",
    ),
    Fault(
        "a lane whose condition comes and goes settles a wait",
        "transitions",
        "conj((self.binding(lane), ends(lane), unbroken(on(lane), held)))",
        "conj((self.binding(lane), ends(lane), on(lane)))",
    ),
    Fault(
        "a total binds whenever it stands",
        "dates",
        "self.universe.unbroken(self.universe.formula(total.condition)),",
        "TRUE,",
    ),
    Fault(
        "a consultation has a date of its own",
        "transitions",
        "    if move.consultation is not None:\n        if move.consultation.limit is None:\n"
        "            return None\n",
        "    if move.consultation is not None and move.consultation.limit is not None:\n",
    ),
    Fault(
        "a working day leaves no gap",
        "dates",
        "lambda each, _: FALSE if leaves_a_gap(each) else TRUE",
        "lambda *_: TRUE",
    ),
    Fault(
        "an extension is bounded by nothing",
        "timed",
        "limits = disj((self.dates.stage_limits(out), self.dates.totals(stage)))",
        "limits = negate(FALSE)",
    ),
    Fault(
        "a limit on the stage's end stands in for a lane",
        "timed",
        "on += [(lane.line.number, out.on(lane), by_lane) for lane in out.lanes]",
        "on += [(lane.line.number, out.on(lane), either) for lane in out.lanes]",
    ),
    Fault(
        "a lane covers the night whenever it stands",
        "timed",
        "                    out.on(lane),\n                    self.dates.move_dated",
        "                    self.dates.move_dated",
    ),
    Fault(
        "a lane for working hours takes harm on at night",
        "harm_rows",
        "return conj((out.settles(lane), time, self.day",
        "return conj((out.settles(lane), self.day",
    ),
    Fault(
        "a deputy for one is a deputy for all",
        "harm_rows",
        "if not roles[name].deputies\n",
        "if not any(role.deputies for role in roles.values())\n",
    ),
    Fault(
        "the rest of a silence is no matter",
        "harm_rows",
        "self.day.rests_after(node, harm, Outcome.NO_ANSWER)",
        "self.day.rests_after(node, harm, Outcome.AGREED)",
    ),
    Fault(
        "what ends a wait under harm need not be in time",
        "slower",
        "conj((each.force, ends, day.universe.unbroken(each.on, harm)))",
        "conj((each.force, day.universe.unbroken(each.on, harm)))",
    ),
    Fault(
        "what ends a wait under harm may be switched off",
        "slower",
        "conj((each.force, ends, day.universe.unbroken(each.on, harm)))",
        "conj((each.force, ends))",
    ),
    Fault(
        "only the first start counts",
        "deadlines",
        "for start, timely in _patterns(figures, own, calendar_of(procedure)):",
        "for start, timely in _patterns(figures, own, calendar_of(procedure))[:1]:",
    ),
    Fault(
        "bare days are working days",
        "deadlines",
        "for kind in BARE_DAYS if any(limit.bare for limit in limits) else BARE_DAYS[:1]:",
        "for kind in BARE_DAYS[1:]:",
    ),
    Fault(
        "of two figures the sooner counts",
        "meanings",
        "return good(HoleKind.DOUBLE_LIMIT, name) if any(fits) else FALSE",
        "return TRUE if any(fits) else FALSE",
    ),
    Fault(
        "a total binds the move from its last stage",
        "paths",
        "return not total.whole_procedure and total.stages[-1] == stage.name",
        "return False",
    ),
    Fault(
        "a lane counts anew whenever a fact arises",
        "runs",
        "while first > begin and (first - 1, item.line) in lines:",
        "while False:",
    ),
    Fault(
        "a limit and its consultation: the sooner counts",
        "runs",
        "ours, theirs = _picks(pick, 2)",
        "ours, theirs = TRUE, TRUE",
    ),
    Fault(
        "no line is switched off by what arises",
        "paths",
        "switches = self._switches((*lanes, *limits, *totals))",
        "switches = 0",
    ),
    Fault(
        "a vague limit is always soon over",
        "runs",
        "found = [Figure((), conj((good(HoleKind.VAGUE_LIMIT, name), *unsettled)))]",
        "found = [Figure((), TRUE)]",
    ),
    Fault(
        "an extension is never used",
        "paths",
        "own = [Figure((extension.duration,), TRUE), Figure((), negate(on))]",
        "own = [Figure((), TRUE)]",
    ),
    Fault(
        "days are working days wherever a limit is over several stages",
        "passes",
        "BARE_DAYS if bare else BARE_DAYS[1:]",
        "BARE_DAYS[1:]",
    ),
    Fault(
        "the first way to a stage is the latest",
        "tables",
        "return Latest(rows.later(self.arrivals, other.arrivals), begins)",
        "return other",
    ),
    Fault(
        "facts that exclude ways are never told apart",
        "passes",
        "found[spot] = [var for var in self.tracked if self.carried(var) in both]",
        "found[spot] = []",
    ),
    Fault(
        "one least set of lines is all",
        "visits",
        "            if not kept:\n                return\n",
        "            return\n",
    ),
    Fault(
        "what ends a step sooner may be in effect",
        "visits",
        "    if ends(frozenset(every).difference(found)) != ours:",
        "    found = []\n    if False:",
    ),
    Fault(
        "no jump is seen through hours",
        "starts",
        "duration.amount == 0 or duration.unit.counted in WITHIN_HOURS",
        "duration.amount == 0",
    ),
    Fault(
        "a case comes back no more often than once",
        "spots",
        "most = 1 + len(visits.paths.universe.arising)",
        "most = 1",
    ),
    Fault(
        "what is fixed and delays need not be true",
        "delayed",
        "first[Spot(node, first=True, seen=True)] = conj((when, self._fact))",
        "first[Spot(node, first=True, seen=True)] = when",
    ),
    Fault(
        "no case with the fact waits for ever",
        "delayed",
        "steps: Iterable[int | None] = range(run.steps - run.visits[0])",
        "steps: Iterable[int | None] = ()",
    ),
    Fault(
        "what is in time at some facts is at all",
        "delayed",
        "return conj((self._fewest(world, holds), *whens))",
        "return TRUE",
    ),
    Fault(
        "a case is behind at all facts if at some",
        "delayed",
        "formula = conj((way.formula, self._ahead(world.kind, world.facts, number)))",
        "formula = way.formula",
    ),
    Fault(
        "of the cases without, the first counts",
        "delayed",
        "            due = list(map(max, due, way.ends))\n",
        "            return _Others(tuple(ways), list(way.ends))\n",
    ),
    Fault(
        "a delayed case need not have what delays it",
        "delays",
        "        whole = conj((maximal.formula, defined, self._with(maximal)))",
        "        whole = conj((maximal.formula, defined))",
    ),
    Fault(
        "cases are compared with all others, like them or not",
        "delays",
        "return isinstance(var.name, GoodReading) or var in self._paired",
        "return isinstance(var.name, GoodReading)",
    ),
    Fault(
        "the cases that others are compared with have the fact, too",
        "delays",
        "else frozenset((require.fact,))",
        "else frozenset()",
    ),
    Fault(
        "where one option is left it need not be so",
        "universe",
        "return TRUE if atom in self.always else Var(atom)",
        "return Var(atom)",
    ),
    Fault(
        "cases without the fact may leave lines aside",
        "delays",
        "TRUE if isinstance(var.name, IN_FORCE) else var",
        "FALSE if isinstance(var.name, IN_FORCE) else var",
    ),
    Fault(
        "going round is no delay",
        "maximal_runs",
        "        if node in self.onto:\n            arrivals",
        "        if False:\n            arrivals",
    ),
    Fault(
        "cases that end elsewhere count",
        "maximal_runs",
        "        if run.nodes[-1] not in self.onto:\n            return [], True\n",
        "",
    ),
    Fault(
        "what a case without the fact waits for is not looked at",
        "maximal_runs",
        "        self._keep(run, disj(undated for undated, _ in waits), waits=waits)\n",
        "",
    ),
    Fault(
        "explored: otherwise matches beside what matches",
        "places",
        "            if not found:\n                found =",
        "            if True:\n                found +=",
        SEMANTICS,
    ),
    Fault(
        "explored: an exception replaces no lane",
        "places",
        "if e.move.instead or not any(e.guard.atoms & ~atoms == 0 for atoms in instead)",
        "if instead is not None",
        SEMANTICS,
    ),
    Fault(
        "explored: an exception replaces no limit",
        "places",
        "if bound.total or bound.instead:",
        "if bound is not None:",
        SEMANTICS,
    ),
    Fault(
        "explored: an exception replaces no duty",
        "duties",
        "return [duty for duty in hold if duty.instead] or hold",
        "return hold",
        SEMANTICS,
    ),
    Fault(
        "explored: an exception replaces no lead",
        "leads",
        "return [who for who in hold if who.instead] or hold",
        "return hold",
        SEMANTICS,
    ),
    Fault(
        "explored: harm may pass while it is asked what settles a wait",
        "values",
        " and not g.atoms & held",
        "",
        SEMANTICS,
    ),
    Fault(
        "explored: a move to what is missing binds",
        "terms",
        "return all(t.kind is not TargetKind.MISSING for t in move.targets) or self.known(move)",
        "return True",
        SEMANTICS,
    ),
    Fault(
        "explored: a limit that may be put off is soon",
        "terms",
        "if line.total or (own is not None and stage.extensions):",
        "if line.total:",
        SEMANTICS,
    ),
    Fault(
        "explored: vague words leave no gap whatever they are assumed to mean",
        "terms",
        "units != {Unit.SAME_WORKING_DAY}",
        "units != {Unit.SAME_WORKING_DAY} or bool(limit.vague)",
        SEMANTICS,
    ),
    Fault(
        "explored: a clock that stops leaves a date",
        "places",
        "endless=bool(stage.clocks)",
        "endless=False",
        SEMANTICS,
    ),
    Fault(
        "explored: what a limit counts from has always come about",
        "dates",
        "return not starts or any(",
        "return True or any(",
        SEMANTICS,
    ),
    Fault(
        "explored: a move to a missing stage is kept",
        "tiers",
        "            good = terms.good(HoleKind.MISSING_STAGE, stage.name)\n",
        "            good = True\n",
        SEMANTICS,
    ),
    Fault(
        "explored: of several figures the soonest counts",
        "terms",
        "if limit.also and self.good(HoleKind.DOUBLE_LIMIT, name):",
        "if limit.also:",
        SEMANTICS,
    ),
    Fault(
        "explored: no document is read as missing",
        "terms",
        "all(self._read(hole, GOOD) == GOOD",
        "all(self.choices.get(hole, GOOD) == GOOD",
        SEMANTICS,
    ),
    Fault(
        "a permission beside what binds is torn from it",
        "structure",
        "return move.strength is not Strength.MAY and not move.hole",
        "return not move.hole",
    ),
    Fault(
        "a stage that one reading leads to is come to",
        "structure",
        "verdict = Verdict.OPEN if never else Verdict.PROVED",
        "verdict = Verdict.PROVED",
    ),
    Fault(
        "lines that no case takes together are a part",
        "structure",
        "if reach.universe.can_be(formula):",
        "if True:",
    ),
    Fault(
        "a missing stage breaks a promise however it is read",
        "reach",
        "return conj((self.formula(node), bad))",
        "return self.formula(node)",
    ),
    Fault(
        "a condition that held before an outcome is asked after it",
        "responses",
        "            here = conj((here, self.universe.at(self.universe.formula("
        "self.require.trigger), 1)))",
        "            pass",
    ),
    Fault(
        "a duty on other outcomes is due",
        "responses",
        "    if duty.outcomes and outcome not in duty.outcomes:\n        return False\n",
        "",
    ),
    Fault(
        "no lane is taken while an outcome is pending",
        "onward",
        "for outcome in asked if transition.outcome is None else ():",
        "for outcome in ():",
    ),
    Fault(
        "what is pending is asked after where nothing asks",
        "onward",
        "formula = conj((each.formula, later))",
        "formula = each.formula",
    ),
    Fault(
        "a limit that is not on is had",
        "written",
        "conj((out.binding_limit(e), out.limit_on(e)))",
        "out.binding_limit(e)",
    ),
    Fault(
        "a way on has turns left for ever",
        "written",
        "for n in range(len(bounded) + 1) for s",
        "for n in range(1) for s",
    ),
    Fault(
        "one person acts in one role alone",
        "written",
        "if people[mine] & people[other] else FALSE",
        "if mine == other else FALSE",
    ),
    Fault(
        "whoever comes from inside comes from outside",
        "end_to_end",
        "if source.place not in over else ()",
        "if True else ()",
    ),
    Fault(
        "visits are not counted",
        "reach",
        "min(self.most, self.of(before) + 1)",
        "min(self.most, 1)",
    ),
)
SUMS = frozenset(
    {
        *("runs", "lateness", "paths", "delays", "maximal_runs"),
        *("passes", "tables", "visits", "starts", "spots", "delayed", "universe"),
    }
)
"""Modules about limits over several stages, whose faults worked cases have to notice."""
PROMISED = frozenset({"structure", "responses", "onward", "written", "end_to_end", "reach"})
"""Modules about what a writer promises, and the structure: both engines look at worked cases first,
which is soon done.
"""


def plant(fault: Fault) -> None:
    """Put the changed module in the place of the true one; ValueError where `old` is not there
    once.
    """
    name = f"checker.{fault.room}.{fault.module}"
    path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        message = f"{fault.name}: {fault.old!r} stands {text.count(fault.old)} times"
        raise ValueError(message)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None:
        raise ValueError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    exec(compile(text.replace(fault.old, fault.new), str(path), "exec"), module.__dict__)  # noqa: S102


def caught(number: int, most: int, seed: int = 7) -> bool:
    """Whether a comparison of at most `most` procedures notices fault `number` (own process)."""
    command = [sys.executable, "-m", "tests.proof.faults", "--fault", str(number)]
    command += ["--count", str(most), "--seed", str(seed)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == NOTICED


def main() -> int:
    """Plant one fault and compare (`NOTICED` if it is), or each in turn (1: one was not)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", type=int)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--record", action="store_true", help="note what notices each")
    given = parser.parse_args()
    if given.record:
        return _record(given.count, given.seed)
    if given.fault is None:
        missed = [f.name for n, f in enumerate(FAULTS) if not caught(n, given.count, given.seed)]
        print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults noticed")
        print("\n".join(missed))
        return 1 if missed else 0
    fault = FAULTS[given.fault]
    plant(fault)
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    what = _at_once(known.get(fault.name), given.seed) or _noticed(fault, given.count, given.seed)
    print(json.dumps(what))
    return 0 if what is None else NOTICED


def _record(count: int, seed: int) -> int:
    """Write down what notices each fault; 1 where one is not noticed."""
    RECORD.unlink(missing_ok=True)

    def one(number: int) -> str:
        command = [sys.executable, "-m", "tests.proof.faults", "--fault", str(number)]
        command += ["--count", str(count), "--seed", str(seed)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
        return done.stdout.splitlines()[-1] if done.returncode == NOTICED else "null"

    with ThreadPoolExecutor(2) as pool:
        told = [json.loads(line) for line in pool.map(one, range(len(FAULTS)))]
    found = {fault.name: what for fault, what in zip(FAULTS, told, strict=True)}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(what)}" for name, what in found.items())
    RECORD.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return int(None in told)


def _at_once(known: list[object] | None, seed: int) -> list[object] | None:
    """The same, if what noticed the fault when that was written down still does."""
    match known:
        case ["case", str() as case]:
            return known if _first_failed([case]) is not None else None
        case [bool() as promised, int() as at]:
            from tests.proof.agreement import run  # noqa: PLC0415

            tally = run(seed, at + 1, stop=True, promised=promised, skip=at)
            return known if tally.failures else None
        case _:
            return None


def _noticed(fault: Fault, count: int, seed: int) -> list[object] | None:
    """What notices a fault: a worked case, or a random procedure (with promises?) by its number."""
    if fault.module in SUMS | PROMISED:
        sums = ("passes", "lateness", "delays", "both_ways", "names")
        names = sums if fault.module in SUMS else ("promised",)
        case = _first_failed([str(ROOT / "tests" / "proof" / f"test_{name}.py") for name in names])
        if case is not None:
            return ["case", case]
    from tests.proof.agreement import run  # noqa: PLC0415

    for promised in (False, True):
        tally = run(seed, count, stop=True, promised=promised)
        if tally.failures:
            return [promised, tally.procedures - 1]
    return None


def _first_failed(cases: list[str]) -> str | None:
    """The first of these tests that fails; None where none does."""
    import pytest  # noqa: PLC0415

    failed: list[str] = []

    class Listener:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

    arguments = ["-q", "-x", "-p", "no:cacheprovider", "-k", "not random", f"--rootdir={ROOT}"]
    arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main([*arguments, *cases], plugins=[Listener()])
    return failed[0] if failed else None


if __name__ == "__main__":
    sys.exit(main())
