"""Builders of moves, and of outcomes with nothing after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.build.context import Context, has, trees
from checker.language.build.limits import limit, only_limit
from checker.language.build.parts import acting, actor, hole, someone_, target, times
from checker.language.parts import ActorRef, Consultation, Target
from checker.language.syntax import Move

if TYPE_CHECKING:
    from lark import Token, Tree

    from checker.language.parts import Atom, Condition, Trigger

_AS_FACTS = {
    "agreed": ("agreed", "not agreed"),
    "resolved": ("agreed", "not resolved"),
    "unresolved": ("not resolved", "agreed"),
    "decided": ("decided", "not decided"),
    "justified": ("justified", "not justified"),
}
"""Outcomes that were written as facts, after `when`: as they stand, and after `not`."""


def _consultation(ctx: Context, node: Tree[Token]) -> Consultation:
    """`after consulting WHO LIMIT`."""
    who = node.children[2]
    limits = trees(node, "limit")
    return Consultation(
        acting(ctx, who) if trees(node, "actor") and not isinstance(who, str) else someone_(ctx, who),
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
    if outcome is not None and first.word == "when":
        ctx.report(
            f"`{words}` is how a stage turns out, and `when` speaks of facts",
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
    """A trigger to stand in a statement that has been reported and is dropped."""
    from_ = ctx.span(node)
    return Trigger("otherwise", from_)


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
    return _move(ctx, node, conditions, trigger)
