"""From the parse tree of one statement to the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from checker.language.build import heads, promises, stage_lines
from checker.language.build.citations import citation
from checker.language.build.context import Context, tokens, trees
from checker.language.declarations import ProcedureLimit
from checker.language.diagnostics import Diagnostic, SourceText, Span
from checker.language.parts import Citation, Judgement, Line
from checker.language.syntax import Duty, Move, StageLimit, TotalLimit

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token, Tree

    from checker.language.lines import RawStatement
    from checker.language.syntax import Statement

_BUILDERS: dict[str, Callable[[Context, Tree[Token]], Statement]] = {
    "procedure": heads.simple,
    "agency": heads.simple,
    "body": heads.simple,
    "event_head": heads.simple,
    "track": heads.simple,
    "document": heads.simple,
    "published_by": heads.plain_line,
    "version": heads.plain_line,
    "source": heads.plain_line,
    "last_updated": heads.plain_line,
    "review_due": heads.plain_line,
    "calendar": heads.calendar,
    "working_day": heads.working_day,
    "closed": heads.closed,
    "scope": heads.scope,
    "role": heads.role,
    "held_by": heads.held_by,
    "in_agency": heads.held_by,
    "deputy": heads.deputy,
    "fact": heads.fact,
    "reading": heads.reading,
    "stage": heads.stage,
    "at_stages": heads.at_stages,
    "ending": heads.ending,
    "assume": promises.assume,
    "set_aside": promises.set_aside,
    "require": promises.require,
    "clock_stops": stage_lines.clock_stops,
    "clock_restarts": stage_lines.clock_restarts,
    "boards_stage": stage_lines.boards_stage,
    "fronted": stage_lines.fronted,
}


def _binds(statement: Statement) -> bool:
    """Whether it says what somebody does, by when, or where a case goes."""
    if isinstance(statement, Move):
        return not statement.outcome_only
    return isinstance(statement, Duty | StageLimit | TotalLimit | ProcedureLimit)


def _line_of(
    source: SourceText, raw: RawStatement, end: int, cited: Citation | None = None
) -> Line:
    """What a statement shows of itself: `end` is where it ends, before its citation."""
    pieces = [source.text[piece.start : min(piece.end, end)] for piece in raw.pieces]
    text = " ".join(" ".join(pieces).split())
    return Line(raw.number, text, Span(raw.start, raw.pieces[-1].end), cited)


def build(
    source: SourceText, raw: RawStatement, tree: Tree[Token]
) -> tuple[Statement | None, tuple[Diagnostic, ...]]:
    """A statement, or None where a mistake leaves it without a sure meaning."""
    told: list[Diagnostic] = []

    def tell(message: str, span: Span, help_: str) -> None:
        told.append(Diagnostic(message, span, help_))

    cited, end = None, raw.pieces[-1].end
    if found := tokens(tree, "CITATION"):
        end = raw.start + (found[0].start_pos or 0)
        cited = citation(str(found[0]), end, tell)
    line = _line_of(source, raw, end, cited)
    ctx = Context(source, raw, line, told)
    if judged := trees(tree, "judgement"):
        because = ctx.words(tokens(judged[0], "STRING")[0])
        judgement = Judgement(because, ctx.span(judged[0]))
        line = ctx.line = Line(line.number, line.text, line.span, cited, judgement)
    said = cast("Tree[Token]", cast("Tree[Token]", tree.children[0]).children[0])
    statement = _BUILDERS[str(said.data)](ctx, said)
    if judged and not _binds(statement):
        ctx.report(
            "`left to judgement` stands on a line that binds nobody",
            ctx.span(judged[0]),
            "take it out, or write it after a duty, a move or a limit",
        )
    return None if ctx.broken else statement, tuple(ctx.diagnostics)
