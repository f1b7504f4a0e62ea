"""Promises about the text itself in words: what a stage, a role or a document lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Row
from checker.procedure.model import Outcome, RequireKind
from checker.review.next_steps import what_to_write
from checker.review.undated import what_is_missing
from checker.review.unled import why_nobody_leads

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.procedure.model import Require
    from checker.review.context import Context

_HELP = {
    Row.COUNTERPART.value: "write `led by the … of the raising side, with their counterpart`",
    Row.RECORD.value: 'write `the … must record "…"`',
}
_LISTED = {
    Row.DEPUTY.value: ("`{}` has no deputy", "write `deputy …` under the role"),
    Row.PRESENT.value: (
        "`{}` is missing",
        "publish the document with the procedure, or take the mention out",
    ),
}


def of_text(context: Context, part: PartAnswer, require: Require) -> tuple[str, str | None]:
    """What is wrong with one part of a promise about the text, and what to write instead."""
    place, row = part.key.place, part.key.row
    if require.kind is RequireKind.NEVER_LEADS:
        return _leads_both(part, require)
    if row == Row.LEAD.value:
        return why_nobody_leads(context, part)
    if row in _LISTED:
        message, help_ = _LISTED[row]
        return message.format(place), help_
    stage = context.procedure.stage(place)
    if stage.missing:
        return (
            f"the text never describes `{place}`, so it has no {require.what}",
            "describe the stage: who leads it, by when it ends, and what follows",
        )
    if row in {outcome.value for outcome in Outcome}:
        return _lacks(context, part, f"way on for `{row}`"), what_to_write(
            context.procedure, place, Outcome.spelt(row)
        )
    return _lacks(context, part, row), _HELP.get(row) or what_is_missing(stage)


def _lacks(context: Context, part: PartAnswer, thing: str) -> str:
    facts = {atom for fact in context.procedure.facts for atom in fact.atoms}
    sometimes = part.story is not None and not facts.isdisjoint(part.story.matters)
    has = f"a {thing} only in some cases" if sometimes else f"no {thing}"
    return f"`{part.key.place}` has {has}"


def _leads_both(part: PartAnswer, require: Require) -> tuple[str, str | None]:
    one, other = (place.name for place in require.places)
    mine, theirs = part.key.place, part.key.row
    help_ = f"name for `{other}` a role that nobody holds or stands in for who leads `{one}`"
    if theirs == Row.LEAD.value:
        return f"the text does not say who leads `{mine}`", help_
    if mine == theirs:
        return f"`{mine}` leads `{one}` and `{other}`", help_
    return (
        f"`{mine}` leads `{one}`, `{theirs}` leads `{other}`, and one person may act as both",
        help_,
    )
