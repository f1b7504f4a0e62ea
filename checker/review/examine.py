"""What the checks say of a text, all of them or some."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.procedure.from_syntax import load_text
from checker.proof.prove import Prover
from checker.proof.routes import longest_routes
from checker.review.catalogue import checks
from checker.review.context import Context
from checker.review.defaults import defaults
from checker.review.findings import Result, Review, subject_of
from checker.review.unchecked import notes
from checker.worktime.real_waits import real_waits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from checker.language.diagnostics import Diagnostic, SourceText
    from checker.procedure.model import Procedure

Results: TypeAlias = "tuple[Result, ...]"
"""What one check says: one result, or one for each `require` line."""


def review(source: SourceText) -> tuple[Review | None, tuple[Diagnostic, ...]]:
    """Everything that the checks say of a text, or what makes it unreadable."""
    procedure, diagnostics = load_text(source.text, source.path)
    return (None if procedure is None else examined(procedure, source)), diagnostics


def examined(
    procedure: Procedure,
    source: SourceText,
    known: Mapping[str, Results] | None = None,
    *,
    dated: bool = True,
    context: Context | None = None,
) -> Review:
    """Everything that the checks say of a procedure that was read from `source`.

    `known`: what some of them say, if that was worked out elsewhere (`said_by`). `dated`: whether
    the longest real waits are worked out, too, which no verdict needs. `context`: one in which all
    is asked, of whoever wants what was proved there; else it is new.
    """
    given = dict(known or {})
    names = [check.name for check in checks() if check.name not in given]
    given |= said_by(procedure, source, names, context=context)
    results = tuple(result for check in checks() for result in given[check.name])
    told = (*defaults(procedure), *notes(procedure))
    subject = subject_of(procedure)
    if not dated:
        return Review(subject, source, results, told)
    routes = longest_routes(Prover(procedure))
    return Review(subject, source, results, told, real_waits(procedure), routes)


def said_by(
    procedure: Procedure,
    source: SourceText,
    names: Iterable[str],
    after_each: Callable[[], None] = lambda: None,
    *,
    context: Context | None = None,
) -> dict[str, Results]:
    """What the checks of these names say of a procedure; `after_each` is called after each."""
    context, wanted = context or Context(procedure, source), set(names)
    found: dict[str, Results] = {}
    for check in checks():
        if check.name in wanted:
            found[check.name] = check.run(context)
            after_each()
    return found
