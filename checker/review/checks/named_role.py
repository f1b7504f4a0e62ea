"""Every stage is led by a named role, and not only by a person or a body.

What it does: asks, for every stage of the text and under every fact, whether a role leads it. Where
no `led by` line names a role, one that is named as deciding, chairing or mediating counts as the
lead.

Why it matters: a board does not answer the telephone, and a person moves on; only a role is always
somebody's.

Example: `led by the board` names a body. A stage with no line about who leads names nobody.

What to write instead: `led by the board-manager`, with the role declared and held in every agency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import Clauses, result
from checker.review.unled import why_nobody_leads

if TYPE_CHECKING:
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.NAMED_ROLE.value
_CLAUSES = Clauses("every stage is led by a named role", "not every stage is led by a named role")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.NAMED_ROLE)
    return (result(context, NAME, answer, _CLAUSES, why_nobody_leads),)
