"""Assembles a procedure from its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from checker.language import declarations as head
from checker.language import parts, syntax
from checker.language.diagnostics import Note, Span
from checker.language.syntax import Block
from checker.language.terms import STRENGTHS
from checker.procedure.from_syntax import requires
from checker.procedure.from_syntax.header import read_header
from checker.procedure.from_syntax.leaves import Leaves
from checker.procedure.from_syntax.names import Names
from checker.procedure.from_syntax.people import read_role
from checker.procedure.from_syntax.stages import Contents, StageLines
from checker.procedure.from_syntax.tiers import with_default_tiers
from checker.procedure.from_syntax.wide import Room, WideBlocks
from checker.procedure.graph import between
from checker.procedure.model import (
    Agency,
    Assumption,
    Atom,
    Body,
    Ending,
    EndingKind,
    Entry,
    Fact,
    FactKind,
    Line,
    Named,
    Procedure,
    Reading,
    Side,
    Stage,
    TotalLimit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.language.diagnostics import Diagnostic
    from checker.language.syntax import Document
    from checker.procedure.model import Role, Target

_KINDS = {
    head.AgencyHead: "an agency",
    head.BodyHead: "a body",
    head.RoleHead: "a role",
    head.FactHead: "a fact",
    head.EventHead: "an event",
    head.DocumentHead: "a document",
    head.TrackHead: "a track",
    head.StageHead: "a stage",
    head.EndingHead: "an ending",
}
_FACT_KINDS = {
    "fixed": FactKind.FIXED,
    "can arise": FactKind.ARISES,
    "can change": FactKind.CHANGES,
}
MOST_FACTS = 5_000
"""Facts and options of one text, and conditions in own words."""
_NOWHERE = Span(0, 0)
_NO_HEAD = Block(
    head.ProcedureHead(
        parts.Line(1, "", _NOWHERE), parts.Name("", _NOWHERE), parts.Words("", _NOWHERE)
    )
)
"""For a text without a head, which the parser has reported: its other mistakes are told too."""

_T = TypeVar("_T")


class Builder:
    """Builds the model of one document."""

    def __init__(self, document: Document, path: str) -> None:
        """Declares every name first: a text may speak of what it declares further down."""
        self._document = document
        self._path = path
        self._names = Names(document.broken, document.unread is None)
        for block in document.blocks:
            self._declare(block)
        agencies = [
            b.head.name.text for b in document.blocks if isinstance(b.head, head.AgencyHead)
        ]
        self._leaves = Leaves(self._names, agencies)
        self._stages = [(b.head, b) for b in document.blocks if isinstance(b.head, head.StageHead)]
        tracks = {t.name.text: t.track.text if t.track else None for t, _ in self._stages}
        self._room = Room(self._names)
        self._lines = StageLines(self._leaves, tracks, self._room)
        self._wide = WideBlocks(
            (b.head, b.lines) for b in document.blocks if isinstance(b.head, head.AtStages)
        )

    def build(self) -> tuple[Procedure | None, tuple[Diagnostic, ...]]:
        """The model, and the mistakes that keep it from being one."""
        title = next(self._blocks(head.ProcedureHead), _NO_HEAD)
        self._once(title)
        procedure = self._procedure(title, cast("head.ProcedureHead", title.head))
        self._few_facts(procedure)
        return None if title is _NO_HEAD else procedure, self._names.diagnostics

    def _once(self, title: Block) -> None:
        """Report what the head says of the procedure twice."""
        said: dict[type, Span] = {}
        for line in title.lines:
            if isinstance(line, head.Closed | head.ProcedureLimit) or (
                isinstance(line, head.StartAt) and line.conditions
            ):
                continue
            first = said.setdefault(type(line), line.line.span)
            if first != line.line.span:
                self._names.say(
                    "the procedure says this twice",
                    line.line.span,
                    "keep one of the two lines",
                    Note("the first one is here", first),
                )

    # --- names ---

    def _declare(self, block: Block) -> None:
        kind = _KINDS.get(type(block.head))
        match block.head:
            case head.ReadingHead(name=name, options=options):
                self._names.declare(name, "a reading")
                for option in options:
                    self._names.declare(option.name, "an option")
            case head.FactHead(name=name, options=options) if options:
                self._names.declare(name, "a fact with options")
                for option in options:
                    self._names.declare(option.name, "a fact")
            case _ if kind is not None:
                self._names.declare(block.head.name, kind)  # type: ignore[union-attr]

    # --- the whole ---

    def _procedure(self, block: Block, title: head.ProcedureHead) -> Procedure:
        leaves = self._leaves
        for wide in self._heads(head.AtStages):
            for name in (*wide.stages, *wide.excepted):
                self._names.resolve(name, "a stage")
        stages = tuple(self._stage(title, block) for title, block in self._stages)
        self._read_unused()
        roles, bodies = with_default_tiers(
            (read_role(b, leaves) for b in self._blocks(head.RoleHead)), self._bodies(), stages
        )
        start, start_line, not_stated, entries = self._starts(block)
        facts = tuple(self._fact(each) for each in self._heads(head.FactHead))
        self._one_harm(facts)
        self._own_side(stages, roles)
        return Procedure(
            name=title.name.text,
            title=title.title.text,
            line=leaves.line(title.line),
            path=self._path,
            header=read_header(block, leaves),
            agencies=self._agencies(),
            bodies=bodies,
            roles=roles,
            readings=tuple(self._reading(h) for h in self._heads(head.ReadingHead)),
            events=self._named(head.EventHead),
            documents=self._named(head.DocumentHead),
            tracks=self._named(head.TrackHead),
            stages=stages,
            endings=tuple(self._ending(b) for b in self._blocks(head.EndingHead)),
            start=start,
            start_line=start_line,
            start_not_stated=not_stated,
            entries=entries,
            totals=tuple(self._totals(block)),
            assumptions=tuple(self._assumptions()),
            set_aside=tuple(requires.set_aside(h, leaves) for h in self._heads(syntax.SetAside)),
            requires=tuple(
                requires.require(h, leaves, self._lines) for h in self._heads(syntax.Require)
            ),
            facts=(*facts, *leaves.facts),
        )

    def _bodies(self) -> tuple[Body, ...]:
        line = self._leaves.line
        bodies = self._heads(head.BodyHead)
        return tuple(Body(h.name.text, h.title.text, line(h.line)) for h in bodies)

    def _agencies(self) -> tuple[Agency, ...]:
        line = self._leaves.line
        agencies = self._heads(head.AgencyHead)
        return tuple(Agency(h.name.text, h.title.text, line(h.line)) for h in agencies)

    def _reading(self, reading: head.ReadingHead) -> Reading:
        return Reading(
            reading.name.text,
            tuple(Atom(option.name.text) for option in reading.options),
            tuple(
                option.words.text if option.words is not None else option.name.text
                for option in reading.options
            ),
            self._leaves.line(reading.line),
        )

    def _blocks(self, kind: type) -> Iterator[Block]:
        return (block for block in self._document.blocks if isinstance(block.head, kind))

    def _heads(self, kind: type[_T]) -> Iterator[_T]:
        return (b.head for b in self._document.blocks if isinstance(b.head, kind))

    def _named(
        self, kind: type[head.EventHead | head.DocumentHead | head.TrackHead]
    ) -> tuple[Named, ...]:
        return tuple(
            Named(
                h.name.text,
                h.title.text,
                self._leaves.line(h.line),
                isinstance(h, head.DocumentHead) and h.missing,
            )
            for h in self._heads(kind)
        )

    def _fact(self, fact: head.FactHead) -> Fact:
        return Fact(
            Atom(fact.name.text),
            fact.title.text,
            FactKind.CHANGES if fact.kind is None else _FACT_KINDS[fact.kind.text],
            self._leaves.line(fact.line),
            tuple(Atom(option.name.text) for option in fact.options),
            fact.harm,
            kind_stated=fact.kind is not None,
        )

    def _one_harm(self, facts: tuple[Fact, ...]) -> None:
        """Tell of options that are marked as harm beside a fact that is."""
        plain = next((f for f in facts if f.harm and not f.options), None)
        for fact in facts:
            if plain is not None and fact.harm and fact.options:
                self._names.say(
                    f"`{fact.name}` has options, and nothing says which of them is the harm",
                    fact.line.span,
                    "take `is harm` out of one of the two lines",
                    Note(f"`{plain.name}` is harm as well", plain.line.span),
                )

    def _few_facts(self, procedure: Procedure) -> None:
        """Tell of a text with more facts than are read, at the first that is too many."""
        each: tuple[Fact | Reading, ...] = (*procedure.facts, *procedure.readings)
        count = 0
        for one in sorted(each, key=lambda one: one.line.number):
            count += max(1, len(one.options))
            if count > MOST_FACTS:
                self._names.say(
                    f"with this the text has more than the {MOST_FACTS:,} facts, options and "
                    "conditions in own words that are read",
                    one.line.span,
                    "write each procedure in a file of its own",
                )
                return

    def _own_side(self, stages: tuple[Stage, ...], roles: tuple[Role, ...]) -> None:
        """Tell of roles that are named on the side that they are declared not to be on."""
        opposite = {Side.RAISING: Side.OTHER, Side.OTHER: Side.RAISING}
        on = {role.name: opposite[role.side] for role in roles if role.side in opposite}
        acting = [(who.line, a) for stage in stages for who in stage.who for a in who.actors]
        for stage in stages:
            acting += [(duty.line, duty.actor) for duty in stage.duties]
            acting += [(move.line, move.actor) for move in stage.moves]
        for line, actor in dict.fromkeys(acting):
            if actor.name in on and on[actor.name] is actor.side:
                self._names.say(
                    f"`{actor.name}` is not on the {actor.side.value} side",
                    line.span,
                    "name a role of that side, or declare the role `on each side`",
                )

    # --- starts, totals, assumptions ---

    def _starts(self, block: Block) -> tuple[Target | None, Line | None, bool, tuple[Entry, ...]]:
        start, start_line, not_stated = None, None, False
        entries: list[Entry] = []
        for line in block.lines:
            if not isinstance(line, head.StartAt):
                continue
            own = self._leaves.line(line.line)
            condition = self._leaves.condition(line.conditions, own)
            if line.target.name is None and line.conditions:
                self._names.say(
                    f"a start under a condition leads to `{line.target.kind}`",
                    line.target.span,
                    "name a stage or an ending, or write `start at not stated` alone",
                )
            elif line.target.name is None:
                start_line, not_stated = own, True
            else:
                targets = self._lines.targets(line.target, None)
                if line.conditions:
                    entries += [Entry(own, target, condition) for target in targets]
                else:
                    start, start_line = next(iter(targets), None), own
        return start, start_line, not_stated, tuple(entries)

    def _totals(self, block: Block) -> Iterator[TotalLimit]:
        order = tuple(title.name.text for title, _ in self._stages)
        for line in block.lines:
            if isinstance(line, head.ProcedureLimit):
                own = self._leaves.line(line.line)
                limit = self._leaves.limit(line.limit)
                if limit is not None:
                    strength = STRENGTHS[line.strength.text]
                    condition = self._leaves.condition(line.conditions, own)
                    yield TotalLimit(own, strength, limit, order, True, condition)  # noqa: FBT003
        for total in self._heads(syntax.TotalLimit):
            yield from self._total(total, order)

    def _total(self, total: syntax.TotalLimit, order: tuple[str, ...]) -> Iterator[TotalLimit]:
        own = self._leaves.line(total.line)
        limit = self._leaves.limit(total.limit)
        first = self._names.resolve(total.first, "a stage")
        last = self._names.resolve(total.last, "a stage")
        if first is None or last is None or limit is None:
            return
        if not self._room.take(len(order), total.line.span):
            return
        covered = between(order, first, last)
        if not covered:
            self._names.say(
                f"`{last}` stands before `{first}`",
                total.last.span,
                "write the earlier stage first",
            )
        condition = self._leaves.condition(total.conditions, own)
        strength = STRENGTHS[total.strength.text]
        yield TotalLimit(own, strength, limit, covered, condition=condition)

    def _assumptions(self) -> Iterator[Assumption]:
        kinds = (syntax.AssumeWords, syntax.AssumeReading, syntax.AssumeWorkingDay)
        settled: dict[str, str] = {}
        readings = {
            option.name.text: reading.name.text
            for reading in self._heads(head.ReadingHead)
            for option in reading.options
        }
        for block in self._document.blocks:
            if isinstance(block.head, kinds):
                found = requires.assumption(block.head, self._leaves)
                if found is not None:
                    self._settle(found, readings, settled)
                    yield found

    def _settle(
        self, assumption: Assumption, readings: dict[str, str], settled: dict[str, str]
    ) -> None:
        """Tell of a reading that is assumed in two ways; `readings`: those of which there are
        options, by these; `settled`: options, by their reading.
        """
        if assumption.option is None:
            return
        option = assumption.option.name
        reading = readings[option]
        first = settled.setdefault(reading, option)
        if first != option:
            self._names.say(
                f"`{reading}` is assumed both as `{first}` and as `{option}`",
                assumption.line.span,
                "keep one of the two, since only one of them can hold",
            )

    # --- stages and endings ---

    def _stage(self, title: head.StageHead, block: Block) -> Stage:
        name, into = title.name.text, Contents()
        for line in block.lines:
            self._lines.read(line, name, into, wide=False)
        for wide in self._wide.of(title):
            if self._room.take(len(wide.lines), wide.span):
                for line in wide.lines:
                    self._lines.read(line, name, into, wide=True)
        track = self._names.resolve(title.track, "a track") if title.track is not None else None
        return Stage(
            name,
            title.title.text,
            self._leaves.line(title.line),
            track,
            title.missing,
            into.board,
            tuple(into.who),
            tuple(into.duties),
            tuple(into.limits),
            tuple(into.moves),
            tuple(into.silences),
            tuple(into.extensions),
            tuple(into.clocks),
            tuple(into.quorums),
            tuple(into.waits),
        )

    def _read_unused(self) -> None:
        """Read what stands in no stage at all, for the mistakes in it."""
        for wide in self._wide.unused():
            for line in wide.lines:
                self._lines.read(line, "", Contents(), wide=True)

    def _ending(self, block: Block) -> Ending:
        title = cast("head.EndingHead", block.head)
        return Ending(
            title.name.text,
            title.title.text,
            EndingKind(title.kind.text),
            self._leaves.line(title.line),
            title.to.text if title.to is not None else None,
            tuple(self._lines.duty(line) for line in block.lines if isinstance(line, syntax.Duty)),
        )
