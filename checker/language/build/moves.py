"""Builders of moves, and of outcomes with nothing after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.build.context import Context, has, trees
from checker.language.build.limits import limit, only_limit
from checker.language.build.parts import acting, hole, recipients, target, times
from checker.language.parts import ActorRef, Consultation, Target, Trigger
from checker.language.syntax import Move
from checker.language.vocabulary import OUTCOMES

if TYPE_CHECKING:
    from lark import Token, Tree

    from checker.language.diagnostics import Span
    from checker.language.parts import Atom, Condition

_DENIED = {words: f"not {words}" for words in OUTCOMES if f"not {words}" in OUTCOMES}
"""Outcomes that are said with `not` as well, with what they are then."""

_AS_FACTS = {words: (words, _DENIED.get(words)) for words in OUTCOMES if " " not in words} | {
    "resolved": ("agreed", "not resolved"),
    "unresolved": ("not resolved", "agreed"),
}
"""Outcomes that were written as facts, after `when`: as they stand, and after `not`."""

_OTHERWISE = (
    _DENIED
    | {denied: words for words, denied in _DENIED.items()}
    | {"agreed": "not resolved", "not resolved": "agreed"}
)
"""What is left, after `unless`."""


MOVES = frozenset({"plain_move", "case_move", "actor_move", "outcome_only"})
"""The rules that this module builds."""


def _consultation(ctx: Context, node: Tree[Token]) -> Consultation:
    """`after consulting WHO LIMIT`."""
    actors, limits = trees(node, "actor"), trees(node, "limit")
    return Consultation(
        acting(ctx, actors[0]) if actors else recipients(ctx, node)[0],
        ctx.span(node),
        limit(ctx, limits[0]) if limits else None,
    )


def _meant_outcome(literal: Atom) -> str | None:
    """The outcome that a condition's first fact was meant to be, if it reads like one."""
    if literal.name is None or literal.name.text not in _AS_FACTS:
        return None
    return _AS_FACTS[literal.name.text][literal.negated]


def _no_trigger(ctx: Context, node: Tree[Token], conditions: tuple[Condition, ...]) -> Trigger:
    """A move that does not say on what outcome, or when."""
    placeholder = ctx.span(node)
    moved = "`if OUTCOME, …`, `whenever FACT, …` or `at any time, …`"
    if not conditions or conditions[0].word == "out of hours":
        ctx.report("this move does not say when it is taken", placeholder, f"begin it with {moved}")
        return _nothing(ctx, node)
    first = conditions[0]
    outcome = _meant_outcome(first.literals[0])
    words = ctx.source.slice(first.literals[0].span)
    if outcome is not None and first.word == "unless":
        outcome = _OTHERWISE.get(outcome)
    if outcome is not None:
        ctx.report(
            f"`{words}` is how a stage turns out, and `{first.word}` speaks of facts",
            first.span,
            f"write `if {outcome}`",
            edit=f"if {outcome}" if len(first.literals) == 1 else None,
        )
        return _nothing(ctx, node)
    other = "whenever" if first.word == "when" else "whenever not"
    ctx.report(
        f"a move starts with `{first.word}`, which does not say on what outcome it is taken",
        first.span,
        f"at any moment: `{other} {words}, …`; at the end of the stage: `if not agreed and "
        f"{'' if first.word == 'when' else 'not '}{words}, …`",
    )
    return _nothing(ctx, node)


def _nothing(ctx: Context, node: Tree[Token]) -> Trigger:
    """A trigger for a statement that has been reported and is dropped."""
    return Trigger("otherwise", ctx.span(node))


def move(
    ctx: Context,
    node: Tree[Token],
    conditions: tuple[Condition, ...],
    trigger: Trigger | None,
) -> Move:
    """A way on, or an outcome after which the text says nothing, or points to nothing."""
    if trigger is None:
        trigger = _no_trigger(ctx, node, conditions)
    if node.data == "outcome_only":
        return _outcome_only(ctx, node, conditions, trigger)
    strengths = trees(node, "strength")
    counted = ctx.once(trees(node, "at_most"), "`at most`")
    consulted = ctx.once(trees(node, "consultation"), "`after consulting`")
    actors = trees(node, "actor")
    return Move(
        ctx.line,
        trigger,
        acting(ctx, actors[0]) if actors else ActorRef("the case", _case(ctx, node)),
        ctx.word(strengths[0]) if strengths else None,
        tuple(target(ctx, child) for child in trees(node, "target")),
        limit=only_limit(ctx, node),
        at_most=times(ctx, trees(counted, "times")[0]) if counted else None,
        consultation=_consultation(ctx, consulted) if consulted else None,
        instead=has(node, "INSTEAD"),
        conditions=conditions,
    )


def _case(ctx: Context, node: Tree[Token]) -> Span:
    """Where `the case` stands, or `go` in a plain move."""
    return ctx.span(node.children[0])


def _outcome_only(
    ctx: Context,
    node: Tree[Token],
    conditions: tuple[Condition, ...],
    trigger: Trigger,
) -> Move:
    """`if no answer, not stated` and `if no answer, missing`."""
    said = hole(ctx, trees(node, "hole")[0])
    if trigger.kind not in {"if", "otherwise"}:
        ctx.report(
            f"`{said.kind}` stands after `{trigger.kind}`, which is no outcome",
            ctx.span(node),
            f"write `if OUTCOME, {said.kind}`, or `go to missing`",
        )
    return Move(
        ctx.line,
        trigger,
        ActorRef("the case", said.span),
        None,
        (Target(said.kind, said.span),),
        outcome_only=True,
        instead=has(node, "INSTEAD"),
        conditions=conditions,
    )
