"""What of an engine's answer stays, when the meaning of some lines is not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.unsettled.found import OF_SEVERAL
from checker.answers.verdict import Answer, Promise, Reason, Unclear, Unknown, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.answers.unsettled import Unsettled
    from checker.answers.verdict import PartAnswer


def settled(answer: Answer, found: Iterable[Unsettled]) -> Answer:
    """`answer` with each part unknown that one of the unsettled lines can change.

    A promise stays refuted while a part is that nothing can change; else one such part makes it
    unknown.
    """
    ours = [each for each in found if answer.promise in each.promises]
    near = _Near(ours)
    parts = tuple(_part(answer, part, near.of(part)) for part in answer.parts)
    lines = {line for part in parts if part.unknown is not None for line in part.unknown.lines}
    if not answer.parts:
        lines = {unclear(each) for each in ours if _changes(answer, each)}
    if not lines:
        return answer
    verdict = Verdict.UNKNOWN
    if answer.verdict is Verdict.REFUTED and Verdict.REFUTED in {part.verdict for part in parts}:
        verdict = Verdict.REFUTED
    failed = any(part.bug is not None for part in parts)
    unknown = answer.unknown if failed else unsettled_by(lines)
    return Answer(answer.promise, verdict, parts, None if verdict is Verdict.REFUTED else unknown)


def unsettled_by(lines: Iterable[Unclear]) -> Unknown:
    """That it is not settled what these lines mean for a promise."""
    ordered = sorted(lines, key=lambda each: (each.line, each.why))
    return Unknown(Reason.MEANING, tuple(ordered))


def unclear(each: Unsettled) -> Unclear:
    """An unsettled line, as an answer names it."""
    return Unclear(each.line.number, each.why, each.help)


class _Near:
    """The unsettled lines by what they can touch, so that a long text asks each part of few."""

    def __init__(self, found: list[Unsettled]) -> None:
        self._found = found
        self._everywhere = [each for each in found if each.stages is None]
        self._by_stage: dict[str, list[Unsettled]] = {}
        self._by_line: dict[int, list[Unsettled]] = {}
        for each in found:
            for stage in each.stages or ():
                self._by_stage.setdefault(stage, []).append(each)
            for line in each.blamed:
                self._by_line.setdefault(line, []).append(each)

    def of(self, part: PartAnswer) -> Iterable[Unsettled]:
        """All that could touch a part, and perhaps more; one may come twice."""
        if part.key.row in OF_SEVERAL:
            return self._found
        places = {part.key.place}
        found = [*self._everywhere]
        if part.story is not None:
            last = part.story.events[-1]
            places |= {event.place for event in part.story.events if event.place is not None}
            for line in (last.line, last.other):
                found += self._by_line.get(line, ()) if line is not None else ()
        for place in places:
            found += self._by_stage.get(place, ())
        return found


def _part(answer: Answer, part: PartAnswer, found: Iterable[Unsettled]) -> PartAnswer:
    lines = {unclear(each) for each in found if each.touches(answer.promise, part)}
    if not lines:
        return part
    unknown = unsettled_by(lines)
    return replace(
        part, verdict=Verdict.UNKNOWN, rests_on=(), story=None, bug=None, unknown=unknown
    )


def _changes(answer: Answer, each: Unsettled) -> bool:
    """Whether an answer without parts can be another one for an unsettled line."""
    if answer.verdict is Verdict.UNKNOWN or not each.bare:
        return False
    some = answer.promise is Promise.REQUIRE and answer.verdict is Verdict.PROVED
    return each.whole or some
