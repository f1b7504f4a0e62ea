"""Builders of the lines of a stage, and of totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from checker.language.build.context import Context, has, tokens, trees
from checker.language.build.duties import duty, extension
from checker.language.build.heads import procedure_limit, start_at
from checker.language.build.limits import condition, only_limit, trigger
from checker.language.build.moves import MOVES, move
from checker.language.build.parts import counterpart, number, recipients
from checker.language.diagnostics import Span
from checker.language.parts import ActorRef
from checker.language.syntax import (
    BoardsStage,
    ClockRestarts,
    ClockStops,
    Quorum,
    StageLimit,
    TotalLimit,
    WaitsFor,
    Who,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token, Tree

    from checker.language.parts import Condition, Trigger, Word
    from checker.language.syntax import Statement

Conditions: TypeAlias = "tuple[Condition, ...]"


def _with_side(actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """`the A or the B of the raising side`: the side that stands last covers the ones before."""
    last = actors[-1]
    if last.kind != "named" or last.side is None:
        return actors
    return tuple(
        ActorRef(a.kind, a.span, a.name, a.determiner, last.side)
        if a.kind == "named" and a.side is None
        else a
        for a in actors
    )


def who(ctx: Context, node: Tree[Token], conditions: Conditions) -> Who:
    """`led by …` and its like."""
    slot = ctx.word(trees(node, "slot")[0])
    actors = recipients(ctx, node)
    joints = {token.type for token in (*tokens(node, "AND"), *tokens(node, "OR"))}
    if len(joints) > 1:
        ctx.report(
            "`and` and `or` stand in one list",
            ctx.span(node),
            "write one line for each, with a condition before it",
        )
    elif "AND" in joints and slot.text != "attended by":
        _one_or_both(ctx, node, slot, actors)
    for actor in actors:
        _check_who(ctx, slot.text, actor)
    return Who(
        ctx.line,
        slot,
        _with_side(actors),
        "and" if joints == {"AND"} else "or",
        bool(trees(node, "with_counterpart")),
        conditions,
        has(node, "INSTEAD"),
    )


def _one_or_both(ctx: Context, node: Tree[Token], slot: Word, actors: tuple[ActorRef, ...]) -> None:
    """Report `led by the A and the B`, which may mean that either leads, or that both do."""
    whole, first, last = ctx.span(node), actors[0].span, actors[-1].span
    before = ctx.source.slice(Span(ctx.raw.start, first.start))
    after = ctx.source.slice(Span(last.end, whole.end))
    names = [ctx.source.slice(actor.span) for actor in actors]
    side = names[-1].find(" of ") if actors[-1].side is not None else -1
    shared = names[-1][side:] if side >= 0 else ""
    each = [
        name + shared if actor.kind == "named" and actor.side is None else name
        for name, actor in zip(names, actors, strict=True)
    ]
    either = " ".join(f"{before}{' or '.join(names)}{after}".split())
    lines = [" ".join(f"{before}{name}{after}".split()) for name in each]
    ctx.report(
        f"`{slot.text} … and …` does not say whether each of them does so, or any one of them",
        Span(first.start, last.end),
        f"if any one of them may, write `{either}`; if each does, write a line for each: "
        + ", ".join(f"`{line}`" for line in lines),
    )


def _check_who(ctx: Context, slot: str, actor: ActorRef) -> None:
    """Report an actor that says nothing in this slot."""
    if counterpart(actor):
        ctx.report(
            "`their counterpart` does not say whose counterpart it is",
            actor.span,
            f"write `{slot} the ROLE of the raising side, with their counterpart`",
        )
    elif actor.kind == "words" and slot != "attended by":
        ctx.report(
            f"own words cannot say who it is {slot}",
            actor.span,
            f"declare a role and write `{slot} the ROLE`",
        )


def quorum(ctx: Context, node: Tree[Token], conditions: Conditions) -> Quorum:
    """`quorum 3 "…"`."""
    count = number(ctx, tokens(node, "NUMBER")[0])
    if count.value == 0:
        ctx.report("a quorum of 0 is none", count.span, "write how many must be there")
    words = tokens(node, "STRING")
    return Quorum(ctx.line, count, ctx.words(words[0]) if words else None, conditions)


def waits_for(ctx: Context, node: Tree[Token], conditions: Conditions) -> WaitsFor:
    """`waits for TRACK`."""
    return WaitsFor(ctx.line, ctx.names(node)[0], conditions)


def stage_limit(ctx: Context, node: Tree[Token], conditions: Conditions) -> StageLimit:
    """`this stage must end LIMIT`."""
    found = only_limit(ctx, node)
    assert found is not None  # noqa: S101 - the grammar wants one
    strength = ctx.word(trees(node, "strength")[0])
    return StageLimit(ctx.line, strength, found, conditions, has(node, "INSTEAD"))


def total(ctx: Context, node: Tree[Token], conditions: Conditions) -> TotalLimit:
    """`stages A to B must end LIMIT`."""
    found = only_limit(ctx, node)
    assert found is not None  # noqa: S101 - the grammar wants one
    first, last = ctx.names(node)
    strength = ctx.word(trees(node, "strength")[0])
    return TotalLimit(ctx.line, first, last, strength, found, conditions)


def boards_stage(ctx: Context, _: Tree[Token]) -> BoardsStage:
    """`this stage is the board's`."""
    return BoardsStage(ctx.line)


def clock_stops(ctx: Context, node: Tree[Token]) -> ClockStops:
    """`clock stops from EVENT to EVENT`."""
    first, last = ctx.names(node)
    return ClockStops(ctx.line, first, last)


def clock_restarts(ctx: Context, node: Tree[Token]) -> ClockRestarts:
    """`clock restarts on EVENT`."""
    return ClockRestarts(ctx.line, ctx.names(node)[0])


_PLAIN: dict[str, Callable[[Context, Tree[Token], Conditions], Statement]] = {
    "who": who,
    "quorum": quorum,
    "waits_for": waits_for,
    "stage_limit": stage_limit,
    "total": total,
    "extension": extension,
    "start_at": start_at,
    "procedure_limit": procedure_limit,
}


def _only_trigger(ctx: Context, node: Tree[Token]) -> Trigger | None:
    """The trigger in front of a line, if there is one; a second one is reported."""
    found = [trigger(ctx, child) for child in trees(node, "trigger")]
    if len(found) > 1:
        ctx.report(
            f"`{found[0].kind}` and `{found[1].kind}` stand before one line",
            found[1].span,
            "write one line for each",
        )
    return found[0] if found else None


def fronted(ctx: Context, node: Tree[Token]) -> Statement:
    """A line with its conditions and its trigger in front."""
    conditions = tuple(condition(ctx, child) for child in trees(node, "when"))
    started = _only_trigger(ctx, node)
    said = cast("Tree[Token]", node.children[-1])
    if said.data == "duty":
        return duty(ctx, said, conditions, started)
    if said.data in MOVES:
        return move(ctx, said, conditions, started)
    if started is not None and not ctx.broken:
        ctx.report(
            f"`{started.kind}` stands before a line that is no move and no duty",
            started.span,
            "write `when FACT` or `unless FACT` before such a line",
        )
    return _PLAIN[str(said.data)](ctx, said, conditions)
