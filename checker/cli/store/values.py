"""What is kept of a review and of drawings, as msgpack: nothing of where the text came from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, msgpack
from msgspec.structs import force_setattr

from checker.answers.route import Routes  # noqa: TC001, msgspec reads the types of what is stored
from checker.cli.drawn import Drawn
from checker.review.findings import Result, Review, Subject
from checker.worktime.calendar import to_local
from checker.worktime.real_waits import RealWait  # noqa: TC001, the same

if TYPE_CHECKING:
    from checker.language.diagnostics import SourceText
    from checker.review.findings import Telling


class _Kept(Struct, frozen=True, array_like=True):
    """A review without its source."""

    subject: Subject
    results: tuple[Result, ...]
    notes: tuple[str, ...]
    waits: tuple[RealWait, ...]
    routes: Routes


def packed_review(review: Review) -> bytes:
    """A review as it is kept."""
    kept = _Kept(review.subject, review.results, review.notes, review.waits, review.routes)
    return msgpack.encode(kept)


def review_from(packed: bytes, source: SourceText) -> Review | None:
    """The review that was kept, now of this source; None for anything else."""
    try:
        kept = _reviews().decode(packed)
    except DecodeError:
        return None
    for result in kept.results:
        for finding in result.findings:
            if finding.telling is not None:
                _set_clocks(finding.telling)
    return Review(kept.subject, source, kept.results, kept.notes, kept.waits, kept.routes)


def packed_drawn(drawn: Drawn) -> bytes:
    """Drawings as they are kept."""
    return msgpack.encode(drawn)


def drawn_from(packed: bytes) -> Drawn | None:
    """The drawings that were kept; None for anything else."""
    try:
        return msgpack.decode(packed, type=Drawn)
    except DecodeError:
        return None


@cache
def _reviews() -> msgpack.Decoder[_Kept]:
    return msgpack.Decoder(_Kept)


def _set_clocks(telling: Telling) -> None:
    """Tell the moments of a story just read by London's clocks again: msgpack has them in UTC."""
    for sentence in telling.sentences:
        force_setattr(sentence, "moment", to_local(sentence.moment))
    for event in telling.story.events:
        force_setattr(event, "moment", to_local(event.moment))
        if event.due is not None:
            force_setattr(event, "due", to_local(event.due))
