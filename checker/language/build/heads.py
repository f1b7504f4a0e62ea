"""Builders of the head of the procedure and of everything that is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.build.context import Context, has, tokens, trees
from checker.language.build.limits import only_limit
from checker.language.build.parts import (
    day,
    declared,
    hole,
    number,
    opening,
    own_words,
    side,
    target,
)
from checker.language.declarations import (
    ActsFor,
    AgencyHead,
    AtStages,
    BodyHead,
    CalendarOf,
    Closed,
    Deputy,
    DocumentHead,
    EndingHead,
    EventHead,
    FactHead,
    HeldBy,
    LastUpdated,
    ProcedureHead,
    ProcedureLimit,
    PublishedBy,
    ReadingHead,
    ReviewDue,
    RoleHead,
    SamePerson,
    Scope,
    SourceFile,
    StageHead,
    StartAt,
    TrackHead,
    Version,
    WorkingDay,
)
from checker.language.parts import Name, Option, Word, Words
from checker.language.suggest import did_you_mean
from checker.language.vocabulary import NATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token, Tree

    from checker.language.parts import Condition, Line
    from checker.language.syntax import Head, ProcedureLine, RoleLine


def _title(ctx: Context, node: Tree[Token], name: Name) -> Words:
    """The title; a fact or an ending without one is called by its name."""
    found = tokens(node, "STRING")
    return ctx.words(found[0]) if found else Words(name.text.replace("-", " "), name.span)


# --- the head of the procedure ------------------------------------------------------------------


def plain_line(ctx: Context, node: Tree[Token]) -> ProcedureLine:
    """A line of the head that holds own words or a date alone."""
    line = ctx.line
    if node.data in {"last_updated", "review_due"}:
        when = day(ctx, trees(node, "date")[0])
        return LastUpdated(line, when) if node.data == "last_updated" else ReviewDue(line, when)
    words = own_words(ctx, node)
    if node.data == "published_by":
        return PublishedBy(line, words)
    return Version(line, words) if node.data == "version" else SourceFile(line, words)


def calendar(ctx: Context, node: Tree[Token]) -> CalendarOf:
    """`calendar NATION`."""
    name = ctx.names(node)[0]
    if name.text not in NATIONS:
        near = did_you_mean(name.text, NATIONS)
        known = "`england-and-wales`, `scotland` or `northern-ireland`"
        ctx.report(
            f"there is no calendar of bank holidays for `{name.text}`",
            name.span,
            f"did you mean `{near}`?" if near else f"write {known}",
            edit=near,
        )
    return CalendarOf(ctx.line, name)


def working_day(ctx: Context, node: Tree[Token]) -> WorkingDay:
    """`working day 09:00 to 17:00`."""
    return WorkingDay(ctx.line, opening(ctx, trees(node, "opening")[0]))


def closed(ctx: Context, node: Tree[Token]) -> Closed:
    """`closed DATE to DATE "…"`."""
    dates = trees(node, "date")
    first, last = day(ctx, dates[0]), day(ctx, dates[-1])
    if not ctx.broken and last.value < first.value:
        ctx.report(
            "the last closed day is before the first",
            ctx.span(dates[0], dates[1]),
            "write the earlier date first",
        )
    found = tokens(node, "STRING")
    return Closed(ctx.line, first, last, ctx.words(found[0]) if found else None)


def scope(ctx: Context, node: Tree[Token]) -> Scope:
    """`scope within and between agencies`."""
    return Scope(ctx.line, has(node, "WITHIN"), has(node, "BETWEEN"))


def start_at(ctx: Context, node: Tree[Token], conditions: tuple[Condition, ...]) -> StartAt:
    """`start at PLACE`, or the same under a condition and `instead`."""
    where = target(ctx, trees(node, "target")[0])
    instead = has(node, "INSTEAD")
    if where.kind in {"the next stage", "any later stage"}:
        ctx.report(
            f"a case cannot start at `{where.kind}`",
            where.span,
            "name a stage, or write `start at not stated`",
        )
    elif bool(conditions) != instead:
        ctx.report(
            "a start under a condition wants `instead` at the end of the line"
            if conditions
            else "`instead` stands here without a condition",
            ctx.span(node),
            "write `when FACT, start at STAGE instead`",
        )
    return StartAt(ctx.line, where, conditions, instead)


def procedure_limit(
    ctx: Context, node: Tree[Token], conditions: tuple[Condition, ...]
) -> ProcedureLimit:
    """`the procedure must end LIMIT`; it must have a figure."""
    found = only_limit(ctx, node)
    assert found is not None  # noqa: S101 - the grammar wants one
    if not found.durations:
        ctx.report(
            "the whole procedure wants a limit with a number",
            found.span,
            "write `within 20 working days of the start`, or set the sentence aside",
        )
    return ProcedureLimit(ctx.line, ctx.word(trees(node, "strength")[0]), found, conditions)


# --- declarations -------------------------------------------------------------------------------


_SIMPLE: dict[str, Callable[[Line, Name, Words], Head]] = {
    "procedure": ProcedureHead,
    "agency": AgencyHead,
    "body": BodyHead,
    "event": EventHead,
    "track": TrackHead,
}


def simple(ctx: Context, node: Tree[Token]) -> Head:
    """A declaration of a name and a title alone."""
    sort = {"event_head": "event"}.get(node.data, str(node.data))
    name = declared(ctx, tokens(node, "NAME")[0], sort)
    title = _title(ctx, node, name)
    if sort == "document":
        return DocumentHead(ctx.line, name, title, has(node, "MISSING"))
    return _SIMPLE[sort](ctx.line, name, title)


def role(ctx: Context, node: Tree[Token]) -> RoleHead:
    """`role NAME "title"` and its parts, each at most once."""
    name = declared(ctx, tokens(node, "NAME")[0], "role")
    title = _title(ctx, node, name)
    tier = ctx.once(trees(node, "tier"), "a tier")
    whose = ctx.once(trees(node, "on_side", "unclear"), "a side")
    within = ctx.once(trees(node, "in_names"), "`in AGENCY`")
    never = ctx.once(trees(node, "never_same"), "`never the same person as`")
    on_side = whose if whose is not None and whose.data == "on_side" else None
    unclear = whose if whose is not None and whose.data == "unclear" else None
    return RoleHead(
        ctx.line,
        name,
        title,
        tier=number(ctx, tokens(tier, "NUMBER")[0]) if tier else None,
        side=Word(side(on_side), ctx.span(on_side)) if on_side else None,
        unclear=own_words(ctx, unclear) if unclear else None,
        agencies=ctx.names(within) if within else (),
        independent=bool(trees(node, "independent")),
        never_same_as=ctx.names(never) if never else (),
    )


def held_by(ctx: Context, node: Tree[Token]) -> RoleLine:
    """`held by …`, `in AGENCY: …`."""
    within = trees(node, "in_names")
    agencies = ctx.names(within[0]) if within else ()
    said = node.children[-1]
    assert not isinstance(said, str)  # noqa: S101 - the grammar ends with a tree
    if said.data == "acts":
        return ActsFor(ctx.line, agencies, ctx.names(said)[0])
    if said.data == "same_person":
        return SamePerson(ctx.line, agencies, ctx.names(said)[0])
    if said.data == "titles":
        titles = tuple(ctx.words(token) for token in tokens(said, "STRING"))
        return HeldBy(ctx.line, agencies, titles)
    if said.data == "named_person":
        return HeldBy(ctx.line, agencies, person=True)
    return HeldBy(ctx.line, agencies, hole=hole(ctx, said))


def deputy(ctx: Context, node: Tree[Token]) -> Deputy:
    """`deputy ROLE`."""
    return Deputy(ctx.line, ctx.names(node))


def _options(ctx: Context, node: Tree[Token]) -> tuple[Option, ...]:
    """The options of `either A "…" or B "…"`, each with another name."""
    found: list[Option] = []
    for child in trees(node, "option"):
        name = declared(ctx, tokens(child, "NAME")[0], "option")
        words = tokens(child, "STRING")
        if any(option.name.text == name.text for option in found):
            ctx.report(f"`{name.text}` stands here twice", name.span, "give each option its name")
        found.append(Option(name, ctx.words(words[0]) if words else None, ctx.span(child)))
    return tuple(found)


def fact(ctx: Context, node: Tree[Token]) -> FactHead:
    """`fact NAME "what is true"`, its options, its kind, `is harm`."""
    name = declared(ctx, tokens(node, "NAME")[0], "fact")
    title = _title(ctx, node, name)
    either = ctx.once(trees(node, "either"), "`either`")
    kind = ctx.once(trees(node, "kind"), "what the fact can do")
    return FactHead(
        ctx.line,
        name,
        title,
        kind=ctx.word(kind) if kind else None,
        harm=bool(trees(node, "harm")),
        options=_options(ctx, either) if either else (),
    )


def reading(ctx: Context, node: Tree[Token]) -> ReadingHead:
    """`reading NAME, either A "…" or B "…"`."""
    name = declared(ctx, tokens(node, "NAME")[0], "reading")
    return ReadingHead(ctx.line, name, _options(ctx, trees(node, "either")[0]))


def stage(ctx: Context, node: Tree[Token]) -> StageHead:
    """`stage NAME "title"`, `in TRACK`, `missing`."""
    name = declared(ctx, tokens(node, "NAME")[0], "stage")
    title = _title(ctx, node, name)
    track = ctx.once(trees(node, "in_track"), "`in TRACK`")
    return StageHead(
        ctx.line, name, title, ctx.names(track)[0] if track else None, has(node, "MISSING")
    )


def at_stages(ctx: Context, node: Tree[Token]) -> AtStages:
    """`at every stage`, `at every stage except A`, `at stages A and B`."""
    excepted = trees(node, "except")
    return AtStages(
        ctx.line,
        has(node, "EVERY"),
        ctx.names(node),
        ctx.names(excepted[0]) if excepted else (),
    )


def ending(ctx: Context, node: Tree[Token]) -> EndingHead:
    """`ending NAME "title", by agreement` and the other kinds."""
    name = declared(ctx, tokens(node, "NAME")[0], "ending")
    kind = trees(node, "ending_kind")[0]
    to = tokens(kind, "STRING")
    text = " ".join(str(token) for token in kind.children[:2])
    return EndingHead(
        ctx.line,
        name,
        _title(ctx, node, name),
        Word(text, ctx.span(kind)),
        ctx.words(to[0]) if to else None,
    )
