"""Builders of limits and of conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from lark import Token, Tree

from checker.language.build.context import Context, has, tokens, trees
from checker.language.build.parts import hole, is_a, number
from checker.language.parts import (
    Atom,
    Condition,
    Duration,
    Limit,
    OutcomeRef,
    StartRef,
    Trigger,
)
from checker.language.suggest import did_you_mean
from checker.language.terms import Start, Unit
from checker.language.vocabulary import OUTCOMES

if TYPE_CHECKING:
    from checker.language.diagnostics import Span
    from checker.language.parts import Words

_NOT_TWICE = "write one line for each, or declare a fact that says both"


# --- limits -------------------------------------------------------------------------------------


def duration(ctx: Context, node: Tree[Token]) -> Duration:
    """A definite time. Nothing is due within no time, and one day is not `days`."""
    span = ctx.span(node)
    head = node.children[0]
    if isinstance(head, Tree):
        return end_of_day(ctx, head)
    if head.type == "THE":
        return _named_day(node, span)
    count = number(ctx, head)
    unit = node.children[1]
    assert isinstance(unit, Tree)  # noqa: S101 - the grammar has a unit after a number
    written = " ".join(str(token) for token in unit.children)
    single = not written.endswith("s")
    plural = written + "s" if single else written
    if count.value == 0:
        ctx.report(f"`0 {written}` leaves no time", span, "write a limit of at least 1")
    elif single != (count.value == 1) and not ctx.broken:
        better = plural if single else written[:-1]
        ctx.remark(
            f"`{count.value}` and `{written}` do not go together",
            ctx.span(unit),
            f"write `{count.value} {better}`, or another number",
            edit=better,
        )
    return Duration(count.value, Unit.spelt(plural), span)


def _named_day(node: Tree[Token], span: Span) -> Duration:
    """The same working day, or the end of the next one."""
    if has(node, "SAME"):
        return Duration(1, Unit.SAME_WORKING_DAY, span)
    return Duration(1, Unit.NEXT_WORKING_DAY, span)


def end_of_day(ctx: Context, node: Tree[Token]) -> Duration:
    """`the end of the same|next working day`."""
    return _named_day(node, ctx.span(node))


def event(ctx: Context, node: Tree[Token]) -> StartRef:
    """What a limit counts from."""
    span = ctx.span(node)
    received = has(node, "RECEIVING")
    names = ctx.names(node)
    name = names[0] if names else None
    if name and not has(node, "START") and name.text in _UNDECLARED:
        ctx.report(
            f"`{name.text}` stands without `the`",
            name.span,
            f"write `the {name.text}`",
            edit=f"the {name.text}",
        )
    for terminal, kind in _EVENTS:
        if has(node, terminal):
            if kind is Start.PROCEDURE and name:
                return StartRef(Start.STAGE, span, name, received)
            return StartRef(kind, span, None, received)
    return StartRef(Start.EVENT, span, name, received)


_EVENTS = (
    ("START", Start.PROCEDURE),
    ("MEETING", Start.MEETING),
    ("NOTICE", Start.NOTICE),
    ("ANSWER", Start.ANSWER),
    ("DECISION", Start.DECISION),
)


_UNDECLARED = {"start", "meeting", "notice", "answer", "decision"}
"""Events that need no declaration, and so cannot be declared."""


def _starts(ctx: Context, node: Tree[Token]) -> tuple[StartRef, ...]:
    """The events of `of A or B`."""
    return tuple(
        event(ctx, child) for part in trees(node, "counted") for child in trees(part, "event")
    )


def _sooner(ctx: Context, node: Tree[Token]) -> tuple[tuple[Duration, ...], Words | None]:
    """The definite parts of `the sooner of`, and the vague one."""
    durations = tuple(duration(ctx, child) for child in trees(node, "duration"))
    vague = [ctx.words(token) for token in tokens(node, "STRING")]
    if not durations:
        ctx.report(
            "no part of this limit is a number",
            ctx.span(node),
            'write `timing "…"` with the policy\'s own words',
        )
    elif len(vague) > 1:
        ctx.report(
            "two parts of this limit are own words",
            vague[1].span,
            'put the policy\'s words together: `the sooner of 1 week or "…"`',
        )
    return durations, vague[0] if vague else None


def counting(ctx: Context, node: Tree[Token]) -> Limit:
    """A limit from a duration or `the sooner of`, other figures, and start events."""
    durations: tuple[Duration, ...] = ()
    vague = None
    for child in node.children:
        if is_a(child, "duration") and not durations:
            durations = (duration(ctx, cast("Tree[Token]", child)),)
        elif is_a(child, "the_end_of_day"):
            durations = (end_of_day(ctx, cast("Tree[Token]", child)),)
        elif is_a(child, "sooner"):
            durations, vague = _sooner(ctx, cast("Tree[Token]", child))
    also = trees(node, "also") + [a for c in trees(node, "counted") for a in trees(c, "also")]
    return Limit(
        ctx.span(node),
        durations,
        vague,
        also=tuple(duration(ctx, trees(part, "duration")[0]) for part in also),
        starts=_starts(ctx, node),
    )


def limit(ctx: Context, node: Tree[Token]) -> Limit:
    """Any limit: `within`, `by the end of`, `timing`, `at least … before`."""
    span = ctx.span(node)
    if node.data == "backward":
        before = (event(ctx, trees(node, "event")[0]),)
        amount = duration(ctx, trees(node, "duration")[0])
        return Limit(span, (amount,), starts=before, backward=True)
    if has(node, "TIMING"):
        if holes := trees(node, "hole"):
            return Limit(span, hole=hole(ctx, holes[0]))
        return Limit(span, vague=ctx.words(tokens(node, "STRING")[0]))
    return counting(ctx, node)


def only_limit(ctx: Context, node: Tree[Token]) -> Limit | None:
    """The limit directly under a node, if there is one; a second one is reported."""
    found = ctx.once(trees(node, "limit", "backward"), "a limit")
    return limit(ctx, found) if found else None


# --- conditions ---------------------------------------------------------------------------------


def outcome(ctx: Context, node: Tree[Token]) -> OutcomeRef:
    """An outcome."""
    return OutcomeRef(ctx.word(node).text, ctx.span(node))


def outcomes(ctx: Context, node: Tree[Token]) -> tuple[OutcomeRef, ...]:
    """The outcomes of a promise."""
    return tuple(outcome(ctx, child) for child in trees(node, "outcome"))


def atom(ctx: Context, node: Tree[Token]) -> Atom:
    """One thing that is true or not."""
    span = ctx.span(node)
    negated = has(node, "NOT")
    if trees(node, "out_of_hours"):
        return Atom("out of hours", span)
    names = ctx.names(node)
    if has(node, "SIDE"):
        return Atom("the other side is", span, negated, names[0])
    if names:
        return Atom("fact", span, negated, names[0])
    return Atom("free", span, negated, words=ctx.words(tokens(node, "STRING")[0]))


def _joined_by(ctx: Context, node: Tree[Token]) -> Literal["and", "or"]:
    """Which of the two joins the parts directly under a node; both together are reported."""
    joints = tokens(node, "AND") + tokens(node, "OR")
    joints.sort(key=lambda token: token.start_pos or 0)
    odd = [token for token in joints if token.type != joints[0].type]
    if odd:
        ctx.report(
            "`and` and `or` stand in one condition, which can be read in two ways",
            ctx.span(odd[0]),
            _NOT_TWICE,
        )
    return "or" if joints and joints[0].type == "OR" else "and"


def condition(ctx: Context, node: Tree[Token]) -> Condition:
    """`when …`, `unless …`, `whenever …`, `out of hours`."""
    span = ctx.span(node)
    head = node.children[0]
    if isinstance(head, Tree):
        return Condition("out of hours", (Atom("out of hours", span),), "and", span)
    word = cast("Literal['when', 'unless', 'whenever']", str(head))
    literals = tuple(atom(ctx, child) for child in trees(node, "atom"))
    return Condition(word, literals, _joined_by(ctx, node), span)


def trigger(ctx: Context, node: Tree[Token]) -> Trigger:
    """`if …`, `otherwise`, `whenever …`, `at any time`."""
    span = ctx.span(node)
    head = str(node.children[0])
    if head == "whenever":
        return Trigger("whenever", span, condition=condition(ctx, node))
    if head == "if":
        return _on_outcome(ctx, node)
    return Trigger("otherwise" if head == "otherwise" else "at any time", span)


def _on_outcome(ctx: Context, node: Tree[Token]) -> Trigger:
    """`if OUTCOME`, `if OUTCOME or OUTCOME`, `if OUTCOME and FACT`."""
    span = ctx.span(node)
    found = outcomes(ctx, node)
    atoms = trees(node, "atom")
    literals = tuple(atom(ctx, child) for child in atoms)
    if not found:
        _fact_after_if(ctx, literals[0])
        return Trigger("if", span)
    broken = ctx.broken
    joint = _joined_by(ctx, node)
    if ctx.broken != broken:
        return Trigger("if", span, found)
    if literals and joint == "or":
        ctx.report(
            "an outcome and a fact are joined by `or`",
            span,
            f"write `if {found[0].text}` on one line and `whenever …` on another",
        )
    elif len(found) > 1 and joint == "and":
        ctx.report(
            f"a stage cannot end both `{found[0].text}` and `{found[1].text}`",
            span,
            "join outcomes with `or`",
        )
    where = Condition("if", literals, "and", ctx.span(atoms[0], atoms[-1])) if atoms else None
    return Trigger("if", span, found, where)


def _fact_after_if(ctx: Context, first: Atom) -> None:
    """`if` and no outcome."""
    if first.name is not None and first.name.text in {"resolved", "unresolved"}:
        right = "agreed" if (first.name.text == "resolved") != first.negated else "not resolved"
        ctx.report(
            f"`{'not ' if first.negated else ''}{first.name.text}` is not an outcome",
            first.span,
            f"write `if {right}`",
            edit=right,
        )
        return
    words = ctx.source.slice(first.span)
    meant = did_you_mean(" ".join(words.lower().split()), OUTCOMES)
    if meant is not None:
        ctx.report(
            f"no outcome is called `{words}`", first.span, f"did you mean `{meant}`?", edit=meant
        )
        return
    ctx.report(
        "`if` is followed by a fact, and wants an outcome of the stage",
        first.span,
        f"at any moment: `whenever {words}`; at the end of the stage: `if not agreed and {words}`; "
        f"for a duty or a limit: `when {words}`",
    )
