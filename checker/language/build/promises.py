"""Builders of assumptions, of what is set aside, and of promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from msgspec.structs import replace

from checker.language.build.context import Context, tokens, trees
from checker.language.build.duties import duty
from checker.language.build.limits import (
    condition,
    counting,
    duration,
    only_limit,
    outcome,
    outcomes,
)
from checker.language.build.parts import named_targets, opening, place, times
from checker.language.parts import Limit, Word
from checker.language.syntax import (
    AssumeReading,
    AssumeWords,
    AssumeWorkingDay,
    Require,
    SetAside,
)
from checker.language.terms import RequireKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token, Tree

    from checker.language.parts import Name

Assumed: TypeAlias = AssumeReading | AssumeWords | AssumeWorkingDay


def assume(ctx: Context, node: Tree[Token]) -> Assumed:
    """`assume …, because "…"`."""
    because = ctx.words(tokens(node, "STRING")[-1])
    if meant := trees(node, "means"):
        words = ctx.words(tokens(meant[0], "STRING")[0])
        found = counting(ctx, meant[0])
        first = trees(meant[0], "duration", "sooner")[0]
        return AssumeWords(ctx.line, words, replace(found, span=ctx.span(first, meant[0])), because)
    if hours := trees(node, "opening"):
        return AssumeWorkingDay(ctx.line, opening(ctx, hours[0]), because)
    return AssumeReading(ctx.line, ctx.names(node)[0], because)


def set_aside(ctx: Context, node: Tree[Token]) -> SetAside:
    """`set aside "…", because "…"`."""
    phrase, because = (ctx.words(token) for token in tokens(node, "STRING"))
    return SetAside(ctx.line, phrase, because)


# --- promises -----------------------------------------------------------------------------------


def _reaches(kind: RequireKind) -> Callable[[Context, Tree[Token]], Require]:
    """A promise about targets, in the order of the line, perhaps with a limit or a count."""

    def build(ctx: Context, node: Tree[Token]) -> Require:
        counted = trees(node, "times")
        return Require(
            ctx.line,
            kind,
            named_targets(ctx, node),
            limit=only_limit(ctx, node),
            times=times(ctx, counted[0]) if counted else None,
        )

    return build


def _names(kind: RequireKind, verb: str | None = None) -> Callable[[Context, Tree[Token]], Require]:
    """A promise about stages that stand as bare names; `verb`: the terminals that may say what."""

    def build(ctx: Context, node: Tree[Token]) -> Require:
        places = tuple(place(ctx, token) for token in tokens(node, "NAME"))
        said = [t for wanted in (verb or "").split() for t in tokens(node, wanted)]
        return Require(ctx.line, kind, places, what=ctx.word(said[0]) if said else None)

    return build


def _fixed(kind: RequireKind) -> Callable[[Context, Tree[Token]], Require]:
    """A promise without anything to fill in."""

    def build(ctx: Context, _: Tree[Token]) -> Require:
        return Require(ctx.line, kind)

    return build


def _response(ctx: Context, node: Tree[Token], promise: Require) -> Require:
    """What follows in `whenever C, …` and `if OUTCOME, …`."""
    if found := trees(node, "duty"):
        return replace(promise, duty=duty(ctx, found[0]))
    said = trees(node, "case_reaches", "case_moves_on")[0]
    return replace(
        promise,
        places=named_targets(ctx, said),
        limit=only_limit(ctx, said),
        moves_on=said.data == "case_moves_on",
    )


def _whenever(ctx: Context, node: Tree[Token]) -> Require:
    """`whenever C, …`."""
    return _response(
        ctx, node, Require(ctx.line, RequireKind.WHENEVER, trigger=condition(ctx, node))
    )


def _if_outcome(ctx: Context, node: Tree[Token]) -> Require:
    """`if OUTCOME, …`."""
    found = outcomes(ctx, trees(node, "outcomes")[0])
    return _response(ctx, node, Require(ctx.line, RequireKind.IF_OUTCOME, outcomes=found))


def _after(ctx: Context, node: Tree[Token]) -> Require:
    """`after X, the R must VERB`."""
    first = place(ctx, tokens(node, "NAME")[0])
    return Require(ctx.line, RequireKind.AFTER, (first,), duty=duty(ctx, trees(node, "duty")[0]))


def _never_delays(ctx: Context, node: Tree[Token]) -> Require:
    """`F never delays X`, `consulting never delays X`."""
    consulting = tokens(node, "CONSULTING")
    names = ctx.names(node)
    return Require(
        ctx.line,
        RequireKind.NEVER_DELAYS,
        named_targets(ctx, node),
        what=ctx.word(consulting[0]) if consulting else None,
        fact=names[0] if names else None,
    )


def _take_at_most(ctx: Context, node: Tree[Token]) -> Require:
    """`stages A to B take at most L`."""
    amount = duration(ctx, trees(node, "duration")[0])
    return Require(
        ctx.line,
        RequireKind.TOTAL,
        tuple(place(ctx, token) for token in tokens(node, "NAME")),
        limit=Limit(amount.span, (amount,)),
    )


def _every_stage_has(ctx: Context, node: Tree[Token]) -> Require:
    """`every stage has a limit`, and its like, with `for OUTCOME` and `except X`."""
    said = trees(node, "has")[0]
    what = ctx.word(said).text.removeprefix("a ")
    span = ctx.span(said.children[1], said)
    found = [child for part in trees(node, "for_outcomes") for child in trees(part, "outcomes")]
    if found and what != "way on":
        ctx.report(
            f"`for` follows `a {what}`, and only a way on is for an outcome",
            ctx.span(trees(node, "for_outcomes")[0]),
            f"write `every stage has a {what}`",
        )
    excepted: tuple[Name, ...] = tuple(
        name for part in trees(node, "except") for name in ctx.names(part)
    )
    return Require(
        ctx.line,
        RequireKind.EVERY_STAGE_HAS,
        outcomes=tuple(outcome(ctx, c) for part in found for c in trees(part, "outcome")),
        what=Word(what, span),
        excepted=excepted,
    )


def _at_every_stage(ctx: Context, node: Tree[Token]) -> Require:
    """`at every stage, WHO must VERB …`."""
    return Require(ctx.line, RequireKind.AT_EVERY_STAGE, duty=duty(ctx, trees(node, "duty")[0]))


def _every_role_has(ctx: Context, node: Tree[Token]) -> Require:
    """`every role has a deputy`."""
    what = ctx.word(tokens(node, "DEPUTY")[0])
    return Require(ctx.line, RequireKind.EVERY_ROLE_HAS, what=what)


_PROMISES: dict[str, Callable[[Context, Tree[Token]], Require]] = {
    "every_case_ends": _reaches(RequireKind.EVERY_CASE_ENDS),
    "every_case_reaches": _reaches(RequireKind.EVERY_CASE_REACHES),
    "some_case_can_reach": _reaches(RequireKind.SOME_CASE_REACHES),
    "no_case_reaches": _reaches(RequireKind.NO_CASE_REACHES),
    "no_case_stays_in": _reaches(RequireKind.NO_CASE_STAYS),
    "no_case_returns_to": _reaches(RequireKind.NO_CASE_RETURNS),
    "either_side_can_reach": _reaches(RequireKind.EITHER_SIDE),
    "only_after": _names(RequireKind.ONLY_AFTER),
    "is_independent": _names(RequireKind.INDEPENDENT, "DECIDES CHAIRS LEADS"),
    "never_leads": _names(RequireKind.NEVER_LEADS, "LEADS"),
    "every_document_is_present": _fixed(RequireKind.EVERY_DOCUMENT),
    "no_single_role": _fixed(RequireKind.NO_SINGLE_ROLE),
    "whenever_response": _whenever,
    "if_response": _if_outcome,
    "after_response": _after,
    "never_delays": _never_delays,
    "take_at_most": _take_at_most,
    "every_stage_has": _every_stage_has,
    "at_every_stage": _at_every_stage,
    "every_role_has": _every_role_has,
}


def require(ctx: Context, node: Tree[Token]) -> Require:
    """`require that …`, with the conditions at its end."""
    promise = cast("Tree[Token]", node.children[2])
    conditions = tuple(condition(ctx, child) for child in trees(node, "when"))
    return replace(_PROMISES[str(promise.data)](ctx, promise), conditions=conditions)
