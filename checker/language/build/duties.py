"""Builders of duties and of extensions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lark import Token
from msgspec import Struct, field

from checker.language.build.context import Context, has, tokens, trees
from checker.language.build.limits import duration, only_limit
from checker.language.build.parts import (
    acting,
    counterpart,
    hole,
    is_a,
    recipients,
    someone_,
)
from checker.language.parts import ActorRef, Hole, Name, Words
from checker.language.syntax import Duty, Extension
from checker.language.terms import STRENGTHS, Strength
from checker.language.vocabulary import SOON, VERBS

if TYPE_CHECKING:
    from lark import Tree

    from checker.language.parts import Condition, Trigger, Word

_TO_SOMEONE = {"ask", "consult", "meet", "tell"}
"""Verbs after which a bare name is a role without its `the`."""


class _Objects(Struct):
    """What stands after the verb, sorted."""

    things: list[Words | Name | Hole] = field(default_factory=list)
    recipients: list[ActorRef] = field(default_factory=list)


def _thing(ctx: Context, node: Tree[Token], verb: str, into: _Objects) -> None:
    """One list after the verb. Beside an actor, own words name someone too."""
    persons = any(is_a(child, "actor") for child in node.children)
    for child in node.children:
        if isinstance(child, Token):
            if child.type == "NAME":
                _bare_name(ctx, child, verb, persons=persons, into=into)
            elif child.type == "STRING" and not persons:
                into.things.append(ctx.words(child))
            elif child.type == "STRING":
                into.recipients.append(someone_(ctx, child))
        else:
            into.recipients.append(someone_(ctx, child))


def _bare_name(ctx: Context, token: Token, verb: str, *, persons: bool, into: _Objects) -> None:
    """A name without `the`: a document or a track, unless someone must be meant."""
    if token in SOON:
        better = f'timing "{token}"'
        place = ctx.span(token)
        ctx.report(f"`{token}` names no time", place, f"write `{better}`", edit=better)
    elif persons and token in VERBS:
        _second_duty(ctx, token)
    elif persons or verb in _TO_SOMEONE:
        ctx.report(
            f"`{token}` stands without `the`",
            ctx.span(token),
            f"write `the {token}` if it is a role; put own words in quotes",
            edit=f"the {token}",
        )
    into.things.append(ctx.name(token))


def _second_duty(ctx: Context, verb: Token) -> None:
    """Report `and VERB` after a duty."""
    ctx.report(
        f"`and {verb}` starts a second duty on one line",
        ctx.span(verb),
        f"write a line for each: `WHO must {verb} …`",
    )


def _holes_are_things(into: _Objects, verb: str) -> None:
    """`send missing`: what is sent is missing, not to whom; `tell missing` is about whom."""
    if verb in _TO_SOMEONE:
        return
    for who in [who for who in into.recipients if who.kind in {"missing", "not stated"}]:
        into.recipients.remove(who)
        into.things.append(Hole("missing" if who.kind == "missing" else "not stated", who.span))


def _unquoted(ctx: Context, lists: list[Tree[Token]]) -> None:
    """Report own words that were taken for a row of names: `record name of the child`."""
    rows = [
        first
        for first, second in pairwise(lists)
        if has(first, "NAME") and (has(second, "NAME") or trees(second, "actor"))
    ]
    if not rows:
        return
    verbs = [name for part in lists for name in tokens(part, "NAME") if name in VERBS]
    place = ctx.span(tokens(rows[0], "NAME")[0], lists[-1])
    words = " ".join(ctx.source.slice(place).split())
    if verbs:
        _second_duty(ctx, verbs[0])
    elif '"' not in words:
        quoted = f'"{words}"'
        ctx.report("own words stand without quotes", place, f"write `{quoted}`", edit=quoted)


def _objects(ctx: Context, node: Tree[Token], verb: str) -> _Objects:
    """Everything after the verb that is a thing or someone."""
    found = _Objects()
    lists = trees(node, "things")
    _unquoted(ctx, lists)
    for child in lists:
        _thing(ctx, child, verb, found)
    _holes_are_things(found, verb)
    for child in trees(node, "to_whom", "with_whom"):
        found.recipients.extend(recipients(ctx, child))
    return found


def _forms(ctx: Context, node: Tree[Token]) -> tuple[Words | Name | Hole, ...]:
    """What stands after `on`."""
    forms: list[Words | Name | Hole] = []
    for part in trees(node, "on_form"):
        for child in part.children[1:]:
            if not isinstance(child, Token):
                forms.append(hole(ctx, child))
            elif child.type == "NAME":
                forms.append(ctx.name(child))
            elif child.type == "STRING":
                forms.append(ctx.words(child))
    return tuple(forms)


def _verb(ctx: Context, node: Tree[Token]) -> Word | Words:
    """The verb: one of the language's, or own words."""
    found = trees(node, "verb")
    return ctx.word(found[0]) if found else ctx.words(tokens(node, "STRING")[0])


def duty(
    ctx: Context,
    node: Tree[Token],
    conditions: tuple[Condition, ...] = (),
    trigger: Trigger | None = None,
) -> Duty:
    """`WHO must VERB …`."""
    verb = _verb(ctx, node)
    found = _objects(ctx, node, verb.text)
    ctx.once(trees(node, "before_moving_on"), "`before moving on`")
    return Duty(
        ctx.line,
        acting(ctx, trees(node, "actor")[0]),
        ctx.word(trees(node, "strength")[0]),
        verb,
        things=tuple(found.things),
        recipients=tuple(who for who in found.recipients if not counterpart(who)),
        forms=_forms(ctx, node),
        with_counterpart=any(counterpart(who) for who in found.recipients),
        in_writing=bool(trees(node, "in_writing")),
        limit=only_limit(ctx, node),
        before_moving_on=bool(trees(node, "before_moving_on")),
        also=has(node, "ALSO"),
        instead=has(node, "INSTEAD"),
        conditions=conditions,
        trigger=trigger,
    )


def extension(ctx: Context, node: Tree[Token], conditions: tuple[Condition, ...]) -> Extension:
    """`the ROLE may extend by DURATION`: nobody has to, so no other word stands there."""
    modal = ctx.word(trees(node, "strength")[0])
    if STRENGTHS[modal.text] is not Strength.MAY:
        ctx.report(
            f"`{modal.text} extend`: more time is something that somebody may take",
            modal.span,
            "write `may extend`; where the longer time always holds, write it as the limit",
            edit="may",
        )
    return Extension(
        ctx.line,
        acting(ctx, trees(node, "actor")[0]),
        duration(ctx, trees(node, "duration")[0]),
        bool(trees(node, "reasons")),
        conditions,
    )
