"""Builders of what statements are made of: holes, dates, actors, targets, names where declared."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Literal

from lark import Token, Tree

from checker.language.build.context import Context, Node, has, tokens, trees
from checker.language.parts import (
    ActorRef,
    Day,
    Hole,
    Name,
    Number,
    Opening,
    SideText,
    Target,
)
from checker.language.suggest import did_you_mean
from checker.language.vocabulary import MONTHS, RESERVED, RESERVED_FOR

if TYPE_CHECKING:
    from checker.language.parts import Words

LARGEST_NUMBER = 10_000
"""No count in a procedure is larger: 10,000 hours are more than a year."""


def is_a(node: Node, rule: str) -> bool:
    """Whether a node is a tree of that rule."""
    return isinstance(node, Tree) and node.data == rule


def declared(ctx: Context, token: Token, sort: str) -> Name:
    """A name where it is declared; one that would read as language is refused.

    `sort` is what it names: `role`, `stage` and the like.
    """
    if token in RESERVED or token in RESERVED_FOR.get(sort, ()):
        better = f"{token}-{sort}"
        ctx.report(
            f"`{token}` is a word of the language and cannot be a name",
            ctx.span(token),
            f"choose another name: `{better}`?",
            edit=better,
        )
    return ctx.name(token)


def number(ctx: Context, token: Token) -> Number:
    """A count; one that no procedure can mean is reported."""
    if len(token) > len(str(LARGEST_NUMBER)) or int(token) > LARGEST_NUMBER:
        shown = str(token) if len(token) < 20 else f"{token[:17]}..."  # noqa: PLR2004
        ctx.report(
            f"`{shown}` is too large a number",
            ctx.span(token),
            f"write a number of at most {LARGEST_NUMBER:,}",
        )
        return Number(1, ctx.span(token))
    return Number(int(token), ctx.span(token))


def times(ctx: Context, node: Tree[Token]) -> Number:
    """`once`, `twice`, `3 times`."""
    head = node.children[0]
    if isinstance(head, Token) and head.type == "NUMBER":
        count = number(ctx, head)
        if count.value == 0:
            ctx.report("`0 times` is never", count.span, "leave the line out, or write `once`")
        return Number(count.value, ctx.span(node))
    return Number(1 if head == "once" else 2, ctx.span(node))


def day(ctx: Context, node: Tree[Token]) -> Day:
    """A date such as `24 February 2026`."""
    of_month, month, year = (str(child) for child in node.children)
    span = ctx.span(node)
    if month not in MONTHS:
        near = did_you_mean(month, MONTHS)
        meant = f"did you mean `{near.title()}`?" if near else "write it as `24 February 2026`"
        ctx.report(f"`{month}` is not a month", ctx.span(node.children[1]), meant)
        return Day(date.min, span)
    try:
        return Day(date(int(year), MONTHS.index(month) + 1, int(of_month)), span)
    except (ValueError, OverflowError):
        ctx.report(
            f"there is no such day as `{ctx.shown(node)}`",
            span,
            "write the day, the month and the year, as in `24 February 2026`",
        )
        return Day(date.min, span)


def clock_time(ctx: Context, token: Token) -> time:
    """A time of day such as `09:00`."""
    hours, minutes = token.split(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        ctx.report(
            f"there is no such time as `{token}`",
            ctx.span(token),
            "times run from `00:00` to `23:59`",
        )
        return time.min


def opening(ctx: Context, node: Tree[Token]) -> Opening:
    """`09:00 to 17:00`; closing is later than opening."""
    before = len(ctx.diagnostics)
    opens, closes = (clock_time(ctx, token) for token in tokens(node, "TIME"))
    if len(ctx.diagnostics) == before and closes <= opens:
        ctx.report(
            "the working day closes before it opens" if closes < opens else "this day has no hours",
            ctx.span(node),
            "write the opening time first, on the 24-hour clock: `09:00 to 17:00`",
        )
    return Opening(opens, closes, ctx.span(node))


def hole(ctx: Context, node: Tree[Token]) -> Hole:
    """`missing` or `not stated`."""
    kind: Literal["missing", "not stated"] = "missing" if len(node.children) == 1 else "not stated"
    return Hole(kind, ctx.span(node))


def own_words(ctx: Context, node: Tree[Token]) -> Words:
    """The first quoted words directly under a node."""
    return ctx.words(tokens(node, "STRING")[0])


# --- who ----------------------------------------------------------------------------------------


def side(node: Tree[Token]) -> SideText:
    """Of which side: the words of `of_side`, `on_side` or of an actor that is a side."""
    return "raising" if has(node, "RAISING") else "other" if has(node, "OTHER") else "both"


def actor(ctx: Context, node: Tree[Token]) -> ActorRef:
    """Someone whom a line names. `their counterpart` is a role `counterpart`: see `counterpart`."""
    span = ctx.span(node)
    head = node.children[0]
    if isinstance(head, Tree):
        person = head.data == "named_person"
        return ActorRef("a named person" if person else hole(ctx, head).kind, span)
    of_side = trees(node, "of_side")
    whose = side(of_side[0]) if of_side else None
    if head.type == "SOMEONE" or has(node, "LAST"):
        return ActorRef("someone" if head.type == "SOMEONE" else "the last lead", span)
    if has(node, "LEAD"):
        return ActorRef("the lead", span, side=whose)
    if has(node, "SIDE") or has(node, "SIDES"):
        return ActorRef("side", span, side=side(node))
    token = node.children[1]
    assert isinstance(token, Token)  # noqa: S101 - the grammar leaves a name, or `counterpart`
    return ActorRef("named", span, ctx.name(token), _determiner(head), whose)


def _determiner(token: Token) -> Literal["the", "each", "their"]:
    """The word before a role."""
    return "each" if token.type == "EACH" else "their" if token.type == "THEIR" else "the"


def counterpart(who: ActorRef) -> bool:
    """Whether it is `their counterpart`."""
    return who.determiner == "their" and who.name is not None and who.name.text == "counterpart"


def acting(ctx: Context, node: Tree[Token]) -> ActorRef:
    """An actor where a counterpart cannot be meant, since there is nobody yet whose it is."""
    who = actor(ctx, node)
    if counterpart(who):
        ctx.report(
            "`their counterpart` does not say whose counterpart it is",
            who.span,
            "name the role and its side: `the ROLE of the other side`",
        )
    return who


def someone_(ctx: Context, node: Node) -> ActorRef:
    """An actor, or whoever own words name."""
    if isinstance(node, Token):
        words = ctx.words(node)
        return ActorRef("words", words.span, words=words)
    return actor(ctx, node)


def recipients(ctx: Context, node: Tree[Token]) -> tuple[ActorRef, ...]:
    """The actors and own words directly under a node."""
    return tuple(
        someone_(ctx, c) for c in node.children if is_a(c, "actor") or _type(c) == "STRING"
    )


def _type(node: Node) -> str:
    """The terminal of a token; empty for a tree."""
    return node.type if isinstance(node, Token) else ""


# --- where --------------------------------------------------------------------------------------


def target(ctx: Context, node: Tree[Token]) -> Target:
    """Where a move leads."""
    span = ctx.span(node)
    head = node.children[0]
    if isinstance(head, Tree):
        return Target(hole(ctx, head).kind, span)
    if head.type == "NAME":
        return Target("named", span, ctx.name(head))
    return Target("the next stage" if head.type == "THE" else "any later stage", span)


def named_targets(ctx: Context, node: Tree[Token]) -> tuple[Target, ...]:
    """The targets of a promise: each must be named."""
    found = tuple(target(ctx, child) for child in trees(node, "target"))
    for place in found:
        if place.kind != "named":
            ctx.report(
                f"a promise cannot be about `{place.kind}`",
                place.span,
                "name a stage or an ending",
            )
    return found


def place(ctx: Context, token: Token) -> Target:
    """A stage or an ending that stands as a bare name."""
    name = ctx.name(token)
    return Target("named", name.span, name)
