"""Answers between two: one on more than all that cases can do, one on some of what they can.

Where the first is that a part is kept, it is; where the second is that it is broken, it is. Where
the two are alike, so is what lies between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Answer, PartAnswer, Verdict

if TYPE_CHECKING:
    from checker.answers.verdict import Unknown


def between(more: Answer, fewer: Answer, why: Unknown) -> Answer:
    """The answer on what lies between these two; unknown, and
    `why`, as far as they are not alike.

    That some case can do something is no promise that cases break: there the two must be alike.
    """
    for answer in (fewer, more):
        if answer.verdict is Verdict.UNKNOWN:
            return answer
    others = {part.key: part for part in fewer.parts}
    parts = tuple(_part(part, others.get(part.key), why) for part in more.parts)
    broken = fewer.verdict is Verdict.REFUTED and fewer.parts
    told = all(part.verdict is not Verdict.UNKNOWN for part in parts)
    if broken or (more.verdict is fewer.verdict and told):
        return Answer(fewer.promise, fewer.verdict, parts)
    return Answer(more.promise, Verdict.UNKNOWN, parts, why)


def _part(more: PartAnswer, fewer: PartAnswer | None, why: Unknown) -> PartAnswer:
    if more.verdict.kept and (fewer is None or fewer.verdict is more.verdict):
        return more
    if fewer is not None and fewer.verdict is more.verdict:
        return fewer
    return PartAnswer(more.key, Verdict.UNKNOWN, unknown=why)
